"""An archive whose only contents are its revisions, so that one is told from another."""

import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from retrieval.store.articles import current_revision, next_revision
from retrieval.store.database import Database


def count(path: Path, times: int = 1) -> None:
    """Make the archive if it is not there, and add to its revisions."""

    async def counted() -> None:
        async with Database.open(path) as database:
            for _ in range(times):
                async with database.transaction() as transaction:
                    await next_revision(transaction)

    asyncio.run(counted())


def revision(path: Path) -> int:
    async def read() -> int:
        async with Database.open(path) as database, database.reading() as view:
            return await current_revision(view)

    return asyncio.run(read())


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Have the archive open, a revision written and not yet committed."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO revision (number) VALUES (99)")
        yield
        connection.execute("COMMIT")


def damage(path: Path) -> None:
    """Overwrite some of what a table holds."""
    count(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO revision (number) WITH RECURSIVE one (n) AS"
            " (SELECT 10 UNION ALL SELECT n + 1 FROM one LIMIT 5000) SELECT n FROM one"
        )
    whole = path.read_bytes()
    path.write_bytes(whole[:-8192] + b"\xff" * 8192)
