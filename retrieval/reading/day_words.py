"""Days as papers write them, and which days there are.

All text is plain (see `plain`). A day is written with digits or Chinese
numerals (``10月25日``, ``二〇二二年十月二十五日``), with the common year or the Republic's
(民国一一一年 is 2022), or as ``2022-10-27``; 13月45日 is no day.
"""

import re
from datetime import date, timedelta

from retrieval.model import Evidence, PrintedDate

_DIGITS = {char: value for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": 0,
    "元": 1,
    "两": 2,
}
NUMBER = "(?:[0-9]{1,2}|[〇零一二三四五六七八九十廿卅]{1,3})"
_YEAR = "(?:[12][0-9]{3}|[一二][〇零一二三四五六七八九]{3})"
_REPUBLIC = "(?:中华)?民国 ?(?:[0-9]{1,3}|[〇零一二三四五六七八九十百元]{1,5})"
MONTH_DAY = (
    rf"(?P<month>{NUMBER}) ?月 ?(?P<day>{NUMBER}) ?"
    rf"(?:[日号]|(?= ?[-~至到、及和] ?{NUMBER} ?[日号]))"
)
FULL = re.compile(
    rf"(?<![0-9])(?:(?P<year>{_YEAR})|(?P<republic>{_REPUBLIC})) ?年 ?{MONTH_DAY}"
    r"|(?<![0-9])(?P<iso>(?:19|20)[0-9]{2}(?P<mark>[-/.])[0-9]{1,2}(?P=mark)[0-9]{1,2})(?![0-9])"
)
_LONGEST_FEBRUARY = 2000  # a leap year: every day that any year has
_REPUBLIC_YEAR_ZERO = 1911
_PAST = timedelta(days=305)


def number(text: str) -> int:
    """Return the value of digits, or of a Chinese numeral: with 十 and 百 or figure by figure."""
    if text.isascii():
        return int(text)
    text = text.replace("廿", "二十").replace("卅", "三十")
    if "百" in text:
        hundreds, _, rest = text.partition("百")
        return 100 * _DIGITS[hundreds] + (number(rest.lstrip("零〇")) if rest else 0)
    if "十" in text:
        tens, _, ones = text.partition("十")
        return 10 * _figures(tens, 1) + _figures(ones, 0)
    return _figures(text, 0)


def _figures(text: str, empty: int) -> int:
    value = 0
    for char in text:
        value = 10 * value + _DIGITS.get(char, 0)
    return value if text else empty


def day_of(year: int, month: int, day: int) -> date | None:
    """Return the day, or None if the calendar has none such."""
    try:
        return date(year, month, day)
    except ValueError:
        return None


def exists(month: int, day: int) -> bool:
    """Return whether some year has this day."""
    return day_of(_LONGEST_FEBRUARY, month, day) is not None


def full_day(match: re.Match[str]) -> date | None:
    """Return the day of a match of `FULL`, or None if the calendar has none such."""
    if match["iso"]:
        return day_of(*(int(part) for part in re.split("[-/.]", match["iso"])))
    if match["year"]:
        year = number(match["year"])
    else:
        year = number(match["republic"].removeprefix("中华").removeprefix("民国").strip(" "))
        year += _REPUBLIC_YEAR_ZERO
    return day_of(year, number(match["month"]), number(match["day"]))


def printed(day: date, day_from: Evidence, year_from: Evidence) -> PrintedDate:
    """Return a day with its year as known."""
    return PrintedDate(day.month, day.day, day_from, day.year, year_from)


def nearest(month: int, day: int, issue: date) -> date | None:
    """Return the day of that name that an issue of ``issue`` means.

    That is the one within the twelve months that end 60 days after the issue: papers look back, and
    announce a little ahead. None if that year has no such day (29 February).
    """
    for year in (issue.year + 1, issue.year, issue.year - 1):
        first = day_of(year, month, min(day, 28))
        if first is not None and issue - _PAST < first <= issue - _PAST + timedelta(days=365):
            return day_of(year, month, day)
    return None
