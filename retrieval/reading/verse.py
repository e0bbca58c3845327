"""Verse, and other lines that are lines on purpose.

A run of four or more short lines is kept as lines if each is a phrase by itself: either all of
them end in a mark (verse with punctuation), or none holds any (modern verse, lists of names, plain
tables). Prose in a narrow column has marks inside its lines, not only at
their ends, and lines of one width.
"""

import re
from collections.abc import Iterator, Sequence

from retrieval.reading.headlines import opens_report
from retrieval.reading.markup import Line, Mark

_LONGEST = 26  # characters
_FEWEST = 4
_ENDS = re.compile(r"[，。；！？、,;!?…：:]$")
_INSIDE = re.compile(r"[，。；！？,;!?：:](?!$)")
_COLUMNS = re.compile(r"\S(?:\t+| {2,}|　{2,})\S")


def keeps_its_lines(lines: Sequence[Line], text: Sequence[bool]) -> Iterator[int]:
    """Give the indices of the lines that must stay apart; ``text`` says which may be such."""
    start = 0
    for index in range(len(lines) + 1):
        if index < len(lines) and text[index] and _is_short(lines[index]):
            continue
        yield from _kept(lines, start, index)
        start = index + 1


def _is_short(line: Line) -> bool:
    short = len(line.text) <= _LONGEST and line.mark is Mark.PLAIN and not line.full
    return short and not opens_report(line.text)


def _kept(lines: Sequence[Line], start: int, end: int) -> Iterator[int]:
    run = range(start, end)
    aligned = [index for index in run if _has_columns(lines[index].text)]
    if len(aligned) > 1:
        yield from aligned
        return
    if len(run) < _FEWEST:
        return
    texts = [lines[index].text for index in run]
    marked = sum(_ENDS.search(text) is not None for text in texts)
    inside = [len(_INSIDE.findall(text)) for text in texts]
    alike = len({len(text) for text in texts}) == 1
    close = not any(lines[index].gap for index in run[1:])
    if (marked == len(texts) and max(inside) <= 1 and (close or alike)) or (
        marked == 0 and max(inside) == 0 and close
    ):
        yield from run


def _has_columns(text: str) -> bool:
    """Whether wide spaces part the line into cells."""
    return _COLUMNS.search(text) is not None and _INSIDE.search(text) is None
