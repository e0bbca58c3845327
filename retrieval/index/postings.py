"""Where something stands: passages by number, ascending, and how often it stands there."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

Ids = npt.NDArray[np.int32]
Floats = npt.NDArray[np.float64]
Mask = npt.NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Postings:
    """The passages in which something stands, ascending, and how often (titles weighted)."""

    ids: Ids
    tf: npt.NDArray[np.float32]

    def __len__(self) -> int:
        return len(self.ids)


NO_POSTINGS = Postings(np.empty(0, np.int32), np.empty(0, np.float32))


def shared(postings: Sequence[Postings]) -> Postings:
    """Return the passages that stand in all of one or more postings, with their least tf."""
    first, *others = sorted(postings, key=len)
    ids, tf = first.ids, first.tf
    for other in others:
        at = np.searchsorted(other.ids, ids)
        at[at == len(other.ids)] = 0
        both = other.ids[at] == ids if len(other.ids) else np.zeros(len(ids), np.bool_)
        ids, tf = ids[both], np.minimum(tf[both], other.tf[at[both]])
    return Postings(ids, tf)


def best(scores: Floats, among: Ids, k: int) -> tuple[Ids, Floats]:
    """Return the k of `among` (ascending) that score best, with their scores; ties by number."""
    own = scores[among]
    if 0 < k < len(among):
        keep = own >= np.partition(own, len(own) - k)[len(own) - k]
        among, own = among[keep], own[keep]
    order = np.argsort(-own, kind="stable")[: max(k, 0)]
    return among[order], own[order]


def standing_in(some: Ids, passages: Ids) -> Mask:
    """Return which passages are among some, ascending."""
    if not len(some):
        return np.zeros(len(passages), np.bool_)
    at = some.searchsorted(passages)
    at[at == len(some)] = 0
    among: Mask = some[at] == passages
    return among
