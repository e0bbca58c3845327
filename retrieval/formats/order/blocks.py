"""Lines to blocks: what stands below each other in one column, without anything between.

A **block** is a part of a column. Whether its first line begins a paragraph and whether its last
one ends one can be seen from the column's edges; by that blocks are known to go on in each other.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from statistics import median

from retrieval.formats.order.lines import Measures, PrintedLine, around, shared
from retrieval.model.page_text import Box
from retrieval.reading.bylines import is_byline
from retrieval.reading.headlines import opens_report

_ALONE = 0.65  # of its column, the widest heading inside a text
_CONTIGUOUS = 1.45  # pitches, the widest step from a line to the next
_SHOWING = 4  # last lines of a block that show its column
_WITHIN = 0.75  # of a line's width that is in its column
_INDENTED = (1.1, 3.4)  # ems
_FEWEST = 3  # lines that show a column's edges
_FILLED = 2  # of three lines, those that fill a column
_WIDEST, _REACH = 30.0, 60.0  # ems: of a column, and to another block in it
_SLACK, _HANGING = 0.4, 1.3  # ems by which lines end beside the edge
_SHORT = 1.6  # ems that a paragraph's last line leaves free
_STOP = re.compile(r"[。！？!?…][”’』」）)]*$|[）)】]$")


class Joint(Enum):
    """Whether a text begins or ends at the end of a block, or goes on in another."""

    WHOLE = auto()
    CUT = auto()
    EITHER = auto()


@dataclass(frozen=True, slots=True)
class TextBlock:
    """Lines of one column from the top; ``edges`` are the column's, on the left and the right.

    Of upright lines, which come from the right, edges are those above and below; ``box`` is where
    the block stands, whichever way its lines run.
    """

    lines: tuple[PrintedLine, ...]
    edges: tuple[float, float]
    em: float
    box: Box

    @property
    def left(self) -> float:
        """Its left edge."""
        return self.box.left

    @property
    def right(self) -> float:
        """Its right edge."""
        return self.box.right

    @property
    def top(self) -> float:
        """Its upper edge."""
        return self.box.top

    @property
    def bottom(self) -> float:
        """Its lower edge."""
        return self.box.bottom

    @property
    def centre(self) -> float:
        """Its middle between left and right."""
        return (self.left + self.right) / 2

    @property
    def size(self) -> float:
        """The size of its characters."""
        return median(line.size for line in self.lines)

    def _is_alone(self) -> bool:
        """Return whether it is one short line, which no text goes on after."""
        line = self.lines[0]
        wide = self.edges[1] - self.edges[0]
        return len(self.lines) == 1 and line.width < _ALONE * wide and line.text[-1].isalnum()

    @property
    def opening(self) -> Joint:
        """Whether its first line begins a paragraph."""
        first = self.lines[0]
        if self._is_alone() or is_signature(first.text) or opens_report(first.text):
            return Joint.WHOLE
        indent = (first.left - self.edges[0]) / self.em
        if _INDENTED[0] <= indent <= _INDENTED[1]:
            return Joint.WHOLE
        if first.text[0] in "，。、；：）”’》」,.;:)":
            return Joint.CUT
        return Joint.CUT if indent < _INDENTED[0] else Joint.EITHER

    @property
    def closing(self) -> Joint:
        """Whether its last line ends a paragraph."""
        last = self.lines[-1]
        if self._is_alone():
            return Joint.WHOLE
        stops = _STOP.search(last.text) is not None
        if not stops and not is_signature(last.text):
            return Joint.CUT
        if last.right < self.edges[1] - _SHORT * self.em:
            return Joint.WHOLE
        return Joint.EITHER


def is_signature(text: str) -> bool:
    """Return whether a line is a byline and nothing else, its brackets closed."""
    opened = text.count("（") + text.count("(")
    return opened == text.count("）") + text.count(")") and is_byline(text)


def flow(one: TextBlock, other: TextBlock) -> float:
    """Return how well a block goes on in another, from -1 to 1."""
    end, start = one.closing, other.opening
    if Joint.EITHER in (end, start):
        return 0.3 if (end, start) == (Joint.EITHER, Joint.WHOLE) else 0.1
    if end is start:
        return 1.0 if end is Joint.CUT else 0.6
    return -1.0


def blocks_of(
    lines: Sequence[PrintedLine], measures: Measures, walls: Sequence[Box]
) -> list[TextBlock]:
    """Return the blocks that lines of text make up, from the top.

    ``walls`` are what a block does not go over: rules, pictures and headlines.
    """
    ordered = sorted(lines, key=lambda one: (one.top, one.left))
    below: dict[int, list[int]] = {}
    above: dict[int, list[int]] = {}
    for at, line in enumerate(ordered):
        for index in range(at + 1, len(ordered)):
            other = ordered[index]
            if other.middle - line.middle > 2.2 * measures.pitch:
                break
            if _touch(line, other, measures):
                below.setdefault(at, []).append(index)
                above.setdefault(index, []).append(at)
    blocks: list[list[PrintedLine]] = []
    place: dict[int, list[PrintedLine]] = {}
    for at, line in enumerate(ordered):
        before = above.get(at, [])
        one = before[0] if len(before) == 1 else None
        fits = (
            one is not None
            and len(below.get(one, [])) == 1
            and _goes_down(place[one], line, measures)
            and not _walled(ordered[one], line, walls)
        )
        run = place[one] if fits and one is not None else []
        if not run:
            blocks.append(run)
        run.append(line)
        place[at] = run
    blocks = _linked(blocks, measures, walls)
    parts = [part for run in blocks for part in _parted(run, measures)]
    columns = [(run, around(line.box for line in run)) for run in parts if len(run) >= _FEWEST]
    return [_block(run, columns, measures) for run in parts]


def _linked(
    runs: list[list[PrintedLine]], measures: Measures, walls: Sequence[Box]
) -> list[list[PrintedLine]]:
    """Return the runs, those as one between which a short last line stands beside an indent."""
    done: list[list[PrintedLine]] = []
    for run in sorted(runs, key=lambda one: one[0].top):
        box = around(line.box for line in run)
        fits = []
        for other in done:
            last, whole = other[-1], around(line.box for line in other)
            step = run[0].middle - last.middle
            over = shared((box.left, box.right), (whole.left, whole.right))
            if (
                0.45 * measures.pitch < step <= _CONTIGUOUS * measures.pitch
                and over >= _WITHIN * min(box.right - box.left, whole.right - whole.left)
                and abs(box.left - whole.left) < _INDENTED[1] * measures.em
                and _alike(last, run[0], measures)
                and shared((last.left, last.right), (run[0].left, run[0].right)) < measures.em
                and not _walled(last, run[0], walls)
            ):
                fits.append(other)
        if len(fits) == 1:
            fits[0].extend(run)
        else:
            done.append(run)
    return done


def _touch(line: PrintedLine, other: PrintedLine, measures: Measures) -> bool:
    """Return whether a line stands next below another, in the same column or across it."""
    step = other.middle - line.middle
    if not 0.45 * measures.pitch < step <= _CONTIGUOUS * measures.pitch:
        return False
    return shared((line.left, line.right), (other.left, other.right)) > 0.9 * measures.em


def _alike(one: PrintedLine, other: PrintedLine, measures: Measures) -> bool:
    """Return whether two lines are of the same size, as far as that can be told."""
    scales = measures.scale(one), measures.scale(other)
    return max(scales) <= measures.alike * min(scales)


def _goes_down(run: Sequence[PrintedLine], line: PrintedLine, measures: Measures) -> bool:
    """Return whether a line goes on in the column of a run of lines."""
    last = run[-1]
    if not _alike(last, line, measures):
        return False
    box = around(one.box for one in run[-_SHOWING:])
    short = min(box.right - box.left, line.width)
    return shared((box.left, box.right), (line.left, line.right)) >= _WITHIN * short


def _walled(line: PrintedLine, other: PrintedLine, walls: Sequence[Box]) -> bool:
    left, right = max(line.left, other.left), min(line.right, other.right)
    return any(
        line.middle < (wall.top + wall.bottom) / 2 < other.middle
        and shared((left, right), (wall.left, wall.right)) > 0.5 * (right - left)
        for wall in walls
    )


def _parted(run: list[PrintedLine], measures: Measures) -> list[list[PrintedLine]]:
    """Return the parts of a run in which the column becomes narrower or wider for good."""
    em = measures.em
    for at in range(2, len(run) - 1):
        above, under = run[:at], run[at:]
        tops = max(one.right for one in above[-3:])
        rights = max(one.right for one in under[:3])
        lefts = min(one.left for one in above[-3:]), min(one.left for one in under[:3])
        differs = abs(tops - rights) > 3.2 * em or abs(lefts[0] - lefts[1]) > 2.9 * em
        full = sum(abs(one.right - tops) < 1.3 * em for one in above[-3:])
        filled = sum(abs(one.right - rights) < 1.3 * em for one in under[:3])
        if differs and min(full, filled) >= _FILLED:
            return [above, *_parted(under, measures)]
    return [run]


def _block(
    run: Sequence[PrintedLine],
    columns: Sequence[tuple[Sequence[PrintedLine], Box]],
    measures: Measures,
) -> TextBlock:
    """Return a block with its column's edges, which others in the same column show, too."""
    em = measures.em
    box = around(line.box for line in run)
    left, right = box.left, box.right
    if len(run) < _SHOWING:
        near = next(
            (
                edge
                for other, edge in columns
                if other is not run and _is_column_of(edge, box, measures)
            ),
            None,
        )
        if near is not None:
            left, right = min(left, near.left), max(right, near.right)
    rights = sorted(line.right for line in run)
    hanging = len(run) >= _FEWEST and (
        rights[-1] - rights[-2] > _SLACK * em or rights[-1] - median(rights) < _HANGING * em
    )
    if hanging:  # a mark that hangs out of the column is no edge of it
        right = max(median(rights[len(rights) // 2 :]), left + em)
    return TextBlock(tuple(run), (left, right), em, Box(left, box.top, right, box.bottom))


def _is_column_of(near: Box, box: Box, measures: Measures) -> bool:
    """Return whether a longer run shows the edges of the column that a short one stands in."""
    em = measures.em
    if near.right - near.left > _WIDEST * em:
        return False
    if shared((near.top, near.bottom), (box.top, box.bottom)) < -_REACH * em:
        return False
    holds = near.left - 0.6 * em <= box.left and box.right <= near.right + _HANGING * em
    return holds and box.left - near.left <= _INDENTED[1] * em
