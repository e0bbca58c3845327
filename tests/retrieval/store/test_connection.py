import sqlite3
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from retrieval.errors import ArchiveUnavailable
from retrieval.store import connection as given
from retrieval.store.connection import Connection
from retrieval.store.database import Database

INSERT = "INSERT INTO revision (number) VALUES (?)"
NUMBERS = "SELECT number FROM revision ORDER BY number"


@pytest.fixture
def times(monkeypatch: pytest.MonkeyPatch) -> list[Callable[..., object]]:
    """The work that connections are given from now on."""
    noted: list[Callable[..., object]] = []
    give = Connection.give

    def noting(one: Connection, work: Callable[[sqlite3.Connection], Any]) -> Any:  # noqa: ANN401 (as what it stands in for)
        noted.append(work)
        return give(one, work)

    monkeypatch.setattr(Connection, "give", noting)
    return noted


async def numbers(database: Database) -> list[int]:
    async with database.reading() as view:
        return [number for (number,) in await view.fetch_all(NUMBERS)]


async def test_what_only_writes_goes_to_the_thread_at_once(
    database: Database, times: list[Callable[..., object]]
) -> None:
    async with database.transaction() as transaction:
        await transaction.execute(INSERT, (1,))
        await transaction.execute_many(INSERT, [(2,), (3,)])
    assert len(times) == 1
    assert await numbers(database) == [1, 2, 3]


async def test_a_single_read_goes_to_the_thread_at_once(
    database: Database, times: list[Callable[..., object]]
) -> None:
    assert await numbers(database) == []
    assert len(times) == 1


async def test_what_reads_nothing_takes_no_turn_of_the_thread(
    database: Database, times: list[Callable[..., object]]
) -> None:
    async with database.transaction():
        pass
    async with database.reading():
        pass
    assert times == []


async def test_a_read_sees_all_that_was_written_before_it(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.execute(INSERT, (1,))
        assert await transaction.fetch_all(NUMBERS) == [(1,)]
        await transaction.execute(INSERT, (2,))
        assert [row async for row in transaction.stream(NUMBERS)] == [(1,), (2,)]


async def test_nothing_more_is_read_of_a_moment_that_is_over(database: Database) -> None:
    assert await numbers(database) == []
    async with database.transaction() as transaction:
        await transaction.execute(INSERT, (1,))
    assert await numbers(database) == [1]


async def test_after_a_statement_that_fails_none_is_carried_out(database: Database) -> None:
    async def written() -> None:
        async with database.transaction() as transaction:
            await transaction.execute_many(INSERT, [(1,), (1,)])
            await transaction.execute(INSERT, (2,))

    with pytest.raises(sqlite3.IntegrityError):
        await written()
    assert await numbers(database) == []


async def test_a_transaction_that_was_undone_takes_no_more_statements(database: Database) -> None:
    async def written() -> None:
        async with database.transaction() as transaction:
            await transaction.returning(f"{INSERT} RETURNING number", (1,))
            with pytest.raises(sqlite3.IntegrityError):
                await transaction.returning("INSERT OR ROLLBACK INTO revision (number) VALUES (1)")
            await transaction.execute(INSERT, (2,))

    with pytest.raises(ArchiveUnavailable, match="the transaction is over"):
        await written()
    assert await numbers(database) == []


async def test_what_is_much_is_not_held_until_the_end(
    database: Database, times: list[Callable[..., object]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(given, "_MOST", 10)
    async with database.transaction() as transaction:
        for number in range(25):
            await transaction.execute(INSERT, (number,))
        assert len(times) == 2
    assert await numbers(database) == list(range(25))


async def test_values_are_as_they_were_when_they_were_given(database: Database) -> None:
    values = [1]
    async with database.transaction() as transaction:
        await transaction.execute(INSERT, values)
        values[0] = 2
    assert await numbers(database) == [1]


async def test_values_may_be_bound_by_name(database: Database) -> None:
    async with database.transaction() as transaction:
        await transaction.execute(
            "INSERT INTO revision (number) VALUES (:one)", {"one": 1, "of": 2}
        )
        assert await transaction.fetch_all("SELECT :one", {"one": 3}) == [(3,)]
    assert await numbers(database) == [1]


async def test_one_that_can_not_be_opened_leaves_no_thread_behind(tmp_path: Path) -> None:
    before = threading.active_count()
    with pytest.raises(sqlite3.OperationalError):
        async with Connection.opened(f"{tmp_path.as_uri()}?mode=ro", 0.0):
            pass
    assert threading.active_count() <= before + 1  # that which tried, of the loop's own
