"""Lists of words that stand as data beside the code that uses them.

A list is ``words/<name>.tsv`` in a package: one word a line, and after a tab a comment if it needs
one. A line that begins with ``#`` is a heading. All else is an error, so that a slip of the editor
is found when the package is imported.
"""

from collections.abc import Iterable
from importlib import resources


def words(package: str, name: str) -> tuple[str, ...]:
    """Return the words of a package's list in the order of the file.

    Raise ValueError with the file and line where a line is empty, a word has space around it or is
    there twice, or more than one tab follows; FileNotFoundError where there is no such list.
    """
    path = resources.files(package).joinpath("words", f"{name}.tsv")
    return parse(path.read_text(encoding="utf-8").splitlines(), f"{package}/words/{name}.tsv")


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
