"""BM25 over the passages at hand for a question, with the statistics of the whole archive."""

from collections.abc import Sequence
from functools import cached_property
from typing import Self

import numpy as np
import numpy.typing as npt

from retrieval.analysis import words
from retrieval.index.bm25 import PassageIndex
from retrieval.index.inverted import InvertedIndex
from retrieval.index.kernel import Keys
from retrieval.index.postings import Mask
from retrieval.index.vocabulary import Vocabulary
from retrieval.searcher.needs import Needs


class PartialIndex(PassageIndex):
    """Scores as those of an index of the whole archive."""

    _needs: Needs

    @classmethod
    def of(cls, segments: Sequence[InvertedIndex], needs: Needs) -> Self:
        """Open what is at hand as an index."""
        index = cls.over(segments)
        index._needs = needs  # noqa: SLF001 (its own)
        index._measure(needs.totals.passages, needs.totals.tokens)  # noqa: SLF001 (its own)
        return index

    def _counted(self, terms: Sequence[str]) -> npt.NDArray[np.int64]:
        # A term that is not told yet counts as one that is in print: for what is not, thousands of
        # spellings would be asked for, and most terms of questions are.
        return np.array([self._needs.terms.of(term, 1) for term in terms], np.int64)

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What stands side by side in print."""
        return PartialVocabulary(self._needs)


class PartialVocabulary(Vocabulary):
    """The pairs of neighbours in the whole archive."""

    def __init__(self, needs: Needs) -> None:
        super().__init__(())
        self._needs = needs

    def following(self, character: str) -> str:
        """Return the characters that stand right after one in a word of the dictionary."""
        return words.following(character)

    def known(self, first: Keys | int, second: Keys | int) -> Mask:
        """Return whether each of some pairs is in print; one of the two may be the same in all."""
        pairs = zip(*map(np.ndarray.tolist, np.broadcast_arrays(first, second)), strict=True)
        return np.array([self._often(*pair) > 0 for pair in pairs], np.bool_)

    def often(self, first: Keys, second: Keys) -> Keys:
        """Return how often each of the first characters stands before each of the second."""
        often = [[self._often(one, other) for other in second.tolist()] for one in first.tolist()]
        return np.array(often, np.int64).reshape(len(first), len(second))

    def _often(self, first: int, second: int) -> int:
        return self._needs.terms.of(chr(first) + chr(second), 0)
