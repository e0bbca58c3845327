"""Numbers as values: one grammar for what is printed, asked, searched for and subscribed to.

A **number** is a value with a unit where it stands: 4800万元 and 四千八百万元 are 48000000 元.
It is none where a numeral is part of a name (神舟二十一号, 二七区, PM2.5, 5G). Dates are read
elsewhere (`retrieval.query.days`); here they only are no values.
"""

import functools
import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

from retrieval.analysis.numerals import DIGITS, NUMERALS, arabic, chinese
from retrieval.analysis.runs import are_apart
from retrieval.analysis.units import MEASURES, UNITS
from retrieval.compiled import late
from retrieval.word_list import words


class Kind(StrEnum):
    """What a number says."""

    PLAIN = "plain"
    MONEY = "money"
    PERCENT = "percent"
    TEMPERATURE = "temperature"
    MEASURE = "measure"
    COUNT = "count"
    ORDER = "order"  # 第3届
    PHONE = "phone"
    TIME = "time"  # 8:30, in minutes of the day


class Bound(StrEnum):
    """How a number bounds what it tells."""

    EXACT = "exact"
    ABOUT = "about"  # 近, 约, 左右
    OVER = "over"  # 超过, 多, 余, 以上
    UNDER = "under"  # 不足, 以下


@dataclass(frozen=True, slots=True)
class Number:
    """A value at ``[start, end)`` of a folded text; ``unit`` is a unit's first name, or empty.

    A PHONE's value is of all its digits, and ``digits`` has them with a leading 0; it is empty in
    every other.
    """

    value: Decimal
    unit: str
    kind: Kind
    start: int
    end: int
    written: str
    bound: Bound = Bound.EXACT
    digits: str = ""


_NAMES = "|".join(re.escape(name) for name in words(__package__, "number_names"))
SERIES = words(__package__, "series")
"""What is numbered: a numeral behind one of these, with 号, is part of a name."""
_BEFORE = words(__package__, "before_number_names")
_BEHIND = "".join(f"(?<!{word})" for word in (*SERIES, *_BEFORE) if word not in ("第", "中央"))
_ARABIC = r"(?:[0-9]{1,3}(?:,[0-9]{3})+(?![0-9])|[0-9]+)(?:\.[0-9]+)?(?![0-9]|[.:/][0-9])"
_TIMES = "(?:[十百千]?(?:万亿|[万亿])|[百千](?![克米瓦卡]|分点))"
_POINT = "点[零〇一二三四五六七八九]+"
_OF_UNIT = "千[克米瓦]|百分点"  # 二十七千米
_FIGURE = rf"{_ARABIC}(?: ?[多余来]?(?:个(?=亿))?{_TIMES}(?:[0-9]+[万千百]?(?![0-9.]))*)?"
_CHINESE = (
    rf"(?<![0-9{NUMERALS}])(?:[{NUMERALS}]+?(?:{_POINT})?(?={_OF_UNIT})"
    rf"|[{NUMERALS}]+(?:{_POINT})?(?:[多余来]?(?:个(?=亿))?[万亿])*(?![{NUMERALS}]))"
)
_UNIT = "|".join(map(re.escape, sorted(UNITS, key=lambda unit: (-len(unit), unit))))
_DAY = (
    "月(?!饼)|日|号(?![线楼院门])|世纪|点(?!多|左右|以)|时(?!速)|年(?=[0-9一二三四五六七八九十]+月)"
)
_LOCAL = "[1-9][0-9]{6,7}"
_PHONE = (
    rf"(?P<area>\(0[0-9]{{2,3}}\)|0[0-9]{{2,3}}(?=[- ]?{_LOCAL}(?![0-9])))[- ]{{0,2}}{_LOCAL}"
    "|1[3-9][0-9][- ]?[0-9]{4}[- ]?[0-9]{4}"
    "|[48]00(?:[- ]?[0-9]{3}[- ]?[0-9]{4}|-[0-9]{4}-[0-9]{3})"
)
_HOUR = "(?:1[0-9]|2[0-4]|0?[0-9]|二?十[一二三四五六七八九]?|[一二两三四五六七八九])"
_MINUTE = "(?:[0-5]?[0-9]|[二三四五]?十[一二三四五六七八九]?|零?[一二三四五六七八九])"
_CLOCK = (
    rf"(?P<hour>{_HOUR})"
    rf"(?::(?P<sharp>[0-5][0-9])(?![0-9:])|[点时](?:(?P<part>半|[一三]刻|整|钟)|(?P<minute>{_MINUTE})分(?![之钟])))"
)
_NO_TENTHS = "不功立为员果都本长人年绩交了就熟品分群"
_NUMBER = (
    rf"(?P<order>第)?(?P<below>零下|(?<![0-9a-z])-(?=[0-9.]+ ?(?:%|°c|℃|度|摄氏度)))?"
    rf"(?:百分之(?P<hundredth>{_FIGURE}|{_CHINESE})|(?P<first>{_FIGURE}|{_CHINESE})"
    rf"(?:(?P<to>[~—–-]{{1,2}}|[至到])(?P<last>{_FIGURE}|{_CHINESE}))?(?P<more>[多余来])?"
    rf" ?(?:(?P<tenths>成(?P<tenth>[一二三四五六七八九半])?(?![{_NO_TENTHS}]))|(?P<percent>[%‰])"
    rf"|(?P<unit>{_UNIT})(?P<half2>半)?(?![旦])|(?P<day>{_DAY}))?)"
    rf"(?:(?<=[月日号时点年纪])|(?![0-9a-z]|[-+&@_][a-z]))(?P<beyond>左右|上下|以[上下内])?"
    r"(?P<stop>(?=的|[^\w]|\Z))?"
)
_MEASURED = {unit[0] for unit, (name, _) in UNITS.items() if name in MEASURES}
_AFTER_ONE = "".join(sorted(_MEASURED | set("点成时日月号百分")))
_AFTER_ANY = "".join(sorted({unit[0] for unit in UNITS} | set("点成多余来半至到~—–- 月日号时分")))
_OPENING = late(
    rf"[0-9]|[{NUMERALS}](?:(?<=百)(?=分之)|(?<!一)(?=[{NUMERALS}{re.escape(_AFTER_ANY)}])"
    rf"|(?<=一)(?=[{NUMERALS}{re.escape(_AFTER_ONE)}]))|第(?=[0-9{NUMERALS}])|[-(](?=[0-9])|零下"
)
_SCAN = late(
    r"(?<![0-9a-z])(?<![0-9][.:/])(?<![a-z][-+&@_])"
    rf"(?:(?P<date>(?:19|20)[0-9]{{2}}[-/.][0-9]{{1,2}}[-/.][0-9]{{1,2}}(?![0-9]))"
    rf"|(?P<phone>(?<![0-9]-)(?:{_PHONE})(?![0-9]))|{_CLOCK}|{_BEHIND}(?!{_NAMES}){_NUMBER})"
)
_AFTERNOON = re.compile("(?:下午|傍晚|晚上?)\\Z")
_BOUNDS = (
    (re.compile("(?:超过?|逾|至少|以上)\\Z"), Bound.OVER),
    (re.compile("(?:不足|不到|至多|最多)\\Z"), Bound.UNDER),
    (re.compile("(?:近|约)\\Z"), Bound.ABOUT),
)
_AFTER = {"以上": Bound.OVER, "以下": Bound.UNDER, "以内": Bound.UNDER}
_LOOKED_BACK = 2  # characters of the words before a number
_LONGEST = 40  # characters of a number; more digits count nothing
_NOON = 12
_PART_OF_TENTH = {**DIGITS, "半": 5}
_QUARTERS = {"半": 30, "一刻": 15, "三刻": 45, "整": 0, "钟": 0}


def matches(folded: str) -> Iterator[re.Match[str]]:
    """Yield what the grammar matches in a folded or compact text, in order: numbers and days."""
    at = 0
    while opening := _OPENING.search(folded, at):
        start = opening.start()
        found = _SCAN.match(folded, start)
        at = start + 1 if found is None else max(found.end(), start + 1)
        if found is not None:
            yield found


def numbers(folded: str) -> Iterator[Number]:
    """Yield the numbers of a folded or compact text, in order; maybe none.

    Of a range (5至8元) both ends have its unit.
    """
    for found in matches(folded):
        yield from read(found, folded)


def context(found: re.Match[str], folded: str) -> tuple[str, bool, bool]:
    """Return all that decides which values `read` makes of a match."""
    return (
        found[0],
        found["stop"] is not None,
        found["hour"] is not None and _is_late(found, folded),
    )


def _is_late(found: re.Match[str], folded: str) -> bool:
    before = folded[max(0, found.start() - _LOOKED_BACK) : found.start()]
    return _AFTERNOON.search(before) is not None


def read(found: re.Match[str], folded: str) -> Iterator[Number]:
    """Yield the numbers of a match; none of a day."""
    if found["phone"]:
        digits = "".join(char for char in found["phone"] if char.isdigit())
        yield _number(found, Decimal(digits), "", Kind.PHONE, digits=digits)
    elif found["hour"]:
        yield from _clock(found, folded)
    elif not found["date"] and not found["day"]:
        yield from _counted(found, folded)


def _clock(found: re.Match[str], folded: str) -> Iterator[Number]:
    hour, minute = _value(found["hour"]), _value(found["sharp"] or found["minute"] or "0")
    if hour is None or minute is None:
        return
    minute += _QUARTERS.get(found["part"] or "", 0)
    late = _NOON if hour < _NOON and _is_late(found, folded) else 0
    yield _number(found, 60 * (hour + late) + minute, "", Kind.TIME)


def _counted(found: re.Match[str], folded: str) -> Iterator[Number]:
    unit, kind = _unit(found)
    grouped = found["first"] if "," in (found["first"] or "") else ""
    if grouped and not unit and are_apart(grouped):
        yield from _listed(found, grouped)
        return
    bound = _bound(found, folded)
    for group in ("hundredth", "first", "last"):
        written = found[group]
        if not written or (group == "first" and not found["last"] and _is_a_word(found, unit)):
            continue
        value = _value(written)
        if value is None:
            continue
        if group == "first" and found["last"]:
            value *= _shared_times(written, found["last"])
        if found["tenths"]:
            value = 10 * value + _PART_OF_TENTH.get(found["tenth"] or "", 0)
        if found["half2"]:
            value += Decimal("0.5")
        if found["below"]:
            value = -value
        start, end = found.start(), found.end("beyond" if found["beyond"] else 0)
        if found["last"]:
            start, end = found.span(group) if group == "first" else (found.start(group), end)
        yield Number(value, unit, kind, start, end, folded[start:end], bound)


def _unit(found: re.Match[str]) -> tuple[str, Kind]:
    if found["hundredth"] or found["tenths"] or found["percent"] == "%":
        return "%", Kind.PERCENT
    if found["percent"]:
        return found["percent"], Kind.PERCENT
    if found["unit"]:
        unit, kind = UNITS[found["unit"]]
        return unit, Kind.ORDER if found["order"] else Kind(kind)
    if found["order"]:
        return "", Kind.ORDER
    # A large round number with nothing behind it is a sum as a rule: 总投资4800万。
    large = (found["first"] or "")[-1:] in ("万", "亿")
    return "", Kind.MONEY if large and found["stop"] is not None else Kind.PLAIN


def _is_a_word(found: re.Match[str], unit: str) -> bool:
    """Return whether a lone Chinese numeral counts nothing: 一个, 一度, 三 without a unit."""
    written = found["first"]
    if len(written) > 1 or written[0] not in NUMERALS:
        return False
    if not unit and not found["tenths"]:
        return True
    if found["unit"] == "度" and not found["below"]:  # 一度 and 二度 are once and again
        return True
    return written == "一" and not found["order"] and unit not in MEASURES and not found["tenths"]


def _bound(found: re.Match[str], folded: str) -> Bound:
    before = folded[max(0, found.start() - _LOOKED_BACK) : found.start()]
    if found["beyond"]:
        return _AFTER.get(found["beyond"], Bound.ABOUT)
    if found["more"] or re.search("[多余来]", found["first"] or ""):
        return Bound.OVER
    return next((bound for words, bound in _BOUNDS if words.search(before)), Bound.EXACT)


def _listed(found: re.Match[str], grouped: str) -> Iterator[Number]:
    at = found.start("first")
    for one in grouped.split(","):
        yield Number(Decimal(one), "", Kind.PLAIN, at, at + len(one), one)
        at += len(one) + 1


def _shared_times(first: str, last: str) -> Decimal:
    """Return what a range's first number shares of the last one's multiplier: 5至8万."""
    sign = last[-1]
    shares = sign in ("万", "亿") and not set(first) & set("千万亿")
    return (arabic(f"1{sign}") or Decimal(1)) if shares else Decimal(1)


@functools.lru_cache(1 << 14)
def _value(written: str) -> Decimal | None:
    if len(written) > _LONGEST:
        return None
    plain = re.sub("[ ,多余来个]", "", written)
    return arabic(plain) if plain[:1].isascii() else chinese(plain)


def _number(
    found: re.Match[str], value: Decimal, unit: str, kind: Kind, digits: str = ""
) -> Number:
    return Number(value, unit, kind, *found.span(), found[0], digits=digits)
