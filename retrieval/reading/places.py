"""Places that close a byline: ``记者 张三 北京报道``, ``記者李四∕台南報導``.

A word there is a place, and not one more name, if it is in ``words/places.tsv``, or if only names
are left without it. All text is plain (see `plain`).
"""

import re

from retrieval.reading.no_names import PLACES
from retrieval.reading.personal_names import split
from retrieval.reading.surnames import COMMON

_PLACE = re.compile(rf"(?:{'|'.join(sorted(PLACES, key=len, reverse=True))})[省市县区]?")
_ROW = re.compile(rf"{_PLACE.pattern}(?:[ -]*{_PLACE.pattern})*")
_UNKNOWN = re.compile(r"[一-鿿-]{2,10}")


def is_place(word: str) -> bool:
    """Return whether a word is one of the places that papers report from most."""
    return _ROW.fullmatch(word.strip(" ")) is not None


def without_place(phrase: str, *, alone: bool) -> str:
    """Return a phrase before 报道 or 电 without the place at its end.

    ``alone``: a slash parts the place from the names, so that it need not be in the list.
    """
    named = split(phrase) and phrase[0] in COMMON
    if is_place(phrase) or (alone and not named and _UNKNOWN.fullmatch(phrase)):
        return ""
    *names, last = phrase.rstrip(" ").rsplit(" ", 1)
    if names and is_place(last):
        return names[0]
    known = [place for place in PLACES if phrase.endswith(place) and split(phrase[: -len(place)])]
    if known and not (names and split(phrase)):
        return phrase[: -len(max(known, key=len))]
    if split(phrase):
        return phrase
    unknown = [k for k in range(2, 5) if k < len(last) and split(phrase[:-k])]
    if unknown:
        return phrase[: -unknown[0]]
    return names[0] if names and split(names[0]) else phrase
