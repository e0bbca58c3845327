import asyncio
import sqlite3
import subprocess
import sys
import threading
from collections import Counter
from collections.abc import AsyncIterator
from contextlib import closing
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from retrieval.analysis import words
from retrieval.archive import Archive, serving
from retrieval.errors import ArchiveUnavailable, ArticleUnknown, PageRefused
from retrieval.index.merge import merge_segments
from retrieval.model import AnswerKind, RemarkKind
from retrieval.store import database
from retrieval.store.segmentation_cache import Analyzer

ROOT = Path(__file__).parents[3]

STORIES = {
    "二七区扩建城市书房": (
        "本报讯 10月25日,二七区第三座城市书房在人民公园开放,藏书两万册,读者凭身份证借阅,"
        "每天开到晚上九点。区图书馆馆长李文静说,明年还要再建五座,让居民步行十五分钟有书读。"
    ),
    "马寨镇面条厂出口订单翻番": (
        "本报讯 马寨镇三家面条厂今年前九个月的出口订单比去年同期翻了一番,主要卖到东南亚。"
        "厂长赵国梁介绍,新添的两条烘干线让日产量到了六十吨,工人也从九十名增加到一百四十名。"
    ),
    "侯寨乡修通最后一段山路": (
        "本报讯 侯寨乡樱桃沟通往后山的最后两公里土路硬化完工,二十户人家的樱桃不再靠肩挑下山。"
        "村民张秀兰说,客商的货车如今能开到果园门口,一斤能多卖五角钱。"
    ),
}
SIGNED = "记者 景静"

ADD = """
import asyncio, sys
from pathlib import Path
from retrieval.archive import Archive

async def main():
    async with Archive.open(Path(sys.argv[1])) as archive:
        for name in sys.argv[2:]:
            addition = await archive.add_page(Path(name).read_bytes(), name)
            print(addition.new, addition.unchanged)

asyncio.run(main())
"""


def page(*titles: str, **corrected: str) -> bytes:
    """Write a page of these stories; ``corrected`` ones have another text."""
    parts = [f"# {title}\n\n{corrected.get(title, STORIES[title])}\n\n{SIGNED}" for title in titles]
    return "\n\n".join(parts).encode()


BOOKS, NOODLES, ROAD = STORIES


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
async def archive(path: Path) -> AsyncIterator[Archive]:
    async with Archive.open(path) as opened:
        yield opened


async def first_title(archive: Archive, question: str) -> str | None:
    hits = (await archive.ask(question)).hits
    return hits[0].citation.title if hits else None


async def test_an_empty_archive_says_that_it_is(archive: Archive) -> None:
    assert (await archive.ask("城市书房几点关门?")).remarks[0].kind is RemarkKind.EMPTY_ARCHIVE
    assert (await archive.latest()).remarks[0].kind is RemarkKind.EMPTY_ARCHIVE
    assert not (await archive.search("书房")).answered
    assert not (await archive.by_reporter("景静")).answered
    assert not await archive.refresh()


async def test_a_page_is_found_as_soon_as_it_is_added(archive: Archive) -> None:
    assert await first_title(archive, "城市书房有多少藏书?") is None
    added = await archive.add_page(page(BOOKS, NOODLES), "2022-10-27/A05.md")
    assert (added.name, added.new, added.changed, added.unchanged, added.removed) == (
        "2022-10-27/A05.md",
        2,
        0,
        0,
        0,
    )
    assert await first_title(archive, "城市书房有多少藏书?") == BOOKS
    assert (await archive.search("烘干线")).hits[0].citation.title == NOODLES
    assert [hit.citation.title for hit in (await archive.latest()).hits] == [BOOKS, NOODLES]
    assert (await archive.by_reporter("景静")).total == 2


async def test_a_story_is_read_by_the_id_of_its_citation(archive: Archive) -> None:
    await archive.add_page(page(BOOKS), "2022-10-27/A05.md")
    [hit] = (await archive.latest()).hits
    stored = await archive.article(hit.citation.article_id)
    assert stored.article.title == BOOKS
    assert stored.article.reporters == ("景静",)
    with pytest.raises(ArticleUnknown):
        await archive.article(stored.id + 1)


async def test_ids_outlive_a_correction_and_a_removed_story_is_gone_at_once(
    archive: Archive,
) -> None:
    await archive.add_page(page(BOOKS, NOODLES), "2022-10-27/A05.md")
    books, noodles = [hit.citation.article_id for hit in (await archive.latest()).hits]
    corrected = page(ROAD, BOOKS, **{BOOKS: STORIES[BOOKS].replace("两万册", "三万册")})
    added = await archive.add_page(corrected, "corrected/2022-10-27/A05.md")
    assert (added.new, added.changed, added.unchanged, added.removed) == (1, 1, 0, 1)
    assert "三万册" in (await archive.article(books)).article.body
    with pytest.raises(ArticleUnknown):
        await archive.article(noodles)
    assert not (await archive.search("烘干线")).answered


async def test_an_id_given_up_still_opens_the_story(archive: Archive) -> None:
    await archive.add_page(page(BOOKS), "2022-10-27/A05.md")
    garbled = "".join(c if at % 3 else "口" for at, c in enumerate(STORIES[BOOKS]))
    await archive.add_page(page(BOOKS, **{BOOKS: garbled}), "2022-10-28/A01.md")
    [newest] = (await archive.latest()).hits
    await archive.add_page(page(BOOKS), "2022-10-28/A01.md")
    stored = await archive.article(newest.citation.article_id)
    assert stored.id != newest.citation.article_id
    assert [str(printing.date) for printing in stored.printings] == ["2022-10-28", "2022-10-27"]


@pytest.mark.parametrize("data", [b"", b"\x00\x01\x02binary", b"\x89PNG\r\n\x1a\n", b"  \n\n "])
async def test_what_is_no_page_is_refused_and_changes_nothing(
    archive: Archive, data: bytes
) -> None:
    await archive.add_page(page(BOOKS), "2022-10-27/A05.md")
    with pytest.raises(PageRefused, match=r"A05\.md"):
        await archive.add_page(data, "2022-10-27/A05.md")
    assert [hit.citation.title for hit in (await archive.latest()).hits] == [BOOKS]


async def test_a_page_of_furniture_alone_replaces_nothing(archive: Archive) -> None:
    await archive.add_page(page(BOOKS), "2022-10-27/A05.md")
    with pytest.raises(PageRefused, match="no article"):
        await archive.add_page(
            "第A05版:要闻 PDF版\n\n上一版3 4下一版\n".encode(), "2022-10-27/A05.md"
        )
    assert (await archive.latest()).total == 1


async def test_a_name_that_is_no_text_is_made_one(archive: Archive) -> None:
    added = await archive.add_page(page(BOOKS), "2022-10-27/A05-\udcff.md")
    assert added.name == "2022-10-27/A05-?.md"


async def test_a_failure_half_way_changes_nothing_and_the_archive_goes_on(
    archive: Archive, path: Path
) -> None:
    await archive.add_page(page(BOOKS), "2022-10-27/A05.md")
    assert await archive.refresh()
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(
            "CREATE TRIGGER refused BEFORE INSERT ON printing WHEN NEW.position = 1"
            " BEGIN SELECT RAISE(ABORT, 'refused'); END"
        )
    with pytest.raises(sqlite3.IntegrityError, match="refused"):
        await archive.add_page(page(NOODLES, ROAD), "2022-10-27/A05.md")
    assert not await archive.refresh()
    assert [hit.citation.title for hit in (await archive.latest()).hits] == [BOOKS]
    assert (await archive.add_page(page(ROAD), "2022-10-28/A01.md")).new == 1


async def test_pages_added_at_once_are_all_there(archive: Archive) -> None:
    added = await asyncio.gather(
        *(
            archive.add_page(page(title), f"2022-10-2{day}/A05.md")
            for day, title in enumerate(STORIES)
        ),
        *(archive.add_page(page(BOOKS), "2022-10-20/A05.md") for _ in range(3)),
    )
    assert sum(one.new for one in added) == 3
    assert (await archive.by_reporter("景静")).total == 3


async def test_processes_may_add_at_once(tmp_path: Path, archive: Archive, path: Path) -> None:
    names = []
    for day, title in enumerate(STORIES):
        name = tmp_path / f"2022-10-2{day}-A05.md"
        name.write_bytes(page(title))
        names.append(str(name))
    running = [
        subprocess.Popen(  # noqa: ASYNC220 (it is waited for below, in a thread)
            [sys.executable, "-c", ADD, path, *order],
            cwd=ROOT,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
        )
        for order in (names, names[::-1])
    ]
    counted: Counter[bytes] = Counter()
    for process in running:
        output, errors = await asyncio.to_thread(process.communicate)
        assert process.returncode == 0, errors.decode()
        counted.update(output.splitlines())
    assert counted == {b"1 0": 3, b"0 1": 3}
    assert await archive.refresh()
    assert (await archive.by_reporter("景静")).total == 3


async def test_what_another_process_added_is_served_after_a_refresh(path: Path) -> None:
    async with Archive.open(path) as bot, Archive.open(path) as ingest:
        assert not await bot.refresh()
        await ingest.add_page(page(BOOKS), "2022-10-27/A05.md")
        assert await first_title(bot, "城市书房有多少藏书?") is None
        assert await bot.refresh()
        assert not await bot.refresh()
        assert await first_title(bot, "城市书房有多少藏书?") == BOOKS
        await ingest.add_page(page(BOOKS), "2022-10-27/A05.md")
        assert not await bot.refresh()
        await ingest.add_page(page(ROAD), "2022-10-27/A05.md", replacing=1)
        assert await bot.refresh()
        assert [hit.citation.title for hit in (await bot.latest()).hits] == [ROAD]


async def test_an_archive_opened_again_answers_as_before(path: Path) -> None:
    async with Archive.open(path) as archive:
        await archive.add_page(page(BOOKS, NOODLES, ROAD), "2022-10-27/A05.md")
        before = await archive.ask("樱桃沟的路修好了吗?"), await archive.latest()
    async with Archive.open(path) as archive:
        assert (await archive.ask("樱桃沟的路修好了吗?"), await archive.latest()) == before


class Counting:
    def __init__(self) -> None:
        self.calls: Counter[str] = Counter()

    def __call__(self, text: str) -> list[str]:
        self.calls.update(text.split())
        return words.cut(text)


async def test_no_text_is_cut_twice(path: Path) -> None:
    cut = Counting()
    counted = Analyzer("1", cut)
    async with Archive.open(path, analyzer=counted) as archive:
        await archive.latest()
        await archive.add_page(page(BOOKS, NOODLES), "2022-10-27/A05.md")
        await archive.add_page(page(ROAD, BOOKS), "2022-10-27/A05.md")
        await archive.add_page(page(NOODLES), "2022-10-28/A05.md")
    async with Archive.open(path, analyzer=counted) as archive:
        assert (await archive.latest()).answered
    assert {cut.calls[title] for title in STORIES} == {1}


async def test_a_new_analyzer_analyses_all_of_it_again_once(path: Path) -> None:
    async with Archive.open(path, analyzer=Analyzer("1", Counting())) as archive:
        await archive.add_page(page(BOOKS, NOODLES), "2022-10-27/A05.md")
    cut = Counting()
    for _ in range(2):
        async with Archive.open(path, analyzer=Analyzer("2", cut)) as archive:
            assert await first_title(archive, "城市书房有多少藏书?") == BOOKS
    assert {cut.calls[title] for title in (BOOKS, NOODLES)} == {1}


async def test_today_is_the_day_of_the_papers_time_zone(path: Path) -> None:
    late = datetime(2022, 10, 25, 23, tzinfo=UTC)  # the 26th in Shanghai
    shanghai = ZoneInfo("Asia/Shanghai")
    async with Archive.open(path, clock=lambda: late, timezone=shanghai) as archive:
        await archive.add_page(page(BOOKS, NOODLES), "2022-10-27/A05.md")
        answer = await archive.ask("昨天发生了什么?")
    assert answer.kind is AnswerKind.LISTING
    assert [hit.citation.title for hit in answer.hits] == [BOOKS]


async def test_readers_are_served_while_the_next_snapshot_is_built(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Archive.open(path) as archive:
        await archive.add_page(page(BOOKS), "2022-10-27/A05.md")
        await archive.refresh()
        may_go_on = threading.Event()
        under_way = asyncio.Event()
        loop = asyncio.get_running_loop()

        def held(*arguments: object) -> object:
            loop.call_soon_threadsafe(under_way.set)
            may_go_on.wait()
            return merge_segments(*arguments)  # type: ignore[arg-type]

        monkeypatch.setattr(serving, "merge_segments", held)
        adding = asyncio.create_task(archive.add_page(page(ROAD), "2022-10-28/A05.md"))
        await under_way.wait()
        try:
            assert [hit.citation.title for hit in (await archive.latest()).hits] == [BOOKS]
            assert await first_title(archive, "城市书房有多少藏书?") == BOOKS
        finally:
            may_go_on.set()
        await adding
        assert [hit.citation.title for hit in (await archive.latest()).hits] == [ROAD]


async def test_a_page_added_while_the_first_snapshot_is_built_is_in_it(
    path: Path,
) -> None:
    async with Archive.open(path) as archive:
        await archive.add_page(page(BOOKS), "2022-10-27/A05.md")
        first, _ = await asyncio.gather(
            archive.latest(), archive.add_page(page(ROAD), "2022-10-27/B01.md")
        )
        assert first.answered
        assert (await archive.latest()).total == 2


async def test_readers_are_answered_where_cuts_can_not_be_kept(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Archive.open(path, analyzer=Analyzer("1", words.cut)) as archive:
        await archive.add_page(page(BOOKS), "2022-10-27/A05.md")
    monkeypatch.setattr(database, "PATIENCE", 0.0)
    async with Archive.open(path, analyzer=Analyzer("2", words.cut)) as archive:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert await first_title(archive, "城市书房有多少藏书?") == BOOKS


async def test_names_that_former_rules_learnt_are_learnt_again(path: Path) -> None:
    async with Archive.open(path) as archive:
        await archive.add_page(page(BOOKS, NOODLES), "2022-10-27/A05.md")
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("DELETE FROM name")
        connection.execute("UPDATE printing SET learnt_by = 'names 0'")
    async with Archive.open(path) as archive:
        answer = await archive.ask("赵厂长介绍了什么?")
    assert (RemarkKind.ALIAS, ("赵厂长", "赵国梁")) in [
        (remark.kind, remark.values) for remark in answer.remarks
    ]


async def test_what_is_no_archive_is_refused(path: Path) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    with pytest.raises(ArchiveUnavailable, match=r"archive\.db"):
        async with Archive.open(path):
            pass
