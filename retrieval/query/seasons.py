"""When holidays and parts of the year are: 国庆 is the first week of October, 春节 moves.

A **season** is a holiday or a part of the year. A holiday means its days beside a year (去年国庆)
and with a word that makes this clear (国庆期间); a part of the year does beside a year only. The
days of movable feasts are known from 2010 to 2030; in other years, and without a year, a feast
reaches from the earliest to the latest of these.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

_Day = tuple[int, int]

_FIXED = """
元旦 1-1 1-3
妇女节 3-8 3-8
三八节 3-8 3-8
清明 4-4 4-6
五一 5-1 5-5
劳动节 5-1 5-5
青年节 5-4 5-4
六一 6-1 6-1
儿童节 6-1 6-1
建党节 7-1 7-1
建军节 8-1 8-1
教师节 9-10 9-10
国庆 10-1 10-7
双十一 11-11 11-11
圣诞 12-25 12-25
年初 1-1 2-29
年中 6-1 7-31
年底 12-1 12-31
年末 12-1 12-31
上半年 1-1 6-30
下半年 7-1 12-31
一季度 1-1 3-31
二季度 4-1 6-30
三季度 7-1 9-30
四季度 10-1 12-31
春天 3-1 5-31
春季 3-1 5-31
夏天 6-1 8-31
夏季 6-1 8-31
秋天 9-1 11-30
秋季 9-1 11-30
暑假 7-1 8-31
暑期 7-1 8-31
寒假 1-10 2-28
"""
_FROM = 2010


class _Movable(NamedTuple):
    """A feast's day in each year from 2010 on, and the days around it that have its name."""

    dates: str
    first: int
    last: int


_MOVABLE = {
    "春节": _Movable(
        "2-14 2-3 1-23 2-10 1-31 2-19 2-8 1-28 2-16 2-5 1-25 2-12 2-1 1-22 2-10 1-29 2-17 2-6 1-26 "
        "2-13 2-3",
        -1,
        6,
    ),
    "元宵": _Movable(
        "2-28 2-17 2-6 2-24 2-14 3-5 2-22 2-11 3-2 2-19 2-8 2-26 2-15 2-5 2-24 2-12 3-3 2-20 2-9 "
        "2-27 2-17",
        0,
        0,
    ),
    "端午": _Movable(
        "6-16 6-6 6-23 6-12 6-2 6-20 6-9 5-30 6-18 6-7 6-25 6-14 6-3 6-22 6-10 5-31 6-19 6-9 5-28 "
        "6-16 6-5",
        0,
        2,
    ),
    "中秋": _Movable(
        "9-22 9-12 9-30 9-19 9-8 9-27 9-15 10-4 9-24 9-13 10-1 9-21 9-10 9-29 9-17 10-6 9-25 9-15 "
        "10-3 9-22 9-12",
        0,
        2,
    ),
}
_CLEAR = "节|节日|假期|长假|小长假|黄金周|期间|当天|前后|放假"
_PARTS = re.compile("年|季|[春夏秋]天|假|暑期")


@dataclass(frozen=True, slots=True)
class Season:
    """The first and the last day, and where the words for it stand: ``[start, end)``."""

    first: _Day
    last: _Day
    start: int
    end: int


def _days(text: str) -> _Day:
    month, day = text.split("-")
    return int(month), int(day)


def _movable() -> Mapping[str, Mapping[int, tuple[_Day, _Day]]]:
    found: dict[str, dict[int, tuple[_Day, _Day]]] = {}
    for name, feast in _MOVABLE.items():
        found[name] = {}
        for year, text in enumerate(feast.dates.split(), _FROM):
            day = date(year, *_days(text))
            ends = (day + timedelta(feast.first), day + timedelta(feast.last))
            first, last = ((end.month, end.day) for end in ends)
            found[name][year] = first, last
    return found


_BY_YEAR = _movable()
_EVERY_YEAR = {
    name: (_days(first), _days(last))
    for name, first, last in (line.split() for line in _FIXED.split("\n") if line)
}
_WORDS = re.compile(
    f"(?P<name>{'|'.join([*_BY_YEAR, *_EVERY_YEAR])})(?P<clear>{_CLEAR})?".replace(
        "五一", "五一(?!路)"
    )
)


def seasons(text: str, year: int | None, at: int = 0) -> Iterator[Season]:
    """Yield the seasons that a folded text names from ``at`` on, in order.

    With a year it is only the one that begins at ``at``, where the words for the year end.
    """
    for found in _WORDS.finditer(text, at):
        name = found["name"]
        if year is not None and found.start() > at:
            return
        if year is None and (found["clear"] is None or _PARTS.search(name)):
            continue
        if name in _EVERY_YEAR:
            yield Season(*_EVERY_YEAR[name], *found.span())
            continue
        known = _BY_YEAR[name]
        if year is not None and year in known:
            yield Season(*known[year], *found.span())
        else:
            firsts, lasts = zip(*known.values(), strict=True)
            yield Season(min(firsts), max(lasts), *found.span())
