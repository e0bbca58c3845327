"""The order in which the blocks of one story are read: columns from the left, each from the top.

A block that stands across several columns parts what is above it from what is below. Where the
columns above a gap may be read on below it, or all of them before, the text decides.
"""

from collections.abc import Callable, Sequence
from itertools import pairwise

from retrieval.formats.order.blocks import Joint, TextBlock, flow

_SLACK = 0.9  # ems by which blocks beside each other may overlap
_GAIN = 1.5  # of text that goes on, for which columns are left
_MOST_TRIED = 24  # blocks of a story up to which both ways are tried


def in_order(blocks: Sequence[TextBlock]) -> list[TextBlock]:
    """Return the blocks of a story in the order they are read in."""
    if len(blocks) <= 1:
        return list(blocks)
    columns = _cut(blocks, lambda one: (one.left, one.right))
    if len(columns) > 1:
        down = [block for column in columns for block in in_order(column)]
        rows = _cut(blocks, lambda one: (one.top, one.bottom))
        if 1 < len(rows) < len(blocks) and len(blocks) <= _MOST_TRIED:
            across = [block for row in rows for block in in_order(row)]
            if across != down and _flows(across) > _flows(down) + _GAIN:
                return across
        return down
    rows = _rows(_cut(blocks, lambda one: (one.top, one.bottom)))
    if len(rows) > 1:
        return [block for row in rows for block in in_order(row)]
    return sorted(blocks, key=lambda one: (round(one.left / (2 * one.em)), one.top))


def _cut(
    blocks: Sequence[TextBlock], span: Callable[[TextBlock], tuple[float, float]]
) -> list[list[TextBlock]]:
    """Return the groups between which nothing stands, in order."""
    groups: list[list[TextBlock]] = []
    reach = 0.0
    for block in sorted(blocks, key=span):
        start, end = span(block)
        if groups and start < reach - _SLACK * block.em:
            groups[-1].append(block)
        else:
            groups.append([block])
            reach = end
        reach = max(reach, end)
    return groups


def _rows(rows: Sequence[list[TextBlock]]) -> list[list[TextBlock]]:
    """Return rows, those together that have columns as long as nothing stands across these."""
    joined: list[list[TextBlock]] = []
    for row in rows:
        if joined:
            both = [*joined[-1], *row]
            columns = len(_cut(both, lambda one: (one.left, one.right)))
            parts = (
                len(_cut(joined[-1], lambda one: (one.left, one.right))),
                len(_cut(row, lambda one: (one.left, one.right))),
            )
            if columns > 1 and columns >= min(parts):
                joined[-1] = both
                continue
        joined.append(row)
    return joined


def _flows(blocks: Sequence[TextBlock]) -> float:
    first = 0.5 if blocks[0].opening is Joint.WHOLE else 0.0
    return first + sum(flow(one, other) for one, other in pairwise(blocks))
