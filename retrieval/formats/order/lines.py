"""Printed lines while they are put into order: where they stand on the page made straight."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from retrieval.formats.order.printed import PrintedPiece
from retrieval.model.page_text import Box
from retrieval.reading.characters import columns

DASHED = re.compile(r"[—一ー–\-－─]{2,}")
"""A dash that opens a subtitle, as recognition reads it."""

_SHORTEST = 5  # characters of a line by which the size of text is told
_LARGE = 1.27  # of the body's size, from which a line may be a headline
_SMALL = 0.93
_EXACT = 0.8  # of the lines, those of exactly one size, where a file tells it
_ALIKE_EXACT, _ALIKE_SEEN = 1.04, 1.2
_FEWEST_UNITS = 3  # characters whose width tells their size


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """Words in one line; ``box`` is where they stand on the straight page, ``printed`` as given."""

    text: str
    box: Box
    size: float
    upright: bool = False
    bold: bool = False
    sureness: float = 1.0
    printed: tuple[Box, ...] = ()

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
    def middle(self) -> float:
        """Its middle between top and bottom."""
        return (self.box.top + self.box.bottom) / 2

    @property
    def centre(self) -> float:
        """Its middle between left and right."""
        return (self.box.left + self.box.right) / 2

    @property
    def width(self) -> float:
        """How wide it is."""
        return self.box.right - self.box.left

    @property
    def units(self) -> float:
        """How many full characters wide its words are."""
        return columns(self.text) / 2


@dataclass(frozen=True, slots=True)
class Measures:
    """What a page's text measures: ``body`` is its size, ``em`` a character's width as set."""

    body: float
    em: float
    pitch: float  # from one line of a column to the next
    exact: bool = False  # sizes are told by a file, and not measured in a picture

    @property
    def alike(self) -> float:
        """How many times as large as another a line of the same type may be."""
        return _ALIKE_EXACT if self.exact else _ALIKE_SEEN

    def scale(self, line: PrintedLine) -> float:
        """Return how many times as large as the text a line is.

        Where heights are measured in a picture, the width of the characters must tell the same.
        """
        high = line.size / self.body
        long = line.bottom - line.top if line.upright else line.width
        if self.exact or line.units < _FEWEST_UNITS:
            return high
        return median((high, long / line.units / self.em, 1.0))

    def is_large(self, line: PrintedLine) -> bool:
        """Return whether a line is as large as headlines are."""
        return self.scale(line) >= _LARGE

    def is_small(self, line: PrintedLine) -> bool:
        """Return whether a line is smaller than the text."""
        return self.scale(line) < _SMALL


def measures_of(lines: Sequence[PrintedLine]) -> Measures:
    """Return the measures of a page's lines, which are in any order; there must be some."""
    level = [one for one in lines if not one.upright] or list(lines)
    running = [one for one in level if one.units >= _SHORTEST] or level
    body = _weighted([(one.size, one.units) for one in running])
    alike = [one for one in running if 0.85 * body <= one.size <= 1.15 * body]
    em = median(one.width / max(one.units, 1) for one in alike or running)
    steps = []
    ordered = sorted(alike, key=lambda one: one.middle)
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 : at + 40]:
            step = other.middle - one.middle
            if step > 3 * body:
                break
            if step > 0.7 * body and abs(other.left - one.left) < 2.6 * em:
                steps.append(step)
                break
    same = sum(abs(one.size - body) < 0.005 * body for one in alike)
    exact = same > _EXACT * max(1, len(alike))
    return Measures(body, em, median(steps) if steps else 1.6 * body, exact)


def _weighted(values: Iterable[tuple[float, float]]) -> float:
    """Return the median of values by their weights."""
    ordered = sorted(values)
    half = sum(weight for _, weight in ordered) / 2
    for value, weight in ordered:
        half -= weight
        if half <= 0:
            return value
    return ordered[-1][0]


def line_of(piece: PrintedPiece) -> PrintedLine:
    """Return a piece as a line of its own."""
    return PrintedLine(
        piece.text.strip(),
        piece.box,
        piece.size,
        piece.upright,
        piece.bold,
        piece.sureness,
        (piece.box,),
    )


def joined(one: PrintedLine, other: PrintedLine, between: str = "") -> PrintedLine:
    """Return two parts of a line as one, whatever stands between them."""
    return replace(
        one,
        text=one.text + between + other.text,
        box=around((one.box, other.box)),
        size=max(one.size, other.size),
        bold=one.bold and other.bold,
        sureness=min(one.sureness, other.sureness),
        printed=(around((*one.printed, *other.printed)),),
    )


def around(boxes: Iterable[Box]) -> Box:
    """Return the smallest box around others; there must be one."""
    lefts, tops, rights, bottoms = zip(*boxes, strict=True)
    return Box(min(lefts), min(tops), max(rights), max(bottoms))


def shared(one: tuple[float, float], other: tuple[float, float]) -> float:
    """Return how much two intervals have in common, below 0 for how far they are apart."""
    return min(one[1], other[1]) - max(one[0], other[0])


def apart(one: Box, other: Box) -> float:
    """Return how far two boxes are from each other, 0 where they touch."""
    across = max(0.0, -shared((one.left, one.right), (other.left, other.right)))
    down = max(0.0, -shared((one.top, one.bottom), (other.top, other.bottom)))
    return across + down
