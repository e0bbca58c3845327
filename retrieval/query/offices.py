"""Offices by their other names: 人社局 is 人力资源和社会保障局, and was 人事局.

``words/offices.tsv`` has a row for each: its full name, its short names, its former ones. The level
or place before a name stays as it is (市人社局, 郑州市人社局). Names that stand inside other words
(人行道) are in ``words/offices_in_words.tsv``: they are read, and never looked for instead.
"""

from collections.abc import Iterator
from functools import lru_cache

from retrieval.model import Span
from retrieval.word_list import table, words

_ROWS = tuple(((*full, *short), former) for full, short, former in table(__package__, "offices", 3))


_IN_WORDS = frozenset(words(__package__, "offices_in_words"))


def _others() -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {}
    for names, former in _ROWS:
        for name in names:
            found.setdefault(name, []).extend((*names, *former))
        for name in former:  # another office may have had the same name
            found.setdefault(name, []).extend(names)
    return {
        name: tuple(
            dict.fromkeys(other for other in others if name not in other and other not in _IN_WORDS)
        )
        for name, others in found.items()
    }


_OTHERS = _others()
NAMES = tuple(_OTHERS)
"""All names of offices, compact."""
_LENGTHS = sorted({len(name) for name in NAMES}, reverse=True)


@lru_cache(1 << 12)
def other_names(word: str) -> tuple[str, ...]:
    """Return the other names of the office that a compact word ends with, what is before it kept.

    The full name comes first, former ones last. Empty for a word that names no office. Names that
    hold the word itself are left out: whoever looks for the word finds them.
    """
    for length in _LENGTHS:
        if length <= len(word) and word[-length:] in _OTHERS:
            before = word[:-length]
            return tuple(before + other for other in _OTHERS[word[-length:]])
    return ()


def places(line: str) -> Iterator[Span]:
    """Yield where offices are named in a compact text, the longest first of those that overlap."""
    at = 0
    while at < len(line):
        sizes = (size for size in _LENGTHS if line[at : at + size] in _OTHERS)
        size = next((size for size in sizes if at + size <= len(line)), 0)
        if size:
            yield Span(at, at + size)
        at += size or 1
