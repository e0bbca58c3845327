"""A story as a saved page holds it, and what the page tells beside it."""

import datetime as dt
from dataclasses import dataclass

from retrieval.model.lines import LineKind


@dataclass(frozen=True, slots=True)
class StoryLine:
    """A line below a story's headline as reading takes it (Markdown), and its kind.

    ``gap`` says that it begins a block of its own.
    """

    text: str
    kind: LineKind = LineKind.TEXT
    gap: bool = True


@dataclass(frozen=True, slots=True)
class HtmlStory:
    """A story: its headline's parts as printed, and the lines below them in order.

    ``title`` is "" where none is printed. ``label`` and ``section`` are those of its printed page.
    """

    name: str
    digest: bytes
    title: str
    lines: tuple[StoryLine, ...]
    kickers: tuple[str, ...] = ()
    subtitles: tuple[str, ...] = ()
    day: dt.date | None = None
    paper: str | None = None
    label: str | None = None
    section: str | None = None
    address: str | None = None
    goes_on: str | None = None  # the link to its next page

    @property
    def is_empty(self) -> bool:
        """Whether nothing of it would be read: it has no line but furniture."""
        return all(line.kind is LineKind.FURNITURE for line in self.lines)
