"""Keys of the buttons for issues.

An issue is named by its day and its paper's key, a page by its label's key, so that a button leads
to the same after a restart, and after more has come in.
"""

from dataclasses import dataclass
from typing import ClassVar, TypeAlias

from bot.messages.key_codec import DayDigits, HashNumber, MonthDigits, Place


@dataclass(frozen=True, slots=True)
class ShowIssue:
    """Show the issue of a day (yyyymmdd, 0 for what has none), from a page on.

    ``paper`` and ``page`` are keys, 0 for any paper and for the front page; ``skip`` stories of the
    page come before.
    """

    form: ClassVar = "i{day}:{paper}:{page}:{skip}"
    day: DayDigits
    paper: HashNumber = 0
    page: HashNumber = 0
    skip: Place = 0


@dataclass(frozen=True, slots=True)
class ShowMonth:
    """Show which days of a month (yyyymm) have issues, of the paper of a key, 0 for all."""

    form: ClassVar = "j{month}:{paper}"
    month: MonthDigits
    paper: HashNumber = 0


IssueKey: TypeAlias = ShowIssue | ShowMonth
