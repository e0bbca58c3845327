"""A page that was scanned or photographed a little turned, made straight by its columns' edges.

The left edges of a column's lines stand under each other. The slope at which most of them do, in
the left half and in the right half of the page, is that of the page's columns; its lines run at a
right angle to them. A page that is straight stays exactly as it is.
"""

import math
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, replace

from retrieval.formats.order.lines import PrintedLine
from retrieval.model.page_text import Box

_STEEPEST = 2.2  # degrees
_COARSE, _FINE = 0.1, 0.02
_FEWEST = 12  # lines that tell a slope
_GAIN = 1.22  # times as well as the straight page must a slope fit
_BIN = 0.4  # of the size


@dataclass(frozen=True, slots=True)
class Slopes:
    """How much to the right edges move on the way down, at the left and at the right of a page."""

    left: float
    right: float
    width: float
    height: float

    def box(self, box: Box) -> Box:
        """Return a box as it stands on the straight page, as high and wide as it was."""
        x, y = (box.left + box.right) / 2, (box.top + box.bottom) / 2
        slope = self.left + (self.right - self.left) * box.left / max(self.width, 1.0)
        right = slope * (y - self.height / 2)
        down = (self.left + self.right) / 2 * (x - self.width / 2)
        return Box(box.left - right, box.top + down, box.right - right, box.bottom + down)


def slopes_of(
    lines: Sequence[PrintedLine], width: float, height: float, size: float
) -> Slopes | None:
    """Return the slopes of a page whose text has a size; None for a straight page."""
    level = [one for one in lines if not one.upright and abs(one.size - size) < 0.3 * size]
    if len(level) < _FEWEST:
        return None
    whole = _slope(level, size, 0.0)
    if whole == 0.0:
        return None
    halves = []
    for right in (False, True):
        half = [one for one in level if (one.left > width / 2) == right]
        halves.append(_slope(half, size, whole) if len(half) >= _FEWEST else whole)
    return Slopes(halves[0], halves[1], width, height)


def straight(lines: Sequence[PrintedLine], slopes: Slopes | None) -> list[PrintedLine]:
    """Return the lines as they stand on the straight page."""
    if slopes is None:
        return list(lines)
    return [replace(one, box=_slim(slopes.box(one.box), one)) for one in lines]


def _slim(box: Box, line: PrintedLine) -> Box:
    """Return the box of a line without what a slope adds to its height."""
    if line.upright or box.bottom - box.top <= line.size:
        return box
    middle = (box.top + box.bottom) / 2
    return Box(box.left, middle - line.size / 2, box.right, middle + line.size / 2)


def _slope(lines: Sequence[PrintedLine], size: float, near: float) -> float:
    """Return the slope at which most left edges stand under each other; 0 where none is better."""
    around = math.degrees(math.atan(near))
    count = round(_STEEPEST / _COARSE)
    reach = count if near == 0.0 else count // 3
    coarse = [around + step * _COARSE for step in range(-reach, reach + 1)]
    best = max(coarse, key=lambda angle: (_fit(lines, angle, size), -abs(angle)))
    fine = [best + step * _FINE for step in range(-5, 6)]
    best = max(fine, key=lambda angle: (_fit(lines, angle, size), -abs(angle)))
    still = _fit(lines, around, size)
    return math.tan(math.radians(best if _fit(lines, best, size) > _GAIN * still else around))


def _fit(lines: Sequence[PrintedLine], angle: float, size: float) -> float:
    slope = math.tan(math.radians(angle))
    bins: Counter[int] = Counter()
    for line in lines:
        at = math.floor((line.left - slope * line.middle) / (_BIN * size / 2))
        bins[at] += 1
    return sum((count + bins.get(at + 1, 0)) ** 2 for at, count in bins.items())
