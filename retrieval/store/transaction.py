"""What a statement may do: a `View` reads, a `Transaction` also writes.

A store function takes the one that it needs, so that mypy finds a read that writes.
"""

from collections.abc import AsyncIterator, Iterable

from retrieval.store.connection import Row, Statements, Values


class View:
    """The archive as it is at one moment, to be read: that of the first read."""

    def __init__(self, statements: Statements) -> None:
        self._statements = statements

    async def fetch_all(self, sql: str, values: Values = ()) -> list[Row]:
        """Return the rows of a SELECT, all at once; an empty list for none."""
        return await self._statements.rows(sql, values)

    async def stream(self, sql: str, values: Values = ()) -> AsyncIterator[Row]:
        """Yield the rows of a SELECT as they are read; for more than should be in memory."""
        async for row in self._statements.stream(sql, values):
            yield row


class Transaction(View):
    """The archive in a write transaction, to be read and written.

    What SQLite says against a statement whose rows nobody needs, it may say at the next one that
    has some, or at the end.
    """

    async def execute(self, sql: str, values: Values = ()) -> None:
        """Carry out a statement whose rows, if any, nobody needs."""
        await self._statements.add(sql, values)

    async def execute_many(self, sql: str, values: Iterable[Values]) -> None:
        """Carry out a statement once for each set of values."""
        await self._statements.add(sql, *values)

    async def returning(self, sql: str, values: Values = ()) -> list[Row]:
        """Carry out an INSERT, UPDATE or DELETE at once, and return its RETURNING rows."""
        return await self._statements.rows(sql, values)
