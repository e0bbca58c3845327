"""Where a question is mistyped: words that are nowhere in print, and what they may be meant for.

The dictionary has no word for what is mistyped: it falls into single characters (``意/务``). So
only stretches of words with such a character in them are looked at, and of these only those that
print does not have. What is a word of the dictionary is as it was meant; what sounds or looks like
it may be offered, and is never taken instead (`offers`).
"""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice
from typing import NamedTuple

from retrieval.analysis import words
from retrieval.analysis.bigrams import bigrams
from retrieval.analysis.normalise import HAN
from retrieval.analysis.weighing import weighed
from retrieval.index.snapshot import Snapshot
from retrieval.model import Span
from retrieval.query.misspelling import LONGEST, Meant, Misspelling, in_print, meant_by, typed_odds
from retrieval.query.question_words import ANSWER_TYPES, FILLERS, QUESTION_WORDS, VAGUE

_RUN = re.compile(f"[{HAN}]+")
_TOGETHER = 3.0  # what it adds to a word's odds that print has it beside its neighbour here
_INSIDE = 4.0  # what it takes from a word's odds that it may be a part of a strange name
_MOST = 4  # stretches of a question that are looked at
_LONE = 3  # single characters of a stretch; more are a name that nobody has heard of
_TELLING = 0.4  # how likely an answer holds a character at the least that may be mistyped
_SHORTEST = 2
_LIKELY = 4  # words that one stretch may be meant for
_Placed = tuple[Span, str]  # a word and where it stands


class _Stretch(NamedTuple):
    """Words in a row, where they stand, and the words beside them, empty where these say little."""

    span: Span
    cut: list[str]
    before: str = ""
    after: str = ""
    inside: bool = False  # of a longer string that nobody has heard of, as it seems

    @property
    def typed(self) -> str:
        return "".join(self.cut)


def mistyped(line: str, snapshot: Snapshot) -> list[Misspelling]:
    """Return what is mistyped in a compact line whose known names are blanked, in order, apart.

    Of those that overlap the one stays that gains the most.
    """
    found = [one for stretch in _broken(line, snapshot) if (one := _read(stretch, snapshot))]
    return _apart(found)


def offers(line: str, snapshot: Snapshot) -> list[Misspelling]:
    """Return the dictionary's words in such a line that print does not have, and what is like them.

    The likeliest first.
    """
    known = [
        _Stretch(span, [word])
        for span, word in _placed(line)
        if _SHORTEST <= len(word) <= LONGEST and not _tells_nothing(word)
    ]
    often = in_print([one.typed for one in known], snapshot)
    unknown = [one for one, times in zip(known, often, strict=True) if not times]
    found = [one for stretch in unknown[:_MOST] if (one := _read(stretch, snapshot))]
    return sorted(found, key=lambda one: -one.gain)


def _apart(found: Sequence[Misspelling]) -> list[Misspelling]:
    """Return those that gain the most of all that overlap, in the order of the line."""
    kept: list[Misspelling] = []
    for one in sorted(found, key=lambda one: (-one.gain, one.span)):
        if all(
            one.span.end <= other.span.start or other.span.end <= one.span.start for other in kept
        ):
            kept.append(one)
    return sorted(kept, key=lambda one: one.span)


def _read(stretch: _Stretch, snapshot: Snapshot) -> Misspelling | None:
    found = meant_by(stretch.typed, snapshot)
    telling = (one for one in found if not _tells_nothing(one.word))
    likely = [_in_context(one, stretch, snapshot) for one in islice(telling, _LIKELY)]
    meant = sorted(likely, key=lambda one: -one.odds)
    if not meant:
        return None
    gain = meant[0].odds - typed_odds(stretch.cut) - _INSIDE * stretch.inside
    return Misspelling(stretch.span, stretch.typed, tuple(meant), gain)


def _in_context(meant: Meant, stretch: _Stretch, snapshot: Snapshot) -> Meant:
    """Return a word with better odds where print has it beside one of its neighbours."""
    together = (
        stretch.before and stretch.before + meant.word,
        stretch.after and meant.word + stretch.after,
    )
    known = any(len(snapshot.name_postings(both)) for both in together if both)
    return replace(meant, odds=meant.odds + _TOGETHER) if known else meant


def _broken(line: str, snapshot: Snapshot) -> list[_Stretch]:
    """Return the stretches with a lone character that print does not have, up to `_MOST`."""
    placed = list(_placed(line))
    if not any(len(word) == 1 or word == word[0] * 2 for _, word in placed):
        return []
    likely = weighed(line)
    lone = [_is_lone(placed, at, likely) for at in range(len(placed))]
    if not any(lone):
        return []
    stretches = []
    for first in range(len(placed)):
        for last in range(first + 1, len(placed)):
            start, end = placed[first][0].start, placed[last][0].end
            if end - start > LONGEST or not _adjoin(placed, last - 1):
                break
            if 0 < sum(lone[first : last + 1]) <= _LONE:
                cut = [word for _, word in placed[first : last + 1]]
                before = _beside(placed, first - 1, first - 1)
                after = _beside(placed, last, last + 1)
                inside = end - start == _SHORTEST and _touching(placed, lone, first, last)
                stretches.append(_Stretch(Span(start, end), cut, before, after, inside))
    return _unprinted(stretches, snapshot)[:_MOST]


def _touching(placed: Sequence[_Placed], lone: Sequence[bool], first: int, last: int) -> bool:
    """Return whether a lone character stands right before or after a stretch."""
    return (first > 0 and lone[first - 1] and _adjoin(placed, first - 1)) or (
        last + 1 < len(placed) and lone[last + 1] and _adjoin(placed, last)
    )


def _is_lone(placed: Sequence[_Placed], at: int, likely: Mapping[str, float]) -> bool:
    """Return whether a word is one character that tells something, or one that stands twice."""
    word = placed[at][1]
    if len(word) != 1:
        return word == word[0] * 2
    before = at > 0 and _adjoin(placed, at - 1) and placed[at - 1][1][-1] == word
    after = at + 1 < len(placed) and _adjoin(placed, at) and placed[at + 1][1][0] == word
    tells = likely.get(word, 1.0) >= _TELLING and word not in FILLERS
    return before or after or tells


def _beside(placed: Sequence[_Placed], left: int, at: int) -> str:
    """Return the word at a place, if it says something and adjoins; ``left`` is the earlier one."""
    if not 0 <= left < len(placed) - 1 or not _adjoin(placed, left):
        return ""
    word = placed[at][1]
    return word if len(word) > 1 and not _tells_nothing(word) else ""


def _adjoin(placed: Sequence[_Placed], at: int) -> bool:
    """Return whether nothing stands between a word and the next one."""
    return placed[at][0].end == placed[at + 1][0].start


def _unprinted(stretches: list[_Stretch], snapshot: Snapshot) -> list[_Stretch]:
    """Return the stretches that are nowhere in print: two of their neighbours never meet there."""
    pairs = sorted({pair for one in stretches for _, pair in bigrams(one.typed)})
    often = snapshot.index.frequencies(pairs)
    never = {pair for pair, times in zip(pairs, often, strict=True) if not times}
    return [one for one in stretches if any(pair in never for _, pair in bigrams(one.typed))]


def _placed(line: str) -> Iterator[_Placed]:
    """Yield the words of a line with where they stand; what only asks is passed over."""
    for _, asking in ANSWER_TYPES:
        line = asking.sub(_blank, line)
    for run in _RUN.finditer(QUESTION_WORDS.sub(_blank, line)):
        at = run.start()
        for word in words.cut(run[0]):
            yield Span(at, at + len(word)), word
            at += len(word)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


def _tells_nothing(word: str) -> bool:
    return word in FILLERS or word in VAGUE
