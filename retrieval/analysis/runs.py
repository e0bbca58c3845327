"""Runs: stretches of Chinese characters, or of other letters and digits, in a folded text."""

import re
from collections.abc import Iterator

from retrieval.analysis.normalise import HAN

_LETTER = rf"[^\W_{HAN}]"
OTHER = re.compile(
    rf"{_LETTER}+(?:(?:(?<=\d)[.,:](?=\d)|[-+/&'’@_]){_LETTER}+)*(?:\+\+|#)?",
)
"""A run of other letters and digits."""
RUN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<other>{OTHER.pattern})")
"""Any run; the group that matched tells which."""

_PART = re.compile(rf"{_LETTER}+(?:(?:(?<=\d)[.,:](?=\d)|['’]){_LETTER}+)*")
_HYPHEN = re.compile(r"[-+/&@_]")
_DECIMAL = re.compile(r"\d{3,}\.(?=\d+[%‰]?\Z)")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def pieces(run: str) -> Iterator[tuple[str, int, int]]:
    """Yield the terms of a run of the other kind, with start and end: itself, then its parts.

    A figure with decimals has the term of its whole number, too: ``4846.`` of 4846.19.
    """
    whole = _joined(run)
    yield whole, 0, len(run)
    if rounded := _DECIMAL.match(whole):
        yield rounded[0], 0, len(run)
    if _HYPHEN.search(run):
        for part in _PART.finditer(run):
            yield _joined(part[0]), part.start(), part.end()


def _joined(text: str) -> str:
    return _GROUPED.sub("", text).replace("’", "'")
