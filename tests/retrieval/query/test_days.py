from datetime import date

import numpy as np
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
        "前儿个",
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


NO_DAYS = [
    "神舟二十一号发射成功了吗",
    "神舟21号",
    "pm2.5降到多少",
    "v2.5版什么时候上线",
    "3.15晚会曝光了谁",
    "打8.5折吗",
    "八点五折",
    "智慧城管2.0版",
    "增长10.1%",
    "1:2比分",
    "地铁5号线",
    "21号楼停水",
    "嫦娥六号",
    "6.8级地震",
    "增长6.5",
    "3.6亩",
    "3.5公里",
    "2号文件",
    "三号台风",
    "windows3.1",
    "5.3°c",
    "工业4.0",
]
DAYS = [
    "10月25日发生了什么",
    "10.25有什么新闻",
    "3.15有什么活动",
    "2022.10.25",
    "十月二十五号",
    "25号有什么事",
    "二十一号的新闻",
    "本月21号",
    "3月15日晚会",
    "2.5有雨吗",
    "5月1号",
    "五月一号放假吗",
    "12-5的报纸",
    "8.5那天打折吗",
    "10.1假期",
    "10/1",
    "6月5号线上会议",
    "21号开会",
    "二十五日的会议",
    "神舟发射是20号吗",
    "pm2.5在3月15日",
]


@pytest.mark.parametrize("text", NO_DAYS)
def test_a_measure_or_a_name_is_no_day(text: str) -> None:
    assert days(text, TODAY) is None


@pytest.mark.parametrize("text", DAYS)
def test_a_day_beside_numbers_stays_one(text: str) -> None:
    assert days(text, TODAY) is not None


def test_a_known_year_that_differs_does_not_agree() -> None:
    when = days("2021年10月25日", TODAY)
    assert when is not None
    assert not when.agrees(printed(10, 25, 2022))


def test_a_week_may_lie_over_the_end_of_a_year() -> None:
    when = days("上周", date(2023, 1, 6))
    assert when is not None
    assert when.agrees(printed(12, 30, 2022))
    assert when.agrees(printed(1, 1, 2023))
    assert not when.agrees(printed(12, 30, 2021))
    assert not when.agrees(printed(1, 1, 2022))
    assert not when.agrees(printed(1, 5, 2023))


@given(st.text(alphabet="0123456789年月日号.-/十二昨今天上周 ", max_size=20))
def test_any_text_is_read(text: str) -> None:
    when = days(text, TODAY)
    assert when is None or text[when.spans[0].start : when.spans[0].end] == when.typed


@pytest.mark.parametrize(
    ("text", "first", "last", "year"),
    [
        ("去年国庆", (10, 1), (10, 7), 2021),
        ("2020年国庆期间", (10, 1), (10, 7), 2020),
        ("国庆期间客流", (10, 1), (10, 7), None),
        ("2023年春节", (1, 21), (1, 28), 2023),
        ("前年五一假期", (5, 1), (5, 5), 2020),
        ("今年上半年", (1, 1), (6, 30), 2022),
        ("去年年底", (12, 1), (12, 31), 2021),
    ],
)
def test_holidays_and_parts_of_a_year_are_periods(
    text: str, first: tuple[int, int], last: tuple[int, int], year: int | None
) -> None:
    when = days(text, TODAY)
    assert when is not None
    assert (when.first, when.last, when.year) == (first, last, year)


@pytest.mark.parametrize("text", ["国庆献礼片", "五一路改造", "清明上河图", "上半年收入"])
def test_a_holidays_name_alone_tells_no_days(text: str) -> None:
    assert days(text, TODAY) is None


def test_a_holidays_name_is_left_in_the_question() -> None:
    when = days("去年国庆有什么活动", TODAY)
    assert when is not None
    assert [tuple(span) for span in when.spans] == [(0, 2)]


def test_a_movable_feast_of_no_known_year_is_as_wide_as_it_falls() -> None:
    when = days("春节期间", TODAY)
    assert when is not None
    assert when.agrees(printed(1, 25))
    assert when.agrees(printed(2, 18))


@pytest.mark.parametrize(("text", "after"), [("2022年12月31日", (1, 1)), ("10月7日", (10, 8))])
def test_right_after_come_the_next_days(text: str, after: tuple[int, int]) -> None:
    when = days(text, TODAY)
    assert when is not None
    assert when.after is not None
    assert when.after.first == after


@pytest.mark.parametrize("text", ["10月", "2022年", "25号"])
def test_nothing_comes_right_after_a_long_time_or_a_day_of_any_month(text: str) -> None:
    when = days(text, TODAY)
    assert when is not None
    assert when.after is None


@given(
    st.sampled_from(["10月25日", "2022年10月", "25号", "去年国庆", "上周", "上上周", "2021年"]),
    st.dates(date(2021, 1, 1), date(2021, 12, 31)),
    st.sampled_from([None, 2021, 2022, 2023]),
)
def test_many_dates_agree_as_each_does(text: str, day: date, year: int | None) -> None:
    when = days(text, date(2023, 1, 4))
    assert when is not None
    one = printed(day.month, day.day, year)
    number = 10_000 * (one.year or 0) + 100 * one.month + one.day
    assert when.among(np.array([number, 0], np.int32)).tolist() == [when.agrees(one), False]
