"""What a line of a page is, as reading told it, and whether its page needs it."""

from dataclasses import dataclass
from enum import StrEnum


class LineKind(StrEnum):
    """What a printed line is."""

    FURNITURE = "furniture"  # printed for finding and turning pages, not for the story
    KICKER = "kicker"  # above a headline
    HEADLINE = "headline"
    SUBTITLE = "subtitle"  # below one
    BYLINE = "byline"
    CAPTION = "caption"
    TEXT = "text"
    CROSSHEAD = "crosshead"  # a heading inside a story
    ENTRY = "entry"  # a line of a list, a table or verse


@dataclass(frozen=True, slots=True)
class LineReading:
    """A line of a page, what it was taken for, and how surely.

    ``number`` counts the page's lines from 1. ``other`` is the best kind that would change what is
    read, and ``margin`` by how much that is worse. ``signs`` are what spoke for the kind or against
    it, with their weights, the gravest first.
    """

    number: int
    text: str
    kind: LineKind
    other: LineKind
    margin: float
    signs: tuple[tuple[str, float], ...]


@dataclass(frozen=True, slots=True)
class SeenLine:
    """A short line of a page by its **shape**, as papers repeat it from page to page.

    ``needed`` says that the page would lack something without it: the only headline of a text, a
    byline, a row of a table.
    """

    shape: str
    needed: bool


@dataclass(frozen=True, slots=True)
class StoryLines:
    """Where a story stands in its page: its first line and its last, and those of its headline.

    Lines are counted from 1; a story may have no headline.
    """

    first: int
    last: int
    heads: tuple[int, ...]
