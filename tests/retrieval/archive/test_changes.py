"""A watcher is told, in the transaction that changes what is printed, of what it changes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.archive.changes import ArchiveChanges
from retrieval.store.database import Database, Transaction

ONE = "# 樱桃沟修通山路\n\n侯寨乡区委书记樊惠林说，樱桃沟的路通了，二十户人家高兴。\n\n记者 景静\n"
TWO = "# 面条厂订单翻番\n\n马寨镇三家面条厂今年的出口订单比去年翻了一番，卖到东南亚。\n"


class Watching:
    """Keeps what it was told; ``fails`` makes it raise then."""

    def __init__(self, *, awaits: bool = True, fails: bool = False) -> None:
        self.news: list[ArchiveChanges] = []
        self.fails = fails
        self._awaits = awaits

    async def awaits(self, connection: Transaction) -> bool:
        del connection
        return self._awaits

    async def told(self, connection: Transaction, news: ArchiveChanges) -> None:
        assert connection.in_transaction
        self.news.append(news)
        if self.fails:
            raise RuntimeError("no")


@asynccontextmanager
async def watched(path: Path, watcher: Watching) -> AsyncIterator[Archive]:
    async with Database.open(path) as database:
        yield await Archive.over(database, watcher=watcher)


async def test_new_stories_come_with_nothing_before(tmp_path: Path) -> None:
    watcher = Watching()
    async with watched(tmp_path / "a.db", watcher) as archive:
        await archive.add_page(f"{ONE}\n{TWO}".encode(), "a.md")
    [news] = watcher.news
    assert [story.stored.article.title for story in news.stories] == [
        "樱桃沟修通山路",
        "面条厂订单翻番",
    ]
    assert [story.before for story in news.stories] == [None, None]
    assert news.gone == ()


async def test_the_names_are_those_with_the_new_stories_in_it(tmp_path: Path) -> None:
    watcher = Watching()
    async with watched(tmp_path / "a.db", watcher) as archive:
        await archive.add_page(ONE.encode(), "a.md")
    assert watcher.news[0].names.aliased("樊书记") == ("樊惠林",)


async def test_a_corrected_story_comes_with_how_it_was(tmp_path: Path) -> None:
    watcher = Watching()
    async with watched(tmp_path / "a.db", watcher) as archive:
        await archive.add_page(ONE.encode(), "a.md")
        await archive.add_page(ONE.replace("二十户", "三十户").encode(), "a.md")
    [story] = watcher.news[1].stories
    assert "三十户" in story.stored.article.body
    assert story.before is not None
    assert "二十户" in story.before.article.body


async def test_a_story_that_goes_is_told_by_its_id(tmp_path: Path) -> None:
    watcher = Watching()
    async with watched(tmp_path / "a.db", watcher) as archive:
        await archive.add_page(f"{ONE}\n{TWO}".encode(), "2022-10-27/A02.md")
        await archive.add_page(ONE.encode(), "2022-10-27/A02.md")
    gone = watcher.news[0].stories[1].stored.id
    assert watcher.news[1].gone == (gone,)


async def test_a_withdrawn_page_takes_its_stories_along(tmp_path: Path) -> None:
    watcher = Watching()
    async with watched(tmp_path / "a.db", watcher) as archive:
        page = await archive.add_page(ONE.encode(), "a.md")
        assert await archive.withdraw_page(page.page_id) == 1
        assert await archive.withdraw_page(page.page_id) == 0
        assert not (await archive.ask("樱桃沟的路修通了吗")).answered
    assert watcher.news[1].gone == (watcher.news[0].stories[0].stored.id,)


async def test_a_page_that_is_known_already_is_no_news(tmp_path: Path) -> None:
    watcher = Watching()
    async with watched(tmp_path / "a.db", watcher) as archive:
        await archive.add_page(ONE.encode(), "a.md")
        await archive.add_page(ONE.encode(), "a.md")
    assert len(watcher.news) == 1


async def test_who_awaits_nothing_is_told_nothing(tmp_path: Path) -> None:
    watcher = Watching(awaits=False)
    async with watched(tmp_path / "a.db", watcher) as archive:
        await archive.add_page(ONE.encode(), "a.md")
    assert watcher.news == []


async def test_a_watcher_that_fails_undoes_the_change(tmp_path: Path) -> None:
    watcher = Watching(fails=True)
    async with watched(tmp_path / "a.db", watcher) as archive:
        with pytest.raises(RuntimeError):
            await archive.add_page(ONE.encode(), "a.md")
        watcher.fails = False
        assert (await archive.add_page(ONE.encode(), "a.md")).new == 1


async def test_what_another_process_wrote_is_no_news(tmp_path: Path) -> None:
    watcher = Watching()
    path = tmp_path / "a.db"
    async with watched(path, watcher) as archive, Archive.open(path) as other:
        await archive.add_page(ONE.encode(), "a.md")
        await other.add_page(TWO.encode(), "b.md")
        await archive.add_page(
            f"{ONE}\n# 又一则\n\n郑州的秋天到了，银杏叶黄了一街。".encode(), "a.md"
        )
    titles = [story.stored.article.title for story in watcher.news[1].stories]
    assert titles == ["樱桃沟修通山路", "又一则"]
