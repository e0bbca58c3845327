"""Files of the inbox that fail: told by name, set aside, tried again; none stops the others."""

import asyncio
import os
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path

import pytest

from bot.model.inbox import SetAside
from bot.runtime.loops import ITEM_PAUSES, ITEM_TRIES, STUCK_SECONDS
from bot.services.inbox import line as line_module
from bot.services.inbox.files import files_in
from bot.services.inbox.line import InboxLine
from bot.store.inbox import not_read, not_read_in
from retrieval.archive import Addition, Origin
from retrieval.errors import ArchiveUnavailable, PageRefused
from retrieval.model.page_text import PageText
from retrieval.store.database import Database
from tests.bot.services.inbox.conftest import OTHER, PAGE, Watched


class Killed(BaseException):
    """The end of the process in the middle of what it did."""


async def tried(watched: Watched, line: InboxLine) -> list[str]:
    """Take every file that the line does not let wait, in order; return what was told."""
    for path, stamp in sorted(files_in(watched.folder)):
        if not line.waits(path, stamp):
            await line.take(path, stamp)
    return told(watched)


def told(watched: Watched) -> list[str]:
    left = [watched.reported.get_nowait() for _ in range(watched.reported.qsize())]
    return [str(one) for one in left if isinstance(one, PageRefused)]


async def started(watched: Watched) -> InboxLine:
    line = watched.line()
    await line.resume()
    return line


def failing(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, fails: Callable[[str], BaseException | None]
) -> None:
    """Make pages fail by name."""
    add_page = watched.add_page

    async def add(page: PageText, *, origin: Origin) -> Addition:
        if (error := fails(page.name)) is not None:
            raise error
        return await add_page(page, origin=origin)

    monkeypatch.setattr(watched.archive, "add_page_text", add)


def put(watched: Watched, name: str | bytes, text: str = PAGE) -> Path:
    path = watched.folder / os.fsdecode(name)
    path.parent.mkdir(exist_ok=True)
    path.write_text(text, encoding="utf-8")
    return path


async def aside(watched: Watched) -> dict[str, SetAside]:
    return dict(await watched.taken.set_aside())


@pytest.mark.parametrize(
    "error", [ValueError("x"), MemoryError(), RecursionError(), KeyError("x"), OSError(5, "I/O")]
)
async def test_whatever_a_file_fails_by_the_next_is_read_and_it_is_told_once(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    failing(watched, monkeypatch, lambda name: error if name == "a.md" else None)
    put(watched, "a.md")
    put(watched, "b.md", OTHER)
    line = await started(watched)
    (said,) = await tried(watched, line)
    assert said.startswith("a.md: ")
    assert watched.added.get_nowait() == "b.md"
    assert await tried(watched, line) == []  # it waits


async def test_a_file_is_tried_again_after_pauses_that_grow_and_then_in_quarantine(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[float] = []

    def fails(_: str) -> ValueError:
        tries.append(watched.now)
        return ValueError("x")

    failing(watched, monkeypatch, fails)
    put(watched, "a.md")
    line, said = await started(watched), list[str]()
    for _ in range(200):
        said += await tried(watched, line)
        watched.now += 60.0
    assert len(tries) == ITEM_TRIES
    pauses = [after - before for before, after in pairwise(tries)]
    assert pauses == sorted(pauses)
    assert all(waited >= pause for waited, pause in zip(pauses, ITEM_PAUSES, strict=True))
    assert len(said) == 2
    assert all(one.startswith("a.md: ") for one in said)
    (listed,) = not_read(await aside(watched))
    assert (listed.name, listed.tries, listed.again) == ("a.md", ITEM_TRIES, False)
    assert "ValueError" in listed.reason
    assert "ValueError" in said[1]


async def test_all_of_it_holds_over_restarts(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    tries: list[float] = []

    def fails(_: str) -> ValueError:
        tries.append(watched.now)
        return ValueError("x")

    failing(watched, monkeypatch, fails)
    put(watched, "a.md")
    said: list[str] = []
    for _ in range(200):
        said += await tried(watched, await started(watched))
        watched.now += 60.0
    assert len(tries) == ITEM_TRIES
    assert len(said) == 2


@pytest.mark.parametrize("how", ["changed", "touched", "made readable"])
async def test_a_file_in_quarantine_is_tried_again_when_it_is(
    watched: Watched, monkeypatch: pytest.MonkeyPatch, how: str
) -> None:
    broken = [True]
    failing(watched, monkeypatch, lambda _: ValueError("x") if broken[0] else None)
    page = put(watched, "a.md")
    line = await started(watched)
    for _ in range(ITEM_TRIES):
        await tried(watched, line)
        watched.now += max(ITEM_PAUSES)
    await tried(watched, line)
    assert watched.pages == 0
    broken[0] = False
    line = await started(watched)
    assert await tried(watched, line) == []
    assert watched.pages == 0
    match how:
        case "changed":
            page.write_text(OTHER, encoding="utf-8")
        case "touched":
            page.touch()
        case "made readable":
            page.chmod(0o640)
    await tried(watched, line)
    assert watched.pages == 1
    assert await aside(watched) == {}


async def test_what_is_no_page_is_told_once_also_over_restarts(watched: Watched) -> None:
    put(watched, "a.md", "")
    (said,) = await tried(watched, await started(watched))
    assert said.startswith("a.md: 空文件")
    watched.now += 10 * max(ITEM_PAUSES)
    assert await tried(watched, await started(watched)) == []
    (listed,) = not_read(await aside(watched))
    assert (listed.name, listed.again) == ("a.md", False)
    put(watched, "a.md")
    await tried(watched, await started(watched))
    assert watched.pages == 1
    assert await aside(watched) == {}


async def test_what_nobody_could_be_told_of_is_told_by_the_next_process(watched: Watched) -> None:
    put(watched, "a.md", "")
    watched.away = True
    await tried(watched, await started(watched))
    watched.away = False
    (said,) = await tried(watched, await started(watched))
    assert said.startswith("a.md: 空文件")
    assert await tried(watched, await started(watched)) == []


async def test_a_file_that_the_process_dies_of_twice_is_not_tried_a_third_time(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(watched, monkeypatch, lambda name: Killed() if name == "a.md" else None)
    put(watched, "a.md")
    put(watched, "b.md", OTHER)
    with pytest.raises(Killed):
        await tried(watched, await started(watched))
    (said,) = await tried(watched, await started(watched))
    assert said.startswith("a.md: ")
    assert watched.added.get_nowait() == "b.md"
    watched.now += ITEM_PAUSES[0]
    with pytest.raises(Killed):
        await tried(watched, await started(watched))
    for _ in range(5):
        watched.now += max(ITEM_PAUSES)
        assert len(await tried(watched, await started(watched))) <= 1
    (listed,) = not_read(await aside(watched))
    assert (listed.name, listed.tries, listed.again) == ("a.md", 2, False)


async def test_a_stop_in_the_middle_of_a_file_is_not_its_fault(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(watched, monkeypatch, lambda _: asyncio.CancelledError())
    put(watched, "a.md")
    for _ in range(5):
        with pytest.raises(asyncio.CancelledError):
            await tried(watched, await started(watched))
    assert await aside(watched) == {}
    monkeypatch.setattr(watched.archive, "add_page_text", watched.add_page)
    assert await tried(watched, await started(watched)) == []
    assert watched.pages == 1


async def test_a_page_that_the_archive_alone_refuses_stops_no_other(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_module, "RETRY_SECONDS", 0)
    refused = ("a.md", "b.md")
    failing(
        watched,
        monkeypatch,
        lambda name: ArchiveUnavailable("磁盘满了，腾出空间再试") if name in refused else None,
    )
    for name in (*refused, "c.md"):
        put(watched, name, OTHER)
    line, said = await started(watched), list[str]()
    for _ in range(50):
        said += await tried(watched, line)
        watched.now += max(ITEM_PAUSES)
    assert watched.pages == 1
    assert len(said) == 2
    assert all("磁盘满了" in one for one in said)
    assert [one.again for one in not_read(await aside(watched))] == [True, True]


async def test_where_nothing_can_be_recorded_the_line_waits_and_blames_no_file(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(line_module, "RETRY_SECONDS", 0)
    keep, full = watched.taken.keep, [True] * 20

    async def kept(key: str, file: SetAside) -> None:
        if full:
            full.pop()
            raise ArchiveUnavailable("磁盘满了，腾出空间再试")
        await keep(key, file)

    monkeypatch.setattr(watched.taken, "keep", kept)
    put(watched, "a.md")
    put(watched, "b.md", OTHER)
    assert await tried(watched, await started(watched)) == []
    assert watched.pages == 2


async def test_a_file_that_is_read_is_read_once_also_over_restarts(watched: Watched) -> None:
    put(watched, "a.md")
    put(watched, "五月/头版.md".encode("gbk"), OTHER)
    for _ in range(3):
        line = await started(watched)
        assert await tried(watched, line) == []
        await line.keep_only(path for path, _ in files_in(watched.folder))
    assert watched.pages == 2


async def test_a_page_that_fails_meanwhile_and_is_again_as_it_was_is_not_read_again(
    watched: Watched,
) -> None:
    """What it holds may have been corrected since."""
    put(watched, "a.md")
    await tried(watched, await started(watched))
    put(watched, "a.md", "")
    assert len(await tried(watched, await started(watched))) == 1
    put(watched, "a.md")
    await tried(watched, await started(watched))
    assert watched.pages == 1
    assert await aside(watched) == {}


async def test_a_file_that_was_taken_away_is_no_longer_listed(watched: Watched) -> None:
    page = put(watched, "a.md", "")
    line = await started(watched)
    await tried(watched, line)
    page.unlink()
    await line.keep_only(path for path, _ in files_in(watched.folder))
    assert await aside(watched) == {}
    put(watched, "a.md", "")
    assert len(await tried(watched, line)) == 1


async def test_two_files_that_are_shown_alike_are_two(watched: Watched) -> None:
    put(watched, "新闻.md")
    put(watched, "新闻.md".encode("gbk"), OTHER)
    for _ in range(3):
        await tried(watched, await started(watched))
    assert watched.pages == 2


async def test_what_is_set_aside_is_listed_from_the_file_of_the_archive(
    watched: Watched, database: Database
) -> None:
    put(watched, "五月/头版\n.md".encode("gbk"), "")
    put(watched, "b.md", OTHER)
    await tried(watched, await started(watched))
    (listed,) = await asyncio.to_thread(not_read_in, database.path)
    assert listed.name == r"五月/头版\n.md"
    assert listed.reason.startswith("空文件")


async def test_a_line_that_waits_for_the_archive_says_so_until_it_moves(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep, full, failed = watched.taken.keep, [True], asyncio.Event()
    monkeypatch.setattr(line_module, "RETRY_SECONDS", 0)

    async def kept(key: str, file: SetAside) -> None:
        if full:
            failed.set()
            raise ArchiveUnavailable("磁盘满了，腾出空间再试")
        await keep(key, file)

    monkeypatch.setattr(watched.taken, "keep", kept)
    put(watched, "a.md")
    line = await started(watched)
    trying = asyncio.create_task(tried(watched, line))
    await asyncio.wait_for(failed.wait(), 20)
    later = asyncio.get_running_loop().time() + STUCK_SECONDS + 1
    [trouble] = line.loop.troubles(later)
    assert (trouble.stuck, trouble.reason) == (True, "磁盘满了，腾出空间再试")
    full.clear()
    await asyncio.wait_for(trying, 20)
    assert line.loop.troubles(later) == ()
