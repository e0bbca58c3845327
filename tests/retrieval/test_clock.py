"""A clock that jumps changes what it tells, and nothing else."""

from collections.abc import Iterable
from datetime import UTC, datetime, timedelta
from pathlib import Path

from retrieval.archive import Addition, Archive
from retrieval.model import Answer

NOON = datetime(2022, 10, 27, 4, tzinfo=UTC)
STEADY = [NOON + timedelta(hours=n) for n in range(20)]
# Never before the pages were printed: a page far ahead of the clock is held back.
JUMPING = [datetime(year, 1, 1, tzinfo=UTC) for year in (2023, 9999, 2500, 2030, 2024) * 4]
STORY = "# {0}\n\n本报讯 区长王建国谈{0}，{0}的事办得很好。\n\n记者 景静\n"
QUESTIONS = ("樱桃沟", "景静写了什么", "最新一期有什么新闻")


async def done(path: Path, times: Iterable[datetime]) -> tuple[list[Addition], list[Answer]]:
    """Return what adding some pages did, one corrected, and what is answered then."""
    moments = iter(times)
    async with Archive.open(path, clock=lambda: next(moments)) as archive:
        added = [
            await archive.add_page(STORY.format(title).encode(), name)
            for name, title in (
                ("2022-10-27/A01.md", "樱桃沟修路"),
                ("2022-10-28/A01.md", "面条厂增产"),
                ("2022-10-27/A01.md", "樱桃沟停工"),
            )
        ]
        return added, [await archive.ask(question) for question in QUESTIONS]


async def test_pages_and_answers_are_those_of_a_steady_clock(tmp_path: Path) -> None:
    steady = await done(tmp_path / "steady.db", STEADY)
    assert await done(tmp_path / "jumping.db", JUMPING) == steady
    assert [answer.answered for answer in steady[1]] == [True] * len(QUESTIONS)
