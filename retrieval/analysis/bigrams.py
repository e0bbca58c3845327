"""Character bigrams: every two neighbours among Chinese characters.

Words can be cut badly (``虎荣鑫`` into three, ``超算中心`` in the wrong place), but neighbours stay
neighbours: bigrams find what a bad cut would lose. Characters with only padding between them are
neighbours too (``张  娅``, ``阿·买买提``). So the bigrams of a text are those of its compact form,
and every bigram of every string that stands in it is one of them.
"""

from collections.abc import Iterator

from retrieval.analysis.normalise import PADDING

BIGRAM = 2
"""A bigram's length."""


def bigrams(run: str) -> Iterator[tuple[int, str]]:
    """Yield the place and the text of each bigram of a run, in order; none for one character."""
    for at in range(len(run) - 1):
        yield at, run[at : at + BIGRAM]


def across(folded: str) -> Iterator[tuple[int, int, str]]:
    """Yield the bigrams that stand across padding: start, end with the padding, and text."""
    for gap in PADDING.finditer(folded):
        start, end = gap.start() - 1, gap.end() + 1
        yield start, end, folded[start] + folded[end - 1]
