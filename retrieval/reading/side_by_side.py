"""Text columns that stand side by side, as a copy of the printed page by its layout leaves them.

Read line by line such a page is woven: half a sentence of one column, then half of another's. It is
known by what only columns of running text have, several lines in a row: wide gaps part each line
into **cells** that stand under each other; on both sides of a gap there is running text, with marks
inside, wherever they fall; and on its left the lines stop in mid-sentence, each about as far right
as the others. Tables, lists of names, verse and headlines side by side lack one of these.
"""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from retrieval.reading.characters import columns

_FEWEST = 3  # lines with running text on both sides of a gap
_APART = 4  # lines from one of them to the next, at most
_SHORTEST = 6  # characters of a cell that may be a full line of a column
_SHORTEST_BESIDE = 4  # and of what stands beside it
_WIDEST = 70  # columns; a wider cell is a paragraph
_FEWEST_CUT = 2  # cells on the left that stop in mid-sentence
_CUT = 0.5  # of all cells, those that do
_RUNNING = 0.2  # of all cells, those with a mark inside
_MARKED = 0.2  # of the cells on each side, those with one anywhere
_MANY = 8  # lines in which running text may have no full stop by chance
_ENTRIES = 0.25  # of all cells, those that begin as entries of a list do
_ALIKE = 0.7  # of the cells with marks, those whose first mark is the same many characters in
_FULL = 0.6  # of the cells that are cut, those about as wide as each other
_RAGGED = 4  # columns by which those may differ
_INDENT = 5  # by which a paragraph's first line begins later
_UNEVEN = 2  # or any line earlier
_PLACES = 4  # places that a column may begin at, the commonest tried first

_BLANKS = re.compile(r"[ \t\u00a0　│┃|｜¦]+")
_HAN = re.compile(r"[\u3400-\u9fff]")
_INSIDE = re.compile(r"[，。；！？、,;!?](?!$)")
_MARK = re.compile(r"[，。；！？、,;!?]")
_STOPPED = re.compile(r"[^\w]$")
_SENTENCE = re.compile(r"[。！？]")
_ENTRY = re.compile(r"[^，。]{1,8}[：:]|[（(]?[0-9一二三四五六七八九十]{1,3}[）).、．]|[·•●■◆★]")


@dataclass(frozen=True, slots=True)
class _Pair:
    """Two cells beside each other; ``place`` is the right one's, in characters and in columns."""

    line: int
    left: str
    right: str
    place: tuple[int, int]


def stands_side_by_side(text: str) -> bool:
    """Return whether running text stands in columns side by side on the page."""
    near: list[_Pair] = []
    for number, line in enumerate(text.split("\n")):
        found = () if line.lstrip().startswith(("|", "<", "#")) else tuple(_pairs(number, line))
        if found and near and number - near[-1].line > _APART:
            if _are_columns(near):
                return True
            near = []
        near.extend(found)
    return _are_columns(near)


def _pairs(number: int, line: str) -> Iterator[_Pair]:
    """Yield what of the line may be two columns' lines beside each other."""
    left, start, done, width = "", 0, 0, 0
    for blanks in _BLANKS.finditer(line.rstrip() + "\t"):
        if blanks[0] in (" ", "\u00a0"):
            continue
        cell = line[start : blanks.start()]
        before = width + columns(line[done:start])
        if _may_be_line(left, _SHORTEST) and _may_be_line(cell, _SHORTEST_BESIDE):
            yield _Pair(number, left, cell, (start, before))
        left, start, done, width = cell, blanks.end(), start, before


def _may_be_line(cell: str, shortest: int) -> bool:
    return len(cell) <= _WIDEST and len(_HAN.findall(cell)) >= shortest and columns(cell) <= _WIDEST


def _are_columns(pairs: Sequence[_Pair]) -> bool:
    return any(
        _are_running(group)
        for place in (_by_characters, _by_columns)
        for group in _aligned(pairs, place)
    )


def _by_characters(pair: _Pair) -> int:
    return pair.place[0]


def _by_columns(pair: _Pair) -> int:
    return pair.place[1]


def _aligned(pairs: Sequence[_Pair], place: Callable[[_Pair], int]) -> Iterator[list[_Pair]]:
    """Yield the pairs whose right cells begin under each other, for each such place."""
    left = list(pairs)
    for _ in range(_PLACES):
        if len(left) < _FEWEST:
            return
        ((most, _),) = Counter(map(place, left)).most_common(1)
        places = range(most - _UNEVEN, most + _INDENT + 1)
        yield [pair for pair in left if place(pair) in places]
        left = [pair for pair in left if place(pair) not in places]


def _are_running(pairs: Sequence[_Pair]) -> bool:
    """Return whether the cells on both sides of a gap are lines of two columns' running text."""
    if len(pairs) < _FEWEST:
        return False
    cells = [cell for pair in pairs for cell in (pair.left, pair.right)]
    cut = [columns(pair.left) for pair in pairs if not _STOPPED.search(pair.left)]
    full = max((sum(0 <= width - one <= _RAGGED for width in cut) for one in set(cut)), default=0)
    all_cut = sum(not _STOPPED.search(cell) for cell in cells)
    return (
        len(cut) >= _FEWEST_CUT
        and all_cut >= max(_FEWEST, _CUT * len(cells))
        and full >= _FULL * len(cut)
        and _share(_MARK, [pair.left for pair in pairs]) >= _MARKED
        and _share(_MARK, [pair.right for pair in pairs]) >= _MARKED
        and _share(_INSIDE, cells) >= _RUNNING
        and (any(map(_SENTENCE.search, cells)) or len(pairs) >= _MANY)
        and _share(_ENTRY, cells, at_start=True) < _ENTRIES
        and not _are_entries(cells)
    )


def _share(form: re.Pattern[str], cells: Sequence[str], *, at_start: bool = False) -> float:
    find = form.match if at_start else form.search
    return sum(find(cell) is not None for cell in cells) / len(cells)


def _are_entries(cells: Sequence[str]) -> bool:
    """Return whether the cells have their first mark in one place: 张三，男；李四，女."""
    first = Counter(found.start() for cell in cells if (found := _INSIDE.search(cell)))
    most = max(first.values(), default=0)
    return most >= _ALIKE * sum(first.values())
