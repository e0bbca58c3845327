"""Days, years and large numbers of English questions, as Chinese ones have them."""

import re

from retrieval.compiled import late

_MONTHS = (
    "january|jan",
    "february|feb",
    "march|mar",
    "april|apr",
    "may",
    "june|jun",
    "july|jul",
    "august|aug",
    "september|sept|sep",
    "october|oct",
    "november|nov",
    "december|dec",
)
_NUMBER = {name: at for at, names in enumerate(_MONTHS, 1) for name in names.split("|")}
_MONTH = rf"\b(?P<month>{'|'.join(_NUMBER)})\b\.?"
_DAY = r"(?P<day>[0-9]{1,2})(?:st|nd|rd|th)?\b(?!:)"
_YEAR = r"(?P<year>(?:19|20)[0-9]{2})\b"
_FULL = late(
    rf"{_MONTH} ?(?:the )?{_DAY}(?:,? {_YEAR})?"
    rf"|\b{_DAY.replace('day>', 'day2>')} ?(?:of )?{_MONTH.replace('month>', 'month2>')}"
    rf"(?:,? {_YEAR.replace('year>', 'year2>')})?"
    rf"|{_MONTH.replace('month>', 'month3>')},? (?:of )?{_YEAR.replace('year>', 'year3>')}"
    rf"|\b(?:in|of|during|since) {_YEAR.replace('year>', 'year4>')}"
    rf"|(?P<before>\b(?:in|of|during|since|by|until|early|late|mid|last|this) )"
    rf"{_MONTH.replace('month>', 'month4>')}"
    r"|\b(?P<month5>january|february|april|june|july|august|september|october|november|december)\b"
)
_LARGE = re.compile(
    r"\b(?P<value>[0-9]+(?:\.[0-9]+)?) ?(?P<by>thousand|million|billion|trillion)s?\b"
)
_TIMES = {"thousand": 3, "million": 6, "billion": 9, "trillion": 12}
_SIZES = ((12, "万亿"), (8, "亿"), (4, "万"), (0, ""))
_PERCENT = re.compile(r"(?<=[0-9]) ?(?:percent|per cent|pct)\b")


def dated(line: str) -> str:
    """Return a folded English line with its days and large numbers as Chinese prints them.

    October 25, 2025 is 2025年10月25日; 88 million is 8800万; 5 percent is 5%.
    """
    line = _FULL.sub(_day, line)
    line = _LARGE.sub(_large, line)
    return _PERCENT.sub("%", line)


def _day(found: re.Match[str]) -> str:
    told = {name.rstrip("0123456789"): text for name, text in found.groupdict().items() if text}
    year = f"{told['year']}年" if "year" in told else ""
    month = f"{_NUMBER[told['month']]}月" if "month" in told else ""
    day = f"{int(told['day'])}日" if "day" in told else ""
    end = "" if day or not month else ","  # else 1月 9月 were a day
    return f" {year}{month}{day}{end} "


def _large(found: re.Match[str]) -> str:
    whole, _, part = found["value"].partition(".")
    power = _TIMES[found["by"]]
    value = int(whole + part) * 10**power // 10 ** len(part)
    size, written = next((size, name) for size, name in _SIZES if value >= 10**size or not size)
    number, rest = divmod(value, 10**size)
    decimals = f"{rest:0{size}d}".rstrip("0") if rest else ""
    return f"{number}{'.' if decimals else ''}{decimals}{written}"
