"""Pages that are held back: found, never the newest, until they are released."""

from collections.abc import AsyncIterator
from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from retrieval.archive import Archive, Intake, Origin
from retrieval.model import Answer
from retrieval.model.doubts import DoubtKind
from retrieval.model.pages import Currency, Stated
from retrieval.reading.decode import text_page
from retrieval.store.database import Database

NOW = datetime(2022, 10, 27, 2, tzinfo=UTC)
ROAD = "# 樱桃沟修通山路\n\n侯寨乡樱桃沟的路通了，二十户人家的樱桃不再靠肩挑下山。\n".encode()
NOODLES = (
    "# 面条厂订单翻番\n\n马寨镇三家面条厂的出口订单翻了一番，主要卖到东南亚各国去。\n".encode()
)


@pytest.fixture
async def archive(tmp_path: Path) -> AsyncIterator[Archive]:
    async with Database.open(tmp_path / "a.db") as database:
        yield await Archive.over(
            database, clock=lambda: NOW, intake=Intake("二七日报", admins=True)
        )


def titles(answer: Answer) -> list[str]:
    return [hit.citation.title for hit in answer.hits]


async def newest(archive: Archive) -> list[str]:
    await archive.refresh()
    return titles(await archive.latest())


async def test_a_mistyped_year_is_found_but_never_the_newest_until_released(
    archive: Archive,
) -> None:
    await archive.add_page(NOODLES, "2022-10-26/A01.md")
    added = await archive.add_page(ROAD, "2062-10-27/A02.md")
    assert await newest(archive) == ["面条厂订单翻番"]
    assert (await archive.ask("樱桃沟")).answered
    assert await archive.release_page(added.page_id)
    assert await newest(archive) == ["樱桃沟修通山路"]


async def test_where_nothing_else_is_stored_the_newest_shows_it(archive: Archive) -> None:
    await archive.add_page(ROAD, "2062-10-27/A02.md")
    assert await newest(archive) == ["樱桃沟修通山路"]


async def test_an_undated_page_from_the_inbox_waits_for_an_admin(archive: Archive) -> None:
    await archive.add_page(NOODLES, "2022-10-26/A01.md")
    added = await archive.add_page(ROAD, "a.md", origin=Origin.INBOX)
    assert added.currency is Currency.HELD_UNDATED
    assert await newest(archive) == ["面条厂订单翻番"]
    again = await archive.add_page(ROAD, "a.md")  # somebody gives it himself
    assert (again.page_id, again.currency) == (added.page_id, Currency.TAKEN_FOR_NOW)
    assert await archive.held_pages() == ()


async def test_what_is_released_stays_so_when_it_comes_again(archive: Archive) -> None:
    added = await archive.add_page(ROAD, "2062-10-27/A02.md")
    await archive.release_page(added.page_id)
    await archive.add_page(ROAD, "2062-10-27/A02.md")
    assert await archive.held_pages() == ()
    assert not await archive.release_page(added.page_id)
    assert not await archive.release_page(99)


async def test_what_is_dated_far_ahead_is_no_issue_but_by_its_own_day(archive: Archive) -> None:
    await archive.add_page(NOODLES, "2022-10-26/A01.md")
    added = await archive.add_page(ROAD, "2062-10-27/A02.md")

    async def days() -> list[str]:
        await archive.refresh()
        return [str(one.day) for one in await archive.issues()]

    near = await days()
    assert len(near) == 1
    assert titles(await archive.ask("2062年10月27日的报纸")) == ["樱桃沟修通山路"]
    await archive.release_page(added.page_id)
    assert len(await days()) == 2
    assert near[0] in await days()


async def test_what_waits_still_waits_when_it_comes_again_as_it_was(archive: Archive) -> None:
    first = await archive.add_page(ROAD, "2062-10-27/A02.md")
    again = await archive.add_page(ROAD, "2062-10-27/A02.md")
    assert again.page_id == first.page_id
    assert [one.page_id for one in await archive.held_pages()] == [first.page_id]


async def test_what_was_released_waits_again_by_another_day_far_ahead(archive: Archive) -> None:
    first = await archive.add_page(ROAD, "2062-10-27/A02.md")
    await archive.release_page(first.page_id)
    stated = Stated(date(2063, 10, 27))
    again = await archive.add_page(
        ROAD, "2062-10-27/A02.md", replacing=first.page_id, stated=stated
    )
    assert again.page_id == first.page_id
    assert [one.page_id for one in await archive.held_pages()] == [first.page_id]


async def test_what_comes_again_by_the_right_day_waits_no_more(archive: Archive) -> None:
    await archive.add_page(NOODLES, "2022-10-26/A01.md")
    first = await archive.add_page(ROAD, "2062-10-27/A02.md")
    await archive.add_page(ROAD, "2022-10-27/A02.md", replacing=first.page_id)
    assert await archive.held_pages() == ()
    assert await newest(archive) == ["樱桃沟修通山路"]


async def test_a_page_without_a_name_is_of_the_paper_of_the_settings(archive: Archive) -> None:
    for name in ("2022-10-27/A02.md", "晚报.md"):
        assert (await archive.read_page(text_page(ROAD, name))).bulletin.paper == "二七日报"
    assert (await archive.read_page(text_page(ROAD, "晚报/A02.md"))).bulletin.paper == "晚报"


async def test_what_is_stated_beats_what_is_read(archive: Archive) -> None:
    stated = Stated(date(2022, 10, 26), "商报", "B03")
    bulletin = (await archive.read_page(text_page(ROAD, "2062-10-27/A02.md"), stated)).bulletin
    assert (bulletin.paper, str(bulletin.date), bulletin.page) == ("商报", "2022-10-26", "B03")


async def test_reading_tells_a_day_far_ahead_first(archive: Archive) -> None:
    reading = await archive.read_page(text_page(ROAD, "2062-10-27/12.md"))
    assert reading.doubts[0].kind is DoubtKind.FUTURE_DAY
    near = await archive.read_page(text_page(ROAD, "2022-10-29/A02.md"))
    assert near.doubts == ()
