"""Days and periods of a filter, resolved."""

from datetime import date, timedelta

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model.issues import DayNumber
from retrieval.query.filter.periods import Between, is_period, period

TODAY = date(2023, 3, 1)
DAYS = st.dates(date(2018, 1, 1), date(2025, 12, 31))


def among(when: Between, day: DayNumber) -> bool:
    return bool(when.among(np.array([day.value], np.int32))[0])


@given(DAYS, st.integers(0, 900), DAYS)
def test_a_day_is_between_two_others_and_one_without_a_year_in_any(
    first: date, length: int, day: date
) -> None:
    last = first + timedelta(length)
    when = Between(DayNumber.of(first), DayNumber.of(last))
    assert among(when, DayNumber.of(day)) == (first <= day <= last)
    inside = (first + timedelta(at) for at in range(length + 1))
    if (day.month, day.day) != (2, 29):
        ever = any((one.month, one.day) == (day.month, day.day) for one in inside)
        assert among(when, DayNumber.of(day).in_year(0)) == ever
    assert not among(when, DayNumber(0))


@pytest.mark.parametrize(
    ("word", "first", "last"),
    [
        ("2022-12-20..2023-01-05", 20221220, 20230105),
        ("2023-01-05..2022-12-20", 20221220, 20230105),
        ("2022-12-20..1-5", 20221220, 20230105),
        ("12-20..2023-1-5", 20221220, 20230105),
        ("2022..2020", 20200101, 20221231),
        ("2022年10月20日—2022年10月27日", 20221020, 20221027),
        ("去年至今年", 20220101, 20231231),
        ("上周至今", 20230220, 99991231),
        ("10月以来", 20221001, 99991231),
        ("..10月", 101, 20221031),
    ],
)
def test_two_ends_make_a_period(word: str, first: int, last: int) -> None:
    assert period(word, TODAY) == Between(DayNumber(first), DayNumber(last))
    assert is_period(word)


@pytest.mark.parametrize(
    "word", ["", "..", "至", "食品..调研", "2022-13", "今年2月30日", "25日..27日"]
)
def test_what_is_no_period_resolves_to_none(word: str) -> None:
    assert period(word, TODAY) is None
    assert not is_period(word)


@given(st.text(max_size=30) | st.text(alphabet="0123456789-./年月日至今去昨天上周.~", max_size=24))
def test_any_word_is_resolved_or_not(word: str) -> None:
    for today in (TODAY, date(2024, 2, 29)):
        when = period(word, today)
        assert when is None or len(when.among(np.array([20230101], np.int32))) == 1
    is_period(word)
