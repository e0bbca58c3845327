"""The days of a month as weeks, and the months beside it."""

from datetime import date

import pytest

from bot.messages.calendar import beside, is_month, month_of, weeks


def test_weeks_begin_on_monday_and_hold_every_day_once() -> None:
    found = weeks(202210)
    assert found[0] == (None, None, None, None, None, date(2022, 10, 1), date(2022, 10, 2))
    assert [day.day for week in found for day in week if day] == list(range(1, 32))
    assert {len(week) for week in found} == {7}


def test_a_leap_year_has_its_day() -> None:
    assert date(2024, 2, 29) in [day for week in weeks(202402) for day in week]


@pytest.mark.parametrize(
    ("month", "two"),
    [(202210, (202209, 202211)), (202201, (202112, 202202)), (202212, (202211, 202301))],
)
def test_the_months_beside(month: int, two: tuple[int, int]) -> None:
    assert tuple(beside(month)) == two


@pytest.mark.parametrize("number", [0, 202200, 202213, 1, 189912, 1_000_001])
def test_a_number_may_be_no_month(number: int) -> None:
    assert not is_month(number)
    assert is_month(month_of(date(2022, 10, 27)))
