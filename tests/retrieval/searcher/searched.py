"""An archive of all that searchers are to tell apart, and what people ask of it."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

from retrieval.answer import answer, filtered, issues, one_story, subject
from retrieval.answer.about_story import about_story
from retrieval.answer.key_terms import key_terms
from retrieval.answer.paging import HitPage
from retrieval.answer.recent import recent
from retrieval.answer.story import Asked, same_day, story
from retrieval.evaluation.speed.paper import MadeUpPaper
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.snapshot import Snapshot
from retrieval.model import Article, Evidence, Order, PrintedDate, Printing, StoredArticle
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.query.filter.filter import Filter
from tests.retrieval.answer.made_archive import STORED

TODAY = date(2026, 7, 1)
_OTHER, _HELD = "晚报", "A09版"
_PARENTS = "家长说，这样接送孩子方便多了，不用每天早起半小时赶路，也不用担心下雨天。"
_LESSON = "学校还请来交警给孩子上课，讲怎样过马路，遇到火情怎样从车窗逃出去。"


def _on(day: int) -> PrintedDate:
    return PrintedDate(3, day, Evidence.PAGE, 2024, Evidence.PAGE)


def _special() -> list[StoredArticle]:
    """Return stories of two papers, held back, undated, without a text, with figures."""
    school = Article(
        "校车又上路",
        reporters=("高岚",),
        photographers=("丁一凡", "高岚"),
        paragraphs=(
            f"实验小学的校车昨天又开了，G5路和15路也改了线，票价3.5元，一年省13.50万元。{_PARENTS}",
            f"Smart Bus 的司机韦师傅说，新车有40个座位，比老车多15个，安全带都换了新的。{_LESSON}",
        ),
    )
    return [
        StoredArticle(
            21,
            school,
            (
                Printing(31, "日报", _on(20), "A02版", 1),
                Printing(32, _OTHER, _on(19), "第3版", 0, "城事"),
            ),
        ),
        StoredArticle(
            22,
            Article("还没登的稿", paragraphs=("这篇稿子先压着，等欧阳建国看过再说。",)),
            (Printing(33, "日报", _on(29), _HELD, 0, None, True),),
        ),
        StoredArticle(23, Article("只有标题"), (Printing(34, None, None, None, 0),)),
        StoredArticle(
            24,
            Article("水库 加固", reporters=("克里木·江",), paragraphs=("石门水库又加固了一次。",)),
            (Printing(35, _OTHER, _on(21), "第3版", 2),),
        ),
    ]


def _made_up() -> list[StoredArticle]:
    stories = MadeUpPaper(1200).stories_of(0)[:280]
    return [
        replace(
            one,
            id=one.id + 1000,
            printings=tuple(replace(own, page_id=own.page_id + 1000) for own in one.printings),
        )
        for one in stories
    ]


ENTRIES = [
    IndexedArticle(one, frozenset(extract_names(one.article)))
    for one in (*STORED, *_special(), *_made_up())
]


def snapshot_of(entries: list[IndexedArticle]) -> Snapshot:
    """Index articles with their names, as an archive does."""
    names = (name for entry in entries for name in entry.names)
    return Snapshot([Segment.of(entries)], Gazetteer.of(names))


SEARCHED = snapshot_of(ENTRIES)

_TITLES = [entry.stored.article.title for entry in ENTRIES[16::14]]
_REPORTERS = sorted({name for e in ENTRIES for name in e.stored.article.reporters})[::9]
QUESTIONS = (
    "",
    "你好",
    "水库加固了吗",
    "请问一下校车票价多少钱啊",
    "欧阳书记到哪儿去了",
    "欧阳建国和鲁思源谁去了学校",
    "石门水库",
    "石门水裤加故",
    "shuiku jiagu",
    "where is the reservoir",
    "高岚写了哪些稿子",
    "谁写得最多",
    "有几个记者",
    "除了高岚还有谁写过",
    "丁一凡拍的照片",
    "3月12日有什么新闻",
    "3月20日水库",
    "2024年3月的新闻",
    "3月的晚报",
    "3月的头版头条",
    "今年A01版有什么",
    "昨天发生了什么",
    "最近水库怎么样",
    "最新一期",
    "晚报有什么",
    "有哪几天的报纸",
    "A01版有什么",
    "3.5元",
    "15路",
    "Smart Bus",
    "这篇是谁写的：校车又上路",
    "qwrtzx",
    "量子纠缠对股市的影响",
    "标题:水库",
    "记者:高岚",
    "记者:高岚 学校",
    "水库 -加固",
    "日期:2024-03 校车",
    "日期:3月",
    "版面:A01",
    "报纸:晚报",
    "13.5万元",
    "桥|路",
    *_TITLES,
    *(f"{title[:6]}是怎么回事" for title in _TITLES),
    *(f"{name}写过什么" for name in _REPORTERS),
)

Work = Callable[[Snapshot], object]


def asked(text: str) -> dict[str, Work]:
    """Return all that is done with a text, by its name."""
    return {
        "ask": lambda own: answer.answer(own, text, today=TODAY),
        "stories": lambda own: answer.answer(
            own, text, limit=3, start=2, stories=True, today=TODAY
        ),
        "search": lambda own: filtered.search(own, text, today=TODAY),
        "newest": lambda own: filtered.search(own, text, order=Order.NEWEST, today=TODAY),
        "inline": lambda own: filtered.inline(own, text, limit=10, today=TODAY),
        "recent": lambda own: recent(own, Filter.parse(text), days=30, most=3, today=TODAY),
        "key terms": lambda own: key_terms(own, text, today=TODAY),
    }


def asked_of(article_id: int, text: str) -> dict[str, Work]:
    """Return all that is done with a story, by its name."""

    def at(own: Snapshot) -> int:
        doc_id = own.now(article_id)
        if doc_id is None:
            raise LookupError(article_id)
        return doc_id

    page = HitPage(0, 5, stories=True)
    return {
        "story": lambda own: story(own, own.stored(at(own)), text, Asked.QUESTION, today=TODAY),
        "same day": lambda own: same_day(own, own.stored(at(own)), 5),
        "ask story": lambda own: one_story.ask_story(own, at(own), text, today=TODAY),
        "about story": lambda own: about_story(own, at(own), text, page, today=TODAY),
        "related": lambda own: subject.related(own, at(own), HitPage(0, 5)),
    }


WHOLE: dict[str, Work] = {
    "latest": answer.latest,
    "latest of a paper": lambda own: answer.latest(own, _OTHER),
    "issues": lambda own: tuple(issues.issues(own)),
    "by a reporter": lambda own: answer.by_reporter(own, "高岚"),
    "more by a reporter": lambda own: answer.by_reporter(own, "高岚", 5, 1, 2),
    "everything lately": lambda own: recent(own, None, days=30, most=3, today=TODAY),
    "nobody": lambda own: own.now(987654321),
}
