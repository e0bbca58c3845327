"""The **shape** of a line: what of it a paper repeats from page to page.

Spaces never count. Numbers do not count either where they are the page's or the issue's, above all
text; within a story they are what it tells, and a line is the same with the same numbers only.
"""

import re
from collections.abc import Collection

from retrieval.reading.plain import plain

FEWEST_PAGES = 3
"""So many pages of a paper have a line that is its habit."""

_NUMBERS = re.compile(r"[0-9]+")
_SPACES = re.compile(r"\s+")


def words_of(text: str) -> str:
    """Return a line's shape in which its numbers stand."""
    return _SPACES.sub("", plain(text))


def shape_of(text: str) -> str:
    """Return a line's shape in which any number may stand for its numbers."""
    return _NUMBERS.sub("#", words_of(text))


def is_of(text: str, shapes: Collection[str]) -> bool:
    """Return whether one of these shapes is the line's."""
    return shape_of(text) in shapes or words_of(text) in shapes


def is_habit(spare: int, needed: int) -> bool:
    """Return whether a line is a paper's habit: most of the pages that have it do not need it."""
    return spare + needed >= FEWEST_PAGES and spare >= 2 * needed
