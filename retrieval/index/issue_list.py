"""The issues of a snapshot in their order, as columns: an issue is made when it is looked at."""

from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from typing import Self

import numpy as np

from retrieval.index.kernel import Ids, Keys
from retrieval.index.postings import Mask
from retrieval.model.issues import DayNumber, Issue


@dataclass(frozen=True, slots=True, eq=False)
class IssueList:
    """Issues, the newest first, of one day in the order of the papers.

    Issue i is of day ``days[i]``, tells itself from others of that day by ``keys[i]``, has
    ``counts[i]`` articles, and its paper's name is that of ``papers[i]`` in ``names``, or none.
    """

    days: Ids
    keys: Keys
    counts: Keys
    papers: Keys
    names: Mapping[int, str]

    @classmethod
    def of(
        cls, days: Keys, keys: Keys, counts: Keys, papers: Keys, names: Mapping[int, str]
    ) -> Self:
        """Put issues in their order; ``names`` are in the order of the papers."""
        ranks = {key: rank for rank, key in enumerate(names)}
        each, of = np.unique(keys, return_inverse=True)
        rank = np.array([ranks.get(key, len(ranks)) for key in each.tolist()], np.int64)[of]
        order = np.lexsort((rank, -days))
        return cls(days[order].astype(np.int32), keys[order], counts[order], papers[order], names)

    def __len__(self) -> int:
        return len(self.days)

    def __getitem__(self, at: int) -> Issue:
        return Issue(
            self.names.get(int(self.papers[at])),
            DayNumber(int(self.days[at])),
            int(self.counts[at]),
            int(self.keys[at]),
        )

    def __iter__(self) -> Iterator[Issue]:
        return map(self.__getitem__, range(len(self)))

    def where(self, own: Mask | Keys | slice) -> Self:
        """Return those of a mask, or at some places, in the same order."""
        columns = self.days[own], self.keys[own], self.counts[own], self.papers[own]
        return type(self)(*columns, self.names)

    def of_papers(self, keys: Collection[int]) -> Self:
        """Return those with one of some keys."""
        return self.where(np.isin(self.keys, list(keys)))

    def of_day(self, day: DayNumber) -> Self:
        """Return those of a day."""
        return self.where(self.days == day.value)

    def before(self, day: DayNumber) -> Issue | None:
        """Return the newest one before a day, or None."""
        at = int(np.count_nonzero(self.days >= day.value))
        return self[at] if at < len(self) else None

    def after(self, day: DayNumber) -> Issue | None:
        """Return the oldest one after a day, or None."""
        at = int(np.count_nonzero(self.days > day.value)) - 1
        return self[at] if at >= 0 else None

    def newest_of_each(self) -> Self:
        """Return the newest one of each key."""
        _, first = np.unique(self.keys, return_index=True)
        return self.where(np.sort(first))
