"""Files of the inbox that were read, or tried and set aside, as rows.

What became of a file is one text: the digest of what was read, or, opening with a brace, what is
known of a file that is set aside.
"""

from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path

import msgspec

from bot.model.file_names import shown_name
from bot.model.inbox import NotRead, SetAside
from bot.store.schema import ROOM
from retrieval.store import Transaction, View, open_read_only, schemas, sqlite_errors

_SET_ASIDE = "SELECT name, digest FROM inbox_file WHERE digest LIKE '{%' ORDER BY name"


async def digest_of(view: View, name: str) -> str | None:
    """Return the digest of the file last read under a name; None for no such file."""
    rows = await view.fetch_all("SELECT digest FROM inbox_file WHERE name = ?", (name,))
    kept = next((str(digest) for (digest,) in rows), None)
    return kept if kept is None or not kept.startswith("{") else _set_aside(kept).read


async def keep_digest(transaction: Transaction, name: str, digest: str) -> None:
    """Store the digest of the file that was read under a name."""
    await _keep(transaction, name, digest)


async def set_aside_files(view: View) -> Mapping[str, SetAside]:
    """Return the files that are set aside, by name."""
    rows = await view.fetch_all(_SET_ASIDE)
    return {str(name): _set_aside(str(kept)) for name, kept in rows}


async def keep_set_aside(transaction: Transaction, name: str, file: SetAside) -> None:
    """Store what is known of a file that is set aside."""
    await _keep(transaction, name, msgspec.json.encode(file).decode())


async def drop_file(transaction: Transaction, name: str, read: str | None) -> None:
    """Store a file as one that was never set aside: with what was read of it, if anything was."""
    if read is None:
        await transaction.execute("DELETE FROM inbox_file WHERE name = ?", (name,))
    else:
        await _keep(transaction, name, read)


async def forget_files(transaction: Transaction, but: Collection[str]) -> None:
    """Delete all names but these."""
    await transaction.execute(
        "DELETE FROM inbox_file WHERE name NOT IN (SELECT value FROM json_each(?))",
        (msgspec.json.encode(list(but)).decode(),),
    )


def not_read(files: Mapping[str, SetAside]) -> tuple[NotRead, ...]:
    """Return files that are set aside as they are listed; without those tried the first time."""
    return tuple(
        NotRead(shown_name(name), file.reason, file.tries, again=file.again_at is not None)
        for name, file in files.items()
        if file.reason
    )


def not_read_in(path: Path) -> tuple[NotRead, ...]:
    """Return the files that are set aside in the archive at a path; none where no bot has run.

    Raises ArchiveUnavailable.
    """
    with sqlite_errors(path), closing(open_read_only(path)) as connection:
        if ROOM not in schemas(connection):
            return ()
        rows = connection.execute(_SET_ASIDE).fetchall()
    return not_read({str(name): _set_aside(str(kept)) for name, kept in rows})


def _set_aside(kept: str) -> SetAside:
    return msgspec.json.decode(kept, type=SetAside)


async def _keep(transaction: Transaction, name: str, kept: str) -> None:
    await transaction.execute(
        "INSERT INTO inbox_file (name, digest) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET digest = excluded.digest",
        (name, kept),
    )
