"""Upright text as level text: a page seen with its right edge on top."""

from collections.abc import Sequence
from dataclasses import replace

from retrieval.formats.order.blocks import TextBlock, blocks_of
from retrieval.formats.order.lines import Measures, PrintedLine, around
from retrieval.model.page_text import Box

_SHORTEST = 4  # characters of an upright line of text


def turned(lines: Sequence[PrintedLine], width: float) -> list[PrintedLine]:
    """Return the lines of a page so wide, upright ones level and level ones upright."""
    return [
        replace(line, box=turned_box(line.box, width), upright=not line.upright) for line in lines
    ]


def turned_box(box: Box, width: float) -> Box:
    """Return a box of a page so wide, seen with its right edge on top."""
    return Box(box.top, width - box.right, box.bottom, width - box.left)


def is_upright(lines: Sequence[PrintedLine]) -> bool:
    """Return whether most text of a page runs downward."""
    running = [line for line in lines if len(line.text) >= _SHORTEST]
    upright = sum(len(line.text) for line in running if line.upright)
    return upright * 2 > sum(len(line.text) for line in running) > 0


def upright_blocks(
    lines: Sequence[PrintedLine], measures: Measures, walls: Sequence[Box], width: float
) -> list[TextBlock]:
    """Return the blocks of upright lines on a page whose other text is level."""
    level = turned(lines, width)
    found = blocks_of(level, measures, [turned_box(wall, width) for wall in walls])
    places = {id(line): old.box for line, old in zip(level, lines, strict=True)}
    return [replace(block, box=around(places[id(line)] for line in block.lines)) for block in found]
