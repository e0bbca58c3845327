"""Days and periods in a question: 10月25日, 2022-10-25, 十月二十五号, 上周, 10月下旬, 去年国庆.

A date without a year, printed or asked for, agrees with any year: what is not known contradicts
nothing.
"""

import re
from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from retrieval.analysis.day_numbers import (
    DayNumbers,
    Mask,
    days_of_month,
    have_years,
    without_years,
    years,
)
from retrieval.analysis.numbers import SERIES
from retrieval.analysis.units import UNITS
from retrieval.model import PrintedDate, Span
from retrieval.model.issues import DayNumber
from retrieval.query.seasons import seasons
from retrieval.word_list import words

_DIGITS = {char: str(value) for value, char in enumerate("〇一二三四五六七八九")} | {
    "零": "0",
    "○": "0",
}
_NUMBER = "[0-9]{1,2}|[一二三四五六七八九]?十[一二三四五六七八九]?|[一二三四五六七八九]"
_YEAR = "(?:19|20)[0-9]{2}|[一二][〇零○一二三四五六七八九]{3}"
_NO_DECIMAL = "".join(f"(?<!{word})" for word in words(__package__, "before_decimals"))
_NO_SERIES = "".join(f"(?<!{word})" for word in SERIES)
_NUMBERED = "|".join(words(__package__, "numbered_things"))
_MEASURED = "|".join(map(re.escape, (*words(__package__, "decimal_things"), *UNITS)))
_FULL = re.compile(
    rf"(?:(?P<year>{_YEAR})\s*[年/.-]\s*)(?P<month>{_NUMBER})\s*[月/.-]\s*(?P<day>{_NUMBER})\s*[日号]?(?![0-9.])"
    rf"|(?:(?P<year2>{_YEAR}|去年|今年|前年)\s*年?\s*)?(?P<month2>{_NUMBER})月(?:份)?\s*"
    rf"(?:(?P<day2>{_NUMBER})\s*[日号]?(?![0-9.])|(?P<third>上旬|中旬|下旬|初|底))?"
    rf"|(?<![0-9.a-z])(?P<month3>[0-9]{{1,2}})[-/](?P<day3>[0-9]{{1,2}})(?![0-9./-])"
    rf"|(?<![0-9.])(?<![a-z])(?<![a-z]\s){_NO_DECIMAL}"
    rf"(?P<month6>0?[1-9]|1[0-2])\.(?P<day6>[0-9]{{1,2}})(?![0-9.%‰:]|\s*(?:{_MEASURED}))"
    rf"|(?<![0-9.零〇一二三四五六七八九十百千万]){_NO_SERIES}(?P<day4>{_NUMBER})[日号](?!{_NUMBERED})"
    rf"|(?P<year5>{_YEAR})年"
)
_BEFORE_SEASON = re.compile(rf"(?P<year>{_YEAR}|去年|今年|前年)\s*(?:年(?![初中底末]))?的?")
_RELATIVE = {
    "大前天": 3,
    "大前儿": 3,
    "前天": 2,
    "前儿个": 2,
    "前儿": 2,
    "前日": 2,
    "昨天": 1,
    "昨日": 1,
    "昨晚": 1,
    "昨儿个": 1,
    "昨儿": 1,
    "今天": 0,
    "今日": 0,
    "今儿个": 0,
    "今儿": 0,
    "明天": -1,
}
_WEEKS = {
    "上上周": 2,
    "上周": 1,
    "上星期": 1,
    "上个星期": 1,
    "这周": 0,
    "本周": 0,
    "这星期": 0,
    "这个星期": 0,
}
_MONTHS = {"上个月": 1, "上月": 1, "这个月": 0, "本月": 0}
_YEARS = {"前年": 2, "去年": 1, "今年": 0}
_WORDS = re.compile("|".join([*_RELATIVE, *_WEEKS, *_MONTHS, *_YEARS]))
_THIRDS = {"上旬": (1, 10), "中旬": (11, 20), "下旬": (21, 31), "初": (1, 10), "底": (21, 31)}
_WEEK = 7
_DELAY = 3  # days in which a daily prints what happened
_LEAP = 2000


@dataclass(frozen=True, slots=True)
class Days:
    """The days from ``first`` to ``last``, both included: month and day, and the year if known.

    ``any_month``: a day without its month (25日), from month 1 to 12. A period over a year's end
    has ``first`` after ``last``, and ``year`` is the one that it begins in.
    """

    first: tuple[int, int]
    last: tuple[int, int]
    year: int | None = None
    any_month: bool = False
    typed: str = ""
    spoken: bool = False  # 昨天, 今年: people say these loosely
    spans: tuple[Span, ...] = ()

    def agrees(self, printed: PrintedDate) -> bool:
        """Return whether a printed date may be one of these days."""
        if self.any_month:
            return printed.day == self.first[1]
        day = (printed.month, printed.day)
        over = self.first > self.last and day <= self.last  # after the year's end
        if None not in (self.year, printed.year) and printed.year != (self.year or 0) + over:
            return False
        return over or (self.first <= day and (day <= self.last or self.first > self.last))

    def among(self, printed: DayNumbers) -> Mask:
        """Return for each printed date whether it may be one of these days; see `DayNumber`.

        No date is none of them.
        """
        day = without_years(printed)
        found: Mask
        first, last = (DayNumber.at(None, *end).value for end in (self.first, self.last))
        if self.any_month:
            found = days_of_month(printed) == self.first[1]
        elif first <= last:
            found = (day >= first) & (day <= last)
        else:
            found = (day >= first) | ((day > 0) & (day <= last))
        if self.year is not None:
            year = years(printed)
            if first > last:
                year = year - (day <= last)
            found &= ~have_years(printed) | (year == self.year)
        return found

    @property
    def after(self) -> "Days | None":
        """The days right after, when a paper prints what happened.

        None after more than a week, and after a day of any month.
        """
        length = (self.last[0] - self.first[0]) * 31 + self.last[1] - self.first[1]
        if self.any_month or not 0 <= length < _WEEK:
            return None
        last = date(self.year or _LEAP, *self.last)
        first, end = last + timedelta(1), last + timedelta(_DELAY)
        year = None if self.year is None or first.year != end.year else first.year
        return Days((first.month, first.day), (end.month, end.day), year)

    @property
    def wordings(self) -> tuple[str, ...]:
        """How a newspaper prints the day, where it is one day."""
        if self.first != self.last:
            return ()
        month, day = self.first
        return (f"{day}日",) if self.any_month else (f"{month}月{day}日",)

    @property
    def in_full(self) -> str | None:
        """How a newspaper prints a day, month or year with its year, where it was asked for so."""
        if self.year is None or self.spoken:
            return None
        month, day = self.first
        if self.first == self.last:
            return f"{self.year}年{month}月{day}日"
        if (self.first, self.last) == ((1, 1), (12, 31)):
            return f"{self.year}年"
        last = (month, monthrange(self.year, month)[1])
        return f"{self.year}年{month}月" if day == 1 and self.last == last else None


_Placed = tuple[Span, Days]
"""Days, and where all of the words for them stand."""


def days(text: str, today: date) -> Days | None:
    """Return the days that a folded question names, or None; ``spans`` say where in the text.

    Of several days the first counts; of those that start together, the longest. Relative days
    count from ``today``. The name of a holiday is not in ``spans``: it may stand in print.
    """
    found = _placed(text, today)
    _, first = min(found, key=lambda pair: (pair[0].start, -pair[0].end), default=(None, None))
    return first


def whole(text: str, today: date) -> Days | None:
    """Return the days that a folded text names if it says nothing else (去年国庆), or None."""
    return next((told for span, told in _placed(text, today) if span == (0, len(text))), None)


def _placed(text: str, today: date) -> list[_Placed]:
    return [*_written(text, today), *_spoken(text, today), *_seasonal(text, today)]


def _written(text: str, today: date) -> Iterator[_Placed]:
    for match in _FULL.finditer(text):
        span = Span(*match.span())
        spans = (span,)
        year = _year(match["year"] or match["year2"] or match["year5"], today)
        if match["year5"]:
            yield span, Days((1, 1), (12, 31), year, typed=match[0], spans=spans)
            continue
        month = _number(match["month"] or match["month2"] or match["month3"] or match["month6"])
        day = _number(
            match["day"] or match["day2"] or match["day3"] or match["day4"] or match["day6"]
        )
        if match["day4"] and day and day <= 31:  # noqa: PLR2004 (a month has no more days)
            yield span, Days((1, day), (12, day), any_month=True, typed=match[0], spans=spans)
        elif not month or month > 12:  # noqa: PLR2004 (a year has no more months)
            continue
        elif match["third"]:
            first, last = _THIRDS[match["third"]]
            yield span, Days((month, first), (month, last), year, typed=match[0], spans=spans)
        elif day is None:
            yield span, Days((month, 1), (month, 31), year, typed=match[0], spans=spans)
        elif 1 <= day <= monthrange(year or 2000, month)[1]:
            yield span, Days((month, day), (month, day), year, typed=match[0], spans=spans)


def _spoken(text: str, today: date) -> Iterator[_Placed]:
    for match in _WORDS.finditer(text):
        word = match[0]
        if word in _RELATIVE:
            yield _between(today - timedelta(_RELATIVE[word]), 1, match)
        elif word in _WEEKS:
            monday = today - timedelta(today.weekday() + _WEEK * _WEEKS[word])
            yield _between(monday, _WEEK, match)
        elif word in _MONTHS:
            first = today.replace(day=1)
            if _MONTHS[word]:
                first = (first - timedelta(1)).replace(day=1)
            yield _between(first, monthrange(first.year, first.month)[1], match)
        else:
            year = today.year - _YEARS[word]
            span = Span(*match.span())
            yield span, Days((1, 1), (12, 31), year, typed=word, spoken=True, spans=(span,))


def _between(first: date, length: int, match: re.Match[str]) -> _Placed:
    last = first + timedelta(length - 1)
    span = Span(*match.span())
    ends = (first.month, first.day), (last.month, last.day)
    return span, Days(*ends, first.year, typed=match[0], spoken=True, spans=(span,))


def _seasonal(text: str, today: date) -> Iterator[_Placed]:
    for season in seasons(text, None):
        typed = text[season.start : season.end]
        yield (
            Span(season.start, season.end),
            Days(season.first, season.last, typed=typed, spoken=True),
        )
    for match in _BEFORE_SEASON.finditer(text):
        year = _year(match["year"], today)
        for season in seasons(text, year, match.end()):
            span = Span(match.start(), season.end)
            typed = text[span.start : span.end]
            spans = (Span(*match.span()),)
            yield span, Days(season.first, season.last, year, typed=typed, spoken=True, spans=spans)


def _year(text: str | None, today: date) -> int | None:
    if text is None:
        return None
    if text in _YEARS:
        return today.year - _YEARS[text]
    digits = "".join(_DIGITS.get(char, char) for char in text)
    return int(digits) if digits.isdigit() else None


def _number(text: str | None) -> int | None:
    """Return a number up to 99, written in digits or in characters (二十五); None for no text."""
    if not text:
        return None
    if text.isdigit():
        return int(text)
    tens, ten, ones = text.rpartition("十")
    value = int(_DIGITS[ones]) if ones else 0
    return value + (10 * int(_DIGITS[tens] if tens else 1) if ten else 0)
