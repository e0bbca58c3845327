"""Lists of words that stand as data beside the code that uses them.

A **list** is ``words/<name>.tsv`` in a package: one word a line, and after a tab a comment if it
needs one. A line that begins with ``#`` is a heading. All else is an error, so that a slip of the
editor is found when the package is imported.

A **table** is the same with so many columns a line, a tab between them and before the comment; of
several words in a column each is parted from the next by a comma.
"""

from collections.abc import Iterable
from importlib import resources

Row = tuple[tuple[str, ...], ...]
"""The words of each column of a table; only the first column never is empty."""


def words(package: str, name: str) -> tuple[str, ...]:
    """Return the words of a package's list in the order of the file.

    Raise ValueError with the file and line where a line is empty, a word has space around it or is
    there twice, or more than one tab follows; FileNotFoundError where there is no such list.
    """
    return parse(_lines(package, name), f"{package}/words/{name}.tsv")


def parse(lines: Iterable[str], source: str) -> tuple[str, ...]:
    """Return the words of a list's lines, see `words`; errors name the source."""
    first_line: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        word, *comments = line.split("\t")
        fault = _fault(word, comments, first_line)
        if fault:
            raise ValueError(f"{source}:{number}: {fault}")
        first_line[word] = number
    return tuple(first_line)


def table(package: str, name: str, columns: int) -> tuple[Row, ...]:
    """Return the rows of a package's table in the order of the file.

    Raise ValueError with the file and line where a row has fewer columns, or more than a comment
    beside them, no word in its first column, space around a word, or a first word that is there
    already; FileNotFoundError where there is no such table.
    """
    return parse_table(_lines(package, name), columns, f"{package}/words/{name}.tsv")


def parse_table(lines: Iterable[str], columns: int, source: str) -> tuple[Row, ...]:
    """Return the rows of a table's lines, see `table`; errors name the source."""
    rows: list[Row] = []
    first_line: dict[str, int] = {}
    for number, line in enumerate(lines, 1):
        if line.startswith("#"):
            continue
        cells = line.split("\t")
        row = tuple(tuple(cell.split(",")) if cell else () for cell in cells[:columns])
        fault = _row_fault(row, len(cells) - columns, first_line)
        if fault:
            raise ValueError(f"{source}:{number}: {fault}")
        first_line[row[0][0]] = number
        rows.append(row)
    return tuple(rows)


def _row_fault(row: Row, beside: int, first_line: dict[str, int]) -> str:
    if beside < 0:
        return f"{-beside} columns are missing"
    if beside > 1:
        return "more than one comment"
    if not row[0]:
        return "no word in the first column"
    for word in (word for cell in row for word in cell):
        if not word or word != word.strip():
            return f"no word, or space around it: {word!r}"
    if row[0][0] in first_line:
        return f"{row[0][0]} stands in line {first_line[row[0][0]]} already"
    return ""


def _lines(package: str, name: str) -> list[str]:
    path = resources.files(package).joinpath("words", f"{name}.tsv")
    return path.read_text(encoding="utf-8").splitlines()


def _fault(word: str, comments: list[str], first_line: dict[str, int]) -> str:
    if not word.strip():
        return "no word in this line"
    if word != word.strip():
        return f"space around {word!r}"
    if len(comments) > 1:
        return "more than one tab"
    if word in first_line:
        return f"{word} stands in line {first_line[word]} already"
    return ""
