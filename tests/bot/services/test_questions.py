"""What messages show is kept as long as people tap them, and then forgotten."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.model import AnswerMessage, Inquiry, Way
from bot.services.questions import FRESH, KEPT, Inquiries
from bot.store.schema import steps
from retrieval.model import Order
from retrieval.store.database import Database

SHOWN = AnswerMessage(Inquiry(Way.SEARCH, "食品", Order.NEWEST), -5, 10, 7, 9, 5, (3, 1))


@dataclass
class Time:
    now: int = 1_700_000_000

    def __call__(self) -> int:
        return self.now


@dataclass
class Kept:
    inquiries: Inquiries
    time: Time


@pytest.fixture
async def kept(tmp_path: Path) -> AsyncIterator[Kept]:
    time = Time()
    async with Database.open(tmp_path / "a.db", steps()) as database:
        yield Kept(Inquiries(database, ZoneInfo("Asia/Shanghai"), time), time)


async def test_what_a_message_shows_comes_back_as_it_was(kept: Kept) -> None:
    await kept.inquiries.keep([SHOWN])
    expected = replace(SHOWN, shown_at=kept.time.now)
    assert await kept.inquiries.of_message(-5, 10) == expected
    assert await kept.inquiries.of_question(-5, 9) == [expected]
    assert await kept.inquiries.lately(-5, None) == [expected]


async def test_another_chat_has_none_of_it(kept: Kept) -> None:
    await kept.inquiries.keep([SHOWN])
    assert await kept.inquiries.of_message(5, 10) is None
    assert await kept.inquiries.of_question(5, 9) == []
    assert await kept.inquiries.lately(5, None) == []


async def test_a_message_shows_what_it_showed_last(kept: Kept) -> None:
    await kept.inquiries.keep([SHOWN])
    turned = replace(SHOWN, start=10, articles=(4,))
    await kept.inquiries.keep([turned])
    now = await kept.inquiries.of_message(-5, 10)
    assert now is not None
    assert (now.start, now.articles) == (10, (4,))


async def test_what_was_shown_of_late_is_the_newest_first(kept: Kept) -> None:
    await kept.inquiries.keep([SHOWN])
    kept.time.now += 1
    story = replace(SHOWN, message_id=9, question_id=None, articles=(3,), whole=True)
    empty = replace(SHOWN, message_id=12, articles=())
    await kept.inquiries.keep([story, empty])
    assert [one.message_id for one in await kept.inquiries.lately(-5, None)] == [9, 10]


async def test_a_topic_and_a_person_have_what_they_were_shown(kept: Kept) -> None:
    topic = replace(SHOWN, message_id=11, thread_id=4, near=True)
    await kept.inquiries.keep([SHOWN, topic])
    assert [one.message_id for one in await kept.inquiries.lately(-5, 4)] == [11]
    assert [one.message_id for one in await kept.inquiries.lately(-5, None, 7)] == [10]
    assert await kept.inquiries.lately(-5, None, 8) == []


async def test_an_inquiry_about_a_story_and_what_is_near_come_back(kept: Kept) -> None:
    asked = Inquiry(Way.STORY, "有多少剂", story=3)
    shown = replace(SHOWN, inquiry=asked, thread_id=4, near=True)
    await kept.inquiries.keep([shown])
    assert await kept.inquiries.of_message(-5, 10) == replace(shown, shown_at=kept.time.now)


@pytest.mark.parametrize(("seconds", "there"), [(KEPT, True), (KEPT + 1, False)])
async def test_it_is_kept_for_its_time(kept: Kept, seconds: int, *, there: bool) -> None:
    await kept.inquiries.keep([SHOWN])
    kept.time.now += seconds
    assert (await kept.inquiries.of_message(-5, 10) is not None) is there
    await kept.inquiries.keep([replace(SHOWN, message_id=99)])
    kept.time.now -= seconds
    assert (await kept.inquiries.of_message(-5, 10) is not None) is there


async def test_after_a_day_nothing_is_the_last(kept: Kept) -> None:
    await kept.inquiries.keep([SHOWN])
    kept.time.now += FRESH
    assert await kept.inquiries.lately(-5, None) == []


async def test_what_was_typed_is_its_persons_alone(kept: Kept) -> None:
    number = await kept.inquiries.typed(7, "火星")
    assert await kept.inquiries.typed(7, "火星") == number
    assert await kept.inquiries.typed_by(7, number) == "火星"
    assert await kept.inquiries.typed_by(8, number) is None
    assert await kept.inquiries.typed_by(7, number + 1) is None
