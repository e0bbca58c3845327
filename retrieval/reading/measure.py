"""Which lines were broken only because the column was full.

A hard-wrapped text has a **measure**, the column's width: a line is *full* if the first unit of the
next one (a character with the marks that may not open a line, or a Latin word) would not have
fitted behind it. One full line proves nothing, since every line is as long as itself; a run of
lines without a gap is wrapped if, but for the last line of each paragraph, all its lines are full.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.reading.endings import ends
from retrieval.reading.markup import Line, Mark, columns

_WIDEST = 130  # columns; a wider line is a paragraph
_NARROWEST = 12
_HANGING = 2  # a mark may hang over the edge
_UNIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,%'\-]*|.", re.DOTALL)
_CLINGING = re.compile(r"[，。、；：！？”’）》」』】,.;:!?)%]+")


def mark_full(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Give the lines with ``full`` set where the next one goes on only for want of room."""
    marked = list(lines)
    for start, end in _runs(lines):
        run = lines[start:end]
        for index in _full(run):
            marked[start + index] = replace(run[index], full=True)
    return tuple(marked)


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].gap or lines[index].mark is not lines[start].mark:
            if index - start > 1 and lines[start].mark is Mark.PLAIN:
                yield start, index
            start = index


def _full(run: Sequence[Line]) -> list[int]:
    measure = max(line.width for line in run)
    if not _NARROWEST <= measure <= _WIDEST:
        return []
    full = []
    short = 0
    cut = 0  # full lines that don't end: what only wrapping explains
    for index, (line, following) in enumerate(zip(run, run[1:], strict=False)):
        room = measure - line.width - (4 if line.indented else 0)
        if following.indented and not line.indented and ends(line.text):
            continue
        if room - _HANGING < _first_unit(following.text) or room < _first_unit(following.text):
            full.append(index)
            cut += not ends(line.text)
        elif not ends(line.text):
            short += 1
    enough = cut >= 2 or (cut == 1 and len(run) == 2)
    return full if enough and short <= max(1, cut // 8) else []


def _first_unit(text: str) -> int:
    unit = _UNIT.match(text)
    if unit is None:
        return 0
    clinging = _CLINGING.match(text, unit.end())
    return columns(text[: clinging.end() if clinging else unit.end()])
