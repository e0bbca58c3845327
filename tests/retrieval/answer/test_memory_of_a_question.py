"""No question makes anything as long as the archive: ten times the archive takes no more memory.

Both archives have as much of what is asked for, and as many issues: a list of them is as long as
they are many.
"""

import gc
import tracemalloc
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import pytest

from retrieval.answer import answer, filtered, subject
from retrieval.answer.paging import HitPage
from retrieval.answer.recent import recent
from retrieval.answer.story import same_day
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.model.issues import DayNumber
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.filter.filter import Filter

TODAY = date(2024, 10, 28)
ARTICLES, DAYS = 500, 10  # of what nobody asks for
SMALL, LARGE = 10, 100  # times that it is in the archive; an article of it has two passages
GROWTH = 1.5
ID = 10_000_000

_FILLING = "城里又添了一处公园，附近的居民说傍晚散步有了去处，孩子们也有地方跑跳，大家都很高兴。"
_TOLD = "副区长虎荣鑫到二七经开区食品企业调研，一家一家地走访，现场为上市后备企业排忧解难。"
_ASIDE = (
    "企业负责人介绍了今年3200万元的订单和用工，希望在融资和用地上得到帮助，区里的部门当场答复。"
)


def _stored(number: int, day: PrintedDate, *, asked_for: bool) -> StoredArticle:
    lines = (_TOLD, _ASIDE) if asked_for else (_FILLING, _FILLING)
    article = Article(
        f"虎荣鑫走访食品企业之{number % 7}" if asked_for else "公园开放",
        reporters=("景静",) if asked_for else (f"高{chr(0x4E00 + number % 100)}",),
        date=None if asked_for and number % 2 else day,
        paragraphs=tuple(line * 3 for line in lines),
    )
    page, at = divmod(number, 10)
    printing = Printing(page, None, None, "B01", at)
    if asked_for:
        printing = Printing(page, "晚报", day, "A05", at)
    return StoredArticle(number, article, (printing,))


def _day(month: int, day: int, year: int) -> PrintedDate:
    return PrintedDate(month, day, Evidence.PAGE, year, Evidence.PAGE)


FILLING = [
    _stored(1 + at, _day(3, 1 + at * DAYS // ARTICLES, 2023), asked_for=False)
    for at in range(ARTICLES)
]
ASKED = [_stored(ID + at, _day(10, 25 + at // 15, 2024), asked_for=True) for at in range(45)]
NAMES = Gazetteer.of(name for one in (*FILLING, *ASKED) for name in extract_names(one.article))


def _segments(times: int) -> tuple[Segment, ...]:
    """Return a segment of what nobody asks for, so many times, with something deleted, and one."""
    filling = Segment.of([IndexedArticle(one) for one in FILLING])
    copies = [_moved(filling, at * ARTICLES) for at in range(times)]
    asked = Segment.of([IndexedArticle(one) for one in ASKED])
    return Segment.merged(copies).without([5]), asked.without([ID + 3])


def _moved(filling: Segment, by: int) -> Segment:
    """Return the same under other ids, on other pages."""
    ids, pages = filling.documents.article_ids + by, filling.documents.printing_page + by
    return replace(
        filling, documents=replace(filling.documents, article_ids=ids, printing_page=pages)
    )


@pytest.fixture(scope="module", name="archives")
def _archives() -> tuple[tuple[Segment, ...], tuple[Segment, ...]]:
    return _segments(SMALL), _segments(LARGE)


def _story(made: Snapshot) -> int:
    found = made.doc_id(ID)
    assert found is not None
    return found


Ask = Callable[[Snapshot], object]


def ask(text: str) -> Ask:
    return lambda made: answer.answer(made, text, today=TODAY)


def search(text: str) -> Ask:
    return lambda made: filtered.search(made, text, today=TODAY)


def inline(text: str) -> Ask:
    return lambda made: filtered.inline(made, text, today=TODAY)


KINDS: dict[str, Ask] = {
    "a question": ask("虎荣鑫到哪些食品企业调研"),
    "a day": ask("10月25日食品企业调研"),
    "a day and nothing else": ask("2024年10月25日"),
    "a year of all": ask("2023年的食品企业"),
    "a month's news": ask("2023年3月有什么新闻"),
    "days after": ask("昨天虎荣鑫去了哪里"),
    "a number": ask("哪些食品企业介绍了3200万元的订单"),
    "nearest": ask("食品企业上市融资多少亿元"),
    "nothing": ask("量子计算机的超导材料"),
    "a reporter and words": ask("景静写的食品企业报道"),
    "how many": ask("景静写了多少篇报道"),
    "how many in all": ask("一共有多少篇报道"),
    "who wrote most": ask("2024年谁写的报道最多"),
    "the others": ask("除了景静还有谁写过报道"),
    "an issue": ask("10月26日的晚报"),
    "which issues": ask("有哪些日期的报纸"),
    "three words": search("食品 企业 调研"),
    "a reporter": search("记者:景静 食品"),
    "a page": search("版:A05"),
    "a page left out": search("食品 -版:B01"),
    "a paper": search("报纸:晚报"),
    "a period": search("日期:2024-10-25..2024-10-26"),
    "a title": search("标题:食品企业"),
    "what no story has": search("食品 标题:足球 版:C09 日期:1999"),
    "typing": inline("食品企业"),
    "typing nothing": inline(""),
    "a reporter's list": lambda made: answer.by_reporter(made, "景静"),
    "an issue's list": lambda made: answer.issue(made, DayNumber(20241026), 0),
    "latest": answer.latest,
    "latest of a paper": lambda made: answer.latest(made, "晚报"),
    "related": lambda made: subject.related(made, _story(made), HitPage(0, 5)),
    "same day": lambda made: same_day(made, made.stored(_story(made)), 5),
    "lately": lambda made: recent(made, Filter.parse("食品"), days=30, most=3, today=TODAY),
    "all lately": lambda made: recent(made, None, days=30, most=3, today=TODAY),
}


@pytest.fixture(name="traced")
def _traced() -> Iterator[None]:
    tracemalloc.start()
    yield
    tracemalloc.stop()


def taken(segments: tuple[Segment, ...], asked: Ask) -> int:
    """Return the bytes that a question takes at most at a time, the first one after an addition."""
    asked(Snapshot(segments, NAMES))  # what is kept for all archives
    made = Snapshot(segments, NAMES)
    gc.collect()
    before, _ = tracemalloc.get_traced_memory()
    tracemalloc.reset_peak()
    asked(made)
    return tracemalloc.get_traced_memory()[1] - before


@pytest.mark.usefixtures("traced")
@pytest.mark.parametrize("kind", KINDS)
def test_a_question_takes_no_more_memory_of_an_archive_ten_times_as_large(
    archives: tuple[tuple[Segment, ...], tuple[Segment, ...]], kind: str
) -> None:
    small, large = (taken(segments, KINDS[kind]) for segments in archives)
    assert large <= GROWTH * small


@pytest.mark.usefixtures("traced")
def test_numpys_arrays_are_among_what_is_counted(
    archives: tuple[tuple[Segment, ...], tuple[Segment, ...]],
) -> None:
    def every(made: Snapshot) -> object:
        return np.zeros(len(made), np.uint8)

    small, large = (taken(segments, every) for segments in archives)
    assert large > GROWTH * small
