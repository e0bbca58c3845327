"""What a query brings to be scored that no segment has: postings of names, and whole periods."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from retrieval.index import kernel
from retrieval.index.id_set import IdSet
from retrieval.index.kernel import Counts, Floats, Ids, Keys
from retrieval.index.max_score import (
    RangePostings,
)
from retrieval.index.postings import Postings


@dataclass(frozen=True, slots=True)
class Outside:
    """The postings of some names in one segment: name n's are ``[starts[n], starts[n + 1])``."""

    ids: Ids
    tf: Counts
    starts: Keys
    weights: Floats

    @classmethod
    def of(cls, names: Sequence[tuple[Postings, float]], first: int, end: int) -> Self:
        """Cut the postings of passages ``[first, end)`` out, numbered from 0."""
        ends = np.array([first, end], np.int32)  # of the same type: nothing is copied
        ranges = [(p, *p.ids.searchsorted(ends).tolist()) for p, _ in names]
        ids = [p.ids[start:stop] - np.int32(first) for p, start, stop in ranges]
        tf = [p.tf[start:stop] * kernel.UNIT for p, start, stop in ranges]
        return cls(
            np.concatenate([np.empty(0, np.int32), *ids]),
            np.concatenate([np.empty(0, np.float32), *tf]).astype(np.uint16),
            np.cumsum([0, *map(len, ids)], dtype=np.int64),
            np.array([weight for _, weight in names], np.float64),
        )


@dataclass(frozen=True, slots=True)
class Stretches:
    """Sets of passages, no passage in two of them, and how often something stands in each passage.

    They are postings that nobody writes out: a year's are a few ranges.
    """

    sets: tuple[tuple[IdSet, float], ...]

    def __len__(self) -> int:
        """Return how many passages there are."""
        return sum(len(passages) for passages, _ in self.sets)

    def within(self, first: int, end: int) -> RangePostings:
        """Return the ranges in passages ``[first, end)``, counted from ``first``."""
        own = [(passages.within(first, end), tf) for passages, tf in self.sets]
        starts = np.concatenate([np.empty(0, np.int32), *(one.starts for one, _ in own)])
        ends = np.concatenate([np.empty(0, np.int32), *(one.ends for one, _ in own)])
        tf = np.repeat(
            np.array([round(often * kernel.UNIT) for _, often in own], np.uint16),
            [len(one.starts) for one, _ in own],
        )
        order = np.argsort(starts)
        return RangePostings(starts[order], ends[order], tf[order])


NO_STRETCHES = Stretches(())
