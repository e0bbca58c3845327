"""Sets of doc ids or of passages, as the ranges that they lie in.

Articles come in page by page, so what is asked for at once mostly lies together: the whole archive
is one range, an issue one, a month a few. No work and no memory goes by the archive, only by the
ranges; and where two sets meet, by the one that has fewer.
"""

import functools
import operator
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, ClassVar, Self

import numpy as np
import numpy.typing as npt

from retrieval.index.postings import Ids, Mask

_Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True, eq=False)
class IdSet:
    """The ids in the ranges ``[starts[i], ends[i])``.

    Ranges ascend, none is empty, and none begins where another ends.
    """

    starts: Ids
    ends: Ids

    lists_all: ClassVar[bool] = True
    """Whether these ids are all that it has."""

    @classmethod
    def of(cls, ids: npt.ArrayLike) -> Self:
        """Make a set of ids in any order, each given once or more often; maybe none."""
        every = np.sort(np.asarray(ids, np.int32))
        apart = np.diff(every) > 1
        return cls(
            every[np.append(True, apart)[: len(every)]],
            every[np.append(apart, True)[: len(every)]] + np.int32(1),
        )

    @classmethod
    def between(cls, start: int, end: int) -> Self:
        """Make the set of all ids of ``[start, end)``; nothing where it is empty."""
        return cls(
            np.array([start][: end > start], np.int32), np.array([end][: end > start], np.int32)
        )

    @classmethod
    def joined(cls, starts: Ids, ends: Ids) -> Self:
        """Make a set of ranges in any order, which may overlap or be empty."""
        some = starts < ends
        starts, ends = starts[some], ends[some]
        if len(starts) > 1:
            order = np.argsort(starts, kind="stable")
            starts, ends = starts[order], np.maximum.accumulate(ends[order])
            apart = starts[1:] > ends[:-1]
            starts, ends = starts[np.append(True, apart)], ends[np.append(apart, True)]
        return cls(starts, ends)

    def __len__(self) -> int:
        return int((self.ends - self.starts).sum(dtype=np.int64))

    def __contains__(self, number: int) -> bool:
        at = int(self.ends.searchsorted(np.int32(number), "right"))
        return at < len(self.starts) and bool(self.starts[at] <= number)

    def __iter__(self) -> Iterator[int]:
        """Yield the ids, ascending."""
        for start, end in zip(self.starts.tolist(), self.ends.tolist(), strict=True):
            yield from range(start, end)

    def __and__(self, other: "IdSet") -> "IdSet":
        few, many = (self, other) if len(self.starts) <= len(other.starts) else (other, self)
        own, its = few._meeting(many)
        return type(self)(
            np.maximum(few.starts[own], many.starts[its]), np.minimum(few.ends[own], many.ends[its])
        )

    def __or__(self, other: "IdSet") -> "IdSet":
        if not len(self.starts) or not len(other.starts):
            return self if len(self.starts) else other
        return type(self).joined(
            np.concatenate([self.starts, other.starts]), np.concatenate([self.ends, other.ends])
        )

    def __sub__(self, other: "IdSet") -> "IdSet":
        if not len(self.starts):
            return self
        its = np.unique(self._meeting(other)[1])
        starts = np.concatenate([self.starts[:1], other.ends[its]])
        ends = np.concatenate([other.starts[its], self.ends[-1:]])
        between = starts < ends
        return self & type(self)(starts[between], ends[between])

    def ids(self) -> Ids:
        """Return the ids, ascending."""
        return spread(self.starts, self.ends, int(self.ends[-1]) if len(self.ends) else 0)

    def chunks(self, most: int) -> Iterator[Ids]:
        """Yield the ids, ascending, so many at a time."""
        before = np.cumsum(self.ends - self.starts, dtype=np.int64)
        before = np.append(0, before)
        for start in range(0, int(before[-1]), most):
            end = min(start + most, int(before[-1]))
            first, last = before.searchsorted([start, end], "right") - [1, 0]
            part = self._ranges(slice(first, last))
            skipped = start - int(before[first])
            yield part.ids()[skipped : skipped + end - start]

    def holds(self, ids: Ids) -> Mask:
        """Return of each of some ids whether it is in the set."""
        at = self.ends.searchsorted(ids, "right")
        at[at == len(self.starts)] = 0
        if not len(self.starts):
            return np.zeros(len(ids), np.bool_)
        found: Mask = (self.starts[at] <= ids) & (ids < self.ends[at])
        return found

    def within(self, start: int, end: int) -> "IdSet":
        """Return the ids of ``[start, end)``, counted from ``start``."""
        first = int(self.ends.searchsorted(np.int32(start), "right"))
        last = int(self.starts.searchsorted(np.int32(end), "left"))
        own = self._ranges(slice(first, max(first, last)))
        low, high = np.int32(start), np.int32(end)
        return type(self)(np.maximum(own.starts, low) - low, np.minimum(own.ends, high) - low)

    def checked(self, count: int) -> "IdSet":
        """Return the set; raises ValueError where ids are not of ``[0, count)``: it was damaged."""
        if len(self.starts) and not 0 <= self.starts.min() <= self.ends.max() <= count:
            raise ValueError(f"ids {self.starts.min()} to {self.ends.max()} of {count}")
        return self

    def moved(self, by: int) -> "IdSet":
        """Return the set with each id so much higher."""
        return type(self)(self.starts + np.int32(by), self.ends + np.int32(by)) if by else self

    def _ranges(self, at: slice) -> Self:
        return type(self)(self.starts[at], self.ends[at])

    def _meeting(self, other: "IdSet") -> tuple[_Numbers, _Numbers]:
        """Return which ranges of the two have ids in common, in pairs, by their places."""
        first = other.ends.searchsorted(self.starts, "right")
        last = other.starts.searchsorted(self.ends, "left")
        return np.repeat(np.arange(len(first)), last - first), spread(
            first, last, len(self.starts) + len(other.starts)
        )


NO_IDS = IdSet(np.empty(0, np.int32), np.empty(0, np.int32))


def spread(
    starts: npt.NDArray[np.integer], ends: npt.NDArray[np.integer], most: int
) -> npt.NDArray[Any]:
    """Return the numbers of ``[starts[0], ends[0])``, then those of the next range, and so on.

    Raises ValueError for more numbers than ``most``, which damaged ranges may ask for.
    """
    lengths = ends - starts
    count = int(lengths.sum(dtype=np.int64))
    if count > most:
        raise ValueError(f"{count} numbers where there are {most}")
    before = np.cumsum(lengths) - lengths
    return np.repeat(starts - before.astype(starts.dtype), lengths) + np.arange(
        count, dtype=starts.dtype
    )


def union(sets: list[IdSet]) -> IdSet:
    """Return what is in any of some sets; maybe of none."""
    if not all(one.lists_all for one in sets):
        return functools.reduce(operator.or_, sets)
    some = [one for one in sets if len(one.starts)]
    if not some:
        return NO_IDS
    return IdSet.joined(
        np.concatenate([one.starts for one in some]), np.concatenate([one.ends for one in some])
    )
