"""Answers to questions for issues: by day, page and paper, never old news as if it were today's."""

from collections.abc import Sequence
from datetime import date

import pytest

from retrieval.answer.answer import answer, issue, latest
from retrieval.answer.filtered import search
from retrieval.answer.issues import issues
from retrieval.answer.paging import LISTED
from retrieval.index.document_store import paper_key
from retrieval.index.snapshot import Snapshot
from retrieval.model import (
    Answer,
    AnswerKind,
    Article,
    Evidence,
    PrintedDate,
    Printing,
    Remark,
    RemarkKind,
    StoredArticle,
)
from retrieval.model.issues import DayNumber
from retrieval.names.gazetteer import Gazetteer

TODAY = date(2022, 10, 30)
WAN, RI = "郑州晚报", "郑州日报"


def day(number: int) -> PrintedDate:
    return PrintedDate(10, number, Evidence.PAGE, 2022, Evidence.PAGE)


def printing(page: int, paper: str | None, on: int | None, label: str, at: int = 0) -> Printing:
    return Printing(page, paper, None if on is None else day(on), label, at, "要闻")


def stored(number: int, title: str, *printings: Printing, own: int | None = None) -> StoredArticle:
    article = Article(title, date=None if own is None else day(own), paragraphs=(f"{title}了。",))
    return StoredArticle(number, article, printings)


ARTICLES = (
    stored(1, "晚报二十四", printing(1, WAN, 24, "A01版")),
    stored(2, "晚报头条", printing(2, WAN, 27, "A01版", 0)),
    stored(3, "晚报第二", printing(2, WAN, 27, "A01版", 1)),
    stored(4, "晚报三版", printing(3, WAN, 27, "A03版")),
    stored(5, "晚报十版", printing(4, WAN, 27, "A10版")),
    stored(6, "日报头条", printing(5, RI, 27, "A01版")),
    stored(7, "又说二十四", printing(6, RI, 28, "A01版"), own=24),
    stored(8, "两报都登", printing(6, RI, 28, "A01版", 1), printing(4, WAN, 27, "A10版", 1)),
)
MADE = Snapshot.build(ARTICLES, Gazetteer())


def ask(text: str, made: Snapshot = MADE, today: date = TODAY) -> Answer:
    return answer(made, text, today=today)


def titles(got: Answer) -> list[str]:
    return [hit.citation.title for hit in got.hits]


def remark(got: Answer, kind: RemarkKind) -> tuple[str, ...] | None:
    return next((one.values for one in got.remarks if one.kind is kind), None)


def test_a_day_gives_its_issues_in_page_order_the_papers_apart() -> None:
    got = ask("10月27日的报纸")
    assert titles(got) == ["日报头条", "晚报头条", "晚报第二", "晚报三版", "晚报十版", "两报都登"]
    assert (got.kind, got.total, got.own) == (AnswerKind.LISTING, 6, 6)
    assert remark(got, RemarkKind.ISSUE) == (f"{RI} 2022-10-27、{WAN} 2022-10-27",)


def test_other_issues_stories_of_the_day_come_after_and_are_told_apart() -> None:
    got = ask("2022年10月24日有什么新闻")
    assert titles(got) == ["晚报二十四", "又说二十四"]
    assert got.own == 1
    assert [hit.rank for hit in got.hits] == [1, 2]


def month() -> tuple[StoredArticle, ...]:
    """Return what two papers print in a month: much, some of it twice, some without its day."""
    found = []
    for number in range(450):
        paper, on, place = (WAN, RI)[number % 2], 1 + number // 16, number % 16
        printings = [printing(number // 16, paper, on, f"A0{1 + place // 2}版", place)]
        if number % 16 == 3:
            printings.insert(0, printing(1000 + number, RI, on + 1, "A09版"))
        found.append(stored(number + 1, f"第{number}篇", *printings))
    aside = printing(2000, WAN, None, "A01版")
    return (*found, *(stored(501 + on, f"说{on}日", aside, own=on) for on in range(1, 9)))


def listed(made: Snapshot, text: str, size: int) -> list[tuple[int, str]]:
    """Return ranks and titles of all that is listed, so much asked for at a time."""
    total = ask(text, made).total
    found = []
    for at in range(0, total, size):
        part = answer(made, text, start=at, today=TODAY)
        assert part.total == total
        assert len(part.hits) <= LISTED
        found += [(hit.rank, hit.citation.title) for hit in part.page(at, size).hits]
    return found


def printed_order(stories: Sequence[StoredArticle], papers: set[str]) -> list[str]:
    """Return the titles of what papers print: by day, the newest first, by paper, by page."""
    every = [
        (-one.date.day, one.paper == RI, one.page, one.position, story.article.title)
        for story in stories
        for one in story.printings
        if one.date is not None and one.paper in papers
    ]
    order = sorted(every)
    return list(dict.fromkeys(title for *_, title in order))


@pytest.mark.parametrize(("asked", "papers"), [("", {WAN, RI}), ("晚报", {WAN}), ("日报", {RI})])
@pytest.mark.parametrize("size", [200, 150])
def test_what_a_month_printed_is_listed_a_part_at_a_time(
    asked: str, papers: set[str], size: int
) -> None:
    stories = month()
    made = Snapshot.build(stories, Gazetteer())
    found = listed(made, f"10月的{asked or '报纸'}", size)
    own = printed_order(stories, papers)
    aside = {f"说{on}日" for on in range(1, 9)} if WAN in papers else set()
    assert [rank for rank, _ in found] == list(range(1, len(found) + 1))
    assert [title for _, title in found[: len(own)]] == own
    assert {title for _, title in found[len(own) :]} == aside
    assert ask(f"10月的{asked or '报纸'}", made).own == len(own)


@pytest.mark.parametrize(
    ("text", "page"),
    [("10月的头版头条", "A01版"), ("10月晚报头版", "A01版"), ("10月第A03版", "A03版")],
)
def test_a_page_of_each_issue_of_a_month_is_listed(text: str, page: str) -> None:
    stories = month()
    got = answer(Snapshot.build(stories, Gazetteer()), text, start=20, today=TODAY)
    on_page = {story.article.title for story in stories if story.printings[-1].page == page}
    assert set(titles(got)) <= on_page
    assert [hit.rank for hit in got.hits] == list(range(21, got.total + 1))


def test_a_story_of_an_issue_is_cited_by_that_issue() -> None:
    cited = ask("10月27日的晚报").hits[-1].citation
    assert (cited.title, cited.paper, str(cited.issued), cited.page) == (
        *("两报都登", WAN, "2022-10-27"),
        "A10版",
    )
    assert cited.several_papers


def test_a_filter_for_a_day_finds_both() -> None:
    got = search(MADE, "日期:2022-10-24", limit=9, today=TODAY)
    assert sorted(titles(got)) == ["又说二十四", "晚报二十四"]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("第三版", []),
        ("晚报第三版", ["晚报三版"]),
        ("10月27日第三版有什么", ["晚报三版"]),
        ("晚报10月27日A10版", ["晚报十版", "两报都登"]),
        ("头版头条", ["又说二十四"]),
        ("晚报头版", ["晚报头条", "晚报第二"]),
        ("10月27日头版头条", ["日报头条", "晚报头条"]),
        ("最近一期", ["又说二十四", "两报都登"]),
        ("晚报最近一期", ["晚报头条", "晚报第二", "晚报三版", "晚报十版", "两报都登"]),
        ("上一期晚报", ["晚报二十四"]),
        ("最早一期", ["晚报二十四"]),
        ("日报最早一期", ["日报头条"]),
    ],
)
def test_pages_and_issues_without_a_day_are_of_the_newest(text: str, found: list[str]) -> None:
    assert titles(ask(text)) == found


def test_a_page_that_is_not_there_is_named_with_those_there_are() -> None:
    got = ask("晚报10月27日第七版")
    assert got.kind is AnswerKind.NOTHING
    assert got.remarks[:2] == (
        Remark(RemarkKind.NO_PAGE, ("七",)),
        Remark(RemarkKind.PAGES, ("A01、A03、A10",)),
    )


def test_a_day_without_a_paper_says_so_and_offers_the_nearest() -> None:
    got = ask("10月25日的报纸")
    assert got.kind is AnswerKind.NOTHING
    assert remark(got, RemarkKind.NO_ISSUE) == ("10月25日",)
    assert remark(got, RemarkKind.NEAR_ISSUES) == (f"{WAN} 2022-10-24、{WAN} 2022-10-27",)
    assert [str(one) for one in got.issues] == [f"{WAN} 2022-10-24", f"{WAN} 2022-10-27"]
    assert [one.title for one in got.nearest] == ["晚报二十四", "晚报头条", "晚报第二"]


@pytest.mark.parametrize("text", ["今天有什么新闻", "昨天的报纸", "最近有什么新闻", "最新一期"])
def test_old_news_is_never_passed_off_as_new(text: str) -> None:
    got = ask(text, today=date(2026, 11, 28))
    assert titles(got) == ["又说二十四", "两报都登"]
    assert remark(got, RemarkKind.NEWEST_ISSUE) == (f"{RI} 2022-10-28",)


def test_today_s_paper_is_today_s() -> None:
    got = ask("今天有什么新闻", today=date(2022, 10, 28))
    assert remark(got, RemarkKind.ISSUE) == (f"{RI} 2022-10-28",)
    assert remark(got, RemarkKind.NO_ISSUE) is None


def test_the_days_that_there_are() -> None:
    got = ask("有哪些日期")
    assert (got.kind, got.total) == (AnswerKind.DATES, 4)
    assert got.remarks[0] == Remark(RemarkKind.ISSUES, (f"{WAN} 2022-10-24", f"{RI} 2022-10-28"))
    assert [str(one) for one in ask("晚报有哪些日期").issues] == [
        f"{WAN} 2022-10-27",
        f"{WAN} 2022-10-24",
    ]


def test_the_papers_that_there_are() -> None:
    got = ask("还有哪些报")
    assert got.kind is AnswerKind.PAPERS
    assert [(one.name, one.articles, one.issues) for one in got.papers] == [(RI, 3, 2), (WAN, 6, 2)]


def test_a_paper_that_is_not_there_is_named_with_those_there_are() -> None:
    got = ask("晨报有什么新闻")
    assert got.remarks == (
        Remark(RemarkKind.NO_PAPER, ("晨报",)),
        Remark(RemarkKind.PAPERS, (f"{RI}、{WAN}",)),
    )


def test_a_question_with_a_word_of_its_own_is_no_question_for_an_issue() -> None:
    assert ask("10月27日的报纸上有没有停电").own is None
    assert ask("10月27日的报纸上有没有停电").kind is not AnswerKind.LISTING


def test_search_answers_questions_for_issues() -> None:
    got = search(MADE, "10月27日的报纸", limit=2, start=2, today=TODAY)
    assert titles(got) == ["晚报第二", "晚报三版"]
    assert remark(got, RemarkKind.RELAXED) is None


def test_the_newest_issue_has_its_front_matter() -> None:
    front = latest(MADE, "晚报").front
    assert front is not None
    assert str(front.issue) == f"{WAN} 2022-10-27"
    assert [(page.label, page.section, page.articles) for page in front.pages] == [
        ("A01版", "要闻", 2),
        ("A03版", "要闻", 1),
        ("A10版", "要闻", 2),
    ]
    assert (str(front.before), front.after) == (f"{WAN} 2022-10-24", None)
    assert [str(one) for one in front.others] == [f"{RI} 2022-10-27"]


def test_an_issue_is_found_by_day_and_paper() -> None:
    assert titles(issue(MADE, DayNumber(20221027), paper_key(WAN)))[0] == "晚报头条"
    assert titles(issue(MADE, DayNumber(20221027), 0))[0] == "日报头条"
    gone = issue(MADE, DayNumber(20221026), 0)
    assert gone.remarks == (Remark(RemarkKind.NO_ISSUE, ("2022-10-26",)),)


HELD = Snapshot.build(
    [
        stored(1, "今日", printing(1, None, 27, "A01版")),
        StoredArticle(
            2,
            Article("错年", paragraphs=("错年了。",)),
            (Printing(2, None, day(29), "A01版", 0, held=True),),
        ),
    ],
    Gazetteer(),
)


def test_what_is_held_back_is_never_the_newest_nor_in_the_calendar() -> None:
    assert titles(latest(HELD)) == ["今日"]
    assert titles(ask("最近一期", HELD)) == ["今日"]
    assert [str(one) for one in issues(HELD)] == ["2022-10-27"]


def test_what_is_held_back_is_found_by_search_and_by_its_very_day() -> None:
    assert titles(search(HELD, "错年", today=TODAY)) == ["错年"]
    assert titles(ask("10月29日的报纸", HELD)) == ["错年"]
    assert titles(ask("10月的报纸", HELD)) == ["今日"]


def test_where_nothing_else_is_stored_the_newest_shows_what_is_held_back() -> None:
    only = Snapshot.build([ARTICLES[0], *[]], Gazetteer())
    held = Snapshot.build(
        [
            StoredArticle(
                1,
                Article("只有", paragraphs=("它。",)),
                (Printing(1, None, None, None, 0, held=True),),
            )
        ],
        Gazetteer(),
    )
    assert titles(latest(only)) == ["晚报二十四"]
    assert titles(latest(held)) == ["只有"]
