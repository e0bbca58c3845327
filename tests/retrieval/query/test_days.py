from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import Evidence, PrintedDate
from retrieval.query.days import days

TODAY = date(2022, 10, 27)


def printed(month: int, day: int, year: int | None = None) -> PrintedDate:
    return PrintedDate(month, day, Evidence.TEXT, year, Evidence.PAGE if year else None)


@pytest.mark.parametrize(
    "text",
    [
        "10月25日发生了什么",
        "10月25号",
        "2022年10月25日",
        "2022-10-25",
        "十月二十五号",
        "二〇二二年十月二十五日",
        "10-25",
        "10/25",
        "10.25樊惠林去哪了",
        "25号",
        "前天",
        "10月下旬",
        "10月",
        "本周",
        "今年10月",
    ],
)
def test_a_day_is_read_however_it_is_written(text: str) -> None:
    when = days(text, TODAY)
    assert when is not None
    assert when.agrees(printed(10, 25, 2022))
    assert when.agrees(printed(10, 25))
    assert not when.agrees(printed(11, 1))


@pytest.mark.parametrize(
    "text", ["4846.19万元", "5000吨", "1+1", "一号线", "13月40日", "10.25万元", ""]
)
def test_figures_are_no_days(text: str) -> None:
    assert days(text, TODAY) is None


def test_a_known_year_that_differs_does_not_agree() -> None:
    when = days("2021年10月25日", TODAY)
    assert when is not None
    assert not when.agrees(printed(10, 25, 2022))


def test_a_week_may_lie_over_the_end_of_a_year() -> None:
    when = days("上周", date(2023, 1, 6))
    assert when is not None
    assert when.agrees(printed(12, 30, 2022))
    assert when.agrees(printed(1, 1, 2023))
    assert not when.agrees(printed(1, 5, 2023))


@given(st.text(alphabet="0123456789年月日号.-/十二昨今天上周 ", max_size=20))
def test_any_text_is_read(text: str) -> None:
    when = days(text, TODAY)
    assert when is None or text[when.spans[0].start : when.spans[0].end] == when.typed
