"""Which lines end only because the column was full.

A hard-wrapped text has a **measure**, the column's width: a line is *full* if the first unit of the
next one (a character with the marks that may not open a line, or a Latin word) would not have
fitted behind it. One full line proves nothing, since a widest line is always full; a run of lines
without a gap **proves** its measure if it reads like prose (marks stand inside its lines, not only
at their ends), several of its full lines stop in mid-sentence, and hardly any line that does so is
short. A proven measure then holds for the page's shorter runs.

Some tools give a paragraph in one line, with a space for each line's end (retrieval.reading.wraps).
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from retrieval.reading.characters import columns
from retrieval.reading.endings import ends
from retrieval.reading.markup import Line, Mark
from retrieval.reading.wraps import without_wraps

_WIDEST = 130  # columns; a wider line is a paragraph
_NARROWEST = 12
_HANGING = 2  # columns by which a mark may hang over the edge
_INDENT = 4  # columns that open a paragraph
_SLACK = 2  # columns by which justified lines differ, for marks and digits are set closer;
_COLUMNS_PER_SLACK = 16  # the wider the column, the more of them
_PROOF = 2  # full lines that stop in mid-sentence
_SHORT_PER_FULL = 8  # of these, one line may be short: OCR drops a character here and there
_UNIT = re.compile(r"[A-Za-z0-9][A-Za-z0-9.,%'\-]*|.", re.DOTALL)
_CLINGING = re.compile(r"[，。、；：！？”’）》」』】,.;:!?)%]+")
_MARK = re.compile(r"[，。；！？：、,;!?]")
_INSIDE = re.compile(r"[，。；！？：、,;!?](?!$)")


def mark_full(lines: Sequence[Line]) -> tuple[Line, ...]:
    """Return the lines with ``full`` set where the next one goes on only for want of room.

    Spaces that stand for line ends within a line are taken out.
    """
    lines = without_wraps(lines)
    marked = list(lines)
    proven: set[int] = set()
    doubtful: list[tuple[int, int, int]] = []
    for start, end in _runs(lines):
        run = lines[start:end]
        measure = max(line.width for line in run)
        if not _NARROWEST <= measure <= _WIDEST:
            continue
        full = _full(run, measure)
        if full is None:
            doubtful.append((start, end, measure))
            continue
        proven.update(range(measure - _HANGING, measure + _HANGING + 1))
        for index in full:
            marked[start + index] = replace(run[index], full=True)
    for start, end, measure in doubtful:
        prose = any(_MARK.search(line.text) for line in lines[start:end])
        if measure in proven and prose:
            marked[start : end - 1] = [
                replace(line, full=_is_full(line, following, measure))
                for line, following in pairwise(lines[start:end])
            ]
    return tuple(marked)


def _runs(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    start = 0
    for index in range(1, len(lines) + 1):
        if index == len(lines) or lines[index].gap or lines[index].mark is not lines[start].mark:
            if index - start > 1 and lines[start].mark is Mark.PLAIN:
                yield start, index
            start = index


def _full(run: Sequence[Line], measure: int) -> list[int] | None:
    """Return the indices of full lines, or None where the run does not prove its measure."""
    if not any(_INSIDE.search(line.text) for line in run):
        return None
    full = []
    cut = short = 0
    for index, (line, following) in enumerate(pairwise(run)):
        stops = ends(line.text)
        if following.indented and not line.indented and stops:
            continue
        if _is_full(line, following, measure):
            full.append(index)
            cut += not stops
        elif not stops:
            short += 1
    return full if cut >= _PROOF and short <= cut // _SHORT_PER_FULL else None


def _is_full(line: Line, following: Line, measure: int) -> bool:
    room = measure - line.width - (_INDENT if line.indented else 0)
    slack = max(_SLACK, measure // _COLUMNS_PER_SLACK)
    return room < _first_unit(following.text) + slack


def _first_unit(text: str) -> int:
    unit = _UNIT.match(text)
    if unit is None:
        return 0
    clinging = _CLINGING.match(text, unit.end())
    return columns(text[: clinging.end() if clinging else unit.end()])
