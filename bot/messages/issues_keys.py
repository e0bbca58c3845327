"""Keys of the buttons for issues: anyone can send any, so decoding takes nothing for granted.

An issue is named by its day and its paper's key, a page by its label's key, so that a button leads
to the same after a restart, and after more has come in.
"""

import re
from dataclasses import dataclass
from typing import TypeAlias


@dataclass(frozen=True, slots=True)
class ShowIssue:
    """Show the issue of a day (yyyymmdd, 0 for what has none), from a page on.

    ``paper`` and ``page`` are keys, 0 for any paper and for the front page; ``skip`` stories of the
    page come before.
    """

    day: int
    paper: int = 0
    page: int = 0
    skip: int = 0


@dataclass(frozen=True, slots=True)
class ShowMonth:
    """Show which days of a month (yyyymm) have issues, of the paper of a key, 0 for all."""

    month: int
    paper: int = 0


IssueKey: TypeAlias = ShowIssue | ShowMonth

_DAY, _MONTH = "([0-9]{8})", "([0-9]{6})"
_HASH = "(0|-?[1-9][0-9]{0,18})"
_ISSUE = re.compile(f"i{_DAY}:{_HASH}:{_HASH}:(0|[1-9][0-9]{{0,4}})")
_CALENDAR = re.compile(f"j{_MONTH}:{_HASH}")


def encode_issue(key: IssueKey) -> str:
    """Return the key as callback data: ASCII, at most 64 bytes."""
    match key:
        case ShowIssue(day, paper, page, skip):
            return f"i{day:08d}:{paper}:{page}:{skip}"
        case ShowMonth(month, paper):
            return f"j{month:06d}:{paper}"


def decode_issue(data: str) -> IssueKey | None:
    """Return the key that ``data`` spells, or None for anything that is none of these."""
    if found := _ISSUE.fullmatch(data):
        day, paper, page, skip = map(int, found.groups())
        return ShowIssue(day, paper, page, skip)
    if found := _CALENDAR.fullmatch(data):
        return ShowMonth(int(found[1]), int(found[2]))
    return None
