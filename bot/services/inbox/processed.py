"""The files that were read from the inbox, also by previous processes: each is read once."""

from collections.abc import Collection
from hashlib import blake2b

from bot.store.inbox import digest_of, forget_files, keep_digest
from retrieval.store import Database


class ProcessedFiles:
    """The files that were read, by name. All raise ArchiveUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database

    async def has(self, name: str, data: bytes) -> bool:
        """Return whether this very file was read under a name."""
        async with self._database.reading() as view:
            return await digest_of(view, name) == _digest(data)

    async def note(self, name: str, data: bytes) -> None:
        """Record a file that was read under a name."""
        async with self._database.transaction() as transaction:
            await keep_digest(transaction, name, _digest(data))

    async def keep_only(self, names: Collection[str]) -> None:
        """Forget all other files: one that comes again is read again."""
        async with self._database.transaction() as transaction:
            await forget_files(transaction, names)


def _digest(data: bytes) -> str:
    return blake2b(data, digest_size=16).hexdigest()
