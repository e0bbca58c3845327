"""Issues in the chat: parts of ten headlines, pages under their names, and the calendar."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.messages.issues import (
    calendar_screen,
    dates_screen,
    issue_screen,
    month_lines,
    papers_screen,
    part_at,
    parts,
    start_of_page,
)
from bot.messages.issues_keys import ShowIssue, ShowMonth
from bot.messages.keys import ReadArticle
from bot.messages.questions import answer_screen
from bot.messages.screen import Screen
from bot.messages.texts import ZH
from bot.preview.telegram_html import parse
from retrieval.model import (
    Answer,
    AnswerKind,
    Citation,
    Hit,
    Passage,
    Remark,
    RemarkKind,
    Snippet,
    Span,
)
from retrieval.model.issues import DayNumber, Front, Issue, IssuePage, Paper

BOT = "paper_bot"
WAN, RI = Issue("郑州晚报", DayNumber(20221027), 3, 7), Issue("郑州日报", DayNumber(20221027), 2, 8)
BEFORE = Issue("郑州晚报", DayNumber(20221024), 1, 7)


def hit(rank: int) -> Hit:
    cited = Citation(rank, f"标题{rank}", None, (), None, None, None)
    return Hit(rank, 0.0, Passage(rank, 0, "文", Span(0, 1)), Snippet("文"), cited)


def front(*counts: int) -> Front:
    pages = [IssuePage(f"A0{at}版", "要闻", count, 100 + at) for at, count in enumerate(counts, 1)]
    return Front(WAN, tuple(pages), before=BEFORE, others=(RI,))


def issue(whole: Front, start: int = 0) -> Answer:
    total = sum(page.articles for page in whole.pages)
    hits = tuple(map(hit, range(1, total + 1)))[slice(*part_at(whole, start))]
    remarks = (Remark(RemarkKind.ISSUE, (str(whole.issue),)),)
    return Answer("", AnswerKind.LISTING, hits, total, remarks=remarks, front=whole)


def labels(screen: Screen) -> list[str]:
    return [button.label for row in screen.rows for button in row]


def keys(screen: Screen) -> dict[str, object]:
    return {button.label: button.key for row in screen.rows for button in row}


@given(st.lists(st.integers(1, 30), min_size=1, max_size=9))
def test_parts_go_on_from_one_to_the_next_and_have_ten_at_most(counts: list[int]) -> None:
    found = parts(front(*counts))
    assert (found[0].start, found[-1].end) == (0, sum(counts))
    assert all(one.end == after.start for one, after in pairwise(found))
    assert all(0 < part.end - part.start <= 10 for part in found)


def test_a_page_is_cut_only_where_it_has_more_than_a_part_itself() -> None:
    assert parts(front(4, 5, 3, 12, 1)) == [
        *(Span(0, 9), Span(9, 12), Span(12, 22)),
        Span(22, 25),
    ]


def test_front_matter_stands_over_the_headlines_of_each_page() -> None:
    text = parse(issue_screen(issue(front(2, 1)), ZH, BOT).text.html).text
    assert text == (
        "郑州晚报 2022-10-27的报纸：\n\n版面：A01版 要闻 2 篇、A02版 要闻 1 篇\n\n共 3 篇。\n\n"
        "A01版 要闻\n1. 标题1\n2. 标题2\n\nA02版 要闻\n3. 标题3"
    )


def test_buttons_lead_to_parts_pages_issues_and_papers() -> None:
    found = keys(issue_screen(issue(front(8, 12, 3), 8), ZH, BOT))
    assert found["◀ 上一页"] == ShowIssue(20221027, 7, 101, 0)
    assert found["下一页 ▶"] == ShowIssue(20221027, 7, 102, 10)
    assert found["A03版 要闻"] == ShowIssue(20221027, 7, 103)
    assert found["◀ 2022-10-24"] == ShowIssue(20221024, 7)
    assert found["往期"] == ShowMonth(202210, 7)
    assert found["郑州日报"] == ShowIssue(20221027, 8)
    assert found["全文 9"] == ReadArticle(9)


def test_a_page_that_is_gone_is_the_front_page() -> None:
    assert start_of_page(front(2, 3), 102, 1) == 3
    assert start_of_page(front(2, 3), 999, 4) == 0


def test_the_calendar_has_a_button_for_each_day_with_an_issue() -> None:
    issues = (WAN, RI, BEFORE, Issue(None, DayNumber(20220901), 1, 0))
    screen = calendar_screen(issues, 202210, 0, ZH)
    found = keys(screen)
    assert found["24"] == ShowIssue(20221024, 0)
    assert found["◀ 2022年9月"] == ShowMonth(202209)
    assert found["郑州日报"] == ShowMonth(202210, 8)
    assert "2022年10月有 2 天" in screen.text.html


@pytest.mark.parametrize("month", [0, 202105, 202210])
def test_a_month_without_issues_is_the_newest(month: int) -> None:
    found = keys(calendar_screen((WAN, BEFORE), month, 7, ZH))
    assert found["27"] == ShowIssue(20221027, 7)


def test_a_busy_month_keeps_to_rows_that_telegram_takes() -> None:
    issues = [Issue(None, DayNumber(20221000 + day), 1) for day in range(31, 0, -1)]
    screen = calendar_screen(issues, 202210, 0, ZH)
    assert len(labels(screen)) == 31
    assert {len(row) for row in screen.rows} == {7, 3}


def test_dates_are_told_by_month() -> None:
    answer = Answer("有哪些日期", AnswerKind.DATES, total=2, issues=(WAN, RI, BEFORE))
    assert month_lines(answer.issues, ZH) == ["2022年10月：24、27 日"]
    assert labels(dates_screen(answer, ZH)) == ["2022年10月"]


def test_papers_are_told_with_what_there_is_of_them() -> None:
    paper = Paper("郑州晚报", 9, 2, DayNumber(20221024), DayNumber(20221027), 7)
    answer = Answer("有哪些报", AnswerKind.PAPERS, total=1, papers=(paper,))
    screen = papers_screen(answer, ZH)
    assert "郑州晚报：2 期，9 篇，2022-10-24 至 2022-10-27" in screen.text.html
    assert keys(screen)["郑州晚报"] == ShowIssue(20221027, 7)


def test_what_tells_of_a_day_elsewhere_stands_under_a_heading_of_its_own() -> None:
    answer = Answer("10月27日", AnswerKind.LISTING, tuple(map(hit, (1, 2, 3))), 3, own=2)
    text = parse(answer_screen(answer, ZH, BOT, group=False).text.html).text
    assert text == (
        "共 3 篇。\n\n登在这一期上的 2 篇：\n1. 标题1\n2. 标题2\n\n"
        "别的日子登的、讲到这时候的 1 篇：\n3. 标题3"
    )


def test_a_day_without_a_paper_offers_the_nearest_by_buttons() -> None:
    answer = Answer("10月25日", AnswerKind.NOTHING, issues=(BEFORE, WAN))
    assert keys(answer_screen(answer, ZH, BOT, group=False))["郑州晚报 2022-10-24"] == ShowIssue(
        20221024, 7
    )
