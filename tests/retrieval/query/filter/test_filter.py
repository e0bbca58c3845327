from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import Article, Evidence, PrintedDate, Printing, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.name import Name, NameKind
from retrieval.query.filter.filter import Filter
from retrieval.query.filter.parse import LONGEST, MOST

ARTICLE = Article(
    "食品产业链 补链强链",
    "补链强链",
    reporters=("景静",),
    paragraphs=(
        "区长虎荣鑫到企业调研。",
        "年产5000吨的 Open Source 项目，预算 2024 年。",
        "张  娅说好。",
    ),
)
TODAY = date(2022, 10, 28)
ISSUED = PrintedDate(10, 27, Evidence.PAGE, 2022, Evidence.PAGE)
STORED = StoredArticle(1, ARTICLE, (Printing(1, "二七快报", ISSUED, "第A02版", 0),))
NAMES = Gazetteer.of([Name("虎荣鑫", NameKind.PERSON, "区长")])


@pytest.mark.parametrize(
    "text",
    [
        "食品",
        "食品 调研",
        "食品产业链 2024",
        "５０００",
        "虎区长",
        "張娅",
        "OPEN source",
        '"open source"',
        "“产业链 补链”",
        "面包|糕点|食品",
        "食品 -党课",
        "食品　－党课",
        "记者:景静",
        "记者：景静 标题：食品",
        "预算 2024",
        "食品，调研",
        "食品（调研）",
        "食品|(面包)",
        "食品　—党课",
        "-（党课|面包） 食品",
        "title:补链 reporter:景静",
    ],
)
def test_an_article_passes_if_every_word_stands_in_it(text: str) -> None:
    assert Filter.parse(text).matches(STORED, NAMES, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "食品 党课",
        "500",
        "sourc",
        '"source open"',
        "食品 -调研",
        "-党课",
        "标题:调研",
        "记者:景",
        "虎书记",
        "食链",
        "",
        "。",
        "|",
        "食品 -(党课|调研)",
        "-版:3",
        "记者:景静 -记者:景静",
    ],
)
def test_what_lacks_a_word_or_asks_for_none_lets_nothing_pass(text: str) -> None:
    assert not Filter.parse(text).matches(STORED, NAMES, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "日期:2022",
        "日期:2022-10",
        "日期:2022-10-27",
        "日期：２０２２－１０－２７",
        "日期:2022/10/27",
        "日期:2022.10",
        "日期:10-27",
        "日期:27日",
        "日期:2022-10-20..2022-10-27",
        "日期:2022-10-20～2022-10-27",
        "日期:10月20日至27日|10月27日",
        "日期:2022-10-20..",
        "2022-10-20..2022-10-27",
        "2022-10-27..2022-10-20",
        "..2022-10-27",
        "..2022-10",
        "2021年以来",
        "10月以来",
        "2022-10-27",
        "2022-10",
        "10月27日",
        "昨天",
        "昨天|今天",
        "日期:昨天",
        "本周",
        "10月下旬",
        "今年以来",
        "食品 本月 -今天",
        "-上周 食品",
    ],
)
def test_days_are_those_of_the_issue_where_the_story_tells_none(text: str) -> None:
    assert Filter.parse(text).matches(STORED, NAMES, TODAY)


@pytest.mark.parametrize(
    "text",
    [
        "日期:2021",
        "日期:2022-13",
        "日期:2022-10-28",
        "日期:食品",
        "今天",
        "上周",
        '"昨天"',
        "昨天|面包",
        "去年国庆",
        "2022-10-28..",
        "..2022-10-26",
        "食品 -昨天",
        "食品 -2022-10-20..2022-10-27",
        "昨天的",
        "27日",
        "10-27",
        "2022",
    ],
)
def test_other_days_let_nothing_pass_and_what_may_be_something_else_is_a_word(text: str) -> None:
    assert not Filter.parse(text).matches(STORED, NAMES, TODAY)


def test_a_relative_day_counts_from_the_day_that_the_filter_is_looked_at() -> None:
    wanted = Filter.parse("昨天 食品")
    passes = [wanted.matches(STORED, NAMES, date(2022, 10, day)) for day in (27, 28, 29)]
    assert passes == [False, True, False]


def test_the_day_that_a_story_tells_counts_and_its_issue_s_does() -> None:
    told = replace(ARTICLE, date=PrintedDate(10, 25, Evidence.TEXT))
    stored = replace(STORED, article=told)
    assert Filter.parse("10月25日").matches(stored, NAMES, TODAY)
    assert Filter.parse("日期:2021-10-25").matches(stored, NAMES, TODAY)  # its year is not known
    assert Filter.parse("10月27日").matches(stored, NAMES, TODAY)
    assert not Filter.parse("10月26日").matches(stored, NAMES, TODAY)


@pytest.mark.parametrize(
    "text", ["报纸:晚报", "报纸:郑州晚报", "报纸：郑州 食品", "paper:日报|晚报", "食品 -报纸:日报"]
)
def test_a_paper_is_told_by_a_part_of_its_name(text: str) -> None:
    assert Filter.parse(text).matches(_in("郑州晚报"), NAMES, TODAY)


@pytest.mark.parametrize(
    "text", ["报纸:日报", "报纸:晚报社", "食品 -报纸:晚报", "报纸:大河报|早报"]
)
def test_another_paper_lets_nothing_pass(text: str) -> None:
    assert not Filter.parse(text).matches(_in("郑州晚报"), NAMES, TODAY)


def test_what_is_of_no_known_paper_is_of_none() -> None:
    assert not Filter.parse("报纸:报").matches(_in(None), NAMES, TODAY)
    assert Filter.parse("食品 -报纸:报").matches(_in(None), NAMES, TODAY)


def _in(paper: str | None) -> StoredArticle:
    printed = tuple(replace(one, paper=paper) for one in STORED.printings)
    return replace(STORED, printings=printed)


@pytest.mark.parametrize(
    "text", ["版:A02", "版：A２", "版:第A02版", "版:a2|3", "食品 -版:3", "版:2"]
)
def test_a_page_is_compared_however_it_is_written(text: str) -> None:
    assert Filter.parse(text).matches(STORED, NAMES, TODAY)


@pytest.mark.parametrize("text", ["版:B2", "版:20", "版:A01", "食品 -版:A02", "食品 -版:2"])
def test_another_page_lets_nothing_pass(text: str) -> None:
    assert not Filter.parse(text).matches(STORED, NAMES, TODAY)


@given(
    st.text(max_size=60)
    | st.lists(
        st.sampled_from(
            [
                *'-"|:().,~… ',
                "记者:",
                "标题:",
                "日期:",
                "版:",
                "昨天",
                "2022-10",
                "..",
                "食品",
                "a-b",
                "5,0",
            ]
        ),
        max_size=14,
    ).map("".join)
)
def test_a_filter_is_read_again_as_it_is_written(text: str) -> None:
    wanted = Filter.parse(text)
    wanted.matches(STORED, NAMES, TODAY)
    assert Filter.parse(str(wanted)) == wanted or len(str(wanted)) > LONGEST


def test_only_so_much_of_a_filter_is_read() -> None:
    many = Filter.parse(" ".join(f"词{number}" for number in range(500)))
    assert len(many.clauses) <= MOST
    assert len(Filter.parse("|".join("甲" * 9_000)).clauses) <= 1
    assert Filter.parse(" " * LONGEST + "食品").clauses == ()
