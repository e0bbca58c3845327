"""Numerals to values: 4800万, 1.2万, 1万2千, 四千八百万, 三点五, 两万零五十, 二〇二二."""

import re
from decimal import Decimal

DIGITS = {numeral: value for value, numeral in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "两": 2,
}
PLACES = {"十": 10, "百": 100, "千": 1000}
GROUPS = {"万": 10**4, "亿": 10**8}
NUMERALS = "".join([*DIGITS, *PLACES, *GROUPS])
"""All Chinese numerals; they fold to themselves."""

_ARABIC = re.compile(r"([0-9]+(?:\.[0-9]+)?)([十百千万亿]*)")
_YEAR = 4  # digits
_LONGEST = 32  # characters of a Chinese numeral: longer runs are none


def arabic(text: str) -> Decimal | None:
    """Return the value of digits with or without Chinese multipliers (1万2千), or None.

    A multiplier that is not less than the one before it makes no number (3百5百).
    """
    total = Decimal(0)
    least: Decimal | None = None
    at = 0
    for match in _ARABIC.finditer(text):
        times = _times(match[2])
        value = Decimal(match[1]) * times
        if match.start() != at or (least is not None and value >= least):
            return None
        total, least, at = total + value, times, match.end()
    return total if text and at == len(text) else None


def chinese(text: str) -> Decimal | None:
    """Return the value of a Chinese numeral, or None for what is none (二七, 万一, 三五)."""
    if len(text) > _LONGEST:
        return None
    whole, point, decimals = text.partition("点")
    last = decimals.lstrip("零〇一二三四五六七八九")
    if point and (not decimals or decimals == last or last.strip("万亿")):
        return None
    if point:
        digits = decimals.removesuffix(last)
        value = _whole(whole)
        part = Decimal("0." + "".join(str(DIGITS[digit]) for digit in digits))
        return None if value is None else (value + part) * _times(last)
    value = _whole(whole)
    return None if value is None else Decimal(value)


def _times(multipliers: str) -> Decimal:
    value = Decimal(1)
    for one in multipliers:
        value *= PLACES.get(one) or GROUPS[one]
    return value


def _whole(text: str) -> int | None:
    """Return the value of a whole numeral: by groups of 亿 and 万, each by its places."""
    if not text or not set(text) <= set(NUMERALS):
        return None
    if len(text) == _YEAR and set(text) <= set(DIGITS) and set(text) & set("〇零"):
        return int("".join(str(DIGITS[digit]) for digit in text))
    for group in ("亿", "万"):
        above, sign, below = text.rpartition(group)
        if sign:
            return _grouped(above, below, GROUPS[group])
    return _below_ten_thousand(text)


def _grouped(above: str, below: str, times: int) -> int | None:
    many = _whole(above)
    if many is None:
        return None
    if not below:
        return many * times
    if len(below) == 1 and below in DIGITS:  # 一万二 is 12,000
        return many * times + DIGITS[below] * times // 10
    rest = _whole(below.lstrip("零〇"))
    return None if rest is None or rest >= times else many * times + rest


def _below_ten_thousand(text: str) -> int | None:
    total, digit, least, zero = 0, None, 10**4, False
    for numeral in text:
        if numeral in DIGITS:
            if digit is not None and digit:
                return None  # two digits beside each other
            zero = zero or (DIGITS[numeral] == 0 and digit is None)
            digit = DIGITS[numeral]
            continue
        place = PLACES.get(numeral, 0)
        if not place or place >= least or (digit is None and (place, total) != (10, 0)):
            return None
        total, least, digit, zero = (
            total + (1 if digit is None else digit) * place,
            place,
            None,
            False,
        )
    if digit is None:
        return total
    shortened = least in (100, 1000) and digit and not zero  # 一百二 is 120
    return total + digit * (least // 10 if shortened else 1)
