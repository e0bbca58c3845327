"""Values as terms: each spelling of a number has the same **value terms**, and no other text.

A number has the term of its value (``#12000``) and, with a unit, one of both (``#12000户``). One of
two digits without a unit has one that says so (``#23=``): its plain one all counts and many names
have. A telephone number has one of its digits, and one of its local part. A Latin word with hyphens
has one without them (``wifi`` of wi-fi), which is the term of the word that is written so.

A number from ten on has its **size** besides (`retrieval.analysis.sizes`), by which it is found
where it is told roughly.
"""

import functools
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from retrieval.analysis.numbers import Kind, Number, context, matches, read
from retrieval.analysis.sizes import LESSER, SIZE, in_lesser, size_of

MARK = "#"
"""A number's value terms begin with it; no other term does."""

_BARE = "="
_SMALL = re.compile(rf"{MARK}[0-9]{{1,2}}")
_TWO_DIGITS = re.compile(rf"{MARK}[0-9]{{2}}")
_HYPHENED = re.compile(r"(?<![0-9a-z-])[0-9a-z]*[a-z][0-9a-z]*(?:-[0-9a-z]+)+(?![0-9a-z-])")
# It begins where a run does: of a run of digits each start would look through all the rest.
_LATIN = re.compile(r"(?<![0-9a-z])[0-9a-z]*[a-z][0-9a-z]*(?:-[0-9a-z]+)*")
_AREA = re.compile("0(?:10|2[0-9]|[3-9][0-9]{2})(?=[1-9][0-9]{6})")

_MOST = 1 << 15
_AT_HAND: dict[tuple[str, bool, bool], tuple["Value", ...]] = {}  # as much of print is said again


class Value(NamedTuple):
    """A value term and where what it stands for is written: ``[start, end)``."""

    term: str
    start: int
    end: int


def values(folded: str, *, with_sizes: bool = False) -> Iterator[Value]:
    """Yield the value terms of a folded or compact text, in order, a number's plain one first.

    Its size comes last, if sizes are wanted.
    """
    for found in matches(folded):
        key = context(found, folded)
        placed = _AT_HAND.get(key)
        if placed is None:
            if len(_AT_HAND) >= _MOST:
                _AT_HAND.clear()
            placed = _AT_HAND[key] = tuple(_placed(found, folded))
        at = found.start()
        for term, start, end in placed:
            if with_sizes or term[0] != SIZE:
                yield Value(term, at + start, at + end)


def _placed(found: re.Match[str], folded: str) -> Iterator[Value]:
    at = found.start()
    for number in read(found, folded):
        size = size_of(number)
        for term in (*number_terms(number), *([size] if size else ())):
            yield Value(term, number.start - at, number.end - at)


def hyphened(folded: str) -> Iterator[Value]:
    """Yield the Latin words with hyphens of a folded text, without these."""
    if "-" in folded:
        for match in _HYPHENED.finditer(folded):
            yield Value(match[0].replace("-", ""), *match.span())


def value_terms(compact: str) -> Iterator[str]:
    """Yield the terms that a compact text has in its bag besides its tokens', in no order."""
    for found in (values(compact, with_sizes=True), hyphened(compact)):
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
    return tuple(dict.fromkeys((plain, *_with_unit(plain, value, unit, kind))))


def _with_unit(plain: str, value: Decimal, unit: str, kind: Kind) -> Iterator[str]:
    if unit in LESSER:
        amount, lesser = in_lesser(value, unit)
        meant = MARK + written(amount)
        yield from (meant, meant + lesser)
    elif kind is Kind.ORDER:
        order = f"{MARK}第{written(value)}"
        yield from (order, order + unit)
    elif unit or kind is Kind.MONEY:
        yield plain + (unit or "元")
    elif _TWO_DIGITS.fullmatch(plain):
        yield plain + _BARE


def written(value: Decimal) -> str:
    """Return a value in digits, as short as it can be: 12000, 0.5, -5."""
    return format(value.normalize() + 0, "f")


@functools.lru_cache(1 << 14)
def term_of(word: str) -> str | None:
    """Return the value term that all of a compact word is written for, or None.

    A number with a unit is its value with this unit; one without is its value, whatever the unit.
    One of two digits is only itself without a unit, and one digit alone is no value: 三 is not 3.
    """
    found = list(values(word))
    ends = {(one.start, one.end) for one in found}
    if ends == {(0, len(word))}:
        term = meant(word, found).term
        return None if _SMALL.fullmatch(term) else term
    return word.replace("-", "") if _LATIN.fullmatch(word) else None


def meant(written: str, terms: Sequence[Value]) -> Value:
    """Return which of a number's value terms says what is written, and no more.

    4800万 alone may be a sum, and has the term of one: its plain value is what is said.
    """
    plain, last = terms[0], terms[-1]
    is_sum = last.term == f"{plain.term}元"
    return plain if is_sum and not re.search("[元块圆]", written) else last


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
