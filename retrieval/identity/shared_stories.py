"""Which stories of two pages are worth comparing, and which are which."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from retrieval.identity.comparison import MOST, Agreement, Comparison, compare
from retrieval.identity.signature import Signature

# Of a story's smallest hashes, those that others are found by. Stories that share a third of their
# words share none of 32 with a chance of 1 in 400,000.
_MARKS = 32
SKETCH = 16
"""Of them, those that an index over all stories has: fewer, and what is likest shares the most."""


def sketch(story: Signature) -> tuple[int, ...]:
    """Return what an index over all stories finds a story by, as SQLite's integers.

    The digest stands among them, so that the same words are found whatever else is alike, and so
    are stories that are a headline alone.
    """
    return (*story.smallest[:SKETCH], int.from_bytes(story.digest, signed=True))


def compared(
    former: Sequence[Signature], latter: Sequence[Signature]
) -> Iterator[tuple[int, int, Comparison]]:
    """Yield the pairs that have something in common: places in ``former``, ``latter``, and what."""
    holding: dict[int | str, list[int]] = defaultdict(list)
    for old, story in enumerate(former):
        for mark in _marks(story):
            holding[mark].append(old)
    for new, story in enumerate(latter):
        met = holding.keys() & _marks(story)
        for old in sorted({old for mark in met for old in holding[mark]}):
            yield old, new, compare(former[old], story)


def successors(former: Sequence[Signature], latter: Sequence[Signature]) -> dict[int, int]:
    """Return which former story each latter one of a page is: places in ``latter`` to ``former``.

    Each place occurs once at most. The same words go before most of the words with the headline,
    that before most of the words, and that before the headline; then the likest words, the fewest
    figures changed, page order. What only has the form of a former story is a new one; but the same
    words stay one story where another day is read into them, as when the issue's year is mended.
    """
    ranked = []
    for old, new, pair in compared(former, latter):
        most, headline = pair.containment > MOST, pair.headline is Agreement.AGREES
        another = pair.is_another_of_the_form and not pair.same_words
        if not (most or headline or pair.same_words) or another:
            continue
        order = (not pair.same_words, not most, not headline, -round(pair.containment, 2))
        ranked.append((*order, pair.figures_changed, abs(old - new), old, new))
    found: dict[int, int] = {}
    taken: set[int] = set()
    for *_, old, new in sorted(ranked):
        if new not in found and old not in taken:
            found[new] = old
            taken.add(old)
    return found


def _marks(story: Signature) -> tuple[int | str, ...]:
    """Return what stories that are worth comparing have in common, one at least."""
    return (story.headline, *story.smallest[:_MARKS])
