"""What people ask, for the editors: counted once a day, in groups, and gone when it is to go."""

from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.model import Inquiry, Way
from bot.model.asked import AnsweredQuestion, Days
from bot.services.asked import AskedQuestions
from bot.services.privacy import Privacy
from bot.services.questions import Inquiries
from bot.store.schema import steps
from retrieval.archive import Archive
from retrieval.model import Band
from retrieval.store.database import Database

ZONE = ZoneInfo("Asia/Shanghai")
DAY = 24 * 60 * 60
LI, ZHANG = 111_222_333, 444_555_666


@dataclass
class Desk:
    """The use cases, on a clock of the test's that begins on a Wednesday."""

    database: Database
    archive: Archive
    now: int = 1_700_000_000
    asked: AskedQuestions = field(init=False)

    def __post_init__(self) -> None:
        self.asked = AskedQuestions(self.database, self.archive, ZONE, lambda: self.now)

    async def ask(
        self, who: int, words: str, band: Band = Band.NOTHING, former: str | None = None
    ) -> None:
        before = None if former is None else Inquiry(Way.QUESTION, former)
        question = AnsweredQuestion(Inquiry(Way.QUESTION, words), band, who, before)
        await Inquiries(self.database, ZONE, lambda: self.now).keep([], question)

    async def listed(self, days: Days | None = None) -> dict[str, int]:
        groups = await self.asked.unanswered(days or self.asked.last_seven())
        return {one.words: one.count for one in groups}

    async def counted(self, days: Days | None = None) -> list[int]:
        figures = await self.asked.figures(days or self.asked.last_seven())
        return [figures.questions[band] for band in Band]

    @property
    def privacy(self) -> Privacy:
        return Privacy(self.database, ZONE, lambda: self.now)


@pytest.fixture
async def desk(tmp_path: Path) -> AsyncIterator[Desk]:
    async with Database.open(tmp_path / "a.db", steps()) as database:
        yield Desk(database, await Archive.over(database))


async def test_what_asks_the_same_is_one_group_and_a_person_counts_once_a_day(desk: Desk) -> None:
    for words in ("地铁8号线哪天通车", "地铁8号线哪天通车？", "八号线地铁什么时候开通"):
        await desk.ask(LI, words)
    await desk.ask(ZHANG, "地铁8号线哪天通车", Band.NEAREST)
    await desk.ask(ZHANG, "谁家丢了橘猫")
    desk.now += DAY
    await desk.ask(LI, "地铁8号线哪天通车")
    subway, cat = await desk.asked.unanswered(desk.asked.last_seven())
    assert (subway.count, subway.nothing, subway.nearest) == (3, 2, 1)
    assert [(one.words, one.count) for one in subway.said] == [
        ("地铁8号线哪天通车", 3),
        ("八号线地铁什么时候开通", 1),
    ]
    assert (cat.words, cat.count) == ("谁家丢了橘猫", 1)


async def test_of_too_many_wordings_those_asked_least_stand_alone(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.services.asked.MOST_GROUPED", 1)
    await desk.ask(LI, "八号线地铁什么时候开通")
    for who in (LI, ZHANG):
        await desk.ask(who, "地铁8号线哪天通车")
    assert await desk.listed() == {"地铁8号线哪天通车": 2, "八号线地铁什么时候开通": 1}


async def test_what_is_answered_later_that_day_and_what_is_edited_is_no_longer_listed(
    desk: Desk,
) -> None:
    await desk.ask(LI, "水价涨了吗")
    await desk.ask(LI, "水价涨了吗", Band.ANSWER)
    await desk.ask(LI, "310国道封路吗")
    await desk.ask(LI, "107国道封路吗", former="310国道封路吗")
    assert await desk.listed() == {"107国道封路吗": 1}
    assert await desk.counted() == [1, 0, 1]


async def test_no_id_is_kept_and_numbers_are_masked(desk: Desk) -> None:
    await desk.ask(LI, "13812345678 是报社的电话吗")
    assert await desk.listed() == {"*********** 是报社的电话吗": 1}
    async with desk.database.reading() as view:
        rows = [
            *await view.fetch_all("SELECT * FROM asked"),
            *await view.fetch_all("SELECT * FROM asked_day"),
        ]
    kept = " ".join(str(value) for row in rows for value in row)
    assert str(LI) not in kept
    assert "13812345678" not in kept


async def test_a_person_is_forgotten_on_every_day_and_nobody_else(desk: Desk) -> None:
    await desk.ask(LI, "水价涨了吗")
    desk.now += DAY
    await desk.ask(LI, "谁家丢了橘猫")
    await desk.ask(ZHANG, "地铁8号线哪天通车")
    await desk.privacy.person(LI)
    assert await desk.listed() == {"地铁8号线哪天通车": 1}


async def test_after_thirty_days_words_and_keys_are_gone_and_counts_stay(desk: Desk) -> None:
    first = desk.asked.last_seven()
    await desk.ask(LI, "水价涨了吗")
    await desk.asked.count(Band.ANSWER)
    desk.now += 29 * DAY
    await desk.privacy.old()
    assert await desk.listed(first) == {"水价涨了吗": 1}
    desk.now += DAY
    await desk.ask(LI, "谁家丢了橘猫")
    await desk.privacy.old()
    assert await desk.listed(first) == {}
    assert await desk.counted(first) == [1, 0, 1]
    async with desk.database.reading() as view:
        [(keys,)] = await view.fetch_all("SELECT count(*) FROM asked_day")
    assert keys == 1


async def test_weeks_are_those_whose_words_are_kept_and_days_are_the_papers(desk: Desk) -> None:
    desk.now = 1_700_000_000 // DAY * DAY + 17 * 60 * 60  # past midnight in Shanghai
    await desk.ask(LI, "水价涨了吗")
    today = desk.asked.today()
    assert today == date(2023, 11, 15)
    assert await desk.listed(Days(today, today)) == {"水价涨了吗": 1}
    assert await desk.listed(Days(today, today).previous) == {}
    weeks = desk.asked.weeks()
    assert [one.week for one in weeks] == [
        *("2023-W46", "2023-W45", "2023-W44", "2023-W43", "2023-W42")
    ]


@pytest.mark.parametrize(
    "name", ["2026-W99", "2026-W5", "2026", "2026-W48-1", "", "0001-W01", "9999-W52"]
)
def test_what_is_no_week_is_refused(name: str) -> None:
    with pytest.raises(ValueError, match="no ISO week"):
        Days.read(name)


def test_a_week_has_its_name_and_its_neighbours() -> None:
    week = Days.read("2026-W53")
    assert (week.first, week.last, week.week) == (date(2026, 12, 28), date(2027, 1, 3), "2026-W53")
    assert (week.following.week, week.previous.week) == ("2027-W01", "2026-W52")
    assert Days.up_to(date(2026, 12, 1)).week == ""


async def test_the_same_questions_are_grouped_once_and_others_anew(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    looked: list[int] = []
    alike = desk.archive.alike

    async def counted(texts: Sequence[str]) -> tuple[tuple[str, ...], ...]:
        looked.append(len(texts))
        return await alike(texts)

    monkeypatch.setattr(desk.archive, "alike", counted)
    await desk.ask(LI, "水价涨了吗")
    first = await desk.listed()
    assert await desk.listed() == first
    await desk.ask(ZHANG, "谁家丢了橘猫")
    assert await desk.listed() == {"水价涨了吗": 1, "谁家丢了橘猫": 1}
    assert looked == [1, 2]
