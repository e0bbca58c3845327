"""Runs: stretches of Chinese characters, or of other letters and digits, in a folded text."""

import re
from collections.abc import Iterator

from retrieval.analysis.normalise import HAN
from retrieval.compiled import late

_LETTER = rf"[^\W_{HAN}]"
_INSIDE = r"(?<=\d)[.:](?=\d)|(?<=\d),(?=\d{3}(?!\d))"
OTHER = late(
    rf"{_LETTER}+(?:(?:{_INSIDE}|[-+/&'’@_]){_LETTER}+)*(?:\+\+|#)?",
)
"""A run of other letters and digits; a comma is inside of one before three digits only."""
RUN = re.compile(rf"(?P<han>[{HAN}]+)|(?P<other>{OTHER.pattern})")
"""Any run; the group that matched tells which."""

_PART = late(rf"{_LETTER}+(?:(?:{_INSIDE}|['’]){_LETTER}+)*")
_HYPHEN = re.compile(r"[-+/&@_]")
_DECIMAL = re.compile(r"\d{3,}\.(?=\d+[%‰]?\Z)")
_LISTED = re.compile(r"\d{3}(?:,\d{3})+")
_GROUPED = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")


def pieces(run: str) -> Iterator[tuple[str, int, int]]:
    """Yield the terms of a run of the other kind, with start and end: itself, then its parts.

    Numbers that commas part (``110,119,120``) are a term each. A figure with decimals has the term
    of its whole number, too: ``4846.`` of 4846.19.
    """
    if are_apart(run):
        for part in re.finditer(r"\d+", run):
            yield part[0], part.start(), part.end()
        return
    whole = _joined(run)
    yield whole, 0, len(run)
    if rounded := _DECIMAL.match(whole):
        yield rounded[0], 0, len(run)
    if _HYPHEN.search(run):
        for part in _PART.finditer(run):
            yield _joined(part[0]), part.start(), part.end()


def are_apart(digits: str) -> bool:
    """Return whether commas part whole numbers of three digits, and do not set off thousands."""
    return _LISTED.fullmatch(digits) is not None and set(digits.split(",")[1:]) != {"000"}


def _joined(text: str) -> str:
    return _GROUPED.sub("", text).replace("’", "'")
