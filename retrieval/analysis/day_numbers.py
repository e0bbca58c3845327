"""Arrays of days as numbers: yyyymmdd, 0000mmdd without a year, 0 for none; see `DayNumber`."""

from collections.abc import Iterable

import numpy as np
import numpy.typing as npt

from retrieval.model import PrintedDate
from retrieval.model.issues import DayNumber

DayNumbers = npt.NDArray[np.int32]
Mask = npt.NDArray[np.bool_]


def day_numbers(dates: Iterable[PrintedDate | None]) -> DayNumbers:
    """Return dates as numbers, in their order."""
    return np.fromiter((DayNumber.of(date).value for date in dates), np.int32)


def years(days: DayNumbers) -> DayNumbers:
    """Return the year of each day, 0 where it is unknown."""
    return days // DayNumber.YEAR


def have_years(days: DayNumbers) -> Mask:
    """Return for each day whether its year is known."""
    known: Mask = days >= DayNumber.YEAR
    return known


def without_years(days: DayNumbers) -> DayNumbers:
    """Return the days without their years: mmdd, 0 for none."""
    return days % DayNumber.YEAR


def days_of_month(days: DayNumbers) -> DayNumbers:
    """Return the day of the month of each day, 0 for none."""
    return days % DayNumber.MONTH
