"""Tables to rows: each a line ``| cell | cell |``, as Markdown writes them.

HTML's come cell by cell (`Table`), from tools that read scans and from saved pages. A table that is
there for the layout's sake, around text, is no table: its cells' lines are the page's.
"""

import re
from dataclasses import dataclass, field

_MOST_SPANS = 64  # columns in which a cell may reach down; wider tables are filled up no more
_LONG = 40  # characters of a line that is text, not what stands in a table
_PIPE = re.compile(r"(?<!\\)\|")
_RULE = re.compile(r"[|+:\-=\s]*[-=][|+:\-=\s]*$")


def row(cells: list[str]) -> str:
    """Return a row as one line; a bar inside of a cell becomes a full-width one."""
    return "| " + " | ".join(cell.replace("|", "｜") for cell in cells) + " |"


def is_rule(text: str) -> bool:
    """Return whether a line only rules a table: ``|---|:-:|``, ``+-----+``, ``---|---``."""
    return ("|" in text or "+" in text) and _RULE.match(text) is not None


def cells_of(text: str) -> list[str]:
    r"""Return the cells of a row in Markdown, with bars at its ends or not; ``\|`` is no bar."""
    inner = text.strip().removeprefix("|")
    if inner.endswith("|") and not inner.endswith("\\|"):
        inner = inner[:-1]
    return [cell.strip() for cell in _PIPE.split(inner)]


def is_row(text: str) -> bool:
    """Return whether a line is a row by itself: it begins with a bar and has another."""
    return text.startswith("|") and text.count("|") > 1 and text.strip("| \t") != ""


@dataclass(slots=True)
class _Cell:
    number: int  # of the line that it begins on
    parts: list[str] = field(default_factory=list)
    down: int = 0  # further rows that it reaches into
    across: int = 0  # further columns

    @property
    def lines(self) -> list[str]:
        """Its lines of text, some of them maybe empty."""
        return "".join(self.parts).split("\n")


@dataclass(slots=True)
class Table:
    """A table of HTML as it is read, and at its end its lines."""

    rows: list[list[_Cell]] = field(default_factory=lambda: [[]])
    nested: bool = False  # holds another: it is there for the layout's sake
    open: bool = False  # a cell is open

    def new_row(self) -> None:
        """Begin a row."""
        self.open = False
        if self.rows[-1]:
            self.rows.append([])

    def new_cell(self, number: int, tag: str) -> None:
        """Begin a cell on line ``number``; ``tag`` says how far it reaches."""
        self.rows[-1].append(_Cell(number, down=_span(tag, "row"), across=_span(tag, "col")))
        self.open = True

    def end_cell(self) -> None:
        """End the open cell."""
        self.open = False

    def new_line(self) -> None:
        """Begin a line in the open cell."""
        if self.rows[-1]:
            self.rows[-1][-1].parts.append("\n")

    def write(self, text: str, number: int) -> None:
        """Write into the open cell, or the last; text before any cell makes one."""
        if not self.rows[-1]:
            if not text.strip():
                return
            self.rows[-1].append(_Cell(number))
        self.rows[-1][-1].parts.append(text)

    def printed(self) -> list[tuple[int, str]]:
        """Return its lines, each with the number of the page's line; a gap is an empty one."""
        rows = [cells for cells in self.rows if any("".join(c.parts).strip() for c in cells)]
        if self.nested or all(len(cells) == 1 for cells in rows) or _is_layout(rows):
            return [line for cells in rows for cell in cells for line in _as_text(cell)]
        return [(cells[0].number, row(filled)) for cells, filled in _filled(rows)]


def _span(tag: str, way: str) -> int:
    found = re.search(rf"{way}span\s*=\s*[\"']?(\d{{1,3}})", tag, re.IGNORECASE)
    return max(0, int(found[1]) - 1) if found else 0


def _is_layout(rows: list[list[_Cell]]) -> bool:
    """Return whether a cell holds several lines of running text, as cells of figures never do."""
    return any(
        sum(len(line) > _LONG for line in cell.lines) > 1 for cells in rows for cell in cells
    )


def _as_text(cell: _Cell) -> list[tuple[int, str]]:
    return [(cell.number, ""), *((cell.number, line) for line in cell.lines)]


def _filled(rows: list[list[_Cell]]) -> list[tuple[list[_Cell], list[str]]]:
    """Return the rows with their cells' texts, empty where a cell reaches in from above or left."""
    reaching: dict[int, int] = {}
    filled = []
    for cells in rows:
        texts: list[str] = []
        after: dict[int, int] = {}
        for cell in cells:
            while reaching.get(len(texts), 0):
                after[len(texts)] = reaching[len(texts)] - 1
                texts.append("")
            across = min(cell.across, _MOST_SPANS)
            for at in range(len(texts), len(texts) + 1 + across):
                if cell.down and at < _MOST_SPANS:
                    after[at] = cell.down
            texts.append(" ".join("".join(cell.parts).split()).removeprefix("# "))
            texts.extend([""] * across)
        later = {at: left - 1 for at, left in reaching.items() if at >= len(texts) and left > 1}
        reaching = later | {at: left for at, left in after.items() if left}
        while len(texts) > 1 and not texts[-1] and len(texts) > len(cells):
            texts.pop()
        filled.append((cells, texts))
    return filled
