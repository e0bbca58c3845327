import asyncio
import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest

from bot.model.uploads import DoubtfulPage
from bot.runtime import loops
from bot.runtime.loops import ITEM_PAUSES
from bot.services.inbox import files, inbox, line
from retrieval.archive import Addition, Archive, Origin
from retrieval.errors import ArchiveUnavailable, PageRefused
from retrieval.model.doubts import DoubtKind
from retrieval.model.files import Bounds
from retrieval.model.page_text import PageText
from retrieval.model.pages import PageOutcome
from retrieval.reading.decode import text_page
from tests.bot.services.inbox.conftest import OTHER, PAGE, Watched
from tests.bot.services.inbox.test_files import tells_who_writes

SETTLED = 0.05
UNDATED = "# 老码头动工\n\n本报讯 老码头改造动工。\n\n记者 陆知行\n"


@asynccontextmanager
async def watching(watched: Watched) -> AsyncIterator[asyncio.Task[None]]:
    task = asyncio.create_task(
        inbox.watch(watched.folder, watched.line(), watched.done, settled=SETTLED)
    )
    try:
        yield task
    finally:
        task.cancel()
        await asyncio.gather(task, return_exceptions=True)


async def titles(archive: Archive) -> list[str]:
    return [hit.citation.title for hit in (await archive.latest()).hits]


async def test_the_folder_is_made_if_it_is_missing(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def nothing_changes(*_: object, **__: object) -> AsyncIterator[set[object]]:
        if watched.folder.is_file():
            yield set()

    monkeypatch.setattr(inbox, "awatch", nothing_changes)
    folder = watched.folder / "deep" / "er"
    await inbox.watch(folder, watched.line(), watched.done)
    assert folder.is_dir()


async def test_what_is_there_already_is_taken_up(watched: Watched) -> None:
    (watched.folder / "2023-05-18").mkdir()
    (watched.folder / "2023-05-18" / "A01.md").write_text(PAGE, encoding="utf-8")
    async with watching(watched):
        await watched.until("2023-05-18/A01.md")
    (hit,) = (await watched.archive.latest()).hits
    assert str(hit.citation.date) == "2023-05-16"


async def test_what_comes_is_taken_up_also_into_a_new_folder(watched: Watched) -> None:
    async with watching(watched):
        (watched.folder / "a.md").write_text(PAGE, encoding="utf-8")
        await watched.until("a.md")
        (watched.folder / "new").mkdir()
        (watched.folder / "new" / "b.md").write_text(OTHER, encoding="utf-8")
        await watched.until("new/b.md")


async def test_a_file_waits_for_its_own_name(watched: Watched) -> None:
    async with watching(watched):
        for name in (".a.md", "a.md.part", "a.md.TMP", "a.md~"):
            (watched.folder / name).write_text(PAGE, encoding="utf-8")
        (watched.folder / "b.md").write_text(OTHER, encoding="utf-8")
        await watched.until("b.md")
        assert await titles(watched.archive) == ["食堂开业"]
        (watched.folder / "a.md.part").rename(watched.folder / "a.md")
        await watched.until("a.md")


async def test_a_file_that_still_grows_waits_until_it_is_whole(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    page = watched.folder / "a.md"
    page.write_text(PAGE[:12], encoding="utf-8")
    sizes = iter(range(12, len(PAGE) + 20, 20))
    read: list[int] = []
    look, take = files.files_in, files.contents

    def growing(folder: Path) -> list[tuple[Path, files.Stamp]]:
        """Show the folder as it is a moment later, with more of the page in it."""
        if (size := next(sizes, None)) is not None:
            page.write_text(PAGE[:size], encoding="utf-8")
        return list(look(folder))

    def noted(path: Path, bounds: Bounds) -> bytes:
        data = take(path, bounds)
        read.append(len(data))
        return data

    monkeypatch.setattr(inbox, "files_in", growing)
    monkeypatch.setattr(line, "contents", noted)
    async with watching(watched):
        await watched.until("a.md")
    assert read == [len(PAGE.encode())]


async def test_a_file_waits_as_long_as_somebody_writes_it(watched: Watched) -> None:
    """However long the writing rests: other files come and go meanwhile."""
    if not tells_who_writes(watched.folder):
        pytest.skip("this file system can't tell who writes a file")
    page = watched.folder / "a.md"
    with page.open("w", encoding="utf-8") as copying:
        copying.write(PAGE[:12])
        copying.flush()
        async with watching(watched):
            for name in ("b.md", "c.md"):
                (watched.folder / name).write_text(OTHER, encoding="utf-8")
                await watched.until(name)
            assert watched.pages == 2
            copying.write(PAGE[12:])
            copying.close()
            await watched.until("a.md")
    assert watched.refusals() == []


async def test_what_was_read_is_not_opened_again_when_others_come(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened, take = list[str](), files.contents

    def noted(path: Path, bounds: Bounds) -> bytes:
        opened.append(path.name)
        return take(path, bounds)

    monkeypatch.setattr(line, "contents", noted)
    async with watching(watched):
        for name, text in {"a.md": PAGE, "b.md": OTHER, "c.md": UNDATED}.items():
            (watched.folder / name).write_text(text, encoding="utf-8")
            await watched.until(name)
    assert opened == ["a.md", "b.md", "c.md"]


async def test_a_bad_file_is_reported_once_and_left(watched: Watched) -> None:
    bad = watched.folder / "photo.jpg"
    async with watching(watched):
        bad.write_bytes(b"\xff\xd8\xff\xe0\x00\x10JFIF\x00" * 50)
        async with asyncio.timeout(20):
            refused = await watched.reported.get()
        assert isinstance(refused, PageRefused)
        assert refused.name == "photo.jpg"
        (watched.folder / "a.md").write_text(PAGE, encoding="utf-8")
        await watched.until("a.md")
    assert bad.exists()
    assert watched.refusals() == []


async def test_a_file_that_is_mended_is_read_again(watched: Watched) -> None:
    page = watched.folder / "a.md"
    page.write_bytes(b"")
    async with watching(watched):
        async with asyncio.timeout(20):
            await watched.reported.get()
        page.write_text(PAGE, encoding="utf-8")
        await watched.until("a.md")


async def test_a_page_waits_where_the_archive_cannot_be_written(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [ArchiveUnavailable("full"), ArchiveUnavailable("full")]
    add_page = watched.archive.add_page_text

    async def failing_first(page: PageText, origin: Origin) -> Addition:
        if failures:
            raise failures.pop()
        return await add_page(page, origin=origin)

    monkeypatch.setattr(watched.archive, "add_page_text", failing_first)
    monkeypatch.setattr(line, "RETRY_SECONDS", 0)
    monkeypatch.setattr(line, "ITEM_PAUSES", (0.0,))
    (watched.folder / "a.md").write_text(PAGE, encoding="utf-8")
    async with watching(watched):
        await watched.until("a.md")
    assert failures == []


async def test_taking_a_file_away_takes_nothing_from_the_archive(watched: Watched) -> None:
    page = watched.folder / "a.md"
    page.write_text(PAGE, encoding="utf-8")
    async with watching(watched):
        await watched.until("a.md")
        page.unlink()
        (watched.folder / "b.md").write_text(OTHER, encoding="utf-8")
        await watched.until("b.md")
    assert (await watched.archive.search("老码头")).answered


async def test_the_watch_ends_when_the_folder_is_taken_away(watched: Watched) -> None:
    page = watched.folder / "a.md"
    page.write_text(PAGE, encoding="utf-8")
    async with watching(watched) as task:
        await watched.until("a.md")
        page.unlink()
        watched.folder.rmdir()
        await asyncio.wait_for(task, 20)


async def test_the_end_of_a_load_is_told_when_all_of_it_is_read(watched: Watched) -> None:
    (watched.folder / "a.md").write_text(PAGE, encoding="utf-8")
    (watched.folder / "b.md").write_text(OTHER, encoding="utf-8")
    async with watching(watched), asyncio.timeout(20):
        while await watched.passes.get() < 2:
            pass
    assert watched.pages == 2


async def test_what_a_previous_process_read_does_not_undo_a_correction(watched: Watched) -> None:
    (watched.folder / "a.md").write_text(PAGE, encoding="utf-8")
    async with watching(watched), asyncio.timeout(20):
        await watched.passes.get()
    corrected = PAGE.replace("改造动工", "改造完工")
    await watched.archive.add_page_text(text_page(corrected.encode(), "a.md"))
    (watched.folder / "b.md").write_text(OTHER, encoding="utf-8")
    async with watching(watched):
        await watched.until("b.md")
    answer = await watched.archive.search("老码头改造完工")
    assert [hit.citation.title for hit in answer.hits] == ["老码头动工"]


async def test_a_file_that_was_taken_away_and_comes_again_is_read_again(watched: Watched) -> None:
    path = watched.folder / "a.md"
    path.write_text(PAGE, encoding="utf-8")
    async with watching(watched), asyncio.timeout(20):
        await watched.passes.get()
        path.unlink()
        await watched.passes.get()
    path.write_text(PAGE, encoding="utf-8")
    async with watching(watched):
        await watched.until("a.md")


async def test_links_pipes_and_what_lies_behind_them_are_left_alone(watched: Watched) -> None:
    outside = watched.folder.parent / "outside"
    outside.mkdir()
    (outside / "secret.md").write_text(OTHER, encoding="utf-8")
    (watched.folder / "A01.md").symlink_to(outside / "secret.md")
    (watched.folder / "2023-05-18").symlink_to(outside)
    os.mkfifo(watched.folder / "A02.md")
    async with watching(watched):
        (watched.folder / "A03.md").write_text(PAGE, encoding="utf-8")
        await watched.until("A03.md")
    assert watched.pages == 1
    assert watched.refusals() == []


async def test_a_page_that_needs_a_look_is_reported_once(watched: Watched) -> None:
    async with watching(watched):
        (watched.folder / "a.md").write_text(UNDATED, encoding="utf-8")
        await watched.until("a.md")
        (watched.folder / "2023-05-18.md").write_text(PAGE, encoding="utf-8")
        await watched.until("2023-05-18.md")
    reported = watched.reported.get_nowait()
    assert isinstance(reported, DoubtfulPage)
    assert [one.kind for one in reported.doubts] == [DoubtKind.NO_DAY]
    assert watched.reported.empty()


async def test_without_admins_an_undated_page_counts_as_of_today_and_the_log_says_so(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level("INFO")
    async with watching(watched):
        (watched.folder / "a.md").write_text(UNDATED, encoding="utf-8")
        await watched.until("a.md")
        await watched.passes.get()
    assert await watched.archive.held_pages() == ()
    assert "inbox: a.md has no date: it counts as of today" in caplog.messages


async def test_what_replaces_a_page_and_what_may_is_reported(watched: Watched) -> None:
    (watched.folder / "2023-05-18").mkdir()
    page = watched.folder / "2023-05-18" / "A01.md"
    async with watching(watched):
        for text in (
            PAGE,
            PAGE.replace("。", "，好。", 1),
            "# 城市书房开放\n\n藏书两万册，每天开到晚上九点。\n",
        ):
            page.write_text(text, encoding="utf-8")
            await watched.added.get()
        replaced, doubtful = await watched.reported.get(), await watched.reported.get()
    assert isinstance(replaced, PageOutcome)
    assert isinstance(doubtful, PageOutcome)
    assert replaced.replaced is not None
    assert (doubtful.replaced, doubtful.path) == (None, str(page))
    assert doubtful.meant == replaced.page


async def test_names_that_are_not_utf8_are_read_and_shown_and_stop_nothing(
    watched: Watched, caplog: pytest.LogCaptureFixture
) -> None:
    """As `unzip` leaves them, of archives that were packed on Chinese Windows."""
    caplog.set_level("INFO")
    day = watched.folder / os.fsdecode("五月十六日".encode("gbk"))
    async with watching(watched):
        (watched.folder / "a.md").write_text(OTHER, encoding="utf-8")
        await watched.until("a.md")
        day.mkdir()
        (day / os.fsdecode("头版.md".encode("gbk"))).write_text(PAGE, encoding="utf-8")
        await watched.until("五月十六日/头版.md")
        bad = watched.folder / os.fsdecode(b"\xff\n2023-05-18 ERROR bot: forged.md")
        bad.write_text("", encoding="utf-8")
        async with asyncio.timeout(20):
            while not isinstance(refused := await watched.reported.get(), PageRefused):
                pass
        (watched.folder / "c.md").write_text(UNDATED, encoding="utf-8")
        await watched.until("c.md")
        async with asyncio.timeout(20):
            while await watched.passes.get() < watched.pages:
                pass
    assert refused.name == r"\xff\n2023-05-18 ERROR bot: forged.md"
    assert [one for one in caplog.messages if "\n" in one] == []
    before = watched.pages
    async with watching(watched):
        (watched.folder / "d.md").write_text(OTHER, encoding="utf-8")
        await watched.until("d.md")
    assert watched.pages == before + 1
    assert watched.refusals() == []


async def test_a_file_that_failed_is_taken_again_by_itself(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    failures = [ValueError("x")]
    add_page = watched.archive.add_page_text

    async def failing_first(page: PageText, origin: Origin) -> Addition:
        if failures:
            raise failures.pop()
        return await add_page(page, origin=origin)

    monkeypatch.setattr(watched.archive, "add_page_text", failing_first)
    (watched.folder / "a.md").write_text(PAGE, encoding="utf-8")
    async with watching(watched):
        async with asyncio.timeout(20):
            await watched.reported.get()
        watched.now += ITEM_PAUSES[0]
        await watched.until("a.md")


async def test_the_end_of_a_load_that_cannot_be_recorded_is_recorded_later(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(loops, "FIRST_PAUSE", 0.0)
    done, failures = watched.done, [KeyError("x"), ArchiveUnavailable("磁盘满了")]

    async def failing_first() -> None:
        if failures:
            raise failures.pop()
        await done()

    monkeypatch.setattr(watched, "done", failing_first)
    (watched.folder / "a.md").write_text(PAGE, encoding="utf-8")
    async with watching(watched), asyncio.timeout(20):
        while await watched.passes.get() < 1:
            pass
    assert failures == []
    assert watched.pages == 1


async def test_a_folder_in_which_nothing_more_comes_counts_as_moving(
    watched: Watched, monkeypatch: pytest.MonkeyPatch
) -> None:
    line, idle = watched.line(), asyncio.Event()
    moved = line.loop.moved

    def followed(step: str = "") -> None:
        moved(step)
        if watched.passes.qsize() and not step:
            idle.set()

    monkeypatch.setattr(line.loop, "moved", followed)
    (watched.folder / "a.md").write_text(PAGE, encoding="utf-8")
    task = asyncio.create_task(inbox.watch(watched.folder, line, watched.done, settled=SETTLED))
    await asyncio.wait_for(idle.wait(), 20)
    assert line.loop.troubles(asyncio.get_running_loop().time() + 10**6) == ()
    task.cancel()
    await asyncio.gather(task, return_exceptions=True)
