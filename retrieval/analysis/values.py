"""Values as terms: each spelling of a number has the same **value terms**, and no other text.

A number has the term of its value (``#12000``) and, with a unit, one of both (``#12000户``). A
telephone number has one of its digits, and one of its local part. A Latin word with hyphens has
one without them (``wifi`` of wi-fi), which is the term of the word that is written so.
"""

import functools
import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from retrieval.analysis.numbers import Kind, Number, context, matches, read

MARK = "#"
"""A number's value terms begin with it; no other term does."""

_LESSER = {"公里": (1000, "米"), "公斤": (1000, "克"), "千瓦": (1000, "瓦")}  # 一千米
_HYPHENED = re.compile(r"(?<![0-9a-z-])[0-9a-z]*[a-z][0-9a-z]*(?:-[0-9a-z]+)+(?![0-9a-z-])")
_LATIN = re.compile(r"[0-9a-z]*[a-z][0-9a-z]*(?:-[0-9a-z]+)*")
_AREA = re.compile("0(?:10|2[0-9]|[3-9][0-9]{2})(?=[1-9][0-9]{6})")

_MOST = 1 << 15
_AT_HAND: dict[tuple[str, bool, bool], tuple["Value", ...]] = {}  # as much of print is said again


class Value(NamedTuple):
    """A value term and where what it stands for is written: ``[start, end)``."""

    term: str
    start: int
    end: int


def values(folded: str) -> Iterator[Value]:
    """Yield the value terms of a folded or compact text, in order, a number's plain one first."""
    for found in matches(folded):
        key = context(found, folded)
        placed = _AT_HAND.get(key)
        if placed is None:
            if len(_AT_HAND) >= _MOST:
                _AT_HAND.clear()
            placed = _AT_HAND[key] = tuple(_placed(found, folded))
        at = found.start()
        for term, start, end in placed:
            yield Value(term, at + start, at + end)


def _placed(found: re.Match[str], folded: str) -> Iterator[Value]:
    at = found.start()
    for number in read(found, folded):
        for term in number_terms(number):
            yield Value(term, number.start - at, number.end - at)


def hyphened(folded: str) -> Iterator[Value]:
    """Yield the Latin words with hyphens of a folded text, without these."""
    if "-" in folded:
        for match in _HYPHENED.finditer(folded):
            yield Value(match[0].replace("-", ""), *match.span())


def value_terms(compact: str) -> Iterator[str]:
    """Yield the terms that a compact text has in its bag besides its tokens', in no order."""
    for found in (values(compact), hyphened(compact)):
        yield from (one.term for one in found)


def number_terms(number: Number) -> tuple[str, ...]:
    """Return a number's value terms, the one that says most last."""
    return _terms(number.value, number.unit, number.kind, number.digits)


@functools.lru_cache(1 << 14)
def _terms(value: Decimal, unit: str, kind: Kind, digits: str) -> tuple[str, ...]:
    if kind is Kind.PHONE:
        local = _AREA.sub("", digits)
        return tuple(dict.fromkeys((MARK + local, MARK + digits)))
    if kind is Kind.TIME:
        return (f"{MARK}{int(value) // 60}:{int(value) % 60:02}",)
    plain = MARK + written(value)
    if kind is Kind.MONEY and not unit:
        return plain, f"{plain}元"
    if unit in _LESSER:
        times, lesser = _LESSER[unit]
        return plain, f"{MARK}{written(value * times)}{lesser}"
    if kind is Kind.ORDER:
        return (plain, f"{MARK}第{written(value)}{unit}") if unit else (plain,)
    return (plain, plain + unit) if unit else (plain,)


def written(value: Decimal) -> str:
    """Return a value in digits, as short as it can be: 12000, 0.5, -5."""
    return format(value.normalize() + 0, "f")


@functools.lru_cache(1 << 14)
def term_of(word: str) -> str | None:
    """Return the value term that all of a compact word is written for, or None.

    A number with a unit is its value with this unit; one without is its value, whatever the unit,
    unless it is as small as what names hold (十一).
    """
    found = list(values(word))
    ends = {(one.start, one.end) for one in found}
    if ends == {(0, len(word))}:
        term = _meant(word, found)
        return None if _is_small(term) else term
    return word.replace("-", "") if _LATIN.fullmatch(word) else None


def _meant(word: str, found: list[Value]) -> str:
    # 4800万 alone may be a sum: its plain value is what was said.
    last = found[-1].term
    return found[0].term if last.endswith("元") and not re.search("元|块", word) else last


def _is_small(term: str) -> bool:
    return re.fullmatch(rf"{MARK}[0-9]{{1,2}}", term) is not None


def standing(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a compact text has a value that a compact word is written for, in any spelling.

    Nothing is yielded for a word that is no value.
    """
    term = term_of(word)
    if term is None:
        return
    found = values(text) if term.startswith(MARK) else latin(text)
    yield from ((one.start, one.end) for one in found if one.term == term)


def latin(text: str) -> Iterator[Value]:
    """Yield the Latin words of a compact text without their hyphens, in order."""
    for match in _LATIN.finditer(text):
        yield Value(match[0].replace("-", ""), *match.span())


def first_ends(text: str) -> dict[str, int]:
    """Return what `standing` finds in a compact text: each term, and where it first ends."""
    ends: dict[str, int] = {}
    for found in (values(text), latin(text)):
        for value in found:
            ends.setdefault(value.term, value.end)
    return ends
