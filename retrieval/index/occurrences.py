"""Looking for many strings at once in texts that lie as bytes, compiled as the loops over postings.

Each character of a text says, by a hash, which of the strings may begin there; so the time hangs on
the text, hardly on how many strings there are. The idea is Wu and Manber's ("A fast algorithm for
multi-pattern searching", University of Arizona TR-94-17, 1994), with whole characters as blocks.
"""

from collections.abc import Sequence
from typing import NamedTuple, Self

import numpy as np
import numpy.typing as npt

from retrieval.compiled import Fields, compiled, inner
from retrieval.index.kernel import (
    F64,
    I32,
    I64,
    U8,
    WRITTEN_F64,
    WRITTEN_I32,
    WRITTEN_I64,
    WRITTEN_U8,
    Floats,
    Ids,
    Keys,
)

Bytes = npt.NDArray[np.uint8]
MOST = 64
"""Strings that are looked for at once: as many as a set of bits holds."""

_HASHES = 1 << 10
_NONE = -1
_TWO, _THREE, _FOUR = 0x80, 0xE0, 0xF0  # lead bytes from which on a character has so many bytes
_MARKS = frozenset("。!?;…\n")
_LATIN_MARKS = tuple(ord(mark) for mark in "!?;\n")
_STOP, _DOTS = (
    (lead << 16 | second << 8 | third) for lead, second, third in ("。".encode(), "…".encode())
)


class Strings(NamedTuple):
    """Up to `MOST` strings as bytes: string s is ``text[starts[s]:starts[s + 1]]``.

    ``first[h]`` is the first string whose first character has hash h, ``following[s]`` the next one
    with the same hash; both are -1 for none. ``whole[s]`` is 0 where a sentence ends inside of it.
    """

    text: Bytes
    starts: Keys
    first: Ids
    following: Ids
    whole: Bytes

    @classmethod
    def of(cls, strings: Sequence[str]) -> Self:
        """Make them ready to be looked for; an empty one stands nowhere."""
        parts = [string.encode("utf-8", "surrogatepass") for string in strings]
        starts = np.zeros(len(parts) + 1, np.int64)
        np.cumsum([len(part) for part in parts], out=starts[1:])
        text = np.frombuffer(b"".join(parts) or b"\0", np.uint8)
        first = np.full(_HASHES, _NONE, np.int32)
        following = np.full(len(parts), _NONE, np.int32)
        _chain(text, starts, first, following)
        whole = np.array([_MARKS.isdisjoint(string) for string in strings], np.uint8)
        return cls(text, starts, first, following, whole)


class Stories(NamedTuple):
    """The texts of some articles in UTF-8, laid out as a segment has them.

    Article a's passages are ``[first_passage[a], first_passage[a + 1])``; passage p is
    ``compact[compact_starts[p]:compact_starts[p + 1]]`` and has ``lengths[p]`` tokens; a's title is
    ``titles[title_starts[a]:title_starts[a + 1]]``.
    """

    first_passage: Ids
    compact: Bytes
    compact_starts: Keys
    titles: Bytes
    title_starts: Keys
    lengths: Ids


class Formula(NamedTuple):
    """BM25's constants for whole articles: the norm of one is ``fixed + sloped * tokens``.

    ``title`` is what a term in the title counts, in occurrences.
    """

    k1: float
    fixed: float
    sloped: float
    title: float


class Signals(NamedTuple):
    """What strings weigh in some articles, and in one passage of each: see `weigh`."""

    article: Floats
    title: Floats
    sentence: Floats


class _Scratch(NamedTuple):
    """Room for what is known of each string on the way."""

    often: Keys
    titled: Bytes
    ends: Keys  # where each string ended when it stood last
    seen: Keys  # the sentence in which it did


_STRINGS = Fields.of(Strings, U8, I64, I32, I32, U8)
_STORIES = Fields.of(Stories, I32, U8, I64, U8, I64, I32)
_FORMULA = Fields.of(Formula, *["float64"] * 4)
_SIGNALS = Fields.of(Signals, *[WRITTEN_F64] * 3)
_SCRATCH = Fields.of(_Scratch, WRITTEN_I64, WRITTEN_U8, WRITTEN_I64, WRITTEN_I64)


def weigh(
    stories: Stories, passages: Ids, strings: Strings, worths: Floats, formula: Formula
) -> Signals:
    """Look for strings in the articles of some passages, by number; each string has a worth.

    For each passage in their order: what its article scores by BM25, where a string in the title
    counts as ``formula`` says; what the strings in its title are worth; and the most that those in
    one sentence of the passage are, but for what the title has. A sentence ends at 。!?;… and at a
    line's end.
    """
    found = Signals(*np.zeros((3, len(passages))))
    count = len(worths)
    often, ends = np.empty((2, count), np.int64)
    room = _Scratch(often, np.empty(count, np.uint8), ends, np.full(count, -1))
    articles = np.searchsorted(stories.first_passage, passages, "right") - 1
    _weigh(stories, passages, articles, strings, worths, formula, found, room)
    return found


@inner("int64", "uint8")
def _size(lead: int) -> int:
    """Return how many bytes a character has, by its first one."""
    if lead < _TWO:
        return 1
    if lead < _THREE:
        return 2
    return 3 if lead < _FOUR else 4


@inner("int64", U8, "int64", "int64")
def _hash(text: Bytes, at: int, size: int) -> int:
    """Return the hash of the character of so many bytes at a place."""
    key = 0
    for offset in range(min(size, 3)):
        key = key * 31 + text[at + offset]
    return key & (_HASHES - 1)


@compiled("void", U8, I64, WRITTEN_I32, WRITTEN_I32)
def _chain(text: Bytes, starts: Keys, first: Ids, following: Ids) -> None:
    """Fill in which strings begin alike, each before those that come after it."""
    for string in range(following.shape[0] - 1, -1, -1):
        at, end = starts[string], starts[string + 1]
        if at < end:
            key = _hash(text, at, min(_size(text[at]), end - at))
            following[string] = first[key]
            first[key] = string


@inner("boolean", U8, "int64", "int64", _STRINGS, "int64")
def _stands(text: Bytes, at: int, end: int, strings: Strings, string: int) -> bool:
    """Return whether a string stands at a place, before an end."""
    start = strings.starts[string]
    size = strings.starts[string + 1] - start
    if at + size > end:
        return False
    for offset in range(size):
        if text[at + offset] != strings.text[start + offset]:
            return False
    return True


@inner("boolean", U8, "int64", "int64")
def _ends_sentence(text: Bytes, at: int, size: int) -> bool:
    """Return whether the character of so many bytes at a place ends a sentence."""
    if size == 1:
        return text[at] in _LATIN_MARKS
    if size != 3:  # noqa: PLR2004 (bytes of those that are left)
        return False
    mark = np.int64(text[at]) << 16 | np.int64(text[at + 1]) << 8 | text[at + 2]
    return mark in (_STOP, _DOTS)


@compiled("void", _STORIES, I32, I64, _STRINGS, F64, _FORMULA, _SIGNALS, _SCRATCH)
def _weigh(
    stories: Stories,
    passages: Ids,
    article_of: Keys,
    strings: Strings,
    worths: Floats,
    formula: Formula,
    found: Signals,
    room: _Scratch,
) -> None:
    first_passage, compact, compact_starts, titles, title_starts, lengths = stories
    often, titled, ends, seen = room
    count = worths.shape[0]
    articles = first_passage.shape[0] - 1
    sentence = 0
    for which in range(passages.shape[0]):
        own = passages[which]
        article = article_of[which]
        if not (0 <= article < articles and own < lengths.shape[0]):
            continue
        often[:] = 0
        titled[:] = 0
        ends[:] = 0
        start = max(title_starts[article], 0)
        stop = min(title_starts[article + 1], titles.shape[0])
        while start < stop:
            size = min(_size(titles[start]), stop - start)
            string = strings.first[_hash(titles, start, size)]
            while string >= 0:
                if _stands(titles, start, stop, strings, string):
                    titled[string] = 1
                string = strings.following[string]
            start += size
        tokens = 0
        end = min(first_passage[article + 1], lengths.shape[0])
        for passage in range(first_passage[article], end):
            tokens += lengths[passage]
            at = max(compact_starts[passage], 0)
            stop = min(compact_starts[passage + 1], compact.shape[0])
            has_any = False
            while at <= stop:
                size = min(_size(compact[at]), stop - at) if at < stop else 0
                if size == 0 or _ends_sentence(compact, at, size):
                    if has_any and passage == own:
                        weight = 0.0
                        for string in range(count):
                            if seen[string] == sentence and titled[string] == 0:
                                weight += worths[string]
                        found.sentence[which] = max(found.sentence[which], weight)
                    sentence += 1
                    has_any = False
                if size == 0:
                    break
                string = strings.first[_hash(compact, at, size)]
                while string >= 0:
                    if _stands(compact, at, stop, strings, string):
                        if at >= ends[string]:
                            often[string] += 1
                            ends[string] = at + strings.starts[string + 1] - strings.starts[string]
                        if strings.whole[string]:
                            seen[string] = sentence
                            has_any = True
                    string = strings.following[string]
                at += size
        norm = formula.fixed + formula.sloped * tokens
        for string in range(count):
            tf = often[string] + formula.title * titled[string]
            if tf > 0:
                found.article[which] += worths[string] * tf * (formula.k1 + 1.0) / (tf + norm)
            if titled[string]:
                found.title[which] += worths[string]
