"""What the item of a feed prints, line by line."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from retrieval.formats.html.escaped import as_printed
from retrieval.formats.html.fragment import blocks_of
from retrieval.formats.html.lines import HtmlLine
from retrieval.model.lines import LineKind
from retrieval.reading.bylines import Sureness, look, take
from retrieval.reading.captions import is_caption
from retrieval.reading.endings import ends
from retrieval.reading.furniture import paper
from retrieval.reading.headlines import opens_report, tells_when
from retrieval.reading.papers import folder_paper

_LONGEST_NOTE = 400  # characters of a note that a site puts below a text
_LONGEST_CREATOR = 40  # characters
_TAIL = 60  # characters at a line's end in which a link to the whole text stands
_FEWEST = 2  # characters of a text
_RUNNING = 40  # characters of a line of running text
_LONGEST_CAPTION = 45
_TAG = re.compile(r"<[A-Za-z/!]")
_SPACES = re.compile(r"\s+")
_NARROW = re.compile(r"[ \t\n\xa0]+")
_PUBLISHED = re.compile(
    r"(?:The post .{1,200} (?:appeared first|first appeared) on|本文(?:首发|转自)于?) .{1,80}"
)
_BARS = re.compile(r"\s*[|｜_·:：/—–\-\s]+\s*")
_OF_FEEDS = re.compile(
    r"(?:RSS|rss|Atom|atom|Feed|feed|订阅源?|电子版|数字报|电子报|网络版|官网|频道)"
)
_MAIL = re.compile(r"^\S+@\S+\s*\((?P<name>[^()]+)\)$|^(?P<other>.*?)\s*<\S+@\S+>$")
_PARTS = re.compile(r"[,，;；、/&|]+")
_CUT = re.compile(
    r"[\s(（\[【<>》.…·]*(?:阅读全文|查看全文|全文阅读|阅读原文|点击查看|查看更多|阅读更多"
    r"|\[?详细\]?|更多|read more|continue reading)[\s)）\]】.…>»→]*$",
    re.IGNORECASE,
)
_GOES_ON = re.compile(r"(?:…+|\.{3,}|[\[［]\s*(?:…+|\.{3})\s*[\]］])$")


@dataclass(frozen=True, slots=True)
class FeedItem:
    """An item of a feed: its title, its texts, of which one is the fullest, and who made it.

    ``sections`` are what the feed files it under. All may be empty, and hold HTML.
    """

    title: str
    bodies: tuple[str, ...]
    creators: tuple[str, ...]
    sections: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FeedLine:
    """A line as a page's text has it, what it prints, and its kind if that is certain."""

    text: str
    words: str
    kind: LineKind | None


@dataclass(frozen=True, slots=True)
class ItemLines:
    """The lines of an item; ``cut`` says that its text is not all there."""

    lines: tuple[FeedLine, ...]
    cut: bool


def lines_of(item: FeedItem, feed: str) -> ItemLines:
    """Return what an item prints; no lines where it has no text. ``feed`` is the feed's title."""
    title = _title(item, feed)
    readings = [_body(body, title) for body in item.bodies]
    nothing: tuple[list[FeedLine], bool] = ([], True)
    body, cut = max(readings, key=lambda one: _length(one[0]), default=nothing)
    if _length(body) < _FEWEST:
        return ItemLines((), cut=True)
    lines: list[FeedLine] = []
    if title:
        lines.append(FeedLine(as_printed(title), title, LineKind.HEADLINE))
    byline = _byline(item.creators, [line.words for line in body])
    if byline:
        lines.append(FeedLine(as_printed(byline), byline, LineKind.BYLINE))
    return ItemLines((*lines, *body), cut)


def _length(lines: Sequence[FeedLine]) -> int:
    return sum(len(line.words) for line in lines)


def words_of(html: str) -> str:
    """Return the words of a title in one line."""
    words = " ".join(line.text for line in _blocks(html))
    # Sites escape titles twice; a title never speaks of entities.
    return _NARROW.sub(" ", unescape(words)).strip()


def paper_of(title: str) -> str | None:
    """Return the paper's name that a feed's title tells, None where it tells none."""
    pieces = [_OF_FEEDS.sub("", piece).strip() for piece in _BARS.split(title)]
    for piece in filter(None, pieces):
        named = paper(piece)
        if named == piece or folder_paper(f"{piece}/a") == piece:
            return piece
    return None


def _title(item: FeedItem, feed: str) -> str:
    """Return an item's title without what the site puts round it: its own name, the section."""
    title = words_of(item.title)
    for name in (feed, paper_of(feed) or ""):
        if name and len(title) > len(name):
            title = re.sub(rf"\s*[-_|—–]+\s*{re.escape(name)}$", "", title)
    for section in item.sections:
        for opened, closed in ("[]", "【】", "［］"):
            title = title.removeprefix(f"{opened}{section}{closed}").strip()
    return title


def _blocks(html: str) -> list[HtmlLine]:
    """Return the lines of HTML; of plain text, its own lines."""
    if _TAG.search(html) is None:
        html = "".join(f"<p>{line}</p>" for line in html.replace("<", "&lt;").split("\n"))
    return [line for line in blocks_of(html) if line.image is None and line.text.strip()]


def _body(html: str, title: str) -> tuple[list[FeedLine], bool]:
    """Return the lines of a text without its title, and whether it goes on elsewhere."""
    blocks = _blocks(html)
    while blocks and title and _bare(blocks[0].text) == _bare(title):
        blocks = blocks[1:]
    running = [line for line in blocks if len(line.text) > _RUNNING]
    bold = bool(running) and sum(line.bold for line in running) * 2 > len(running)
    lines: list[FeedLine] = []
    for at, line in enumerate(blocks):
        kind = _kind(line, first=not lines, last=at + 1 == len(blocks), bold=bold)
        if line.row:
            lines.append(FeedLine(line.markdown, line.text, None))
        else:
            lines.append(FeedLine(as_printed(line.text), line.text, kind or LineKind.TEXT))
    cut = False
    while lines and not cut and (words := _before_link(lines[-1].words)) is not None:
        last = lines.pop()
        cut = bool(words) or (bool(lines) and not ends(lines[-1].words))
        if words:
            lines.append(FeedLine(as_printed(words), words, last.kind))
    goes_on = bool(lines) and _GOES_ON.search(lines[-1].words[-_TAIL:]) is not None
    return lines, cut or (goes_on and len(lines) == 1)


def _before_link(text: str) -> str | None:
    """Return what stands before the link to the whole text, "" for nothing; None without a link.

    The dots before it are of the text: they show where it was cut.
    """
    tail = text[-_TAIL:]
    found = _CUT.search(tail)
    if found is None:
        return None
    before = text[: len(text) - len(tail) + found.start()].rstrip()
    dots = re.match(r"[\s.…]*", found[0])
    return before + dots[0].strip() if dots and before else before


def _kind(line: HtmlLine, *, first: bool, last: bool, bold: bool) -> LineKind | None:
    """Return the kind of a line that its markup leaves no doubt of, else None."""
    text = line.text
    certain = (
        (line.caption, LineKind.CAPTION),
        (_PUBLISHED.fullmatch(text[:_LONGEST_NOTE]) is not None, LineKind.FURNITURE),
        (line.item, LineKind.ENTRY),
    )
    if (kind := next((kind for holds, kind in certain if holds), None)) is not None:
        return kind
    if line.below_image and len(text) <= _LONGEST_CAPTION and not last:
        told = is_caption(text) or line.centred or first
        if told and not (opens_report(text) or tells_when(text)) and not line.heading:
            return LineKind.CAPTION
    shown = line.heading or (line.bold and not bold)
    if shown and len(text) <= _LONGEST_CAPTION and text[-1] not in "。；，" and not line.row:
        if look(text).sureness is Sureness.BY_WORDS or is_caption(text) or opens_report(text):
            return None
        return LineKind.SUBTITLE if first and line.heading else LineKind.CROSSHEAD
    return None


def _byline(creators: Sequence[str], body: Sequence[str]) -> str:
    """Return who wrote a text as a line, "" where that is no person, or where the text tells it."""
    found, _ = take(list(body))
    if found.reporters or found.correspondents:
        return ""
    names: list[str] = []
    for creator in creators:
        mail = _MAIL.match(creator)
        named = (mail["name"] or mail["other"] if mail else creator).strip()
        parts = [part.strip() for part in _PARTS.split(named) if part.strip()]
        names.extend(part for part in parts if part not in names)
    line = " ".join(names)
    if not line or len(line) > _LONGEST_CREATOR:
        return ""
    seen = look(line)
    persons = seen.credits.reporters or seen.credits.correspondents
    return line if persons and seen.sureness is not Sureness.NONE else ""


def _bare(text: str) -> str:
    return _SPACES.sub("", text)
