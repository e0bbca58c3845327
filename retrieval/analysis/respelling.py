"""Texts with each number in one spelling: where words that hold numbers are found as strings.

``12000户居民`` and ``1.2万户居民`` are respelled alike, and so are ``免费wifi`` and ``免费Wi-Fi``.
A number is written as its value and its unit, each with `END` behind it. Where a word ends with a
number without a unit it stands for that value whatever the unit.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby

from retrieval.analysis import values
from retrieval.analysis.bounds import standing as bounded
from retrieval.analysis.normalise import HAN
from retrieval.analysis.values import MARK, Value, hyphened, latin, meant, term_of
from retrieval.compiled import late

END = "\x03"
_VALUE = re.compile(rf"{MARK}第?[-0-9.:]+")
_LITERAL = late(f"[{HAN}]+")


@dataclass(frozen=True, slots=True)
class Respelled:
    """A respelled text; its character ``i`` stands for ``[starts[i], ends[i])`` of the compact one.

    All of a number stands for all that was written for it.
    """

    text: str
    starts: Sequence[int]
    ends: Sequence[int]

    def written(self, start: int, end: int) -> tuple[int, int]:
        """Return where in the compact text what the respelled ``[start, end)`` says is written."""
        return self.starts[start], self.ends[end - 1]


@dataclass(frozen=True, slots=True)
class RespelledWord:
    """A word that holds numbers or Latin words, respelled.

    ``terms`` are value terms and ``literals`` strings that each text has in which it stands.
    """

    text: str
    terms: tuple[str, ...]
    literals: tuple[str, ...]


def respelled(text: str) -> Respelled:
    """Return a compact text respelled; one without a number or hyphen is as it was."""
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    at = 0
    for one in (*_alike(text), None):
        stop = len(text) if one is None else one.start
        pieces.append(text[at:stop])
        starts.extend(range(at, stop))
        ends.extend(range(at + 1, stop + 1))
        if one is not None:
            piece = _piece(one.term)
            pieces.append(piece)
            starts.extend([one.start] * len(piece))
            ends.extend([one.end] * len(piece))
            at = one.end
    return Respelled("".join(pieces), starts, ends)


@lru_cache(1 << 12)
def respelled_word(word: str) -> RespelledWord | None:
    """Return a compact word respelled, or None for one without a number or Latin letter in it.

    None, too, for one that is a number or a Latin word and nothing else: its value term finds it.
    """
    found = _alike(word)
    others = _beside(found, latin(word))
    if term_of(word) is not None or not (found or others):
        return None
    text = respelled(word).text
    terms = [one.term for one in found]
    if found and found[-1].end == len(word) and text.endswith(END + END):
        text = text.removesuffix(END)
        terms[-1] = _VALUE.findall(terms[-1])[0]
    rest = word
    for one in found:
        rest = f"{rest[: one.start]}{' ' * (one.end - one.start)}{rest[one.end :]}"
    terms += [one.term for one in others]
    return RespelledWord(text, tuple(dict.fromkeys(terms)), tuple(_LITERAL.findall(rest)))


def standing(word: str, text: str) -> Iterator[tuple[int, int]]:
    """Yield where a compact text has what a compact word says, its numbers in any spelling."""
    yield from values.standing(word, text)
    asked = respelled_word(word)
    if asked is not None:
        held = respelled(text)
        for found in bounded(asked.text).finditer(held.text):
            yield held.written(*found.span())


def _alike(text: str) -> list[Value]:
    """Return what is respelled in a compact text, in order: each with the term that says most."""
    by_place = groupby(values.values(text), key=lambda one: one[1:])
    numbers = [meant(text[slice(*place)], list(terms)) for place, terms in by_place]
    return sorted([*numbers, *_beside(numbers, hyphened(text))], key=lambda one: one.start)


def _beside(taken: Iterable[Value], words: Iterable[Value]) -> list[Value]:
    """Return the Latin words that are no part of what is taken, such as units."""
    held = {at for one in taken for at in range(one.start, one.end)}
    return [one for one in words if held.isdisjoint(range(one.start, one.end))]


def _piece(term: str) -> str:
    value = _VALUE.match(term)
    if value is None:
        return term
    return f"{value[0]}{END}{term[value.end() :].removeprefix('=')}{END}"
