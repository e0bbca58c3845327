"""Numbers told roughly: 五千七百多亿 for 5737.5亿元, 近五十亿 for 49.98亿, 229万亿 for 229.8万亿.

A number's **size** is its two leading digits as a term (``~57e10``), whatever its unit. What a
rough number may stand for lies between two values, and has one of a few sizes.
"""

import re
from collections.abc import Iterator
from decimal import Decimal

from retrieval.analysis.numbers import Bound, Kind, Number, numbers

SIZE = "~"
"""A size begins with it; no other term does."""
LESSER = {"公里": (1000, "米"), "公斤": (1000, "克"), "千瓦": (1000, "瓦")}
"""Units that are told in a lesser one, how many of it they are, and its name (一千米)."""

_ROUGH = (Bound.ABOUT, Bound.OVER)
_SIZED = frozenset((Kind.PLAIN, Kind.MONEY, Kind.MEASURE, Kind.COUNT))
_LEAST, _PAST = 10, 100  # what two leading digits may be
_OFF = Decimal("0.05")  # how far off what is about a value may be


def in_lesser(value: Decimal, unit: str) -> tuple[Decimal, str]:
    """Return a value and its unit in the lesser unit, where there is one."""
    times, lesser = LESSER.get(unit, (1, unit))
    return value * times, lesser


def size_of(number: Number) -> str:
    """Return a number's size; empty for one below ten, and for what is no amount."""
    value, _ = in_lesser(number.value, number.unit)
    if number.kind not in _SIZED or value < _LEAST:
        return ""
    power = value.adjusted() - 1
    return _size(int(value.scaleb(-power)), power)


def is_rough(number: Number) -> bool:
    """Return whether a number may stand for others that are near it: told so, or rounded."""
    return number.kind in _SIZED and (number.bound in _ROUGH or is_rounded(number))


def is_rounded(number: Number) -> bool:
    """Return whether a number is one of 万 or 亿 and may have lost what comes after its digits."""
    large = re.search("[万亿]", number.written) is not None
    return number.kind in _SIZED and number.bound is Bound.EXACT and large


def sizes(number: Number) -> tuple[str, ...]:
    """Return the sizes of all that a rough number may stand for, the least first; maybe none."""
    low, high = _span(number)
    if low < _LEAST:
        return ()
    power = low.adjusted() - 1
    leading, end = int(low.scaleb(-power)), high.scaleb(-power)
    found: list[str] = []
    while leading < end:
        past = leading >= _PAST
        found.append(_size(leading // 10 if past else leading, power + past))
        leading += 10 if past else 1
    return tuple(found)


def roughly(number: Number, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a compact text has a number that a rough one may stand for, of its unit."""
    low, high = _span(number)
    _, wanted = in_lesser(number.value, number.unit)
    for found in numbers(text):
        value, unit = in_lesser(found.value, found.unit)
        if wanted in ("", unit) and low <= value <= high:
            yield found.start, found.end


def _span(number: Number) -> tuple[Decimal, Decimal]:
    """Return the least and the most of what a rough number may stand for.

    Over a value (多, 超) is up to one more of its last digit that is not 0; a rounded one is half
    of that less at the least.
    """
    value, _ = in_lesser(number.value, number.unit)
    if number.bound not in (Bound.ABOUT, Bound.UNDER):
        last = Decimal(1).scaleb(int(value.normalize().as_tuple().exponent))
        return value - (0 if number.bound is Bound.OVER else last / 2), value + last
    return value * (1 - _OFF), value * (1 + _OFF)


def _size(leading: int, power: int) -> str:
    return f"{SIZE}{leading}e{power}"
