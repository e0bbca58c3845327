"""Loops that fail, hang and go on: what is logged of it, and what is known of it."""

import asyncio
import logging
from collections.abc import Awaitable, Callable

import pytest

from bot.runtime import loops
from bot.runtime.logs import FAULT
from bot.runtime.loops import STUCK_SECONDS, Loop, LoopName, Loops
from retrieval.errors import ArchiveUnavailable

FULL = "磁盘满了，腾出空间再试 (the disk is full: make room, then try again)"


class Now:
    """A clock that is set."""

    at = 1000.0

    def __call__(self) -> float:
        return self.at


@pytest.fixture
def now(monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture) -> Now:
    clock = Now()
    monkeypatch.setattr(loops, "_now", clock)
    caplog.set_level(logging.INFO, loops.__name__)
    return clock


def full() -> ArchiveUnavailable:
    return ArchiveUnavailable(f"data/bulletins.db: {FULL}", FULL)


def raising(error: Exception) -> Callable[[], Awaitable[None]]:
    async def work() -> None:
        raise error

    return work


def said(caplog: pytest.LogCaptureFixture) -> list[tuple[str, str]]:
    return [(one.levelname, one.getMessage()) for one in caplog.records]


async def test_a_failure_is_an_error_once_with_its_sentence_and_then_a_warning_now_and_again(
    now: Now, caplog: pytest.LogCaptureFixture
) -> None:
    loop = Loop(LoopName.LEDGER)
    for _ in range(3600):
        await loop.attempt(raising(full()))
        now.at += 1.0
    levels = [level for level, _ in said(caplog)]
    assert levels == ["ERROR", "WARNING", "WARNING"]
    assert FULL in said(caplog)[0][1]
    assert getattr(caplog.records[0], FAULT) == f"ledger: {FULL}"


async def test_that_a_loop_works_again_is_said_once(
    now: Now, caplog: pytest.LogCaptureFixture
) -> None:
    loop = Loop(LoopName.LEDGER)
    for _ in range(2):
        await loop.attempt(raising(full()))
    caplog.clear()
    for _ in range(2):
        assert await loop.attempt(lambda: asyncio.sleep(0)) is None
    assert said(caplog) == [("INFO", "ledger works again after 2 failures")]
    assert loop.troubles(now()) == ()


@pytest.mark.usefixtures("now")
async def test_pauses_grow_up_to_a_bound() -> None:
    loop = Loop(LoopName.LEDGER, 5.0)
    pauses = [await loop.attempt(raising(KeyError())) for _ in range(100)]
    assert pauses[:4] == [1.0, 2.0, 4.0, 5.0]
    assert set(pauses[4:]) == {5.0}


@pytest.mark.usefixtures("now")
async def test_what_others_wrote_into_an_error_is_told_nobody(
    caplog: pytest.LogCaptureFixture,
) -> None:
    loop = Loop(LoopName.LEDGER)
    await loop.attempt(raising(ValueError("what somebody asked")))
    [(_, text)] = said(caplog)
    assert "ValueError" in text
    assert "asked" not in text
    [trouble] = loop.troubles(0.0)
    assert (trouble.reason or "").startswith("ValueError, ")


async def test_a_loop_is_stuck_when_it_has_failed_or_hung_for_minutes_and_that_is_told_once(
    now: Now, caplog: pytest.LogCaptureFixture
) -> None:
    failing, hanging = Loop(LoopName.INBOX), Loop(LoopName.OUTBOX)
    failing.failed(full())
    hanging.working()
    caplog.clear()
    for _ in range(3):
        now.at += STUCK_SECONDS / 2 + 1
        failing.tell_stuck()
        hanging.tell_stuck()
    assert said(caplog) == [
        ("ERROR", f"inbox has not moved for 5 min: {FULL}"),
        ("ERROR", "outbox has not moved for 5 min: it hangs"),
    ]
    caplog.clear()
    hanging.moved()
    assert [level for level, _ in said(caplog)] == ["INFO"]


async def test_a_loop_without_work_counts_as_moving(now: Now) -> None:
    every = Loops()
    idle, failing = every.add(Loop(LoopName.INBOX)), every.add(Loop(LoopName.LEDGER))
    idle.working()
    idle.moved()
    failing.failed(full())
    later = now() + STUCK_SECONDS + 1
    stuck = every.stuck(later)
    assert stuck[LoopName.INBOX] is None
    ledger = stuck[LoopName.LEDGER]
    assert ledger is not None
    assert ledger.sentence == f"not moved for 5 min: {FULL}"
    assert [one.loop for one in every.troubles()] == [LoopName.LEDGER]
    assert every.stuck(now())[LoopName.LEDGER] is None


async def test_a_loop_goes_on_after_whatever_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "FIRST_PAUSE", 0.0)
    errors = [full(), KeyError(), OSError(28, "x"), ValueError()]
    done = asyncio.Event()

    async def work() -> float:
        if errors:
            raise errors.pop()
        done.set()
        return 0.0

    task = asyncio.create_task(Loop(LoopName.LEDGER).repeat(work))
    await asyncio.wait_for(done.wait(), 10)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
    assert errors == []


async def test_a_loop_that_ends_is_begun_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(loops, "RESTART_SECONDS", 0.0)
    begun, third = 0, asyncio.Event()

    async def begin() -> None:
        nonlocal begun
        begun += 1
        if begun == 3:
            third.set()

    task = asyncio.create_task(Loop(LoopName.INBOX).keep_up(begin))
    await asyncio.wait_for(third.wait(), 10)
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
