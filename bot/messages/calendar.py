"""The days of a month, as rows of weeks to choose from."""

import calendar
from collections.abc import Sequence
from datetime import date

HUNDRED = 100
_FIRST, _LAST = 190001, 999912


def month_of(day: date) -> int:
    """Return a day's month as yyyymm."""
    return day.year * HUNDRED + day.month


def is_month(month: int) -> bool:
    """Return whether a number is a month, yyyymm, of the years that can be shown."""
    return _FIRST <= month <= _LAST and 1 <= month % HUNDRED <= 12  # noqa: PLR2004 (of a year)


def weeks(month: int) -> tuple[tuple[date | None, ...], ...]:
    """Return the weeks of a month (yyyymm), Monday first: seven days each, None of other months."""
    year, number = divmod(month, HUNDRED)
    return tuple(
        tuple(date(year, number, day) if day else None for day in week)
        for week in calendar.monthcalendar(year, number)
    )


def beside(month: int) -> Sequence[int]:
    """Return the months before and after a month."""
    year, number = divmod(month, HUNDRED)
    before = (year - 1) * HUNDRED + 12 if number == 1 else month - 1
    after = (year + 1) * HUNDRED + 1 if number == 12 else month + 1  # noqa: PLR2004 (of a year)
    return before, after
