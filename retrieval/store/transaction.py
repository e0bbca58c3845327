"""What a statement may do: a `View` reads, a `Transaction` also writes.

A store function takes the one that it needs, so that mypy finds a read that writes.
"""

from collections.abc import AsyncIterator, Iterable
from typing import Any, TypeAlias

from aiosqlite import Connection

Values: TypeAlias = Iterable[Any]
"""What is bound to a statement's question marks, in their order."""
Row: TypeAlias = tuple[Any, ...]
"""A row's values, in the order of the statement's columns."""


class View:
    """The archive as it is at one moment, to be read."""

    def __init__(self, connection: Connection) -> None:
        self._connection = connection

    async def fetch_all(self, sql: str, values: Values = ()) -> list[Row]:
        """Return the rows of a SELECT, all at once; an empty list for none."""
        return [tuple(row) for row in await self._connection.execute_fetchall(sql, values)]

    async def stream(self, sql: str, values: Values = ()) -> AsyncIterator[Row]:
        """Yield the rows of a SELECT as they are read; for more than should be in memory."""
        async with self._connection.execute(sql, values) as cursor:
            async for row in cursor:
                yield tuple(row)


class Transaction(View):
    """The archive in a write transaction, to be read and written."""

    async def execute(self, sql: str, values: Values = ()) -> None:
        """Carry out a statement whose rows, if any, nobody needs."""
        await self._connection.execute(sql, values)

    async def execute_many(self, sql: str, values: Iterable[Values]) -> None:
        """Carry out a statement once for each set of values."""
        await self._connection.executemany(sql, values)

    async def returning(self, sql: str, values: Values = ()) -> list[Row]:
        """Carry out an INSERT, UPDATE or DELETE and return its RETURNING rows."""
        return [tuple(row) for row in await self._connection.execute_fetchall(sql, values)]
