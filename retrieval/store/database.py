"""The archive's SQLite file: one connection that writes, one that only reads.

Write-ahead logging lets readers read while a writer writes, in this process and in others. A commit
waits until it is on the disk (``synchronous=FULL``; NORMAL could lose the last commits to a power
cut): what was accepted stays accepted, and pages come too seldom for the wait to matter.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Self

import aiosqlite
from aiosqlite import Connection

from retrieval.store.leftovers import refuse_leftovers
from retrieval.store.migrations import Migration, carry_out, pending, shipped
from retrieval.store.sqlite_errors import sqlite_errors
from retrieval.store.transaction import Transaction, View

PATIENCE = 30.0  # seconds to wait for another process's transaction


class Database:
    """The file at ``path``, open: write in a `transaction`, read in a `reading`.

    Both raise ArchiveUnavailable for what SQLite refuses inside of them.
    """

    def __init__(self, path: Path, writer: Connection, reader: Connection) -> None:
        self.path = path
        self._writer = writer
        self._reader = reader
        self._writing = asyncio.Lock()
        self._reading = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(
        cls, path: Path, migrations: Sequence[Migration] | None = None, *, new: bool = False
    ) -> AsyncIterator[Self]:
        """Open or create the file, its folder too, and bring its schema up to date.

        By ``new`` it is created also beside what a former archive left. Raises ArchiveUnavailable
        where that can't be done; the file is then as it was.
        """
        steps = shipped() if migrations is None else tuple(migrations)
        async with AsyncExitStack() as open_connections:
            with sqlite_errors(path):
                if not new:
                    await asyncio.to_thread(refuse_leftovers, path)
                await asyncio.to_thread(_make, path)
                writer = await open_connections.enter_async_context(_connection(path, "rwc"))
                await _prepare(writer, path, steps)
                reader = await open_connections.enter_async_context(_connection(path, "ro"))
            yield cls(path, writer, reader)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Hold the one write transaction: committed at the end, or rolled back whole on any error.

        It waits for those of this process, and `PATIENCE` for those of others.
        """
        async with self._writing:
            with sqlite_errors(self.path):
                async with _begun(self._writer, "BEGIN IMMEDIATE"):
                    yield Transaction(self._writer)

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[View]:
        """Hold a view of the archive as it is at one moment, whatever is being written."""
        async with self._reading:
            with sqlite_errors(self.path):
                async with _begun(self._reader, "BEGIN"):
                    yield View(self._reader)


def _make(path: Path) -> None:
    """Make the folder, and the file if it can be opened at all.

    An aiosqlite connection that fails to open leaves a thread behind that speaks to the loop after
    its end (0.22), so what can't be opened has to fail here.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    sqlite3.connect(_uri(path, "rwc"), uri=True).close()


def _connection(path: Path, mode: str) -> Connection:
    return aiosqlite.connect(_uri(path, mode), uri=True, isolation_level=None, timeout=PATIENCE)


def _uri(path: Path, mode: str) -> str:
    return f"{path.absolute().as_uri()}?mode={mode}"


async def _prepare(writer: Connection, path: Path, steps: Sequence[Migration]) -> None:
    view = View(writer)
    await pending(view, path, steps)  # refuses what is not ours before anything is changed
    await writer.execute_fetchall("PRAGMA journal_mode = WAL")
    await writer.execute("PRAGMA synchronous = FULL")
    await writer.execute("PRAGMA foreign_keys = ON")
    for step in await pending(view, path, steps):
        async with _begun(writer, "BEGIN IMMEDIATE"):
            if step in await pending(view, path, steps):  # another process may have been first
                await carry_out(Transaction(writer), step)


@asynccontextmanager
async def _begun(connection: Connection, begin: str) -> AsyncIterator[None]:
    """Commit at the end of the block, or roll back on any error."""
    try:
        await connection.execute(begin)
        yield
        await connection.execute("COMMIT")
    except BaseException:
        # A connection's statements run in the order given, also those whose caller was cancelled:
        # once the rollback is given, whoever comes next comes after it.
        await asyncio.shield(connection.rollback())
        raise
