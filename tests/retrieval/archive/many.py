"""Pages for the tests of many at once, and how two archives are compared."""

import os
import sqlite3
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from pathlib import Path

from retrieval.archive import Addition, Archive, Taken
from retrieval.archive.preparing import PageGiven, PreparedPage, prepare
from retrieval.errors import PageRefused
from retrieval.model.page_text import PageText
from retrieval.reading.decode import text_page
from retrieval.store.segmentation_cache import Analyzer

Given = PageText | PageRefused

_TIMES = frozenset({"added_at", "first_added_at", "done_at", "token"})
_PLACES = ("樱桃沟", "马寨镇", "侯寨乡", "人民路", "嵩山路", "淮河路", "齐礼闫", "长江路")
_THINGS = ("修通山路", "新开书房", "订单翻番", "种下果树", "改造管网", "免费体检", "办起集市")
_PEOPLE = ("樊惠林", "赵国梁", "李文静", "张秀兰", "王建军")


def story(number: int, more: str = "") -> str:
    """Return a made-up story, another for each number."""
    place, thing = _PLACES[number % 8], _THINGS[number // 8 % 7]
    person = _PEOPLE[number % 5]
    told = f"{place}今年第{number + 1}次{thing}，附近{number * 7 + 20}户居民说方便多了。"
    said = (
        f"{place}书记{person}介绍，{thing}用了{number + 3}个月，花了{number * 3 + 11}万元。{more}"
    )
    return f"# {place}{thing}第{number}期\n\n本报讯 {told}\n\n{said}\n\n记者 景静\n"


def page(name: str, *stories: str, head: str = "", foot: str = "") -> PageText:
    """Return a page of these stories, with a line above and below them."""
    return text_page("\n\n".join(filter(None, (head, *stories, foot))).encode(), name)


def pages() -> list[Given]:
    """Return pages that come in together: new, again, corrected, reprinted, in doubt, and none."""
    head, foot = "潮起东方 声传滨海", "有话您说 六楼北屋收"
    given: list[Given] = [
        page(
            f"二七日报/2024-05-{day:02}/A{label:02}.md",
            story(day * 4 + label),
            story(200 + day * 4 + label),
            head=head,
            foot=foot,
        )
        for day in range(1, 16)
        for label in (1, 2)
    ]
    first = given[0]
    mended = story(9, "下月还要再修一处。")
    given[7:7] = [
        PageRefused("拍坏了.md", "看不清"),
        first,
        page(
            "二七日报/2024-05-02/A01.md",
            mended,
            story(209),
            head=head,
            foot=foot,
        ),
        page("二七日报/2024-05-20/A01.md", story(6), story(300)),
        page("二七日报/2024-05-01/A02.md", story(400), story(401)),
        page("只有报头.md", "第1版"),
        page("副本.md", story(5), story(205), head=head, foot=foot),
    ]
    return given


def ends(given: PageGiven, guessed: frozenset[str], analyzer: Analyzer) -> PreparedPage:
    """Prepare a page, but end the process that reads one with a certain story."""
    if "第7期" in given.page.text:
        os._exit(3)
    return prepare(given, guessed, analyzer)


async def put(archive: Archive, given: Iterable[Given]) -> list[Taken]:
    """Put pages in as many, and return what came of each."""
    taken: list[Taken] = []
    with closing(archive.many_pages()) as many:
        for one in given:
            taken += await many.put(one)
        taken += await many.rest()
    return taken


async def put_one_by_one(archive: Archive, given: Iterable[Given]) -> list[Taken]:
    """Put each page in by itself, and return what came of each."""
    taken: list[Taken] = []
    for one in given:
        try:
            if isinstance(one, PageRefused):
                raise one
            taken.append(await archive.add_page_text(one))
        except PageRefused as refused:
            taken.append(refused)
    return taken


def told(taken: Sequence[Taken]) -> list[Addition | tuple[str, str]]:
    """Return what came of pages, as it can be compared."""
    return [one if isinstance(one, Addition) else (one.name, one.reason) for one in taken]


def rows(path: Path) -> dict[str, list[tuple[object, ...]]]:
    """Return all rows of a database by table, but for times and random tokens."""
    with closing(sqlite3.connect(path)) as database:
        tables = database.execute("SELECT name FROM sqlite_schema WHERE type = 'table'").fetchall()
        return {str(table): sorted(_rows(database, table), key=repr) for (table,) in tables}


def _rows(database: sqlite3.Connection, table: str) -> Iterator[tuple[object, ...]]:
    found = database.execute(f"SELECT * FROM {table}")  # noqa: S608 (a table's name as SQLite has it)
    kept = [at for at, column in enumerate(found.description) if column[0] not in _TIMES]
    for row in found:
        yield tuple(row[at] for at in kept)
