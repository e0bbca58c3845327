"""Cases of marks that other tools leave in pages: what they write, and what it prints.

``tests/fixtures/marks/NAME.jsonl`` has a case a line, the lines of a page parted by line ends.
"""

import json
from pathlib import Path

FOLDER = Path(__file__).parent / "fixtures" / "marks"


def pairs(name: str) -> list[tuple[str, str]]:
    """Return the cases of what is written and the one line that it prints."""
    return [(written, printed) for written, printed in _read(name)]


def pieces(name: str) -> list[tuple[str, tuple[str, ...]]]:
    """Return the cases of what is written and the lines that it prints."""
    return [(written, tuple(printed)) for written, printed in _read(name)]


def triples(name: str) -> list[tuple[str, str, str]]:
    """Return the cases of two halves and what they are together."""
    return [(first, second, joined) for first, second, joined in _read(name)]


def texts(name: str) -> list[str]:
    """Return the cases of what reads as it is written, or only has to be read."""
    return [str(text) for text in _read(name)]


def _read(name: str) -> list[list[str]]:
    lines = (FOLDER / f"{name}.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines]
