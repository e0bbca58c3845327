"""Other ways to write a number: the grammar of `retrieval.analysis.numbers` the other way round."""

from collections.abc import Iterator
from decimal import Decimal

from retrieval.analysis.numbers import Kind, Number
from retrieval.analysis.units import SPELLINGS
from retrieval.analysis.values import written

_DIGITS = "零一二三四五六七八九"
_TEN_THOUSAND, _HUNDRED_MILLION = 10**4, 10**8
_SMALL = 10


def chinese(number: int) -> str:
    """Return a whole number, from 0 to below 10¹², in Chinese numerals."""
    for group, sign in ((_HUNDRED_MILLION, "亿"), (_TEN_THOUSAND, "万")):
        if number >= group:
            above, below = divmod(number, group)
            gap = "零" if 0 < below < group // 10 else ""
            return chinese(above) + sign + gap + (chinese(below) if below else "")
    if number < _SMALL:
        return _DIGITS[number]
    for place, sign in ((1000, "千"), (100, "百"), (10, "十")):
        if number >= place:
            above, below = divmod(number, place)
            one = "" if place == above * 10 == _SMALL else _DIGITS[above]
            gap = "零" if 0 < below < place // 10 else ""
            return one + sign + gap + (_below(below) if below else "")
    raise AssertionError


def _below(number: int) -> str:
    text = chinese(number)
    return f"一{text}" if text.startswith("十") else text


def numerals(value: Decimal) -> Iterator[str]:
    """Yield the ways to write a value from 0 on without its unit."""
    plain = written(value)
    whole, point, decimals = plain.partition(".")
    yield plain
    if len(whole) > 3:
        yield f"{int(whole):,}{point}{decimals}"
    spoken = chinese(int(whole))
    yield spoken + (f"点{''.join(_DIGITS[int(digit)] for digit in decimals)}" if point else "")
    for group, sign in ((_HUNDRED_MILLION, "亿"), (_TEN_THOUSAND, "万")):
        if value >= group:
            yield written(value / group) + sign


def spellings(number: Number) -> set[str]:
    """Return the ways to write a number with its unit, what it is written as left out."""
    if number.kind is Kind.PHONE:
        digits, area = number.digits, 3 if number.digits[:2] in ("01", "02") else 4
        if not digits.startswith("0"):
            return {digits, f"{digits[:3]}-{digits[3:7]}-{digits[7:]}"}
        local = digits[area:]
        return {digits, f"{digits[:area]}-{local}", f"({digits[:area]}) {local}"}
    if number.kind is Kind.TIME:
        hour, minute = divmod(int(number.value), 60)
        return {f"{hour}:{minute:02}", f"{hour}点{minute}分"} if minute else {f"{hour}:00"}
    ways = list(numerals(abs(number.value)))
    if number.unit == "%":
        parts = [f"{way}%" for way in ways if way[0].isascii()]
        return {*parts, *(f"百分之{way}" for way in ways)}
    before = "零下" if number.value < 0 else ""
    order = "第" if number.kind is Kind.ORDER else ""
    units = SPELLINGS.get(number.unit, (number.unit,))
    return {f"{order}{before}{way}{unit}" for way in ways for unit in units}
