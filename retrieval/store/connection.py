"""A connection to SQLite in a thread of its own, and a transaction's statements on their way there.

What waits for the disk, or for another process, so keeps nobody waiting who does something else. To
give a thread work, and to be told that it is done, takes longer than most statements do: a
transaction's go there together as far as nobody waits for their rows.
"""

import asyncio
import sqlite3
from collections.abc import AsyncIterator, Callable, Iterable, Mapping, Sequence
from contextlib import asynccontextmanager
from functools import partial
from typing import Any, NamedTuple, Self, TypeAlias, TypeVar

import aiosqlite

Values: TypeAlias = Iterable[Any]
"""What is bound to a statement's question marks, in their order, or to its names by a mapping."""
Row: TypeAlias = tuple[Any, ...]
"""A row's values, in the order of the statement's columns."""

_Bound: TypeAlias = tuple[Any, ...] | dict[str, Any]

_MOST = 500  # sets of values that wait to go together
_READ = 64  # rows of a stream that are read at a time

_Found = TypeVar("_Found")


class Connection(aiosqlite.Connection):
    """An open connection, whose work is done in the order given."""

    @classmethod
    @asynccontextmanager
    async def opened(cls, uri: str, patience: float) -> AsyncIterator[Self]:
        """Open a database for a ``with`` block; Python begins no transactions of its own.

        What others have locked is waited for so many seconds. Raises sqlite3.Error.
        """
        connect = partial(sqlite3.connect, uri, uri=True, timeout=patience, isolation_level=None)
        # One that fails to open would leave a thread behind, which speaks to the loop after its end
        # (aiosqlite 0.22); so it is opened before.
        opened = await asyncio.to_thread(connect, check_same_thread=False)
        one = cls(lambda: opened, _READ)
        async with one:
            yield one

    def give(self, work: Callable[[sqlite3.Connection], _Found]) -> "asyncio.Future[_Found]":
        """Hand the thread work now; return the future of what it returns or raises.

        aiosqlite's own methods hand over one statement each, and that when they are first awaited.
        """
        future: asyncio.Future[_Found] = asyncio.get_running_loop().create_future()
        self._tx.put_nowait((future, partial(work, self._conn)))
        return future

    def give_last(self, work: Callable[[sqlite3.Connection], object]) -> None:
        """Hand the thread work that nobody waits for: whatever is given next comes after it."""
        self._tx.put_nowait((None, partial(work, self._conn)))


class Statements:
    """The statements of a transaction that opens with ``begin``, in their order.

    Those that only write wait until rows are needed, or the transaction ends: what is wrong with
    one is raised then. Nothing is begun before.
    """

    def __init__(self, connection: Connection, begin: str) -> None:
        self._connection = connection
        self._begin = begin
        self._waiting: list[_Statement] = []
        self._size = 0
        self._begun = False

    async def add(self, sql: str, *values: Values) -> None:
        """Add a statement, to be carried out once for each of ``values``, if that is ever."""
        bound = tuple(map(_bound, values))
        self._waiting.append(_Statement(sql, bound))
        self._size += len(bound)
        if self._size >= _MOST:
            await self._given()

    async def rows(self, sql: str, values: Values = ()) -> list[Row]:
        """Carry out a statement after all before it; return its rows."""
        return await self._given(_Statement(sql, (_bound(values),)))

    async def stream(self, sql: str, values: Values = ()) -> AsyncIterator[Row]:
        """Yield a statement's rows as they are read; it comes after all before it."""
        await self._given()
        cursor = await self._connection.give(lambda it: it.execute(sql, _bound(values)))
        while rows := await self._connection.give(lambda _: cursor.fetchmany(_READ)):
            for row in rows:
                yield row

    async def commit(self) -> None:
        """End the transaction; it stays, unless it only read."""
        if self._begun or self._waiting:
            await self._given(_Statement("COMMIT", ((),)))

    def undo(self) -> "asyncio.Future[None]":
        """End the transaction as if it had not been; whoever comes next comes after that."""
        return self._connection.give(sqlite3.Connection.rollback)

    def let_go(self) -> None:
        """End a transaction that only read; nobody has to wait for it."""
        if self._begun:
            self._connection.give_last(sqlite3.Connection.rollback)

    async def _given(self, last: "_Statement | None" = None) -> list[Row]:
        """Carry out what waits, and a last one; return its rows."""
        begin, self._begun = None if self._begun else self._begin, True
        waiting, self._waiting, self._size = self._waiting, [], 0
        return await self._connection.give(
            lambda connection: _carried_out(connection, begin, waiting, last)
        )


class _Statement(NamedTuple):
    """A statement, and the sets of values that it is carried out with."""

    sql: str
    values: "Sequence[_Bound]"


def _bound(values: Values) -> _Bound:
    """Return values as they are now: whoever gave them may change them before they are bound."""
    return dict(values) if isinstance(values, Mapping) else tuple(values)


def _carried_out(
    connection: sqlite3.Connection,
    begin: str | None,
    statements: Sequence[_Statement],
    last: _Statement | None,
) -> list[Row]:
    """Carry out statements up to the first that fails; return the rows of the last."""
    if begin is not None:
        connection.execute(begin)
    elif not connection.in_transaction:  # SQLite has undone it, or it never began
        raise sqlite3.OperationalError("the transaction is over")
    for statement in statements:
        if len(statement.values) == 1:
            connection.execute(statement.sql, statement.values[0])
        else:
            connection.executemany(statement.sql, statement.values)
    return [] if last is None else connection.execute(last.sql, last.values[0]).fetchall()
