"""Stories of saved pages to pages as reading takes them."""

import datetime as dt
from collections.abc import Mapping, Sequence
from hashlib import sha256

from retrieval.formats.html.escaped import as_printed
from retrieval.formats.html.story import HtmlStory, StoryLine
from retrieval.model.doubts import Doubt
from retrieval.model.lines import LineKind
from retrieval.model.page_text import Box, Layout, PageText
from retrieval.model.pages import Stated


class _Text:
    """A page's lines as they are written, and what is told of them."""

    def __init__(self) -> None:
        self.lines: list[str] = []
        self.kinds: dict[int, LineKind] = {}
        self.opens: set[int] = set()
        self.boxes: dict[int, tuple[Box, ...]] = {}

    def write(self, text: str, kind: LineKind, *, gap: bool = True) -> int:
        """Write a line, with an empty one before it for a gap; return its number."""
        if gap and self.lines:
            self.lines.append("")
        self.lines.append(text)
        self.kinds[len(self.lines)] = kind
        return len(self.lines)


def page_text(  # noqa: PLR0913 (what is known of a page)
    name: str,
    digests: Sequence[bytes],
    stories: Sequence[HtmlStory],
    told: Stated,
    *,
    section: str | None = None,
    boxes: Mapping[str, tuple[Box, ...]] | None = None,
    size: tuple[float, float] | None = None,
    image: str | None = None,
    address: str | None = None,
    doubts: Sequence[Doubt] = (),
) -> PageText:
    """Return the page of some stories, in order, under a masthead of what is told of it.

    ``boxes`` are where a story stands on the page's image, by its file's name. ``digests`` are of
    the files that it was read from, in order.
    """
    text = _Text()
    if head := masthead_line(told, section):
        text.write(head, LineKind.FURNITURE)
    for story in stories:
        _write(text, story, (boxes or {}).get(story.name, ()))
    digest = digests[0] if len(digests) == 1 else sha256(b"".join(digests)).digest()
    unpaged = told.page is None
    opens = frozenset(text.opens)
    layout = Layout(text.kinds, opens, text.boxes, size, image, address, unpaged)
    return PageText(name, "\n".join(text.lines), digest, told, layout, tuple(doubts))


def masthead_line(told: Stated, section: str | None) -> str:
    """Return the line that heads a page of which this is told; "" where no label is."""
    if told.page is None:
        return ""
    label = f"{told.page}：{section}" if section else told.page
    return " ".join(part for part in (told.paper, _day(told.day), label) if part)


def _day(day: dt.date | None) -> str:
    return "" if day is None else f"{day.year}年{day.month}月{day.day}日"


def _write(text: _Text, story: HtmlStory, boxes: tuple[Box, ...]) -> None:
    first = len(text.lines)
    for kicker in story.kickers:
        text.write(as_printed(kicker), LineKind.KICKER)
    if story.title:
        number = text.write(f"# {as_printed(story.title)}", LineKind.HEADLINE)
        if boxes:
            text.boxes[number] = boxes
    for subtitle in story.subtitles:
        bare = subtitle.lstrip("—─－–- ") or subtitle
        text.write(as_printed(bare), LineKind.SUBTITLE)
    for line in story.lines:
        _write_line(text, line)
    opening = next((at for at in sorted(text.kinds) if at > first), None)
    if opening is not None:
        text.opens.add(opening)
        if boxes:
            text.boxes.setdefault(opening, boxes)


def _write_line(text: _Text, line: StoryLine) -> None:
    indent = "　　" if line.kind is LineKind.TEXT and not line.text.startswith(("|", "**")) else ""
    text.write(f"{indent}{line.text}", line.kind, gap=line.gap)
