"""Days as numbers, and papers with their issues, as frozen values that pass between the rooms."""

import datetime as dt
from dataclasses import dataclass
from typing import ClassVar, Protocol, Self


class _Day(Protocol):
    """A day of the calendar, or one as printed, whose year may be unknown."""

    @property
    def year(self) -> int | None: ...
    @property
    def month(self) -> int: ...
    @property
    def day(self) -> int: ...


@dataclass(frozen=True, slots=True, order=True)
class DayNumber:
    """A day as the number yyyymmdd: such numbers are in the order of days.

    A day whose year is unknown is 0000mmdd, before all days with a year; no day is 0. Arrays hold
    ``value`` (see `retrieval.analysis.day_numbers`). ``str()`` gives what a `PrintedDate` does.
    """

    value: int

    MONTH: ClassVar[int] = 100
    YEAR: ClassVar[int] = 10_000

    @classmethod
    def of(cls, day: _Day | None) -> Self:
        """Return the number of a date, 0 for None."""
        return cls(0) if day is None else cls.at(day.year, day.month, day.day)

    @classmethod
    def at(cls, year: int | None, month: int, day: int) -> Self:
        """Return the number of a day, which the calendar need not have (31 June)."""
        return cls((year or 0) * cls.YEAR + month * cls.MONTH + day)

    @property
    def year(self) -> int:
        """The year, 0 where it is unknown."""
        return self.value // self.YEAR

    @property
    def month(self) -> int:
        """The month from 1, 0 of no day."""
        return self.value % self.YEAR // self.MONTH

    @property
    def day(self) -> int:
        """The day of the month from 1, 0 of no day."""
        return self.value % self.MONTH

    def in_year(self, year: int) -> Self:
        """Return the same month and day in a year."""
        return type(self).at(year, self.month, self.day)

    def back(self, days: int) -> Self:
        """Return the day so many days before; ValueError where the calendar has none such."""
        day = dt.date(self.year, self.month, self.day)
        return type(self).of(day - dt.timedelta(days))

    def __str__(self) -> str:
        known = f"{self.month:02d}-{self.day:02d}"
        return f"{self.year:04d}-{known}" if self.year else known


@dataclass(frozen=True, slots=True)
class Paper:
    """A paper that the archive has: its name as printed last, and what there is of it.

    ``key`` is that of the name, which tells it from others.

    ``first`` and ``last`` are the days of its first and newest issue, 0 where no issue has a day.
    What is held back counts in none of them.
    """

    name: str
    articles: int
    issues: int
    first: DayNumber
    last: DayNumber
    key: int


@dataclass(frozen=True, slots=True)
class Issue:
    """What a paper printed on a day: its name, None where unknown, and how many articles.

    ``key`` tells the paper from others; it is 0 where the archive does not have several. ``day`` is
    0 for what has no date.
    """

    paper: str | None
    day: DayNumber
    articles: int
    key: int = 0

    def __str__(self) -> str:
        """Return paper and day as far as they are known: ``郑州晚报 2022-10-27``."""
        return " ".join(filter(None, [self.paper, str(self.day) if self.day.value else None]))


@dataclass(frozen=True, slots=True)
class IssuePage:
    """A page of an issue, and how many articles are on it; ``key`` is that of its label."""

    label: str | None
    section: str | None
    articles: int
    key: int = 0


@dataclass(frozen=True, slots=True)
class Front:
    """The front matter of an issue: its pages in order, and where to go on from it.

    ``before`` and ``after`` are the paper's issues beside it; ``others`` those of other papers, of
    the same day or else their newest.
    """

    issue: Issue
    pages: tuple[IssuePage, ...]
    before: Issue | None = None
    after: Issue | None = None
    others: tuple[Issue, ...] = ()
