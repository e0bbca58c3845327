"""What a page did to the archive is undone as if it had never come."""

import json
import sqlite3
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import count
from pathlib import Path
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown, PageChanged, PageUnknown
from retrieval.identity.page import Page
from retrieval.model import Article, Evidence, PrintedDate
from retrieval.store.adding import Added
from retrieval.store.articles import Moved, Standing
from retrieval.store.checking import RULES, findings, schemas
from retrieval.store.database import Database
from retrieval.store.migrations import shipped
from retrieval.store.page_version import PageVersion
from retrieval.store.transaction import Transaction
from retrieval.store.undo import Change
from tests.examples import examples
from tests.retrieval.store.contents import Contents, contents

ROAD = "# 樱桃沟修通山路\n\n侯寨乡区委书记樊惠林说，樱桃沟的路通了，二十户人家高兴。\n\n记者 景静\n"
ROAD_30 = ROAD.replace("二十户", "三十户")  # another story: its figure differs
ROAD_40 = ROAD.replace("二十户", "四十户")
MILL = "# 面条厂订单翻番\n\n马寨镇三家面条厂今年的出口订单比去年翻了一番，卖到东南亚。\n"
BOOK = "# 城市书房开放\n\n第三座城市书房在人民公园开放，藏书两万册，每天开到晚上九点。\n"
NAME = "2022-10-27/A02.md"
NEXT = "2022-10-28/A03.md"
LAST = "2022-10-29/A04.md"


class House:
    """An archive, and a list of what its pages changed."""

    def __init__(self, archive: Archive, database: Database) -> None:
        self.archive = archive
        self.database = database
        self.changes: list[Change] = []

    async def add(self, *stories: str, name: str = NAME, replacing: int | None = None) -> None:
        data = "\n".join(stories).encode()
        await self.archive.add_page(data, name, self.keep, replacing=replacing)

    async def undo(self, number: int = -1) -> None:
        """Undo a change, the last one if none is named."""
        await self.archive.undo(self.changes[number], self.drop)

    async def correct(self, article_id: int) -> None:
        """Correct an article's first paragraph, in words that tell whose correction it is."""
        [printed, *_] = (await self.archive.article(article_id)).article.paragraphs
        await self.archive.correct(article_id, printed, f"{printed}（{article_id}）")

    async def opens(self, article_id: int) -> int:
        """Return the id of the article that an id opens."""
        return (await self.archive.article(article_id)).id

    async def contents(self) -> Contents:
        """What is printed, whatever the number of its revision."""
        return replace(await contents(self.database), revision=0)

    async def kept(self) -> list[str]:
        """Return all that an export has, but for numbers that only count on."""
        rows = [json.loads(line) async for line in self.archive.export()][1:]
        for row in rows:
            row.get("printing", {}).pop("id", None)
        return sorted(json.dumps(row, ensure_ascii=False) for row in rows if "gone" not in row)

    async def keep(self, transaction: Transaction, change: Change) -> None:
        del transaction
        self.changes.append(Change.of_text(change.text))

    async def drop(self, transaction: Transaction, change: Change) -> None:
        del transaction
        # Not by `remove`: two that did the same to the same page are equal.
        self.changes = [one for one in self.changes if one is not change]


@asynccontextmanager
async def _house(path: Path) -> AsyncIterator[House]:
    async with Database.open(path) as database:
        minutes = count()
        start = datetime(2022, 11, 1, tzinfo=UTC)
        archive = await Archive.over(
            database, clock=lambda: start + timedelta(minutes=next(minutes))
        )
        yield House(archive, database)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with _house(tmp_path / "a.db") as one:
        yield one


async def test_a_new_page_goes(house: House) -> None:
    before = await house.contents()
    await house.add(ROAD, MILL)
    await house.undo()
    assert await house.contents() == before
    assert (await house.archive.ask("樱桃沟的路通了吗")).hits == ()


async def test_a_replaced_page_comes_back_as_it_was(house: House) -> None:
    await house.add(ROAD, MILL)
    before = await house.contents()
    await house.add(ROAD.replace("二十户", "三十户"), BOOK)
    assert await house.contents() != before
    await house.undo()
    assert await house.contents() == before
    [hit] = (await house.archive.search("二十户")).hits
    assert "二十户" in hit.passage.text
    assert (await house.archive.search("面条厂")).hits[0].citation.title == "面条厂订单翻番"
    assert (await house.archive.article(2)).article.title == "面条厂订单翻番"


async def test_what_changed_nothing_undoes_nothing(house: House) -> None:
    await house.add(ROAD)
    before = await contents(house.database)
    await house.add(ROAD)
    await house.undo()
    assert await contents(house.database) == before


async def test_of_two_changes_that_did_the_same_the_last_goes_first(house: House) -> None:
    states = []
    for name in (NAME, NAME, NEXT, NAME):
        states.append(await house.contents())
        await house.add(ROAD, name=name)
    for state in reversed(states):
        await house.undo()
        assert await house.contents() == state


async def test_an_id_that_went_is_itself_again(house: House) -> None:
    await house.add(ROAD)
    await house.add(MILL, name=NEXT)
    before = await house.contents()
    await house.add(ROAD, name=NEXT)
    await house.undo()
    assert await house.contents() == before


async def test_an_id_that_was_given_up_for_another_is_itself_again(house: House) -> None:
    await house.add(ROAD)
    await house.add(ROAD_30, name=NEXT)
    before = await house.contents()
    await house.add(ROAD, name=NEXT)
    assert await house.opens(2) == 1
    await house.undo()
    assert await house.contents() == before


async def test_a_story_that_comes_back_came_in_when_it_first_did(house: House) -> None:
    await house.add(ROAD)
    before = await house.kept()
    await house.add(MILL, replacing=1)
    await house.undo()
    assert await house.kept() == before


async def test_a_correction_of_an_id_that_was_given_up_is_its_own_again(house: House) -> None:
    await house.add(ROAD, MILL)
    await house.add(ROAD_30, MILL, name=NEXT)
    await house.correct(3)
    before = await house.contents()
    await house.add(ROAD_30, MILL)
    assert await house.opens(3) == 1
    await house.undo()
    assert await house.contents() == before


async def test_an_id_that_opened_one_that_was_given_up_opens_it_again(house: House) -> None:
    await house.add(ROAD)
    await house.add(ROAD_30, name=NEXT)
    await house.add(ROAD_40, name=LAST)
    await house.add(ROAD_30, name=LAST)
    await house.add(MILL, name=LAST, replacing=3)
    assert await house.opens(3) == 2
    await house.add(ROAD, name=NEXT)
    assert await house.opens(3) == 1
    await house.undo()
    assert await house.opens(3) == 2


async def test_an_id_that_opened_a_story_that_went_opens_it_again(house: House) -> None:
    await house.add(ROAD)
    await house.add(ROAD_30, name=NEXT)
    await house.add(ROAD, name=NEXT)
    await house.add(MILL, replacing=1)
    await house.add(BOOK, name=NEXT, replacing=2)
    with pytest.raises(ArticleUnknown):
        await house.opens(2)
    await house.undo()
    assert await house.opens(2) == 1


async def test_what_comes_next_is_the_story_that_it_would_have_been(house: House) -> None:
    await house.add(ROAD)
    await house.add(ROAD_30, name=NEXT)
    await house.add(ROAD, name=LAST)
    await house.add(ROAD_30, name=LAST)  # both stories are printed alike now
    await house.add(MILL, name=NEXT, replacing=2)
    await house.undo()
    await house.add(ROAD_30, name="2022-10-30/A05.md")
    printed = (await house.contents()).articles
    assert {n: [p.page_id for p in one.printings] for n, one in printed.items()} == {
        1: [4, 3, 1],
        2: [2],
    }


async def test_what_changed_nothing_parts_no_articles_that_are_one_since(house: House) -> None:
    await house.add(ROAD)
    await house.add(ROAD_30, name=NEXT)
    await house.add(ROAD_30, name=NEXT)
    await house.add(ROAD_30)
    before = await house.contents()
    assert await house.opens(2) == 1
    await house.undo(2)
    assert await house.contents() == before


async def test_articles_that_proved_to_be_one_are_found_as_two_again(house: House) -> None:
    await house.add(ROAD)
    await house.add(ROAD_30, name=NEXT)
    await house.add(ROAD_30)

    async def found() -> dict[int, str]:
        await house.archive.refresh()
        hits = (await house.archive.ask("樱桃沟的路通了吗")).hits
        return {hit.passage.article_id: hit.passage.text for hit in hits}

    [(one, printed)] = (await found()).items()
    assert one == 1
    assert "三十户" in printed
    await house.undo()
    again = await found()
    assert sorted(again) == [1, 2]
    assert "二十户" in again[1]
    assert "三十户" in again[2]
    assert await house.opens(2) == 2


async def test_an_article_that_no_page_prints_any_more_is_not_made_two_again(
    house: House,
) -> None:
    await house.add(ROAD)
    await house.add(ROAD_30, name=NEXT)
    await house.add(ROAD_30)
    assert await house.opens(2) == 1
    await house.add(MILL, name=NEXT, replacing=2)
    await house.undo(2)
    async with house.database.reading() as view:
        ids = [id_ for (id_,) in await view.fetch_all("SELECT id FROM article ORDER BY id")]
    assert ids == [1, 3]
    with pytest.raises(ArticleUnknown):
        await house.opens(2)


async def test_articles_that_were_made_one_twice_part_in_the_order_that_they_met(
    house: House,
) -> None:
    await house.add(ROAD)
    await house.add(ROAD_30, name=NEXT)
    await house.add(ROAD_40, name=LAST)
    before = await house.contents()
    await house.add(ROAD_40, name=NEXT)  # 3 is 2
    await house.add(ROAD_40)  # 2 is 1
    assert await house.opens(3) == 1
    await house.undo(3)
    assert await house.opens(3) == 3
    await house.undo()
    assert await house.contents() == before


async def test_a_page_put_back_under_an_id_since_given_up_keeps_it_when_that_is_undone(
    house: House,
) -> None:
    await house.add(ROAD, name=LAST)
    await house.add(ROAD, ROAD_40)
    await house.add(ROAD_40)
    await house.add(ROAD_40, name=LAST)  # the page's only story is the first one's now
    assert await house.opens(2) == 1
    await house.undo(2)
    await house.undo()
    printed = (await house.contents()).articles
    assert {n: [p.page_id for p in one.printings] for n, one in printed.items()} == {
        1: [1, 2],
        2: [2],
    }


async def test_a_change_that_was_kept_with_less_can_be_undone(house: House) -> None:
    await house.add(ROAD)
    await house.add(ROAD_30, name=NEXT)
    before = await house.contents()
    await house.add(ROAD, name=NEXT)
    added, former, mark, _ = json.loads(house.changes[-1].text)
    for one in added["moved"]:
        del one["corrections"], one["standing"]
    for name in ("verdict", "name", "replaced", "meant", "absorbed"):
        del added[name]
    former = json.loads(former)
    del former["standings"], former["page"]["section"], former["page"]["held"]
    del former["page"]["paper"], former["page"]["digest"]
    former["page"] |= {"bulletin": "erqi-page", "bulletin_printed": False}
    house.changes[-1] = Change.of_text(json.dumps([added, json.dumps(former), mark]))
    await house.undo()
    assert await house.contents() == before


async def test_what_was_changed_again_since_stays(house: House) -> None:
    await house.add(ROAD)
    await house.archive.add_page(MILL.encode(), NAME, replacing=1)
    now = await house.contents()
    with pytest.raises(PageChanged):
        await house.undo()
    assert await house.contents() == now


async def test_what_is_gone_already_can_not_be_undone(house: House) -> None:
    await house.add(ROAD)
    await house.archive.withdraw_page(house.changes[0].added.page_id)
    with pytest.raises(PageChanged):
        await house.undo()


async def test_it_stays_where_that_can_not_be_recorded(house: House) -> None:
    async def refuse(transaction: Transaction, change: Change) -> None:
        del transaction, change
        raise RuntimeError("no")

    await house.add(ROAD)
    before = await house.contents()
    with pytest.raises(RuntimeError):
        await house.archive.undo(house.changes[0], refuse)
    assert await house.contents() == before


async def test_a_page_that_replaced_one_because_somebody_said_so_is_undone(
    house: House,
) -> None:
    await house.add(ROAD, MILL)
    before = await house.contents()
    await house.add(BOOK, name=LAST, replacing=1)
    assert [*(await house.contents()).articles] == [3]
    await house.undo()
    assert await house.contents() == before


async def test_a_page_kept_in_doubt_is_there_again_when_its_replacement_is_undone(
    house: House,
) -> None:
    await house.add(ROAD, MILL)
    await house.add(ROAD_30, BOOK, MILL, name=NEXT)
    before, kept = await house.contents(), await house.kept()
    await house.archive.replace_page(2, 1, house.keep)
    assert await house.opens(3) == 1
    assert {
        p.page_id for one in (await house.contents()).articles.values() for p in one.printings
    } == {1}
    await house.undo()
    assert await house.contents() == before
    assert await house.kept() == kept


async def test_only_pages_that_are_there_replace_each_other(house: House) -> None:
    await house.add(ROAD)
    before = await house.contents()
    for new, old in ((1, 1), (1, 2), (2, 1)):
        with pytest.raises(PageUnknown):
            await house.archive.replace_page(new, old)
    assert await house.contents() == before


stories = st.lists(
    st.sampled_from([ROAD, ROAD_30, ROAD_40, MILL, BOOK]), min_size=1, max_size=3, unique=True
)
incoming = st.tuples(stories, st.sampled_from([NAME, NEXT, LAST, "未知.md"]))


@settings(max_examples=examples(25))
@given(st.lists(incoming, max_size=4), st.lists(incoming, min_size=1, max_size=5))
async def test_changes_undone_in_turn_leave_what_was_there_before_each(
    tmp_path_factory: pytest.TempPathFactory,
    there: list[tuple[list[str], str]],
    pages: list[tuple[list[str], str]],
) -> None:
    async with _house(tmp_path_factory.mktemp("a") / "a.db") as house:
        for printed, name in there:
            await house.add(*printed, name=name)
        for article_id in (await house.contents()).articles:
            await house.correct(article_id)
        states = []
        for printed, name in pages:
            states.append((await house.contents(), await house.kept()))
            await house.add(*printed, name=name)
        for contents_before, kept_before in reversed(states):
            await house.undo()
            assert await house.contents() == contents_before
            assert await house.kept() == kept_before


@settings(max_examples=examples(25))
@given(st.lists(incoming, min_size=2, max_size=7), st.randoms(use_true_random=False))
async def test_changes_undone_in_any_order_leave_what_holds_together(
    tmp_path_factory: pytest.TempPathFactory, pages: list[tuple[list[str], str]], chance: Random
) -> None:
    path = tmp_path_factory.mktemp("a") / "a.db"
    async with _house(path) as house:
        for printed, name in pages:
            await house.add(*printed, name=name)
        chance.shuffle(house.changes)
        refused = 0
        for change in list(house.changes):
            try:
                await house.archive.undo(change, house.drop)
            except PageChanged:
                refused += 1
        kept = await house.kept()
    with closing(sqlite3.connect(path)) as connection:
        assert list(findings(connection, schemas(connection), RULES, shipped())) == []
    assert refused or not kept


texts = st.text(max_size=8)
dates = st.none() | st.builds(
    PrintedDate, st.integers(1, 12), st.integers(1, 28), st.sampled_from(Evidence)
)
articles = st.builds(
    Article,
    texts,
    st.none() | texts,
    st.lists(texts).map(tuple),
    source=st.none() | texts,
    date=dates,
    paragraphs=st.lists(texts).map(tuple),
)
pages_kept = st.builds(
    Page,
    texts,
    st.none() | texts,
    st.none() | texts,
    dates,
    st.none() | texts,
    st.none() | st.binary(min_size=32, max_size=32),
    held=st.booleans(),
)


numbers = st.integers(1, 9)
many = st.lists(numbers).map(tuple)
standings = st.builds(Standing, numbers, texts, many)
formers = st.builds(
    PageVersion,
    pages_kept,
    st.lists(st.tuples(numbers, articles)).map(tuple),
    st.lists(standings).map(tuple),
)
moves = st.builds(Moved, numbers, numbers, many, st.lists(texts).map(tuple), st.none() | standings)
added = st.builds(Added, numbers, numbers, moved=st.lists(moves).map(tuple))


@given(st.builds(Change, added, st.none() | formers, texts))
def test_a_change_comes_back_from_its_text(change: Change) -> None:
    again = Change.of_text(change.text)
    assert again == change
    if change.before is not None:
        assert again.before is not None
        assert again.before.page.file == change.before.page.file
        assert again.before.mark == change.before.mark


def test_a_change_that_was_stored_long_ago_is_read() -> None:
    article = {
        "title": "甲",
        "subtitle": None,
        "reporters": ["景静"],
        "correspondents": [],
        "photographers": [],
        "source": None,
        "page": None,
        "paragraphs": ["乙"],
        "date": {"month": 10, "day": 25, "day_from": "text", "year": None, "year_from": None},
    }
    page = {
        "file": "a.md",
        "bulletin": "报",
        "bulletin_printed": True,
        "label": "A01",
        "date": None,
    }
    added = {
        "page_id": 1,
        "new": 0,
        "changed": 1,
        "unchanged": 0,
        "removed": 0,
        "moved": [{"former": 5, "to": 4, "pages": [2]}],
    }
    version = json.dumps({"page": page, "stories": [[4, article]]}, ensure_ascii=False)
    assert Change.of_text(json.dumps([added, version, "9f"])) == Change(
        Added(1, changed=1, moved=(Moved(5, 4, (2,)),)),
        PageVersion(
            Page("a.md", "报", "A01", None),
            (
                (
                    4,
                    Article(
                        "甲",
                        reporters=("景静",),
                        date=PrintedDate(10, 25, Evidence.TEXT),
                        paragraphs=("乙",),
                    ),
                ),
            ),
        ),
        "9f",
    )


def test_the_mark_of_a_page_is_the_one_that_was_stored() -> None:
    page = Page("a.md", "报", "A01", PrintedDate(10, 27, Evidence.PAGE, 2022, Evidence.PAGE))
    version = PageVersion(page, ((4, Article("甲", paragraphs=("乙",))),))
    assert version.mark == "0688d7133e5a33ef295d8d2f67770f84988fe9c269af0924d98144d17e9f0810"
    assert replace(version, stories=((5, Article("甲", paragraphs=("乙",))),)).mark == version.mark


def test_a_damaged_change_says_where() -> None:
    with pytest.raises(ValueError, match=r"Expected `int`, got `str` - at `\$\[0\]\.page_id`"):
        Change.of_text('[{"page_id": "1"}, null, ""]')
