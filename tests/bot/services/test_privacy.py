"""What is kept of people grows old and goes, by a clock that a test sets."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.model import AnswerMessage, Inquiry, Way
from bot.runtime import loops
from bot.runtime.loops import Loop, LoopName
from bot.services import privacy
from bot.services.privacy import Privacy
from bot.store.feedback import put_vote, votes
from bot.store.questions import (
    KEPT_DAYS,
    answer_message_of,
    forget_answer_messages,
    put_answer_message,
    put_typed,
    typed_by,
)
from bot.store.schema import steps
from retrieval.store import Transaction
from retrieval.store.database import Database

ZONE = ZoneInfo("Asia/Shanghai")
NOW, DAY = 1_700_000_000, 24 * 60 * 60
READER, OTHER, GROUP = 7, 8, -100


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """In which two people have asked, one of them in a group too."""
    async with Database.open(tmp_path / "a.db", steps()) as opened:
        yield opened


def answer(chat_id: int, message_id: int, by: int | None, at: int = NOW) -> AnswerMessage:
    inquiry = Inquiry(Way.QUESTION, "桥修到哪里了？")
    return AnswerMessage(inquiry, chat_id, message_id, by, message_id - 1, shown_at=at)


async def asked(
    database: Database, chat_id: int, message_id: int, by: int | None, at: int = NOW
) -> None:
    async with database.transaction() as connection:
        await put_answer_message(connection, answer(chat_id, message_id, by, at))


async def voted(database: Database, by: int, at: int = NOW) -> None:
    async with database.transaction() as connection:
        await put_vote(connection, answer(GROUP, 4, by, at), by, good=True, now=at)


async def left(database: Database, *messages: tuple[int, int]) -> list[bool]:
    async with database.reading() as view:
        return [await answer_message_of(view, *message) is not None for message in messages]


async def test_a_persons_questions_are_forgotten_everywhere_and_nobody_elses(
    database: Database,
) -> None:
    messages = [(READER, 2), (GROUP, 4), (GROUP, 6), (OTHER, 8)]
    for (chat_id, message_id), by in zip(messages, (READER, READER, OTHER, OTHER), strict=True):
        await asked(database, chat_id, message_id, by)
    async with database.transaction() as connection:
        numbers = [await put_typed(connection, user, "桥", NOW) for user in (READER, OTHER)]
    await Privacy(database, ZONE, lambda: NOW).person(READER)
    assert await left(database, *messages) == [False, False, True, True]
    async with database.reading() as view:
        typed = [
            await typed_by(view, user, number)
            for user, number in zip((READER, OTHER), numbers, strict=True)
        ]
    assert typed == [None, "桥"]


async def test_what_was_asked_is_forgotten_after_thirty_days(database: Database) -> None:
    old = NOW - KEPT_DAYS * DAY
    await asked(database, READER, 2, READER, old - 1)
    await asked(database, READER, 4, READER, old)
    await Privacy(database, ZONE, lambda: NOW).old()
    assert await left(database, (READER, 2), (READER, 4)) == [False, True]


async def test_all_that_was_asked_in_a_persons_private_chat_is_forgotten(
    database: Database,
) -> None:
    await asked(database, READER, 2, None)
    await asked(database, READER, 4, OTHER)
    await asked(database, OTHER, 6, None)
    await Privacy(database, ZONE, lambda: NOW).person(READER)
    assert await left(database, (READER, 2), (READER, 4), (OTHER, 6)) == [False, False, True]


async def test_a_persons_votes_go_with_them_and_nobody_elses(database: Database) -> None:
    await voted(database, READER)
    await voted(database, OTHER, NOW - 1)
    await Privacy(database, ZONE, lambda: NOW).person(READER)
    async with database.reading() as view:
        assert [vote.made_at for vote in await votes(view)] == [NOW - 1]


async def test_the_words_of_votes_are_forgotten_after_thirty_days_and_the_votes_stay(
    database: Database,
) -> None:
    old = NOW - KEPT_DAYS * DAY
    await voted(database, READER, old - 1)
    await voted(database, OTHER, old)
    await Privacy(database, ZONE, lambda: NOW).old()
    async with database.reading() as view:
        kept = await votes(view)
    assert [(vote.words, vote.good) for vote in kept] == [("", True), ("桥修到哪里了？", True)]


class Followed(Loop):
    """A loop that tells which of its steps were done."""

    def __init__(self) -> None:
        super().__init__(LoopName.FORGETTING)
        self.done = asyncio.Queue[str]()

    def moved(self, step: str = "") -> None:
        super().moved(step)
        self.done.put_nowait(step)


async def test_one_kind_that_cannot_be_forgotten_stops_no_other_and_is_tried_again(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loops, "FIRST_PAUSE", 0.0)
    old, broken, loop = NOW - KEPT_DAYS * DAY - 1, [True], Followed()

    async def failing(transaction: Transaction, before: int) -> None:
        if broken:
            raise LookupError
        await forget_answer_messages(transaction, before)

    monkeypatch.setattr(privacy, "forget_answer_messages", failing)
    await asked(database, READER, 2, READER, old)
    await voted(database, READER, old)
    task = asyncio.create_task(Privacy(database, ZONE, lambda: NOW).keep_at_it(loop))
    async with asyncio.timeout(10):
        assert [await loop.done.get() for _ in range(2)] == ["words of votes", "questions"]
        async with database.reading() as view:
            assert [vote.words for vote in await votes(view)] == [""]
        assert await left(database, (READER, 2)) == [True]
        [trouble] = loop.troubles(asyncio.get_running_loop().time())
        assert trouble.name == "forgetting, answers"
        broken.clear()
        assert await loop.done.get() == "answers"
        assert await left(database, (READER, 2)) == [False]
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
