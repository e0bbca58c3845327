"""Where the lines of a page begin and end, looked up by place."""

from bisect import bisect_left, bisect_right
from collections.abc import Sequence

from retrieval.formats.order.lines import Measures, PrintedLine

EDGE = 0.45
"""Ems by which lines that begin under each other differ."""
INDENT = (1.4, 2.6)
"""Ems by which the first line of a paragraph begins further on."""
SHORTEST = 1.6
"""Ems of what stands on either side of a gutter."""
SAME_LINE = 0.4
"""Of the size or the step between lines, by which what stands on one line is uneven."""

_GUTTER = 1.7  # ems from the end of a column's lines to the next column, at most
_NEXT = 1.7  # lines to the one that shows that a gutter is there, too
_STEP = 1.75  # from one row to the next, of rows that follow each other
_AROUND = 7.0  # lines above and below that show where a gutter is
_BELOW, _FEWEST_BELOW = 9, 2  # lines below a headline that show its column


class Edges:
    """Where lines of a page begin, looked up by place."""

    def __init__(self, lines: Sequence[PrintedLine], measures: Measures) -> None:
        self._measures = measures
        self._lines = sorted(
            (one for one in lines if not one.upright and not measures.is_large(one)),
            key=lambda one: one.middle,
        )
        self._middles = [one.middle for one in self._lines]
        self._lefts = sorted(one.left for one in self._lines)

    def near(self, line: PrintedLine, lines: float = _AROUND) -> list[PrintedLine]:
        """Return the lines around one, without those of its own height."""
        reach = lines * self._measures.pitch
        first = bisect_left(self._middles, line.middle - reach)
        last = bisect_right(self._middles, line.middle + reach)
        apart = SAME_LINE * self._measures.pitch
        return [one for one in self._lines[first:last] if abs(one.middle - line.middle) > apart]

    def touching(self, line: PrintedLine) -> list[PrintedLine]:
        """Return the lines around one, as far as rows follow each other in what it stands over."""
        em, step = self._measures.em, _STEP * self._measures.pitch
        over = [
            one
            for one in self.near(line)
            if min(one.right, line.right) - max(one.left, line.left) > EDGE * em
        ]
        found = []
        above = [one for one in reversed(over) if one.middle < line.middle]
        for side in (above, [one for one in over if one.middle > line.middle]):
            last = line.middle
            for one in side:
                if abs(one.middle - last) > step:
                    break
                last = one.middle
                found.append(one)
        return found

    def beside(self, line: PrintedLine, near: Sequence[PrintedLine]) -> list[PrintedLine]:
        """Return those of the lines around one that stand on the rows next to it."""
        reach = _NEXT * self._measures.pitch
        return [one for one in near if abs(one.middle - line.middle) < reach]

    def begin(self, x: float, near: Sequence[PrintedLine]) -> int:
        """Return how many lines begin at a place, or are indented from it."""
        em = self._measures.em
        return sum(
            abs(one.left - x) <= EDGE * em or INDENT[0] * em <= one.left - x <= INDENT[1] * em
            for one in near
        )

    def inside(self, line: PrintedLine) -> list[float]:
        """Return the places inside of a line at which others of the page begin, from the left."""
        em = self._measures.em
        first = bisect_right(self._lefts, line.left + SHORTEST * em)
        last = bisect_left(self._lefts, line.right - SHORTEST * em)
        return sorted({round(x / (EDGE * em)): x for x in self._lefts[first:last]}.values())

    def anywhere(self, x: float) -> int:
        """Return how many lines of the page begin at a place."""
        reach = EDGE * self._measures.em
        return bisect_right(self._lefts, x + reach) - bisect_left(self._lefts, x - reach)

    def part(self, last: PrintedLine, line: PrintedLine) -> bool:
        """Return whether two large lines beside each other stand over a column each."""
        em, reach = self._measures.em, _BELOW * self._measures.pitch
        first = bisect_right(self._middles, max(last.bottom, line.bottom))
        under = self._lines[first : bisect_right(self._middles, line.bottom + reach)]
        low, high = last.right - EDGE * em, line.left + EDGE * em
        begin = [one for one in under if low <= one.left <= high]
        return len(begin) >= _FEWEST_BELOW and not any(
            self.cross(one.left, under) for one in begin[:_FEWEST_BELOW]
        )

    def cross(self, x: float, near: Sequence[PrintedLine]) -> int:
        """Return how many lines run over a place."""
        em = self._measures.em
        return sum(one.left < x - SHORTEST * em and one.right > x + SHORTEST * em for one in near)

    def rows(self, x: float, near: Sequence[PrintedLine]) -> int:
        """Return how many lines begin at a place where another ends before it on the same row."""
        em = self._measures.em
        ends = [
            one
            for one in near
            if -_GUTTER * em <= one.right - x <= EDGE * em and one.left < x - SHORTEST * em
        ]
        begin = [
            one
            for one in near
            if abs(one.left - x) <= EDGE * em or INDENT[0] * em <= one.left - x <= INDENT[1] * em
        ]
        level = SAME_LINE * self._measures.pitch
        return sum(any(abs(one.middle - end.middle) < level for end in ends) for one in begin)

    def is_like(self, one: PrintedLine, other: PrintedLine) -> bool:
        """Return whether two lines begin under each other and end so."""
        em = self._measures.em
        return max(abs(one.left - other.left), abs(one.right - other.right)) < em
