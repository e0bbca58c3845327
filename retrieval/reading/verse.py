"""Verse, and other lines that are lines on purpose.

A run of four or more short lines is kept as lines if each is a phrase by itself: either all end in
a mark (verse with punctuation), or none has any (modern verse, lists of names, plain
tables). With empty lines between them, the latter must stand in stanzas, the former be of one
length. Prose in a narrow column has marks inside its lines, not just at their ends. Two lines or
more that wide spaces part into cells are kept as well.
"""

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from retrieval.reading.headlines import opens_report
from retrieval.reading.markup import Line, Mark

_LONGEST = 26  # characters
_LONGEST_APART = 16  # of lines with empty ones between, which are less surely verse
_FEWEST = 4
_ENDS = re.compile(r"[，。；！？、,;!?…：:]$")
_INSIDE = re.compile(r"[，。；！？,;!?：:](?!$)")
_COLUMNS = re.compile(r"\S(?:\t+| {2,}|　{2,})\S")


def keeps_its_lines(lines: Sequence[Line], text: Sequence[bool]) -> Iterator[int]:
    """Yield the indices of the lines that must stay apart; ``text`` says which may be such."""
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
    texts = [lines[index].text for index in run]
    inside = [len(_INSIDE.findall(text)) for text in texts]
    marked = [_ENDS.search(text) is not None for text in texts]
    close = not any(lines[index].gap for index in run[1:])
    bare = not any(marked) and not any(inside)
    punctuated = all(marked) and max(inside, default=0) <= 1
    if len(run) >= _FEWEST and (
        (close and (punctuated or bare)) or (bare and _stanzas(lines, run))
    ):
        yield from run
        return
    for metre, group in groupby(run, key=lambda index: _metre(lines[index].text)):
        stanza = list(group)
        unfinished = sum(lines[index].text[-1] in "，,、" for index in stanza)
        if metre and len(stanza) >= _FEWEST and unfinished > 1:
            yield from stanza


def _stanzas(lines: Sequence[Line], run: range) -> bool:
    """Return whether empty lines part the run into two or more stanzas of two or more lines."""
    opens = [index for index in run if index == run.start or lines[index].gap]
    lengths = [end - start for start, end in pairwise([*opens, run.stop])]
    return len(lengths) > 1 and min(lengths) > 1


def _metre(text: str) -> int:
    """Return the length of a line that is one phrase with its mark, 0 for any other."""
    phrase = _ENDS.search(text) is not None and _INSIDE.search(text) is None
    return len(text) if phrase and len(text) <= _LONGEST_APART else 0


def _has_columns(text: str) -> bool:
    """Return whether wide spaces part the line into cells."""
    return _COLUMNS.search(text) is not None and _INSIDE.search(text) is None
