"""How much of a question's unit stands in a story: its **share**, from 0 to 1.

All of it stands there as it was asked, as another name or spelling, or as a number that may be
meant; less where print puts it otherwise, with one character wrong, or in part.
"""

import re
from functools import lru_cache
from itertools import accumulate

from retrieval.analysis import values, words
from retrieval.analysis.bigrams import BIGRAM, bigrams
from retrieval.analysis.bounds import standing
from retrieval.analysis.normalise import HAN
from retrieval.analysis.sizes import roughly
from retrieval.model import PrintedDate
from retrieval.query.days import Days
from retrieval.query.query import Unit, UnitKind

REWORDED = 0.75
"""What stands there in another word of print."""
UNDATED = 0.3
"""A day in a story that tells none."""

_BLURRED, _HALF, _SEAM = 0.7, 0.5, 0.4
_LONG_WORD = 3  # the least length of a word whose bigrams may stand for it
_BARE = re.compile(f"[{HAN}]+")  # has no bounds
_AROUND = 8  # characters on either side of a pair that show how it is cut


def share(unit: Unit, text: str) -> float:
    """Return how much of a unit that is no day stands in a compact text."""
    first, *others = unit.wordings
    if _is_pair(unit) and first in text:
        return 1.0 if _is_apart(first, text) else _SEAM
    if _is_told(unit, text):
        return 1.0
    if any(other in text for other in others):
        return 1.0 if unit.kind in (UnitKind.NAME, UnitKind.OFFICE) else REWORDED
    if any(_is_blurred(left, right, text) for left, right in unit.blurs):
        return _BLURRED
    if unit.kind is UnitKind.WORD and len(first) >= _LONG_WORD:
        pairs = _pairs(first)
        share = sum(pair in text for pair in pairs) / len(pairs)
        if share >= _HALF:
            return share
    return _SEAM if any(seam in text for seam in unit.seams) else 0.0


def _is_told(unit: Unit, text: str) -> bool:
    """Return whether a unit stands in a text as typed, or as a number that may be meant."""
    first = unit.wordings[0]
    if first in text and (_BARE.fullmatch(first) or standing(first).search(text)):
        return True
    if any(values.standing(first, text)):
        return True
    return unit.rough is not None and any(roughly(unit.rough, text))


def _is_blurred(left: str, right: str, text: str) -> bool:
    """Return whether one string stands one character before another."""
    at = text.find(left)
    while at >= 0:
        if text.startswith(right, at + len(left) + 1) and text[at + len(left)] != "\n":
            return True
        at = text.find(left, at + 1)
    return False


def _is_pair(unit: Unit) -> bool:
    """Return whether a unit is two characters that are no word of the dictionary."""
    return (
        unit.kind is UnitKind.WORD
        and len(unit.typed) == BIGRAM
        and not unit.typed.isascii()
        and not words.frequency(unit.typed)
    )


def _is_apart(pair: str, text: str) -> bool:
    """Return whether a pair stands anywhere between words: 老铁 does not in 中老铁路."""
    at = text.find(pair)
    while at >= 0:
        start, end = max(0, at - _AROUND), at + BIGRAM + _AROUND
        ends = {start, *accumulate(map(len, words.cut_fast(text[start:end])), initial=start)}
        if at in ends and at + BIGRAM in ends:
            return True
        at = text.find(pair, at + 1)
    return False


@lru_cache(maxsize=1 << 12)
def _pairs(word: str) -> tuple[str, ...]:
    return tuple(pair for _, pair in bigrams(word))


def day_share(unit: Unit, days: Days | None, printed: PrintedDate | None, text: str) -> float:
    """Return how much of a unit of the days asked for stands in a story printed on a day."""
    if any(wording in text for wording in unit.wordings):
        return 1.0
    if printed is None or days is None:
        return UNDATED
    after = days.after
    if days.agrees(printed) or (after is not None and after.agrees(printed)):
        return UNDATED if days.year and not printed.year else 1.0
    return 0.0
