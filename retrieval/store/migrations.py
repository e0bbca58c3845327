"""The schema's history: numbered SQL files, each run once, in a transaction with its record.

Tables belong to rooms, each with a history of its own: the archive's are here, and what else is to
be kept in the same file, and written in the same transactions, comes with whoever opens it. A file
that was released is never edited; what comes next is a new file with the next number. It may
not switch foreign keys off (SQLite ignores that inside a transaction): `PRAGMA defer_foreign_keys`.
"""

import sqlite3
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.resources import files
from pathlib import Path

from retrieval.errors import ArchiveUnavailable
from retrieval.store.transaction import Transaction, View

APPLICATION_ID = int.from_bytes(b"BULL")
# How an archive and its version are recognized: tables, application id, each room's last migration.
TABLES = "SELECT name FROM sqlite_schema"
APPLICATION = "PRAGMA application_id"
DONE = "SELECT room, max(number) FROM migration GROUP BY room"


@dataclass(frozen=True, slots=True)
class Migration:
    """One step of a room's tables, from the schema numbered one less to its own."""

    room: str
    number: int
    name: str
    sql: str


ARCHIVE = "retrieval.store"


def shipped(room: str = ARCHIVE) -> tuple[Migration, ...]:
    """Return the migrations in a package's folder ``migrations``, in order."""
    folder = files(room) / "migrations"
    return tuple(
        Migration(room, int(file.name[:4]), file.name[5:-4], file.read_text(encoding="utf-8"))
        for file in sorted(folder.iterdir(), key=lambda file: file.name)
        if file.name.endswith(".sql")
    )


async def pending(view: View, path: Path, migrations: Sequence[Migration]) -> tuple[Migration, ...]:
    """Return the migrations that a database still lacks; it may be empty. Changes nothing.

    Those of the archive come first: the first of them makes the table of records.

    Raises ArchiveUnavailable for another program's database and for one of a newer version.
    """
    tables = {name for (name,) in await view.fetch_all(TABLES)}
    if not tables:
        return tuple(migrations)
    [(application,)] = await view.fetch_all(APPLICATION)
    check_ours(path, tables, application)
    done = {room: int(number) for room, number in await view.fetch_all(DONE)}
    return lacking(path, done, migrations)


def check_ours(path: Path, tables: Collection[str], application: int) -> None:
    """Raise ArchiveUnavailable for a database of another program, which has other tables."""
    if application == APPLICATION_ID and tables and "migration" not in tables:
        raise ArchiveUnavailable(
            f"{path}: 资料库损坏了：记录结构的表（migration）没有了，请从备份恢复 "
            "(the archive is damaged: its table `migration` is gone; put a copy of it back from "
            "your backup with `restore`)"
        )
    if application != APPLICATION_ID or "migration" not in tables:
        raise ArchiveUnavailable(
            f"{path}: 这是别的程序的数据库，没有动它，请换一个文件 "
            "(this is another program's database, left as it is; name another file)"
        )


def lacking(
    path: Path, done: Mapping[str, int], migrations: Sequence[Migration]
) -> tuple[Migration, ...]:
    """Return the migrations that come after those done, by room.

    Raises ArchiveUnavailable where more are done than are known.
    """
    known = {migration.room: migration.number for migration in migrations}
    for room, number in done.items():
        if number > known.get(room, number):
            raise ArchiveUnavailable(
                f"{path}: 资料库是更新的版本建的，请升级程序，库没有动过 "
                f"(this archive has schema {number}, made by a newer version; this program knows "
                f"up to {known[room]}; install the newer version, nothing was changed)"
            )
    return tuple(one for one in migrations if one.number > done.get(one.room, 0))


async def carry_out(transaction: Transaction, migration: Migration) -> None:
    """Run one migration and record it, inside the caller's transaction."""
    for statement in statements(migration.sql):
        await transaction.execute(statement)
    await transaction.execute(
        "INSERT INTO migration (room, number, name, done_at) VALUES (?, ?, ?, ?)",
        (
            migration.room,
            migration.number,
            migration.name,
            datetime.now(UTC).isoformat(timespec="seconds"),
        ),
    )


def statements(sql: str) -> Iterator[str]:
    """Yield a script's statements: `executescript` would commit the transaction it stands in."""
    statement = ""
    for line in sql.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
    if statement.strip():
        yield statement
