import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from retrieval.analysis.day_numbers import (
    day_numbers,
    days_of_month,
    have_years,
    without_years,
    years,
)
from retrieval.model import Evidence, PrintedDate
from retrieval.model.issues import DayNumber

DATES = st.builds(
    lambda day, known: PrintedDate(
        day.month,
        day.day,
        Evidence.TEXT,
        day.year if known else None,
        Evidence.PAGE if known else None,
    ),
    st.dates(),
    st.booleans(),
)


@given(st.lists(st.none() | DATES))
def test_arrays_say_of_each_day_what_its_number_does(dates: list[PrintedDate | None]) -> None:
    one_by_one = [DayNumber.of(date) for date in dates]
    days = day_numbers(iter(dates))
    assert days.tolist() == [one.value for one in one_by_one]
    assert years(days).tolist() == [one.year for one in one_by_one]
    assert have_years(days).tolist() == [one.year > 0 for one in one_by_one]
    assert without_years(days).tolist() == [one.in_year(0).value for one in one_by_one]
    assert days_of_month(days).tolist() == [one.day for one in one_by_one]


def test_arrays_of_days_stay_narrow() -> None:
    days = day_numbers([None])
    assert {days.dtype, years(days).dtype, without_years(days).dtype} == {np.dtype(np.int32)}
