"""Places that close a byline: ``记者 张三 北京报道``, ``記者李四∕台南報導``.

A word there is a place, and not one more name, if it is in ``words/places.tsv``, or if only names
are left without it. All text is plain (see `plain`).
"""

import re

from retrieval.reading.lists import listed
from retrieval.reading.personal_names import split

_PLACES = listed("places")
_PLACE = re.compile(rf"(?:{'|'.join(sorted(_PLACES, key=len, reverse=True))})[省市县区]?")
_ROW = re.compile(rf"{_PLACE.pattern}(?:[ -]*{_PLACE.pattern})*")
_UNKNOWN = re.compile(r"[一-鿿-]{2,10}")


def is_place(word: str) -> bool:
    """Return whether a word is one of the places that papers report from most."""
    return _ROW.fullmatch(word.strip(" ")) is not None


def without_place(phrase: str, *, alone: bool) -> str:
    """Return a phrase before 报道 or 电 without the place at its end.

    ``alone``: a slash parts the place from the names, so that it need not be in the list.
    """
    if is_place(phrase) or (alone and not split(phrase) and _UNKNOWN.fullmatch(phrase)):
        return ""
    words = phrase.rstrip(" ").rsplit(" ", 1)
    if len(words) > 1:
        if is_place(words[1]) or (not split(phrase) and split(words[0])):
            return words[0]
        return phrase
    if split(phrase) and not any(phrase.endswith(place) for place in _PLACES):
        return phrase
    known = [place for place in _PLACES if phrase.endswith(place) and split(phrase[: -len(place)])]
    unknown = [k for k in range(2, 5) if split(phrase[:-k])]
    if known:
        return phrase[: -len(max(known, key=len))]
    return phrase[: -unknown[0]] if unknown and not split(phrase) else phrase
