"""/search over a snapshot: the same as each article held against the filter, in pages."""

from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from retrieval.answer import filtered
from retrieval.answer.answer import answer
from retrieval.answer.cite import newest_first
from retrieval.answer.filtered import inline
from retrieval.answer.passing import passing
from retrieval.index.snapshot import Snapshot
from retrieval.model import (
    Answer,
    AnswerKind,
    Article,
    Evidence,
    Order,
    PrintedDate,
    Printing,
    Remark,
    RemarkKind,
    StoredArticle,
)
from retrieval.names.extraction import extract_names
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.name import Name, NameKind
from retrieval.query.filter.filter import Filter
from tests.examples import examples

TODAY = date(2022, 10, 28)


def day(number: int, year: int | None = 2022) -> PrintedDate:
    return PrintedDate(10, number, Evidence.PAGE, year, None if year is None else Evidence.PAGE)


def stored(  # noqa: PLR0913
    at: int,
    title: str,
    *body: str,
    by: str,
    issue: int,
    page: str,
    own: PrintedDate | None = None,
    paper: str | None = "二七快报",
) -> StoredArticle:
    article = Article(title, reporters=(by,), date=own, paragraphs=body)
    return StoredArticle(at, article, (Printing(issue, paper, day(issue), page, at),))


ARTICLES = (
    stored(1, "樱桃沟修路", "区委书记樊惠林到樱桃沟调研。", by="景静", issue=26, page="A01"),
    stored(2, "食品企业上市", "区长虎荣鑫到食品企业调研。", by="景静", issue=27, page="A02版"),
    stored(3, "面条厂减产", "面条厂5000吨,减产1.5000吨。", by="朱翔宇", issue=27, page="A01"),
    stored(4, "书房开门", "书房夜里开门。" * 9, "樱桃也卖。" * 9, by="朱翔宇", issue=20, page="3"),
    stored(5, "旧闻一则", "樊惠林调研。", by="高·岚", issue=27, page="A02", own=day(25, None)),
    stored(6, "秋收", "", by="高·岚", issue=27, page="A02", own=day(24)),
    stored(7, "停水", "全区停水。", by="高·岚", issue=26, page="A02", paper="郑州晚报"),
    stored(8, "停电", "全区停电。", by="高·岚", issue=26, page="A02", paper=None),
)
NAMES = Gazetteer.of(name for one in ARTICLES for name in extract_names(one.article))
MADE = Snapshot.build(ARTICLES, NAMES)
PARTS = st.sampled_from(
    [
        *(
            "樱桃",
            "樱桃沟",
            "调研",
            "食品|面条",
            "5000",
            "樊书记",
            "秋收",
            "开门",
            "区",
            "没有的词",
            "五千吨",
            "5000吨",
            "人社局",
            "标题:五千",
        ),
        *(
            "标题:樱桃",
            "标题:食品|秋收",
            "记者:景静",
            "记者:高岚",
            "记者:王五|朱翔宇",
            "title:5000",
        ),
        *(
            "版:A02",
            "版:3|A1",
            "版:2",
            "昨天",
            "本周",
            "10月下旬",
            "2022-10-20..2022-10-26",
            "今天",
        ),
        *("报纸:快报", "报纸:晚报|日报", "报纸:报", "paper:郑州"),
        *("日期:2022", "日期:10-25", "2021年", "..2022-10-25", "日期:25日", "上周"),
    ]
)
FILTERS = st.lists(st.tuples(st.booleans(), PARTS), max_size=4).map(
    lambda parts: " ".join("-" * excluded + part for excluded, part in parts)
)


def search(text: str) -> Answer:
    return filtered.search(MADE, text, today=TODAY)


def ids(got: Answer) -> list[int]:
    return [hit.citation.article_id for hit in got.hits]


def passes(text: str) -> set[int]:
    wanted = Filter.parse(text)
    return {one.id for one in ARTICLES if wanted.matches(one, NAMES, TODAY)}


@settings(max_examples=examples(400))
@given(FILTERS)
def test_a_snapshot_lets_pass_what_the_filter_does_by_itself(text: str) -> None:
    told = passing(MADE, Filter.parse(text), TODAY)
    assert {ARTICLES[at].id for at in told} == passes(text)


@settings(max_examples=examples(200))
@given(FILTERS, st.sampled_from(Order), st.integers(1, 3))
def test_pages_of_hits_go_on_where_the_last_one_ended(text: str, order: Order, size: int) -> None:
    whole = filtered.search(MADE, text, limit=50, order=order, today=TODAY)
    pages = [
        filtered.search(MADE, text, limit=size, start=start, order=order, today=TODAY)
        for start in range(0, whole.total + 1, size)
    ]
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)
    assert {page.total for page in pages} == {whole.total}
    if whole.answered:
        assert len(whole.hits) == whole.total
        assert [hit.rank for hit in whole.hits] == list(range(1, whole.total + 1))
    if passes(text):
        assert sorted(ids(whole)) == sorted(passes(text))


@pytest.mark.parametrize("question", ["樊惠林去哪里调研了", "食品企业", "书房几点开门"])
@pytest.mark.parametrize("size", [1, 2, 3])
def test_pages_of_an_answer_go_on_where_the_last_one_ended(question: str, size: int) -> None:
    whole = answer(MADE, question, limit=50, today=TODAY)
    pages = [
        answer(MADE, question, limit=size, start=start, today=TODAY)
        for start in range(0, whole.total, size)
    ]
    assert len(whole.hits) == whole.total > 0
    assert [hit for page in pages for hit in page.hits] == list(whole.hits)


@settings(max_examples=examples(100))
@given(FILTERS)
def test_newest_first_is_a_listing_s_order(text: str) -> None:
    got = filtered.search(MADE, text, limit=50, order=Order.NEWEST, today=TODAY)
    if passes(text):
        ordered = sorted((ARTICLES[number - 1] for number in ids(got)), key=newest_first)
        assert ids(got) == [one.id for one in ordered]


def test_relevance_puts_the_best_passage_first_and_shows_each_article_once() -> None:
    got = search("樱桃")
    assert sorted(ids(got)) == [1, 4]
    [wordy] = [hit for hit in got.hits if hit.citation.article_id == 4]
    assert "樱桃" in wordy.passage.text


def test_a_filter_without_words_is_a_listing_newest_first() -> None:
    got = search("记者:景静")
    assert (got.kind, ids(got), got.total) == (AnswerKind.LISTING, [2, 1], 2)


def test_a_reporter_who_is_nowhere_is_named_with_the_one_that_may_be_meant() -> None:
    got = search("记者:景晶")
    assert got.kind is AnswerKind.NOTHING
    assert got.remarks == (
        Remark(RemarkKind.NO_REPORTER, ("景晶",)),
        Remark(RemarkKind.SUGGESTION, ("记者:景静",)),
    )
    assert search(got.remarks[1].values[0]).answered
    assert search("记者:景晶 版:3").remarks == (
        Remark(RemarkKind.NO_REPORTER, ("景晶",)),
        Remark(RemarkKind.NEAREST, ("景静",)),
    )


def test_days_and_pages_that_are_nowhere_are_named_with_those_there_are() -> None:
    assert search("日期:9月").remarks == (
        Remark(RemarkKind.NO_DATE, ("9月",)),
        Remark(RemarkKind.DAYS, ("2022-10-20", "2022-10-27")),
    )
    assert search("版:9").remarks == (
        Remark(RemarkKind.NO_PAGE, ("9",)),
        Remark(RemarkKind.PAGES, ("3、A1、A2",)),
    )


def test_words_that_are_nowhere_are_named_beside_what_comes_closest() -> None:
    got = search("食品企业 拖拉机 标题:拖拉机")
    assert got.remarks == (
        Remark(RemarkKind.RELAXED),
        Remark(RemarkKind.NO_WORD, ("拖拉机",)),
        Remark(RemarkKind.NO_TITLE, ("拖拉机",)),
    )
    assert ids(got) == [2]


def test_a_name_put_right_is_suggested_only_where_that_is_answered() -> None:
    told = stored(9, "校园", "郑州大学举行开学典礼。", by="景静", issue=27, page="A1")
    made = Snapshot.build([told], Gazetteer.of([Name("郑州大学", NameKind.PLACE)]))
    got = answer(made, "郑州中学", today=TODAY)
    assert not got.answered
    assert got.remarks[-1] == Remark(RemarkKind.SUGGESTION, ("郑州大学",))
    assert answer(made, "郑州大学", today=TODAY).answered
    kinds = {one.kind for one in answer(made, "郑州中学的食堂电话", today=TODAY).remarks}
    assert RemarkKind.SUGGESTION not in kinds


def test_inline_gives_each_article_once_and_the_newest_issue_for_nothing() -> None:
    assert ids(inline(MADE, " ", today=TODAY)) == [3, 2, 5, 6]
    assert ids(inline(MADE, "", limit=2, start=2, today=TODAY)) == [5, 6]
    assert ids(inline(MADE, "食品", today=TODAY)) == [2]
    asked = inline(MADE, "樊惠林去哪里调研了", today=TODAY)
    assert sorted(ids(asked)) == sorted(set(ids(asked)))
    assert asked.total == len(asked.hits)


@settings(max_examples=examples(200))
@given(
    st.text(max_size=80)
    | st.lists(st.sampled_from([*'-"|:().*[]+?\\^$', "日期:", "版:", "a", "甲", "..", "1"])).map(
        "".join
    ),
    st.integers(-2, 60),
    st.integers(-2, 60),
    st.sampled_from(Order),
)
def test_any_filter_gets_an_answer(text: str, limit: int, start: int, order: Order) -> None:
    got = filtered.search(MADE, text, limit=limit, start=start, order=order, today=TODAY)
    assert len(got.hits) <= max(limit, 0) or got.kind is AnswerKind.LISTING
    typed = inline(MADE, text, limit=limit, start=start, today=TODAY)
    assert len({hit.citation.article_id for hit in typed.hits}) == len(typed.hits)


def test_no_more_than_three_stories_are_nearest_to_what_was_typed() -> None:
    told = (Article(f"第{at}则", paragraphs=(f"第{at}件事正在处理。",)) for at in range(1, 6))
    stored = [
        StoredArticle(at, one, (Printing(at, "日报", None, None, at),))
        for at, one in enumerate(told, 1)
    ]
    found = answer(Snapshot.build(stored, Gazetteer()), "处理呢", limit=50, today=TODAY)
    assert (found.doubtful, len(found.hits), found.total) == (True, 3, 3)
