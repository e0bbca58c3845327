"""The archive's SQLite file: one connection that writes, one that only reads.

Write-ahead logging lets readers read while a writer writes, in this process and in others. A commit
waits until it is on the disk (``synchronous=FULL``; NORMAL could lose the last commits to a power
cut): what was accepted stays accepted, and pages come too seldom for the wait to matter.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Sequence
from contextlib import AbstractAsyncContextManager, AsyncExitStack, asynccontextmanager
from pathlib import Path
from typing import Self

from retrieval.store.connection import Connection, Statements
from retrieval.store.leftovers import refuse_leftovers
from retrieval.store.migrations import Migration, carry_out, pending, shipped
from retrieval.store.sqlite_errors import sqlite_errors
from retrieval.store.transaction import Transaction, View

_CACHE = 65_536  # KiB at the most; a page's sketches are written all over a table
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
                await asyncio.to_thread(path.parent.mkdir, parents=True, exist_ok=True)
                writer = await open_connections.enter_async_context(_connection(path, "rwc"))
                await _prepare(writer, path, steps)
                reader = await open_connections.enter_async_context(_connection(path, "ro"))
            yield cls(path, writer, reader)

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[Transaction]:
        """Hold the one write transaction: committed at the end, or rolled back whole on any error.

        It waits for those of this process, and `PATIENCE` for those of others: for these once it
        reads, or ends.
        """
        async with self._writing:
            with sqlite_errors(self.path):
                async with _begun(self._writer) as transaction:
                    yield transaction

    @asynccontextmanager
    async def reading(self) -> AsyncIterator[View]:
        """Hold a view of the archive as it is at one moment, whatever is being written."""
        async with self._reading:
            statements = Statements(self._reader, "BEGIN")
            try:
                with sqlite_errors(self.path):
                    yield View(statements)
            finally:
                statements.let_go()

    @asynccontextmanager
    async def moment(self) -> AsyncIterator[View]:
        """Hold a view as `reading` does, for as long as it takes: nobody waits for its end.

        What is written meanwhile stays in the write-ahead log until then.
        """
        with sqlite_errors(self.path):
            async with _connection(self.path, "ro") as connection:
                statements = Statements(connection, "BEGIN")
                try:
                    yield View(statements)
                finally:
                    statements.let_go()


def _connection(path: Path, mode: str) -> AbstractAsyncContextManager[Connection]:
    return Connection.opened(f"{path.absolute().as_uri()}?mode={mode}", PATIENCE)


async def _prepare(writer: Connection, path: Path, steps: Sequence[Migration]) -> None:
    async with _begun(writer, "BEGIN") as view:
        await pending(view, path, steps)  # refuses what is not ours before anything is changed
    await writer.give(_set_up)
    async with _begun(writer, "BEGIN") as view:
        lacking = await pending(view, path, steps)
    for step in lacking:
        async with _begun(writer) as transaction:
            # Another process may have been first.
            if step in await pending(transaction, path, steps):
                await carry_out(transaction, step)


def _set_up(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = FULL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute(f"PRAGMA cache_size = -{_CACHE}")


@asynccontextmanager
async def _begun(
    connection: Connection, begin: str = "BEGIN IMMEDIATE"
) -> AsyncIterator[Transaction]:
    """Commit at the end of the block, or roll back on any error."""
    statements = Statements(connection, begin)
    try:
        yield Transaction(statements)
        await statements.commit()
    except BaseException:
        await asyncio.shield(statements.undo())
        raise
