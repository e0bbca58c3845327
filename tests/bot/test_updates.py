import asyncio
from collections.abc import Coroutine
from datetime import UTC, datetime

import pytest
from telegram import Chat, InlineQuery, Message, Update, User

from bot.updates import InOrder, Intake

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def message(chat: int, number: int = 1) -> Update:
    return Update(number, message=Message(number, NOW, Chat(chat, "private"), text="甲"))


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


def process(
    processor: InOrder, update: object, work: Coroutine[None, None, None]
) -> asyncio.Task[None]:
    return asyncio.create_task(processor.process_update(update, work))


async def settled() -> None:
    """Let every task run as far as it can."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_chats_updates_keep_their_order_and_others_go_on() -> None:
    processor, work = InOrder(), Work()
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


async def test_a_busy_chat_holds_one_place_whatever_it_has_waiting() -> None:
    processor, work = InOrder(at_once=2), Work()
    tasks = [process(processor, message(1), work.held(f"1-{at}")) for at in range(5)]
    tasks.append(process(processor, message(2), work.quick("2")))
    await settled()
    assert work.begun == ["1-0", "2"]
    work.gate.set()
    await asyncio.gather(*tasks)


async def test_no_more_than_so_many_are_at_work() -> None:
    processor, work = InOrder(at_once=3), Work()
    tasks = [process(processor, message(chat), work.held(str(chat))) for chat in range(1, 9)]
    await settled()
    assert work.begun == ["1", "2", "3"]
    work.gate.set()
    await asyncio.gather(*tasks)
    assert len(work.ended) == 8


async def test_a_failing_update_lets_the_next_go_on() -> None:
    processor, work = InOrder(), Work()

    async def fail() -> None:
        raise LookupError("lost")

    failing = process(processor, message(1), fail())
    after = process(processor, message(1), work.quick("after"))
    await after
    with pytest.raises(LookupError, match="lost"):
        await failing
    assert work.ended == ["after"]


async def test_what_is_cancelled_in_waiting_is_never_begun() -> None:
    processor, work = InOrder(), Work()
    first = process(processor, message(1), work.held("first"))
    waiting = process(processor, message(1), work.quick("waiting"))
    last = process(processor, message(1), work.quick("last"))
    await settled()
    waiting.cancel()
    work.gate.set()
    await asyncio.gather(first, last)
    assert work.begun == ["first", "last"]


async def test_an_inline_query_keeps_the_order_of_its_user() -> None:
    processor, work = InOrder(), Work()
    user = User(7, "甲", is_bot=False)
    query = Update(1, inline_query=InlineQuery("1", user, "词", ""))
    tasks = [
        process(processor, query, work.held("first")),
        process(processor, query, work.quick("second")),
        process(processor, object(), work.quick("of nobody")),
    ]
    await settled()
    assert work.begun == ["first", "of nobody"]
    work.gate.set()
    await asyncio.gather(*tasks)


async def test_nothing_is_kept_of_chats_that_are_done() -> None:
    processor, work = InOrder(), Work()
    for chat in range(1, 50):
        await process(processor, message(chat), work.quick(str(chat)))
    assert len(processor._turns) == 0  # noqa: SLF001 (memory over years is the point)


async def test_an_intake_takes_no_more_until_something_is_done() -> None:
    intake = Intake(2)
    await intake.put("a")
    await intake.put("b")
    third = asyncio.create_task(intake.put("c"))
    assert await intake.get() == "a"
    await settled()
    assert not third.done()
    intake.task_done()
    await third
    assert [await intake.get(), await intake.get()] == ["b", "c"]
    intake.task_done()
    intake.task_done()
    await intake.join()


async def test_what_is_at_work_when_all_ends_is_given_up() -> None:
    processor, work = InOrder(), Work()
    tasks = [process(processor, message(1), work.held(name)) for name in ("begun", "waiting")]
    await settled()
    await processor.shutdown()
    assert all(task.cancelled() for task in tasks)
    assert (work.begun, work.ended) == (["begun"], [])
