"""Where sentences end, in print.

A **sentence** ends after 。！？； or …, or an English full stop before a blank, behind the closing
quotes and brackets that follow; and at a line's end. A **clause** ends after any punctuation.
"""

import re
from collections.abc import Iterator

from retrieval.model import Span

_CLOSERS = r"[”’」』）)》】〕\"']*"
_END = r"(?:[。！？!?；;…]+|(?<=[A-Za-z0-9]{2})\.(?=\s))"
# What surely ends nothing is passed over at once: to try for an end at each character is slow.
_SENTENCE = re.compile(rf"(?:[^\n。！？!?；;….]+|(?!{_END})\.)*(?:{_END}{_CLOSERS}|(?=\n|\Z))")
_CLAUSE = re.compile(rf"[^\n。！？!?；;…，,、：:]*(?:[。！？!?；;…，,、：:]+{_CLOSERS}|(?=\n|\Z))")


def sentences(text: str) -> Iterator[Span]:
    """Yield the sentences of a text in order, without the blanks around them."""
    return _stretches(_SENTENCE, text, 0, len(text))


def clauses(text: str, within: Span) -> Iterator[Span]:
    """Yield the clauses of a text within a span in order, without the blanks around them."""
    return _stretches(_CLAUSE, text, *within)


def _stretches(pattern: re.Pattern[str], text: str, start: int, end: int) -> Iterator[Span]:
    for found in pattern.finditer(text, start, end):
        stretch = found[0]
        if stretch and not stretch.isspace():
            left = found.start() + len(stretch) - len(stretch.lstrip())
            yield Span(left, left + len(stretch.strip()))
