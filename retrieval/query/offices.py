"""Offices, places and bodies by their other names: 人社局 is 人力资源和社会保障局, was 人事局.

``words/offices.tsv`` has a row for each office: its full name, its short names, its former ones.
The level or place before a name stays as it is (市人社局, 郑州市人社局). ``words/known_names.tsv``
has what else is known all over by another name (高铁, wfp), and bynames, for which the full name
is looked for, and never they for it (鹏城). Names that stand inside other words (人行道) are in
``words/offices_in_words.tsv``: they are read, and never looked for instead; those that mean an
office only behind a place or level (市一中) in ``words/offices_with_place.tsv``.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from retrieval.model import Span
from retrieval.reading.places import is_place
from retrieval.word_list import table, words

_OFFICES = table(__package__, "offices", 3)
_KNOWN = table(__package__, "known_names", 3)
_IN_WORDS = frozenset(words(__package__, "offices_in_words"))
_WITH_PLACE = frozenset(words(__package__, "offices_with_place"))
_LEVELS = frozenset("国省市州县区旗镇乡")
_CLASSES = ("市", "省")
_CLASSED = frozenset("省市县区")
_LETTERS = re.compile("[a-z0-9]{2}")
_PLACES = (4, 3, 2, 1)  # lengths of places, with and without their class, and of levels


def _others() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for rows, has_former in ((_OFFICES, True), (_KNOWN, False)):
        for full, short, third in rows:
            names = (*full, *short)
            for name in names:
                found.setdefault(name, []).extend((*names, *third) if has_former else names)
            for name in third:  # another office may have had the same name
                found.setdefault(name, []).extend(names)
    return {
        name: tuple(
            dict.fromkeys(other for other in others if other != name and other not in _IN_WORDS)
        )
        for name, others in found.items()
    }


_OTHERS = _others()
NAMES = tuple(_OTHERS)
"""All these names, compact."""
_LENGTHS = sorted({len(name) for name in NAMES}, reverse=True)


@lru_cache(1 << 12)
def other_names(word: str) -> tuple[str, ...]:
    """Return the other names of the office that a compact word ends with, what is before it kept.

    The full name comes first, former ones last; behind a city or province without its class
    (郑州人社局) come the names with it. Empty for a word that names no office. Names that hold the
    word itself are left out: whoever looks for the word finds them.
    """
    for length in _LENGTHS:
        if length <= len(word) and word[-length:] in _OTHERS:
            before, name = word[:-length], word[-length:]
            if name in _WITH_PLACE and not _says_place(before):
                return ()
            others = _OTHERS[name]
            if not _says_place(before):
                others = tuple(one for one in others if one not in _WITH_PLACE)
            classes = ("", *_CLASSES) if before[-1:] not in _CLASSED and is_place(before) else ("",)
            named = (before + kind + one for kind in classes for one in (*others, name))
            return tuple(one for one in named if word not in one)
    return ()


def places(line: str) -> Iterator[Span]:
    """Yield where offices are named in a compact text, the longest first of those that overlap.

    The span of a name that needs a place before it has that place.
    """
    needs_place = any(name in line for name in _WITH_PLACE)
    at = 0
    while at < len(line):
        size = _size_at(line, at) if needs_place else _known_at(line, at)
        if size:
            yield Span(at, at + size)
        at += size or 1


def _size_at(line: str, at: int) -> int:
    """Return the length of the longest name at a place of a line, 0 for none.

    That of one that needs a place before it has that place.
    """
    for before in _PLACES:
        place = line[at : at + before]
        if is_place(place) or place in _LEVELS:
            named = (size for size in _LENGTHS if _at(line, at + before, size) in _WITH_PLACE)
            if size := next(named, 0):
                return before + size
    size = _known_at(line, at)
    return 0 if _at(line, at, size) in _WITH_PLACE else size


def _known_at(line: str, at: int) -> int:
    size = next((size for size in _LENGTHS if _at(line, at, size) in _OTHERS), 0)
    return size if _is_apart(line, at, at + size) else 0


def _is_apart(line: str, start: int, end: int) -> bool:
    """Return whether a name stands in no longer Latin word: ai does in Shanghai."""
    return not any(
        _LETTERS.fullmatch(line[at - 1 : at + 1]) for at in (start, end) if 0 < at < len(line)
    )


def _at(line: str, at: int, size: int) -> str:
    found = line[at : at + size]
    return found if len(found) == size else ""


def _says_place(before: str) -> bool:
    return before[-1:] in _LEVELS or is_place(before)
