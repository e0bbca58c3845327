"""A hook runs in the transaction of a change, with what the transaction changes."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from retrieval.archive import Archive
from retrieval.archive.changes import ArchiveChanges
from retrieval.store.database import Database
from retrieval.store.transaction import Transaction, View

ONE = "# 樱桃沟修通山路\n\n侯寨乡区委书记樊惠林说，樱桃沟的路通了，二十户人家高兴。\n\n记者 景静\n"
TWO = "# 面条厂订单翻番\n\n马寨镇三家面条厂今年的出口订单比去年翻了一番，卖到东南亚。\n"


class RecordingHook:
    """Keeps the changes that it is given; ``fails`` makes it raise then."""

    def __init__(self, *, wants: bool = True, fails: bool = False) -> None:
        self.calls: list[ArchiveChanges] = []
        self.fails = fails
        self._wants = wants

    async def wants_changes(self, view: View) -> bool:
        del view
        return self._wants

    async def on_changes(self, transaction: Transaction, changes: ArchiveChanges) -> None:
        del transaction
        self.calls.append(changes)
        if self.fails:
            raise RuntimeError("no")


@asynccontextmanager
async def hooked(path: Path, hook: RecordingHook) -> AsyncIterator[Archive]:
    async with Database.open(path) as database:
        yield await Archive.over(database, hook=hook)


async def test_new_stories_come_with_nothing_before(tmp_path: Path) -> None:
    hook = RecordingHook()
    async with hooked(tmp_path / "a.db", hook) as archive:
        await archive.add_page(f"{ONE}\n{TWO}".encode(), "a.md")
    [changes] = hook.calls
    assert [story.stored.article.title for story in changes.stories] == [
        "樱桃沟修通山路",
        "面条厂订单翻番",
    ]
    assert [story.before for story in changes.stories] == [None, None]
    assert changes.gone == ()


async def test_the_names_are_those_with_the_new_stories_in_it(tmp_path: Path) -> None:
    hook = RecordingHook()
    async with hooked(tmp_path / "a.db", hook) as archive:
        await archive.add_page(ONE.encode(), "a.md")
    assert hook.calls[0].names.aliased("樊书记") == ("樊惠林",)


async def test_a_corrected_story_comes_with_how_it_was(tmp_path: Path) -> None:
    hook = RecordingHook()
    async with hooked(tmp_path / "a.db", hook) as archive:
        await archive.add_page(ONE.encode(), "a.md")
        await archive.add_page(ONE.replace("二十户", "三十户").encode(), "a.md")
    [story] = hook.calls[1].stories
    assert "三十户" in story.stored.article.body
    assert story.before is not None
    assert "二十户" in story.before.article.body


async def test_a_story_that_goes_comes_by_its_id(tmp_path: Path) -> None:
    hook = RecordingHook()
    async with hooked(tmp_path / "a.db", hook) as archive:
        await archive.add_page(f"{ONE}\n{TWO}".encode(), "2022-10-27/A02.md")
        await archive.add_page(ONE.encode(), "2022-10-27/A02.md")
    gone = hook.calls[0].stories[1].stored.id
    assert hook.calls[1].gone == (gone,)


async def test_a_withdrawn_page_takes_its_stories_along(tmp_path: Path) -> None:
    hook = RecordingHook()
    async with hooked(tmp_path / "a.db", hook) as archive:
        page = await archive.add_page(ONE.encode(), "a.md")
        assert await archive.withdraw_page(page.page_id) == 1
        assert await archive.withdraw_page(page.page_id) == 0
        assert not (await archive.ask("樱桃沟的路修通了吗")).answered
    assert hook.calls[1].gone == (hook.calls[0].stories[0].stored.id,)


async def test_a_page_that_is_known_already_is_no_change(tmp_path: Path) -> None:
    hook = RecordingHook()
    async with hooked(tmp_path / "a.db", hook) as archive:
        await archive.add_page(ONE.encode(), "a.md")
        await archive.add_page(ONE.encode(), "a.md")
    assert len(hook.calls) == 1


async def test_who_wants_nothing_is_told_nothing(tmp_path: Path) -> None:
    hook = RecordingHook(wants=False)
    async with hooked(tmp_path / "a.db", hook) as archive:
        await archive.add_page(ONE.encode(), "a.md")
    assert hook.calls == []


async def test_a_hook_that_fails_undoes_the_change(tmp_path: Path) -> None:
    hook = RecordingHook(fails=True)
    async with hooked(tmp_path / "a.db", hook) as archive:
        with pytest.raises(RuntimeError):
            await archive.add_page(ONE.encode(), "a.md")
        hook.fails = False
        assert (await archive.add_page(ONE.encode(), "a.md")).new == 1


async def test_what_another_process_wrote_is_no_change(tmp_path: Path) -> None:
    hook = RecordingHook()
    path = tmp_path / "a.db"
    async with hooked(path, hook) as archive, Archive.open(path) as other:
        await archive.add_page(ONE.encode(), "a.md")
        await other.add_page(TWO.encode(), "b.md")
        await archive.add_page(
            f"{ONE}\n# 又一则\n\n郑州的秋天到了，银杏叶黄了一街。".encode(), "a.md"
        )
    titles = [story.stored.article.title for story in hook.calls[1].stories]
    assert titles == ["樱桃沟修通山路", "又一则"]
