"""How often which term stands in which passage, counted once for each article.

Counting is what takes long when an archive is indexed, and no other article changes it: so the
**tally** of an article outlives the index, and the next index joins those of the articles that
stayed with those of the new ones. A **Vocabulary** numbers terms as they come; it only grows, so
that a number means the same term in every tally made by it.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Self

import numpy as np
import numpy.typing as npt


class Vocabulary:
    """Numbers for terms, from 0 on.

    One thread may number terms while others look them up; those never see one half done.
    """

    def __init__(self) -> None:
        self._numbers: defaultdict[str, int] = defaultdict()
        self._numbers.default_factory = self._numbers.__len__

    def __len__(self) -> int:
        return len(self._numbers)

    def number(self, term: str) -> int | None:
        """Give a term's number, or None."""
        return self._numbers.get(term)

    def terms(self) -> list[str]:
        """Give all terms as they are now, in the order of their numbers."""
        return list(self._numbers)

    def numbered(self, terms: Iterable[str], size: int) -> npt.NDArray[np.int64]:
        """Give the numbers of ``size`` terms, of new ones too."""
        return np.fromiter(map(self._numbers.__getitem__, terms), np.int64, size)


@dataclass(frozen=True, slots=True)
class Tally:
    """The counts of some passages, in their order.

    ``lengths`` holds each one's tokens, ``distinct`` how many distinct terms it and its title have.
    ``numbers`` are those terms, passage after passage, ascending within each; ``counts`` how often
    each stands there, in the title at the title's weight.
    """

    lengths: npt.NDArray[np.int64]
    distinct: npt.NDArray[np.int64]
    numbers: npt.NDArray[np.int32]
    counts: npt.NDArray[np.float32]
    vocabulary: Vocabulary = field(repr=False)

    @classmethod
    def of(
        cls,
        corpus: Sequence[Sequence[str]],
        vocabulary: Vocabulary,
        titles: Sequence[Sequence[str]] = (),
        title_weight: float = 1.0,
    ) -> Self:
        """Count token lists, one per passage; `titles` in step with it, if given."""
        in_body, of_body = _tokens(corpus, vocabulary)
        in_title, of_title = _tokens(titles, vocabulary)
        size = max(len(vocabulary), 1)
        tokens = np.concatenate([in_body, in_title]) * size + np.concatenate([of_body, of_title])
        weights = np.repeat([1.0, title_weight], [len(in_body), len(in_title)])
        keys, at = np.unique(tokens, return_inverse=True)
        return cls(
            np.fromiter(map(len, corpus), np.int64, len(corpus)),
            np.bincount(keys // size, minlength=len(corpus)),
            (keys % size).astype(np.int32),
            np.bincount(at, weights, len(keys)).astype(np.float32),
            vocabulary,
        )

    @classmethod
    def joined(cls, tallies: Sequence[Self], vocabulary: Vocabulary) -> Self:
        """Give the passages of tallies, all made by one vocabulary, one tally after the other."""
        parts = [cls.of((), vocabulary), *tallies]
        return cls(
            np.concatenate([part.lengths for part in parts]),
            np.concatenate([part.distinct for part in parts]),
            np.concatenate([part.numbers for part in parts]),
            np.concatenate([part.counts for part in parts]),
            vocabulary,
        )


def _tokens(
    corpus: Sequence[Sequence[str]], vocabulary: Vocabulary
) -> tuple[npt.NDArray[np.int64], npt.NDArray[np.int64]]:
    """Give every token's passage, and its number."""
    lengths = np.fromiter(map(len, corpus), np.int64, len(corpus))
    numbers = vocabulary.numbered(chain.from_iterable(corpus), int(lengths.sum()))
    return np.repeat(np.arange(len(corpus)), lengths), numbers
