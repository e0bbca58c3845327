import asyncio
import logging
import sqlite3
from collections.abc import AsyncIterator
from contextlib import closing
from pathlib import Path

import pytest

from bot.runtime import loops
from bot.store.schema import steps
from bot.store.updates import insert_updates
from bot.telegram import ledger as module
from bot.telegram.ledger import MAX_AGE_SECONDS, MAX_ATTEMPTS, Ledger
from retrieval.errors import ArchiveUnavailable
from retrieval.store.database import Database

NOW = 1_700_000_000


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "a.db", steps()) as opened:
        yield opened


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, lambda: NOW)


def following(database: Database, now: int = NOW) -> Ledger:
    """The ledger of the process that comes after a kill."""
    return Ledger(database, lambda: now)


async def begun_anew(database: Database, now: int = NOW) -> Ledger:
    """The ledger of a process that has begun update 7 anew."""
    after = following(database, now)
    await after.unfinished()
    assert after.accept(7, "{}")
    await after.begin(7)
    return after


async def lets_go(waiting: asyncio.Task[None]) -> bool:
    """Return whether somebody who waits goes on, once everything has run as far as it can."""
    for _ in range(20):
        await asyncio.sleep(0)
    return waiting.done()


def rows(database: Database) -> list[tuple[int, str | None]]:
    with closing(sqlite3.connect(database.path)) as connection:
        query = "SELECT update_id, data FROM taken_update ORDER BY number"
        return connection.execute(query).fetchall()


async def test_an_update_is_safe_when_it_is_written(ledger: Ledger) -> None:
    assert ledger.accept(7, "{}")
    waiting = asyncio.create_task(ledger.wait_safe(7))
    assert not await lets_go(waiting)
    await ledger.write()
    await asyncio.wait_for(waiting, 10)


async def test_an_update_is_safe_when_it_is_done_though_nothing_is_written(ledger: Ledger) -> None:
    ledger.accept(7, "{}")
    ledger.accept(8, "{}")
    waiting = asyncio.create_task(ledger.wait_all_safe())
    ledger.done(7)
    assert not await lets_go(waiting)
    ledger.done(8)
    await asyncio.wait_for(waiting, 10)


async def test_what_was_not_done_is_resumed_in_its_order(
    ledger: Ledger, database: Database
) -> None:
    for update_id in (9, 7, 8):
        ledger.accept(update_id, f'{{"update_id": {update_id}}}')
    await ledger.write()
    ledger.done(7)
    await ledger.write()
    left = await following(database).unfinished()
    assert list(left.items()) == [(9, '{"update_id": 9}'), (8, '{"update_id": 8}')]


async def test_an_update_that_comes_again_is_not_handled(
    ledger: Ledger, database: Database
) -> None:
    assert ledger.accept(7, "{}")
    assert not ledger.accept(7, "{}")
    ledger.done(7)
    await ledger.write()
    after = following(database)
    assert await after.unfinished() == {}
    assert not after.accept(7, "{}")
    assert after.accept(8, "{}")


async def test_what_is_left_is_worked_on_once_whoever_brings_it(
    ledger: Ledger, database: Database
) -> None:
    ledger.accept(7, "{}")
    await ledger.write()
    after = following(database)
    await after.unfinished()
    assert [after.accept(7, "{}"), after.accept(7, "{}")] == [True, False]
    await asyncio.wait_for(after.wait_safe(7), 10)


async def test_what_people_wrote_is_kept_no_longer_than_needed(
    ledger: Ledger, database: Database
) -> None:
    ledger.accept(7, "樱桃沟")
    ledger.accept(8, "早已答完")
    ledger.done(8)
    await ledger.write()
    assert rows(database) == [(7, "樱桃沟"), (8, None)]
    ledger.done(7)
    await ledger.write()
    assert rows(database) == [(7, None), (8, None)]


async def test_what_is_done_while_it_is_written_is_noted_after(
    ledger: Ledger, database: Database
) -> None:
    ledger.accept(7, "{}")
    writing = asyncio.create_task(ledger.write())
    await asyncio.sleep(0)
    ledger.done(7)
    await writing
    await ledger.write()
    assert rows(database) == [(7, None)]


async def test_an_update_that_ends_processes_is_given_up(
    ledger: Ledger, database: Database
) -> None:
    ledger.accept(7, "{}")
    await ledger.write()
    for _ in range(MAX_ATTEMPTS):
        await begun_anew(database)
    assert await following(database).unfinished() == {}


async def test_an_update_is_not_given_up_for_what_ended_processes_before_its_turn(
    ledger: Ledger, database: Database
) -> None:
    ledger.accept(7, "{}")
    await ledger.write()
    for _ in range(MAX_ATTEMPTS + 2):
        assert list(await following(database).unfinished()) == [7]


async def test_an_update_that_outlived_its_wait_for_telegram_is_not_given_up(
    ledger: Ledger, database: Database
) -> None:
    ledger.accept(7, "{}")
    await ledger.write()
    for _ in range(MAX_ATTEMPTS + 2):
        after = await begun_anew(database)
        after.survive(7)
        await after.write()
    assert list(await following(database).unfinished()) == [7]


async def test_an_update_is_as_old_as_since_it_was_taken_first(
    ledger: Ledger, database: Database
) -> None:
    ledger.accept(7, "{}")
    assert (ledger.age(7), ledger.resumed(7)) == (0.0, False)
    await ledger.write()
    after = await begun_anew(database, NOW + 50)
    assert (after.age(7), after.resumed(7)) == (50.0, True)


async def test_what_is_too_old_is_given_up(ledger: Ledger, database: Database) -> None:
    ledger.accept(7, "{}")
    await ledger.write()
    late = following(database, NOW + MAX_AGE_SECONDS + 1)
    assert await late.unfinished() == {}
    assert not late.accept(7, "{}")


async def test_memory_and_rows_are_bounded(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "REMEMBERED", 10)
    ledger = Ledger(database, lambda: NOW)
    ledger.accept(1, "still at work")
    for update_id in range(2, 100):
        ledger.accept(update_id, "{}")
        ledger.done(update_id)
        await ledger.write()
    kept = rows(database)
    assert kept[0] == (1, "still at work")
    assert [update_id for update_id, _ in kept[1:]] == [*range(90, 100)]
    assert not ledger.accept(95, "{}")
    assert ledger.accept(50, "{}")


async def test_what_was_written_though_nobody_was_told_is_noted_as_done(
    ledger: Ledger, database: Database
) -> None:
    async with database.transaction() as connection:  # of a write that was cancelled at its end
        await insert_updates(connection, {7: "{}"}, NOW)
    ledger.accept(7, "{}")
    ledger.done(7)
    await ledger.write()
    assert rows(database) == [(7, None)]


async def test_what_can_not_be_written_is_confirmed_when_done_and_written_later(
    ledger: Ledger, database: Database
) -> None:
    with closing(sqlite3.connect(database.path)) as connection:
        connection.execute("ALTER TABLE taken_update RENAME TO away")
        connection.commit()
        ledger.accept(7, "{}")
        with pytest.raises(ArchiveUnavailable):
            await ledger.write()
        waiting = asyncio.create_task(ledger.wait_safe(7))
        assert not await lets_go(waiting)
        ledger.done(7)
        await asyncio.wait_for(waiting, 10)
        connection.execute("ALTER TABLE away RENAME TO taken_update")
        connection.commit()
    await ledger.write()
    assert rows(database) == [(7, None)]


async def test_it_writes_by_itself_and_once_more_at_the_end(
    ledger: Ledger, database: Database
) -> None:
    running = asyncio.create_task(ledger.run())
    ledger.accept(7, "{}")
    await asyncio.wait_for(ledger.wait_safe(7), 10)
    ledger.done(7)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert rows(database) == [(7, None)]


async def test_what_cannot_be_written_is_tried_again_and_told_once_with_the_sentence(
    ledger: Ledger,
    database: Database,
    monkeypatch: pytest.MonkeyPatch,
    caplog: pytest.LogCaptureFixture,
) -> None:
    monkeypatch.setattr(loops, "FIRST_PAUSE", 0.0)
    caplog.set_level(logging.INFO, loops.__name__)
    write, errors = ledger.write, [ArchiveUnavailable("磁盘满了"), KeyError(), ValueError()]

    async def failing() -> None:
        if errors:
            raise errors.pop(0)
        await write()

    monkeypatch.setattr(ledger, "write", failing)
    running = asyncio.create_task(ledger.run())
    ledger.accept(7, "{}")
    await asyncio.wait_for(ledger.wait_safe(7), 10)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert rows(database) == [(7, "{}")]
    levels = [(one.levelname, "磁盘满了" in one.getMessage()) for one in caplog.records]
    assert levels == [("ERROR", True), ("INFO", False)]


async def test_a_ledger_without_updates_counts_as_moving(ledger: Ledger) -> None:
    running = asyncio.create_task(ledger.run())
    ledger.accept(7, "{}")
    await asyncio.wait_for(ledger.wait_safe(7), 10)
    assert ledger.loop.troubles(asyncio.get_running_loop().time() + 10**6) == ()
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
