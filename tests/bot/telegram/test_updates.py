import asyncio
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import nullcontext
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

import pytest
from telegram import Bot, Chat, InlineQuery, Message, Update, User
from telegram.error import NetworkError

from bot.runtime import logs
from bot.runtime.metrics import Metrics
from bot.store.schema import steps
from bot.telegram.ledger import Ledger
from bot.telegram.patience import LASTING, leave_chat, patiently, standing_aside
from bot.telegram.updates import OrderedProcessor, UpdateQueue, UpdateTracker
from retrieval.store.database import Database
from tests.support.jumping import Jumping

IDS = count(1)
NOW = datetime(2024, 1, 1, tzinfo=UTC)
TAKEN = 1_700_000_000


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "a.db", steps()) as opened:
        yield opened


@pytest.fixture
def ledger(database: Database) -> Ledger:
    return Ledger(database, lambda: TAKEN)


@pytest.fixture
def tracker(ledger: Ledger) -> UpdateTracker:
    return UpdateTracker(ledger, Metrics(), lambda: 0.0)


def message(chat: int, number: int = 1, album: str | None = None) -> Update:
    """A new update each time."""
    text = Message(number, NOW, Chat(chat, "private"), text="甲", media_group_id=album)
    return Update(next(IDS), message=text)


class Work:
    """Updates at work: who has begun, and gates that let each end."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.ended: list[str] = []
        self.gate = asyncio.Event()

    async def held(self, name: str) -> None:
        self.begun.append(name)
        await self.gate.wait()
        self.ended.append(name)

    async def quick(self, name: str) -> None:
        self.begun.append(name)
        self.ended.append(name)


async def patient(call: Callable[[], Awaitable[None]]) -> None:
    await patiently(call)


def process(
    processor: OrderedProcessor, update: object, work: Coroutine[None, None, None]
) -> asyncio.Task[None]:
    if isinstance(update, Update):
        processor.tracker.accept(update)
    return asyncio.create_task(processor.process_update(update, work))


async def settled() -> None:
    """Run every task as far as it can go."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_chats_updates_keep_their_order_and_others_go_on(tracker: UpdateTracker) -> None:
    processor, work = OrderedProcessor(tracker), Work()
    tasks = [
        process(processor, message(1), work.held("1a")),
        process(processor, message(1), work.quick("1b")),
        process(processor, message(2), work.quick("2a")),
        process(processor, message(1), work.quick("1c")),
    ]
    await settled()
    assert work.begun == ["1a", "2a"]
    work.gate.set()
    await asyncio.gather(*tasks)
    assert work.ended == ["2a", "1a", "1b", "1c"]


async def test_a_busy_chat_holds_one_slot_whatever_it_has_waiting(tracker: UpdateTracker) -> None:
    processor, work = OrderedProcessor(tracker, concurrent=2), Work()
    tasks = [process(processor, message(1), work.held(f"1-{at}")) for at in range(5)]
    tasks.append(process(processor, message(2), work.quick("2")))
    await settled()
    assert work.begun == ["1-0", "2"]
    work.gate.set()
    await asyncio.gather(*tasks)


async def test_the_messages_of_an_album_have_one_turn_together(tracker: UpdateTracker) -> None:
    processor, work = OrderedProcessor(tracker), Work()
    before = asyncio.Event()

    async def first() -> None:
        await before.wait()

    tasks = [
        process(processor, message(1), first()),
        process(processor, message(1, album="a"), work.held("a1")),
        process(processor, message(1, album="a"), work.held("a2")),
        process(processor, message(1), work.quick("after")),
        process(processor, message(1, album="a"), work.held("a3")),
        process(processor, message(1, album="b"), work.held("b1")),
    ]
    await settled()
    assert work.begun == []
    before.set()
    await settled()
    assert work.begun == ["a1", "a2", "a3"]
    work.gate.set()
    await asyncio.gather(*tasks)
    assert work.begun[3:] == ["after", "b1"]


async def test_an_album_that_is_cut_short_gives_its_turn_back(tracker: UpdateTracker) -> None:
    processor, work = OrderedProcessor(tracker), Work()
    for album in ("a", "a"):
        process(processor, message(1, album=album), work.held("a"))
    await settled()
    await processor.shutdown()
    await asyncio.wait_for(process(processor, message(1), work.quick("after")), 10)
    assert work.ended == ["after"]


async def test_who_leaves_its_chats_turn_lets_the_next_be_handled(tracker: UpdateTracker) -> None:
    processor, work = OrderedProcessor(tracker), Work()

    async def leaving() -> None:
        leave_chat()
        leave_chat()  # once is enough
        await work.held("1a")

    tasks = [
        process(processor, message(1), leaving()),
        process(processor, message(1), work.held("1b")),
        process(processor, message(1), work.quick("1c")),
    ]
    await settled()
    assert work.begun == ["1a", "1b"]
    work.gate.set()
    await asyncio.gather(*tasks)
    assert work.ended == ["1a", "1b", "1c"]


async def test_an_album_leaves_its_turn_whole_and_what_comes_later_waits_for_another(
    tracker: UpdateTracker,
) -> None:
    processor, work = OrderedProcessor(tracker), Work()

    async def leaving() -> None:
        await asyncio.sleep(0)
        leave_chat()
        await work.held("a1")

    tasks = [
        process(processor, message(1, album="a"), leaving()),
        process(processor, message(1, album="a"), work.held("a2")),
        process(processor, message(1), work.held("after")),
    ]
    await settled()
    assert work.begun == ["a2", "a1", "after"]
    tasks.append(process(processor, message(1, album="a"), work.quick("late")))
    await settled()
    assert "late" not in work.begun
    work.gate.set()
    await asyncio.gather(*tasks)
    assert work.ended[-1] == "late"


async def test_who_stands_aside_keeps_the_chats_turn_and_no_slot(tracker: UpdateTracker) -> None:
    processor, work = OrderedProcessor(tracker, concurrent=1), Work()

    async def aside() -> None:
        async with standing_aside():
            await work.held("1a")

    first = process(processor, message(1), aside())
    second = process(processor, message(1), work.quick("1b"))
    await asyncio.wait_for(process(processor, message(2), work.quick("2")), 10)
    assert work.ended == ["2"]
    work.gate.set()
    await asyncio.gather(first, second)
    assert work.ended == ["2", "1a", "1b"]


async def test_who_waits_for_telegram_keeps_the_chats_turn_and_no_slot(
    tracker: UpdateTracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    time = Jumping(monkeypatch)
    time.freed.clear()
    processor, work, answers = OrderedProcessor(tracker, concurrent=1), Work(), ["5xx"]

    async def answer() -> None:
        if answers:
            raise NetworkError(answers.pop())
        work.ended.append("1a")

    first = process(processor, message(1), patient(answer))
    second = process(processor, message(1), work.quick("1b"))
    await asyncio.wait_for(process(processor, message(2), work.quick("2")), 10)
    assert work.ended == ["2"]
    held = process(processor, message(3), work.held("3"))
    await settled()
    time.freed.set()
    await settled()
    assert work.ended == ["2"]
    work.gate.set()
    await asyncio.gather(first, second, held)
    assert work.ended == ["2", "3", "1a", "1b"]


async def test_what_is_cut_short_while_it_waits_for_telegram_is_not_done(
    tracker: UpdateTracker, ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    Jumping(monkeypatch).freed.clear()
    processor, update = OrderedProcessor(tracker), message(1)

    async def fail() -> None:
        raise NetworkError("5xx")

    task = process(processor, update, patient(fail))
    await settled()
    await processor.shutdown()
    assert task.cancelled()
    await ledger.write()
    assert list(await ledger.unfinished()) == [update.update_id]


async def test_a_turn_lasts_from_when_the_update_was_taken_first(
    database: Database, tracker: UpdateTracker
) -> None:
    update = message(1)
    tracker.accept(update)
    assert tracker.turn(update, nullcontext).until == LASTING
    await tracker.ledger.write()
    later = UpdateTracker(Ledger(database, lambda: TAKEN + 100), Metrics(), lambda: 7.0)
    await later.ledger.unfinished()
    later.accept(update)
    turn = later.turn(update, nullcontext)
    assert (turn.until, turn.resumed) == (7.0 + LASTING - 100, True)


async def test_no_more_than_so_many_run_at_a_time(tracker: UpdateTracker) -> None:
    processor, work = OrderedProcessor(tracker, concurrent=3), Work()
    tasks = [process(processor, message(chat), work.held(str(chat))) for chat in range(1, 9)]
    await settled()
    assert work.begun == ["1", "2", "3"]
    work.gate.set()
    await asyncio.gather(*tasks)
    assert len(work.ended) == 8


async def test_a_failing_update_lets_the_next_go_on(tracker: UpdateTracker) -> None:
    processor, work = OrderedProcessor(tracker), Work()

    async def fail() -> None:
        raise LookupError("lost")

    failing = process(processor, message(1), fail())
    after = process(processor, message(1), work.quick("after"))
    await after
    with pytest.raises(LookupError, match="lost"):
        await failing
    assert work.ended == ["after"]


async def test_what_is_cancelled_while_waiting_is_never_started(tracker: UpdateTracker) -> None:
    processor, work = OrderedProcessor(tracker), Work()
    first = process(processor, message(1), work.held("first"))
    waiting = process(processor, message(1), work.quick("waiting"))
    last = process(processor, message(1), work.quick("last"))
    await settled()
    waiting.cancel()
    work.gate.set()
    await asyncio.gather(first, last)
    assert work.begun == ["first", "last"]


async def test_an_inline_query_keeps_the_order_of_its_user(tracker: UpdateTracker) -> None:
    processor, work = OrderedProcessor(tracker), Work()
    user = User(7, "甲", is_bot=False)
    query = InlineQuery("1", user, "词", "")
    tasks = [
        process(processor, Update(1, inline_query=query), work.held("first")),
        process(processor, Update(2, inline_query=query), work.quick("second")),
        process(processor, object(), work.quick("of nobody")),
    ]
    await settled()
    assert work.begun == ["first", "of nobody"]
    work.gate.set()
    await asyncio.gather(*tasks)


async def test_nothing_is_kept_of_chats_that_are_done(tracker: UpdateTracker) -> None:
    processor, work = OrderedProcessor(tracker), Work()
    for chat in range(1, 50):
        await process(processor, message(chat), work.quick(str(chat)))
    assert len(processor._locks) == 0  # noqa: SLF001 (memory over years is the point)


async def test_a_queue_takes_no_more_until_something_is_done(tracker: UpdateTracker) -> None:
    queue = UpdateQueue(tracker, 2)
    await queue.put("a")
    await queue.put("b")
    third = asyncio.create_task(queue.put("c"))
    assert await queue.get() == "a"
    await settled()
    assert not third.done()
    queue.task_done()
    await third
    assert [await queue.get(), await queue.get()] == ["b", "c"]
    queue.task_done()
    queue.task_done()
    await queue.join()


async def test_what_runs_at_shutdown_is_cancelled(tracker: UpdateTracker) -> None:
    processor, work = OrderedProcessor(tracker), Work()
    tasks = [process(processor, message(1), work.held(name)) for name in ("begun", "waiting")]
    await settled()
    await processor.shutdown()
    assert all(task.cancelled() for task in tasks)
    assert (work.begun, work.ended) == (["begun"], [])


async def test_an_update_is_done_when_its_work_has_ended_also_badly(
    tracker: UpdateTracker, ledger: Ledger
) -> None:
    processor, work = OrderedProcessor(tracker), Work()

    async def fail() -> None:
        raise LookupError("lost")

    update = message(1)
    with pytest.raises(LookupError):
        await process(processor, update, fail())
    await asyncio.wait_for(ledger.wait_safe(update.update_id), 10)
    held = message(2)
    task = process(processor, held, work.held("held"))
    await settled()
    safe = asyncio.create_task(ledger.wait_safe(held.update_id))
    await settled()
    assert not safe.done()
    work.gate.set()
    await task
    await asyncio.wait_for(safe, 10)


async def test_what_is_given_up_is_not_done(tracker: UpdateTracker, ledger: Ledger) -> None:
    processor, work = OrderedProcessor(tracker), Work()
    update = message(1)
    process(processor, update, work.held("begun"))
    await settled()
    await processor.shutdown()
    safe = asyncio.create_task(ledger.wait_safe(update.update_id))
    await settled()
    assert not safe.done()
    safe.cancel()


async def test_an_update_that_comes_again_takes_no_room(tracker: UpdateTracker) -> None:
    queue, update = UpdateQueue(tracker, 2), message(1)
    await queue.put(update)
    await asyncio.wait_for(queue.put(update), 10)
    await queue.put(message(1))
    assert queue.qsize() == 2


async def test_what_a_previous_process_left_is_the_same_when_it_is_put_in_again(
    tracker: UpdateTracker, ledger: Ledger
) -> None:
    queue, update = UpdateQueue(tracker), message(1)
    tracker.accept(update)
    await ledger.write()
    bot = Bot("1:x")
    await queue.put_unfinished(bot)
    again = await queue.get()
    assert isinstance(again, Update)
    assert again.to_dict() == update.to_dict()
    assert again.message is not None
    assert again.message.get_bot() is bot


async def test_a_log_line_names_the_update_that_is_handled(tracker: UpdateTracker) -> None:
    seen: list[int | None] = []

    async def look() -> None:
        seen.append(await asyncio.to_thread(logs.current_update))

    updates = message(1), message(2)
    await asyncio.gather(*(process(OrderedProcessor(tracker), one, look()) for one in updates))
    assert seen == [one.update_id for one in updates]
    assert logs.current_update() is None
