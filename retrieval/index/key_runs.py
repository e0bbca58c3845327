"""What has a key, by the key: a day's articles, a page's printings, as runs of numbers."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np
import numpy.typing as npt

from retrieval.index.id_set import IdSet, spread
from retrieval.index.kernel import Ids, Keys
from retrieval.index.postings import Mask

_AT_ONCE = 1024  # keys that are looked at; memory hangs on it, not on how many days there are
_Numbers = npt.NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class KeyRuns:
    """Key ``keys[k]`` (ascending) has the runs ``starts[k]`` to ``starts[k + 1]``, that one not.

    Run r is the numbers of ``[firsts[r], ends[r])``; runs of one key ascend and do not touch.
    """

    keys: Keys
    starts: Keys
    firsts: Ids
    ends: Ids

    @classmethod
    def of(cls, keys: npt.NDArray[np.integer], numbers: Ids) -> Self:
        """Collect numbers by their keys; the same pair may come more than once."""
        order = np.lexsort((numbers, keys))
        own, ids = keys[order].astype(np.int64), numbers[order]
        new_key = np.append(True, own[1:] != own[:-1])[: len(own)]
        new_run = new_key | np.append(True, np.diff(ids) > 1)[: len(own)]
        run = np.cumsum(new_run) - 1
        last = np.append(new_run[1:], True)[: len(own)]
        return cls(
            own[new_key],
            np.append(run[new_key], int(new_run.sum())).astype(np.int64),
            ids[new_run],
            ids[last] + np.int32(1),
        )

    def at(self, places: _Numbers | slice) -> IdSet:
        """Return what has one of the keys at some places."""
        firsts, ends = self.starts[:-1][places], self.starts[1:][places]
        runs = spread(firsts, ends, len(self.firsts))
        return IdSet.joined(self.firsts[runs], self.ends[runs])

    def between(self, first: int, end: int | None) -> IdSet:
        """Return what has a key of ``[first, end)``; None for no end."""
        stop = None if end is None else int(self.keys.searchsorted(end))
        return self.at(slice(int(self.keys.searchsorted(first)), stop))

    def having(self, keys: Sequence[int]) -> IdSet:
        """Return what has one of these keys."""
        wanted = np.array(sorted(set(keys)), np.int64)
        at = self.keys.searchsorted(wanted)
        at = at[at < len(self.keys)]
        return self.at(at[np.isin(self.keys[at], wanted)])

    def among(self, meant: Callable[[Keys], Mask]) -> IdSet:
        """Return what has a key that is ``meant``."""
        found = [
            start + np.flatnonzero(meant(self.keys[start : start + _AT_ONCE]))
            for start in range(0, len(self.keys), _AT_ONCE)
        ]
        return self.at(np.concatenate([np.empty(0, np.int64), *found]))
