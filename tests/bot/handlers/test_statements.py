"""What a question costs: writes that wait for the disk, and ways to SQLite's threads."""

import sqlite3
from collections import Counter
from collections.abc import Callable
from contextlib import closing
from typing import Any, cast

import pytest

from bot.telegram.ledger import Ledger
from retrieval.store.connection import Connection
from tests.bot.handlers.conftest import House, page, said

QUESTION = "东郊的桥修缮了吗"
DONE = "SELECT count(*) FROM taken_update WHERE data IS NULL"


@pytest.fixture
def carried_out(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How many statements SQLite carries out, by their first words; before the house is opened."""
    counted: Counter[str] = Counter()
    connect = sqlite3.connect

    def traced(*given: Any, **named: Any) -> sqlite3.Connection:  # noqa: ANN401 (as what it stands in for)
        connection = cast("sqlite3.Connection", connect(*given, **named))
        connection.set_trace_callback(lambda sql: counted.update([" ".join(sql.split()[:3])]))
        return connection

    monkeypatch.setattr("retrieval.store.connection.sqlite3.connect", traced)
    return counted


@pytest.fixture
def ways(monkeypatch: pytest.MonkeyPatch) -> Counter[str]:
    """How often somebody waits for a thread of SQLite's."""
    counted: Counter[str] = Counter()
    give = Connection.give

    def noting(one: Connection, work: Callable[[sqlite3.Connection], Any]) -> Any:  # noqa: ANN401 (as above)
        counted["waited"] += 1
        return give(one, work)

    monkeypatch.setattr(Connection, "give", noting)
    return counted


def done(house: House) -> int:
    """Return how many updates are recorded as done."""
    with closing(sqlite3.connect(house.settings.database)) as connection:
        [(count,)] = connection.execute(DONE)
    return int(count)


async def asked(house: House) -> None:
    """Ask, and wait until all that comes of it is written."""
    before = done(house)
    answer = await said(house.reader(), QUESTION)
    assert "修缮" in answer.text
    await house.world.changes.until(lambda: done(house) > before or None, 10)


async def of_a_question(
    house: House, counted: Counter[str], monkeypatch: pytest.MonkeyPatch
) -> Counter[str]:
    """Return what was counted of a question that is not the first."""
    write = Ledger.write

    async def telling(ledger: Ledger) -> None:
        await write(ledger)
        house.world.changes.tell()

    monkeypatch.setattr(Ledger, "write", telling)
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    async with house.bot():
        await asked(house)
        counted.clear()
        await asked(house)
        return Counter(counted)


async def test_a_question_waits_for_the_disk_when_it_comes_is_shown_and_is_done(
    carried_out: Counter[str], house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = await of_a_question(house, carried_out, monkeypatch)
    assert counted["BEGIN IMMEDIATE"] == counted["COMMIT"] == 3
    assert counted["INSERT INTO taken_update"] == counted["UPDATE taken_update SET"] == 1
    assert counted["INSERT OR REPLACE"] == 1  # what the message shows


async def test_a_question_goes_to_sqlite_seven_times(
    ways: Counter[str], house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    counted = await of_a_question(house, ways, monkeypatch)
    # It comes, whose chat it is, what was shown there, answers and alerts; what is shown, in two
    # as the day's key is read for it; it is done.
    assert counted["waited"] == 7
