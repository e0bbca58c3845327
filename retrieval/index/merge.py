"""How segments and layers add up over time: what is new is small, and joins what is little larger.

Merging by size, each item at least `RATIO` times as large as the next one, keeps their number
logarithmic, and each passage, name or filter is copied a logarithmic number of times in all:
Lester, Moffat and Zobel, "Fast on-line index construction by geometric partitioning" (CIKM 2005).
"""

import sys
from collections.abc import Callable, Collection, Sequence, Sized
from typing import TypeVar

from retrieval.index.segment import Segment
from retrieval.names.layer import NameLayer
from retrieval.names.making import merged

RATIO = 4
MOST = 2_000_000
"""Passages of a segment: larger ones are not made, as all of a new one is in memory at a time."""
_MOST_DELETED = 4000  # passages; to look for each of them costs every question
_Item = TypeVar("_Item", bound=Sized)


def merge_by_size(
    items: Sequence[_Item],
    merge: Callable[[Sequence[_Item]], _Item],
    most: int = sys.maxsize,
) -> tuple[_Item, ...]:
    """Return the items with the last ones merged until each is `RATIO` times as large as the next.

    The newest item comes last; ``merge`` makes one of two neighbours, unless it would be larger
    than ``most``. The others stay as they are, so that the cost grows with what is new.
    """
    left = list(items)
    while (
        len(left) > 1
        and len(left[-2]) < RATIO * len(left[-1])
        and len(left[-2]) + len(left[-1]) <= most
    ):
        left[-2:] = [merge(left[-2:])]
    return tuple(left)


def joined(
    segments: Sequence[Segment],
    merge: Callable[[Sequence[Segment]], Segment] = Segment.merged,
) -> tuple[Segment, ...]:
    """Return the segments of an archive, the last ones merged: none is larger than `MOST`."""
    return merge_by_size(segments, merge, MOST)


def merge_segments(
    segments: Sequence[Segment], new: Sequence[Segment], deleted: Collection[int]
) -> tuple[Segment, ...]:
    """Return the segments of an archive after articles were deleted and segments of new ones came.

    ``deleted`` are ids of articles, also of those that come again in the new segments. A segment
    that lost much is made anew without it, one that lost everything goes.
    """
    left = [_compacted(segment.without(deleted)) for segment in segments]
    left = [segment for segment in left if len(segment.deleted) < len(segment.documents)]
    for segment in new:
        left = [*joined([*left, segment])]
    return tuple(left)


def _compacted(segment: Segment) -> Segment:
    lost = len(segment.passages_deleted)
    much = lost > _MOST_DELETED or 2 * lost > len(segment)
    return Segment.merged([segment]) if much else segment


def merge_layers(layers: Sequence[NameLayer], new: NameLayer) -> tuple[NameLayer, ...]:
    """Return the layers of an archive's names with one more, which may be empty."""
    return merge_by_size([*layers, new] if len(new) else layers, merged)
