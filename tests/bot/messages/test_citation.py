from dataclasses import replace

import pytest

from bot.messages.citation import byline, date_text, page_text
from bot.messages.texts import EN, ZH
from retrieval.model import Evidence, PrintedDate
from tests.bot.messages.samples import hit

CITED = hit(reporters=("甲", "乙")).citation


def test_a_byline_names_reporters_day_and_page() -> None:
    assert byline(CITED, ZH.citation) == "记者 甲 乙 · 2022年10月25日 · 第2版"
    assert byline(CITED, EN.citation) == "Reporter 甲 乙 · 2022-10-25 · page 2"


def test_a_byline_leaves_out_what_is_not_known() -> None:
    assert byline(replace(CITED, reporters=(), page=None), ZH.citation) == "2022年10月25日"


def test_the_bulletin_stands_in_where_neither_day_nor_page_is_known() -> None:
    assert byline(replace(CITED, date=None, page=None), ZH.citation) == "记者 甲 乙 · 二七报"


def issue(day: int) -> PrintedDate:
    return PrintedDate(10, day, Evidence.PAGE, 2022, Evidence.PAGE)


@pytest.mark.parametrize(
    ("day", "told"),
    [
        (25, "2022年10月25日刊 · 第2版"),
        (26, "2022年10月26日刊 · 第2版"),  # papers report on the day before
        (27, "2022年10月27日刊 · 第2版（说的是10月25日）"),
        (24, "2022年10月24日刊 · 第2版（说的是10月25日）"),
    ],
)
def test_the_issue_comes_first_and_the_storys_day_where_it_matters(day: int, told: str) -> None:
    assert byline(replace(CITED, issued=issue(day)), ZH.citation) == f"记者 甲 乙 · {told}"


def test_a_story_of_another_year_has_its_year_told() -> None:
    issued = PrintedDate(1, 5, Evidence.PAGE, 2023, Evidence.PAGE)
    told = byline(replace(CITED, issued=issued), ZH.citation)
    assert told == "记者 甲 乙 · 2023年1月5日刊 · 第2版（说的是2022年10月25日）"


def test_a_story_that_tells_no_day_has_its_issues_alone() -> None:
    told = byline(replace(CITED, date=None, issued=issue(27)), EN.citation)
    assert told == "Reporter 甲 乙 · issue of 2022-10-27 · page 2"


def test_the_paper_is_named_where_the_archive_has_several() -> None:
    cited = replace(CITED, issued=issue(26), several_papers=True)
    assert byline(cited, ZH.citation) == "记者 甲 乙 · 二七报 · 2022年10月26日刊 · 第2版"


def test_a_year_is_never_made_up() -> None:
    day = PrintedDate(3, 9, Evidence.TEXT)
    assert date_text(day, ZH.citation) == "3月9日"
    assert date_text(day, EN.citation) == "03-09"
    assert date_text(None, ZH.citation) == ""


@pytest.mark.parametrize(
    ("page", "shown"),
    [("2", "第2版"), ("A05", "第A05版"), ("第二版", "第二版"), ("", ""), (None, "")],
)
def test_a_page_is_told_in_words(page: str | None, shown: str) -> None:
    assert page_text(page, ZH.citation) == shown
