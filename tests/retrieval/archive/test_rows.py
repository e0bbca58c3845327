"""An archive that is searched elsewhere tells of changes, and of stories, what any archive does."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.archive import serving as served
from retrieval.errors import ArticleUnknown, SearchUnavailable
from retrieval.query import Filter
from retrieval.reading.decode import text_page
from retrieval.searcher.searcher import Searcher
from retrieval.store.database import Database
from tests.retrieval.archive.test_changes import RecordingHook

ONE = "# 樱桃沟修通山路\n\n本报讯 二七区委书记樊惠林来到樱桃沟，看了新修的路。\n\n记者 景静\n"
TWO = "# 面条厂订单翻番\n\n本报讯 面条厂的订单比去年多了一倍，樊书记也去看了。\n\n记者 王娟\n"
CORRECTED = "# 樱桃沟修通山路\n\n本报讯 二七区委书记张俊峰来到樱桃沟，看了新修的路。\n\n记者 景静\n"


class NoSearcher:
    """A searcher that never answers."""

    def __getattr__(self, name: str) -> object:
        raise SearchUnavailable(name)


def away() -> Searcher:
    return NoSearcher()  # type: ignore[return-value]  # it has none of it


@asynccontextmanager
async def hooked(path: Path, hook: RecordingHook, *, elsewhere: bool) -> AsyncIterator[Archive]:
    async with Database.open(path) as database:
        searcher = away() if elsewhere else None
        yield await Archive.over(database, hook=hook, searcher=searcher)


@pytest.fixture
def no_index(monkeypatch: pytest.MonkeyPatch) -> None:
    def never(*_: object) -> None:
        raise AssertionError("an index was made")

    monkeypatch.setattr(served, "_lot", never)


async def carried_out(path: Path, *, elsewhere: bool) -> RecordingHook:
    hook = RecordingHook()
    async with hooked(path, hook, elsewhere=elsewhere) as archive:
        await archive.add_page(ONE.encode(), "2022-10-27/A01.md")
        await archive.add_page(TWO.encode(), "2022-10-27/A02.md")
        async with hooked(path, RecordingHook(wants=False), elsewhere=elsewhere) as other:
            await other.add_page(TWO.encode(), "2022-10-28/B01.md")
        await archive.add_page(CORRECTED.encode(), "2022-10-27/A01.md")
        [shown, *_] = await archive.paragraphs(2)
        await archive.correct(2, shown.printed, shown.printed.replace("一倍", "两倍"))
        many = archive.many_pages()
        await many.put(text_page(ONE.encode(), "2022-10-29/A01.md"))
        await many.put(text_page(TWO.replace("面条", "面粉").encode(), "2022-10-29/A02.md"))
        await many.rest()
        many.close()
        await archive.withdraw_page(1)
        await archive.withdraw_page(2)
    return hook


def told(hook: RecordingHook) -> Sequence[object]:
    return [
        (changes.stories, changes.gone, *map(changes.names.aliased, ("樊书记", "张书记")))
        for changes in hook.calls
    ]


async def test_changes_are_told_alike(tmp_path: Path) -> None:
    here = await carried_out(tmp_path / "here.db", elsewhere=False)
    elsewhere = await carried_out(tmp_path / "elsewhere.db", elsewhere=True)
    assert len(here.calls) > 6
    assert told(here) == told(elsewhere)


@pytest.mark.usefixtures("no_index")
async def test_no_index_is_made_of_what_is_searched_elsewhere(tmp_path: Path) -> None:
    await carried_out(tmp_path / "elsewhere.db", elsewhere=True)
    assert not (tmp_path / "elsewhere.db-index").exists()


@pytest.mark.usefixtures("no_index")
async def test_what_alerts_show_of_a_story_needs_no_searcher(tmp_path: Path) -> None:
    async with hooked(tmp_path / "a.db", RecordingHook(), elsewhere=True) as archive:
        await archive.add_page(ONE.encode(), "2022-10-27/A01.md")
        stored = await archive.article(1)
        assert stored.article.title == "樱桃沟修通山路"
        assert len(await archive.lead(1, 1)) == 1
        assert not (await archive.citation(stored)).several_papers
        [hit] = await archive.matching(1, [Filter.parse("樊书记")])
        assert hit.passage.article_id == 1
        assert await archive.revision() == 1
        assert not await archive.refresh()
        with pytest.raises(ArticleUnknown):
            await archive.article(2)


async def test_a_story_that_is_another_one_now_answers_to_its_former_id(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "a.db") as database:
        archive = await Archive.over(database, searcher=away())
        await archive.add_page(ONE.encode(), "2022-10-27/A01.md")
        async with database.transaction() as transaction:
            await transaction.execute("INSERT INTO moved_article (id, article_id) VALUES (9, 1)")
        assert (await archive.article(9)).id == 1
