"""How parts add up over time: what is new is small, and joins what is no larger by much.

A new part is merged with the last one while that is less than four times as large, so that there
are never more than a handful, and each passage is copied a few times in all. A part that lost much
is made anew without it.
"""

from collections.abc import Collection, Sequence

from retrieval.index.segment import Segment
from retrieval.names.layer import NameLayer
from retrieval.names.making import merged

_RATIO = 4
_MOST_GONE = 4000  # passages; to look for each of them costs every question


def grown(
    parts: Sequence[Segment], new: Segment | None, gone: Collection[int]
) -> tuple[Segment, ...]:
    """Return the parts of an archive from which some articles went, and to which others came.

    ``gone`` are ids, also those that come again in the new part.
    """
    left = [_clean(part.without(gone)) for part in parts]
    if new is not None:
        left.append(new)
    left = [part for part in left if len(part.gone) < len(part.shelf)]
    while len(left) > 1 and len(left[-2].segment) < _RATIO * len(left[-1].segment):
        left[-2:] = [Segment.merged(left[-2:])]
    return tuple(left)


def _clean(part: Segment) -> Segment:
    lost = len(part.passages_gone)
    return Segment.merged([part]) if lost > _MOST_GONE or 2 * lost > len(part.segment) else part


def layered(layers: Sequence[NameLayer], new: NameLayer) -> tuple[NameLayer, ...]:
    """Return the layers with one more; the last ones join while they are of a size."""
    left = [*layers, new] if len(new) else list(layers)
    while len(left) > 1 and len(left[-2]) < _RATIO * len(left[-1]):
        left[-2:] = [merged(left[-2:])]
    return tuple(left)
