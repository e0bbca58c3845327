"""Days and periods in a filter.

They are written ``2022``, ``2022-10``, ``2022-10-20`` (also with ``/``, ``.`` or 年月日); as in
questions (`retrieval.query.days`), 10月25日, 10月下旬, 上周, 去年国庆; as ``a..b`` of two of these
(or with ``~``, 至, 到; an end may be open); or with 以来 or 至今 after one. What a word means is
found when it is looked at: 上周 is the week before ``today``.
"""

import re
from dataclasses import dataclass
from datetime import date
from functools import lru_cache

import numpy as np

from retrieval.analysis.day_numbers import DayNumbers, Mask, have_years, without_years
from retrieval.model.issues import DayNumber
from retrieval.query.days import Days, whole

_NEVER = 9999
_FIRST, _LAST = DayNumber.at(None, 1, 1), DayNumber.at(_NEVER, 12, 31)
_SOME_TODAYS = (date(2000, 7, 1), date(2001, 7, 1), date(2002, 7, 1))
"""For each of 今年, 去年 and 前年, one of these days makes it a leap year."""
_RANGE = re.compile(r"\.{2,}|[~〜至到]|(?<=[年月日号])-(?=\d)")
_SINCE = re.compile(r"(?:以来|至今)\Z")
_NUMERIC = re.compile(r"((?:19|20)\d\d)(?:[-/.](\d{1,2}))?\Z")
_DASHES = str.maketrans("–—−", "---")
_AMBIGUOUS = re.compile(r"\d{1,2}[-/.]\d{1,2}|\d{4}(?:[/.]\d{1,2})?")  # a score, a number


@dataclass(frozen=True, slots=True)
class Between:
    """The days from ``first`` to ``last``, both included, with their years."""

    first: DayNumber
    last: DayNumber

    def among(self, printed: DayNumbers) -> Mask:
        """Return for each printed date whether it may be one of these days; see `DayNumber`.

        One without a year is if any year makes it one; no date is none of them.
        """
        known: Mask = (printed >= self.first.value) & (printed <= self.last.value)
        day = without_years(printed)
        first, last = (end.in_year(0).value for end in (self.first, self.last))
        years = self.last.year - self.first.year
        if years == 0:
            maybe = (day >= first) & (day <= last)
        elif years == 1:
            maybe = (day >= first) | (day <= last)
        else:
            maybe = np.ones(len(printed), np.bool_)
        dated = have_years(printed)
        return (known & dated) | (maybe & ~dated & (day > 0))


Period = Days | Between


def period(word: str, today: date) -> Period | None:
    """Return what a folded word means, or None where it is no day or period."""
    word = re.sub(r"\s", "", word.translate(_DASHES))
    since = _SINCE.search(word)
    if since:
        return _between(word[: since.start()], "", today)
    match _RANGE.split(word):
        case [one]:
            return _one(one, today)
        case [left, right]:
            return _between(left, right, today)
    return None


@lru_cache(maxsize=1 << 10)
def is_period(word: str) -> bool:
    """Return whether a folded word that stands alone can mean nothing but a day or period."""
    if _AMBIGUOUS.fullmatch(word):
        return False
    found = [period(word, today) for today in _SOME_TODAYS]
    return any(found) and not any(isinstance(one, Days) and one.any_month for one in found)


def _one(word: str, today: date) -> Days | None:
    numeric = _NUMERIC.match(word)
    if numeric is None:
        return whole(word, today)
    year, month = int(numeric[1]), int(numeric[2] or 0)
    if numeric[2] is None:
        return Days((1, 1), (12, 31), year)
    return Days((month, 1), (month, 31), year) if 1 <= month <= 12 else None  # noqa: PLR2004


def _between(left: str, right: str, today: date) -> Period | None:
    """Return the days between two ends, of which one may be empty: open."""
    first, last = (_one(end, today) if end else None for end in (left, right))
    if (left and first is None) or (right and last is None) or not (first or last):
        return None
    if (first and first.any_month) or (last and last.any_month):
        return None
    if first and last and first.year is None and last.year is None:
        return Days(first.first, last.last)
    if first and last and (last.year or _NEVER) < (first.year or 0):
        first, last = last, first
    start = _edge(first, first.first, first.year) if first else None
    end = _edge(last, last.last, last.year, ending=True) if last else None
    return _ordered(start, end, today)


def _edge(when: Days, day: tuple[int, int], year: int | None, *, ending: bool = False) -> DayNumber:
    """Return a day as a number."""
    over = ending and when.first > when.last
    return DayNumber.at(None if year is None else year + over, *day)


def _ordered(start: DayNumber | None, end: DayNumber | None, today: date) -> Between:
    """Return the days between two ends; one without a year takes the other's, or the latest."""
    if start is None:
        return Between(_FIRST, _begun(end, today) if end else _FIRST)
    if end is None:
        return Between(_begun(start, today), _LAST)
    if not start.year:
        start = _not_after(start, end)
    if not end.year:
        end = end.in_year(start.year + (end.in_year(start.year) < start))
    return Between(min(start, end), max(start, end))


def _begun(day: DayNumber, today: date) -> DayNumber:
    """Return a day; the last one up to today where its year is unknown."""
    return day if day.year else _not_after(day, DayNumber.of(today))


def _not_after(day: DayNumber, end: DayNumber) -> DayNumber:
    """Return the last such day of a year that is not after ``end``."""
    return day.in_year(end.year - (day.in_year(end.year) > end))
