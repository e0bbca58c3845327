"""Which words differ between two texts."""

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import accumulate

from retrieval.analysis.characters import folded_character
from retrieval.analysis.words import cut_fast
from retrieval.model import Span

_CLOSE = 1  # characters in common that are too few to set two changes apart
_MOST_PAIRS = 100_000  # of equal words, one in either text


@dataclass(frozen=True, slots=True)
class WordDiff:
    """Changes in the order of the text: ``removed[i]`` of the one became ``added[i]`` of the other.

    One of the two may be empty, where words went or came; never both.
    """

    removed: tuple[Span, ...]
    added: tuple[Span, ...]


def word_diff(before: str, after: str) -> WordDiff:
    """Return which words differ; changes with a single character between them are one.

    Two texts that are the same have no changes.
    """
    old, new = _words(before), _words(after)
    old_at, new_at = _ends(old), _ends(new)
    changes: list[tuple[Span, Span]] = []
    for i, j, k, m in _differing(old, new):
        gone, come = Span(old_at[i], old_at[j]), Span(new_at[k], new_at[m])
        if changes and gone.start - changes[-1][0].end <= _CLOSE:
            last_gone, last_come = changes.pop()
            gone, come = Span(last_gone.start, gone.end), Span(last_come.start, come.end)
        changes.append(_narrowed(before, after, gone, come))
    return WordDiff(tuple(gone for gone, _ in changes), tuple(come for _, come in changes))


def too_repetitive(old: Sequence[str], new: Sequence[str]) -> bool:
    """Return whether two texts hold the same parts so often that comparing them takes too long."""
    counts = Counter(new)
    return sum(number * counts[one] for one, number in Counter(old).items()) > _MOST_PAIRS


def _differing(old: list[str], new: list[str]) -> Iterator[tuple[int, int, int, int]]:
    """Yield where the words differ; what begins and ends alike is left out first."""
    least = min(len(old), len(new))
    start = next((at for at in range(least) if old[at] != new[at]), least)
    ends = range(least - start)
    end = next((at for at in ends if old[-1 - at] != new[-1 - at]), least - start)
    first, second = old[start : len(old) - end], new[start : len(new) - end]
    if not first and not second:
        return
    if too_repetitive(first, second):
        yield start, len(old) - end, start, len(new) - end
        return
    for what, i, j, k, m in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if what != "equal":
            yield start + i, start + j, start + k, start + m


def _narrowed(before: str, after: str, gone: Span, come: Span) -> tuple[Span, Span]:
    """Return a change without the Chinese characters around which words only came, or went."""
    old, new = before[slice(*gone)], after[slice(*come)]
    short = min(old, new, key=len)
    if not short or short.isascii():
        return gone, come
    if old.startswith(new) or new.startswith(old):
        return Span(gone.start + len(short), gone.end), Span(come.start + len(short), come.end)
    if old.endswith(new) or new.endswith(old):
        return Span(gone.start, gone.end - len(short)), Span(come.start, come.end - len(short))
    return gone, come


def _words(text: str) -> list[str]:
    """Return the printed words, without a gap.

    Folding keeps the number of characters here, so that words are cut as they are elsewhere.
    """
    folded = (folded_character(one) for one in text)
    lone = "".join(kept if len(kept) == 1 else one for kept, one in zip(folded, text, strict=True))
    ends = list(accumulate(map(len, cut_fast(lone))))
    return [text[start:end] for start, end in zip([0, *ends], ends, strict=False)]


def _ends(words: list[str]) -> list[int]:
    return [0, *accumulate(map(len, words))]
