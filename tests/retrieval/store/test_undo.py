"""What a page did to the archive is taken back as if it had never come."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.archive import Archive
from retrieval.errors import PageChanged
from retrieval.identity.page import Page
from retrieval.model import Article, Evidence, PrintedDate
from retrieval.store.adding import Added
from retrieval.store.articles import Moved
from retrieval.store.database import Database
from retrieval.store.page_version import PageVersion
from retrieval.store.transaction import Transaction
from retrieval.store.undo import Change
from tests.retrieval.store.contents import Contents, contents

ROAD = "# 樱桃沟修通山路\n\n侯寨乡区委书记樊惠林说，樱桃沟的路通了，二十户人家高兴。\n\n记者 景静\n"
MILL = "# 面条厂订单翻番\n\n马寨镇三家面条厂今年的出口订单比去年翻了一番，卖到东南亚。\n"
BOOK = "# 城市书房开放\n\n第三座城市书房在人民公园开放，藏书两万册，每天开到晚上九点。\n"
NAME = "2022-10-27/A02.md"


class House:
    """An archive, and a list of what its pages changed."""

    def __init__(self, archive: Archive, database: Database) -> None:
        self.archive = archive
        self.database = database
        self.changes: list[Change] = []

    async def add(self, *stories: str, name: str = NAME) -> None:
        await self.archive.add_page("\n".join(stories).encode(), name, self._keep)

    async def take_back(self) -> None:
        """Take the last change back."""
        await self.archive.take_back(self.changes[-1], self._drop)

    async def contents(self) -> Contents:
        """What is printed, whatever the number of its revision."""
        return replace(await contents(self.database), revision=0)

    async def _keep(self, transaction: Transaction, change: Change) -> None:
        del transaction
        self.changes.append(Change.of_text(change.text))

    async def _drop(self, transaction: Transaction, change: Change) -> None:
        del transaction
        self.changes.remove(change)


@asynccontextmanager
async def _house(path: Path) -> AsyncIterator[House]:
    async with Database.open(path) as database:
        yield House(await Archive.over(database), database)


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with _house(tmp_path / "a.db") as one:
        yield one


async def test_a_new_page_goes(house: House) -> None:
    before = await house.contents()
    await house.add(ROAD, MILL)
    await house.take_back()
    assert await house.contents() == before
    assert (await house.archive.ask("樱桃沟的路通了吗")).hits == ()


async def test_a_replaced_page_comes_back_as_it_was(house: House) -> None:
    await house.add(ROAD, MILL)
    before = await house.contents()
    await house.add(ROAD.replace("二十户", "三十户"), BOOK)
    assert await house.contents() != before
    await house.take_back()
    assert await house.contents() == before
    [hit] = (await house.archive.search("二十户")).hits
    assert "二十户" in hit.passage.text
    assert (await house.archive.search("面条厂")).hits[0].citation.title == "面条厂订单翻番"
    assert (await house.archive.article(2)).article.title == "面条厂订单翻番"


async def test_what_changed_nothing_takes_nothing_back(house: House) -> None:
    await house.add(ROAD)
    before = await contents(house.database)
    await house.add(ROAD)
    await house.take_back()
    assert await contents(house.database) == before


async def test_an_id_that_was_given_up_for_another_is_itself_again(house: House) -> None:
    await house.add(ROAD)
    await house.add(MILL, name="2022-10-28/A03.md")
    before = await house.contents()
    await house.add(ROAD, name="2022-10-28/A03.md")
    await house.take_back()
    assert await house.contents() == before


async def test_what_was_changed_again_since_stays(house: House) -> None:
    await house.add(ROAD)
    await house.archive.add_page(MILL.encode(), NAME)
    now = await house.contents()
    with pytest.raises(PageChanged):
        await house.take_back()
    assert await house.contents() == now


async def test_what_is_gone_already_can_not_be_taken_back(house: House) -> None:
    await house.add(ROAD)
    await house.archive.withdraw_page(house.changes[0].added.page_id)
    with pytest.raises(PageChanged):
        await house.take_back()


async def test_it_stays_where_that_can_not_be_recorded(house: House) -> None:
    async def refuse(transaction: Transaction, change: Change) -> None:
        del transaction, change
        raise RuntimeError("no")

    await house.add(ROAD)
    before = await house.contents()
    with pytest.raises(RuntimeError):
        await house.archive.take_back(house.changes[0], refuse)
    assert await house.contents() == before


stories = st.lists(
    st.sampled_from([ROAD, ROAD.replace("二十户", "三十户"), MILL, BOOK]), min_size=1, unique=True
)
names = st.sampled_from([NAME, "2022-10-28/A03.md", "未知.md"])


@settings(max_examples=25)
@given(st.lists(st.tuples(stories, names), min_size=1, max_size=5))
async def test_changes_taken_back_in_turn_leave_what_was_there_before_each(
    tmp_path_factory: pytest.TempPathFactory, pages: list[tuple[list[str], str]]
) -> None:
    async with _house(tmp_path_factory.mktemp("a") / "a.db") as house:
        states = []
        for printed, name in pages:
            states.append((await house.contents()).articles)
            await house.add(*printed, name=name)
        for state in reversed(states):
            await house.take_back()
            left = (await house.contents()).articles
            assert {n: one.article for n, one in left.items()} == {
                n: one.article for n, one in state.items()
            }


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
pages_kept = st.builds(Page, texts, texts, st.booleans(), st.none() | texts, dates)


numbers = st.integers(1, 9)
formers = st.builds(PageVersion, pages_kept, st.lists(st.tuples(numbers, articles)).map(tuple))
moves = st.builds(Moved, numbers, numbers, st.lists(numbers).map(tuple))
added = st.builds(Added, numbers, numbers, moved=st.lists(moves).map(tuple))


@given(st.builds(Change, added, st.none() | formers, texts))
def test_a_change_comes_back_from_its_text(change: Change) -> None:
    again = Change.of_text(change.text)
    assert again == change
    if change.before is not None:
        assert again.before is not None
        assert again.before.page.file == change.before.page.file
        assert again.before.mark == change.before.mark
