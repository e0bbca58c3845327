"""Rows of a table, kept as ``| cell | cell |``, as lines of a message.

Telegram has no tables. A bar between two cells tells them apart; those at a row's ends say nothing.
"""

import re
from collections.abc import Sequence

from retrieval.model import Span

_ENDS = re.compile(r"^\| | \|$", re.MULTILINE)


def is_row(paragraph: str) -> bool:
    """Return whether a paragraph is a row of a table."""
    return paragraph.startswith("| ") and paragraph.endswith(" |")


def as_lines(text: str, spans: Sequence[Span] = ()) -> tuple[str, tuple[Span, ...]]:
    """Return a text whose rows have no bars at their ends, and where the ``spans`` stand in it."""
    if "|" not in text:
        return text, tuple(spans)
    bars = [Span(*found.span()) for found in _ENDS.finditer(text)]
    if not bars:
        return text, tuple(spans)
    moved = (Span(_moved(start, bars), _moved(end, bars)) for start, end in spans)
    return _ENDS.sub("", text), tuple(moved)


def _moved(at: int, bars: Sequence[Span]) -> int:
    return at - sum(min(at, end) - start for start, end in bars if start < at)
