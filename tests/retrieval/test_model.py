from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from retrieval.model import Evidence, PrintedDate
from retrieval.model.issues import DayNumber

DAYS = st.dates(date(1000, 1, 1), date(9999, 12, 31))


def printed(day: date, *, year: bool = True) -> PrintedDate:
    known = (day.year, Evidence.PAGE) if year else (None, None)
    return PrintedDate(day.month, day.day, Evidence.TEXT, *known)


@given(DAYS)
def test_a_day_comes_back_from_its_number(day: date) -> None:
    number = DayNumber.of(day)
    assert (number.year, number.month, number.day) == (day.year, day.month, day.day)
    assert number == DayNumber.of(printed(day)) == DayNumber.at(day.year, day.month, day.day)
    assert str(number) == str(printed(day)) == day.isoformat()


@given(DAYS)
def test_a_day_without_a_year_has_year_0(day: date) -> None:
    number = DayNumber.of(printed(day, year=False))
    assert (number.year, number.month, number.day) == (0, day.month, day.day)
    assert number.in_year(day.year) == DayNumber.of(day)
    assert str(number) == str(printed(day, year=False))


@given(DAYS, DAYS)
def test_numbers_are_in_the_order_of_days(one: date, other: date) -> None:
    assert (DayNumber.of(one) < DayNumber.of(other)) == (one < other)
    assert DayNumber(0) < DayNumber.of(printed(one, year=False)) < DayNumber.of(other)


@given(DAYS.filter(lambda day: day.year > 1100), st.integers(0, 10_000))
def test_going_back_is_the_calendars(day: date, days: int) -> None:
    assert DayNumber.of(day).back(days) == DayNumber.of(day - timedelta(days))


def test_there_is_no_way_back_from_no_day() -> None:
    assert DayNumber.of(None) == DayNumber(0)
    with pytest.raises(ValueError, match="year 0"):
        DayNumber(0).back(1)
