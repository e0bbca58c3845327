"""The files of the inbox that were read or set aside, also by previous processes."""

from collections.abc import Collection, Mapping
from hashlib import blake2b

from bot.model.inbox import SetAside
from bot.store.doubts import note_doubts
from bot.store.inbox import (
    digest_of,
    drop_file,
    forget_files,
    keep_digest,
    keep_set_aside,
    set_aside_files,
)
from retrieval.archive import Addition
from retrieval.store import Database


class ProcessedFiles:
    """What became of each file, by its key (`bot.model.file_names`). All raise ArchiveUnavailable.

    Each is read once.
    """

    def __init__(self, database: Database) -> None:
        self._database = database

    async def last_read(self, key: str) -> str | None:
        """Return the digest of what was last read under a key; None if nothing was."""
        async with self._database.reading() as view:
            return await digest_of(view, key)

    async def note(self, key: str, data: bytes) -> None:
        """Record a file that was read under a key."""
        async with self._database.transaction() as transaction:
            await keep_digest(transaction, key, digest(data))

    async def set_aside(self) -> Mapping[str, SetAside]:
        """Return what is known of files that are set aside, or were being read."""
        async with self._database.reading() as view:
            return await set_aside_files(view)

    async def keep(self, key: str, file: SetAside) -> None:
        """Record that a file is set aside, or about to be read."""
        async with self._database.transaction() as transaction:
            await keep_set_aside(transaction, key, file)

    async def drop(self, key: str, file: SetAside) -> None:
        """Forget that a file is set aside, or was about to be read."""
        async with self._database.transaction() as transaction:
            await drop_file(transaction, key, file.read)

    async def note_doubts(self, addition: Addition, now: int) -> None:
        """Record what is in doubt of a page that was added, for the desk; or that nothing is."""
        meant = addition.outcome.meant if addition.outcome is not None else None
        former = meant.page_id if meant is not None else None
        async with self._database.transaction() as transaction:
            await note_doubts(transaction, addition.page_id, addition.doubts, former, now=now)

    async def keep_only(self, keys: Collection[str]) -> None:
        """Forget all other files: one that comes again is read again."""
        async with self._database.transaction() as transaction:
            await forget_files(transaction, keys)


def digest(data: bytes) -> str:
    """Return what stands for the contents of a file."""
    return blake2b(data, digest_size=16).hexdigest()
