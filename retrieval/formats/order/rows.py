"""Rows of small tables: short cells beside each other, several rows with cells under each other."""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.formats.order.lines import Measures, PrintedLine, around, shared

ROW = "| "
"""What the text of a row begins with, its cells between bars."""

_FEWEST = 3  # rows
_LONGEST = 9.0  # characters of a cell
_WIDEST = 9.0  # ems between two cells
_OPEN = 30  # tables that may go on
_STEP = 2.2  # pitches from a row to the next
_MARKED = 0.15  # of the cells, those with a mark of running text in them
_MOST_FIGURES = 0.6  # and of those of two rows
_FIGURES = 0.25  # of the cells, those with a figure in them
_MARK = re.compile(r"[，。；！？]")
_FIGURE = re.compile(r"[0-9]")


def with_rows(lines: Sequence[PrintedLine], measures: Measures) -> list[PrintedLine]:
    """Return the lines of a page, those of each row of a table as one."""
    short = [
        one
        for one in lines
        if not one.upright and one.units <= _LONGEST and not measures.is_large(one)
    ]
    rows = [row for row in _rows(short, measures) if len(row) > 1]
    taken: set[int] = set()
    made: list[PrintedLine] = []
    for table in _tables(rows, measures):
        for row in table:
            taken.update(map(id, row))
            made.append(
                replace(
                    row[0],
                    text=ROW + " | ".join(one.text.replace("|", "｜") for one in row) + " |",
                    box=around(one.box for one in row),
                    printed=(around(box for one in row for box in one.printed),),
                )
            )
    return [one for one in lines if id(one) not in taken] + made


def _rows(lines: Sequence[PrintedLine], measures: Measures) -> list[list[PrintedLine]]:
    """Return the cells of each row, from the top."""
    rows: list[list[PrintedLine]] = []
    for line in sorted(
        lines, key=lambda one: (round(one.middle / (0.5 * measures.body)), one.left)
    ):
        for row in reversed(rows[-6:]):
            level = abs(row[-1].middle - line.middle) < 0.4 * measures.body
            gap = line.left - row[-1].right
            if not measures.exact:  # the heights of cells in a picture are uneven
                gap = max(gap, row[0].left - line.right)
            if level and 0 < gap <= _WIDEST * measures.em:
                row.append(line)
                row.sort(key=lambda one: one.left)
                break
        else:
            rows.append([line])
    return rows


def _tables(rows: Sequence[list[PrintedLine]], measures: Measures) -> list[list[list[PrintedLine]]]:
    """Return runs of rows with as many cells under each other, those that are no text."""
    tables: list[list[list[PrintedLine]]] = []
    for row in rows:
        for table in tables[-_OPEN:]:
            cells = _cells_below(table[-1], row)
            if _goes_on(table[-1], cells, measures):
                table.append(cells)
                break
        else:
            tables.append([row])
    return [table for table in tables if _is_table(table)]


def _cells_below(last: Sequence[PrintedLine], row: list[PrintedLine]) -> list[PrintedLine]:
    """Return those of a row that stand below a table's, without lines of the column beside it."""
    left, right = last[0].left, last[-1].right
    return [one for one in row if shared((one.left, one.right), (left, right)) > 0]


def _goes_on(last: Sequence[PrintedLine], row: Sequence[PrintedLine], measures: Measures) -> bool:
    if len(last) != len(row):
        return False
    step = row[0].middle - last[0].middle
    if not 0 < step <= _STEP * measures.pitch:
        return False
    return all(
        shared((one.left, one.right), (other.left, other.right)) > 0
        for one, other in zip(last, row, strict=True)
    )


def _is_table(table: Sequence[Sequence[PrintedLine]]) -> bool:
    cells = [cell for row in table for cell in row]
    marked = sum(_MARK.search(cell.text) is not None for cell in cells)
    figures = sum(_FIGURE.search(cell.text) is not None for cell in cells)
    if len(table) < _FEWEST and not (len(table) > 1 and figures > _MOST_FIGURES * len(cells)):
        return False
    return marked <= _MARKED * len(cells) and figures >= _FIGURES * len(cells)
