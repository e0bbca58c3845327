"""How far a headline may reach over what stands below it, and what that costs."""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.formats.order.blocks import TextBlock
from retrieval.formats.order.lines import shared
from retrieval.model.page_text import Box

_HALF, _MOST, _PART = 0.5, 0.6, 0.25  # of a block's width, under a headline
UNDER, EVEN, FREE = 0.0, 0.25, 2.0  # costs of its standing there, the last a bound


@dataclass(frozen=True, slots=True)
class Reach:
    """How far a headline may reach over what stands below it."""

    own: tuple[float, float]
    even: tuple[float, float]
    free: tuple[float, float]
    flush: bool = False  # with the column below, and not in the middle of several


def across_cost(block: TextBlock, reach: Reach) -> float:
    """Return what it costs that a block is not right under a headline's words."""
    wide = max(block.right - block.left, 1.0)

    def share(span: tuple[float, float]) -> float:
        return shared(span, (block.left, block.right)) / wide

    to_right = reach.flush and block.left > reach.own[0]
    told = (
        (share(reach.own) > _HALF, UNDER),
        (share(reach.even) > _MOST, EVEN),
        (share(reach.free) > _MOST, 0.7 if to_right else 1.6),
        (share(reach.own) > _PART, 1.2),
    )
    return next((cost for holds, cost in told if holds), 3.5)


def text_is_left(uprights: Sequence[Box], blocks: Sequence[TextBlock]) -> bool:
    """Return whether text stands on the left of upright headlines, as one without any right shows.

    Where another has none on its left, that is not told.
    """

    def sides(own: Box) -> tuple[bool, bool]:
        level = [
            block
            for block in blocks
            if shared((own.top, own.bottom), (block.top, block.bottom)) > 0
        ]
        left = any(block.centre < own.left for block in level)
        return left, any(block.centre > own.right for block in level)

    found = [sides(own) for own in uprights]
    return (True, False) in found and (False, True) not in found


def between_cost(cost: float) -> float:
    """Return what a headline between costs, by what it would cost that the block is its own."""
    if cost == UNDER:
        return 4.0
    if cost <= EVEN:
        return 2.5
    return 0.5 if cost < FREE else 0.0
