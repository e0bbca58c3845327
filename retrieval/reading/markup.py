"""A page's text to its lines, without Markdown, with what the layout says beside the words.

A **line** is a printed line with something on it. Its **mark** is what the markup made of it; a
**gap** is at least one empty line (or a dropped one) before it; it is **indented** where it starts
with a full-width space or two narrow ones, the way Chinese print opens a paragraph; its **width**
counts columns, two for a full-width character. OCR Markdown also brings a little HTML, of which
headings, images, breaks and tables are understood.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from enum import Enum, auto

from retrieval.model import NoteKind, ReadingNote, Reason

_LONGEST_SETEXT = 60  # a longer text over a rule is a paragraph over a rule
_SHORTEST_UNDERLINE = 2
_FEWEST_WORDS = 4  # Chinese characters of an alt text that says something


class Mark(Enum):
    """What the markup says a line is."""

    PLAIN = auto()
    HEADING = auto()
    BOLD = auto()  # the whole line
    ITEM = auto()  # of a bulleted or numbered list
    ROW = auto()  # of a table
    ALT = auto()  # the words that stood for an image


@dataclass(frozen=True, slots=True)
class Line:
    """One printed line without its markup; ``number`` counts the page's lines from 1."""

    number: int
    text: str
    mark: Mark = Mark.PLAIN
    gap: bool = False
    indented: bool = False
    lead: int = 0  # characters in bold at the start of a line that goes on after them
    full: bool = False  # set by retrieval.reading.measure
    turned: bool = False  # goes on on another page: a jump was cut off its end

    @property
    def width(self) -> int:
        """Its width in columns, see `columns`."""
        return columns(self.text)


def columns(text: str) -> int:
    """Return the width in columns: two for each character beyond Latin, Greek and Cyrillic."""
    return sum(2 if char > "\u1fff" else 1 for char in text)


_RULE = re.compile(r"[-*_=~—─═·•.…\s]{3,}$")
_SEPARATOR_ROW = re.compile(r"[|:\-\s]*-[|:\-\s]*$")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
_TAG = re.compile(r"</?([a-zA-Z][a-zA-Z0-9]*)\b[^<>]*>")
_COMMENT = re.compile(r"<!--[^<>]*-->")
_HTML_HEADING = re.compile(r"<h[1-6]\b[^<>]*>", re.IGNORECASE)
_BOLD = re.compile(r"(\*\*|__)(?=\S)([^*_]+)(?<=\S)\1")
_LINK = re.compile(r"\[([^\[\]]{1,200})\]\((?:https?:|mailto:|/|#|\.)[^()\s]{0,500}\)")
_SPACES = {"&nbsp;": "\u00a0", "&ensp;": " ", "&emsp;": "　"}


def read_lines(text: str) -> tuple[tuple[Line, ...], tuple[ReadingNote, ...]]:
    """Return the lines that have words on them, in order, and a note for each that was only markup.

    An empty text gives no lines.
    """
    lines: list[Line] = []
    notes: list[ReadingNote] = []
    gap = True
    for number, raw in enumerate(text.split("\n"), start=1):
        stripped = raw.strip().lstrip("\ufeff")
        if not stripped:
            gap = True
            continue
        if lines and not gap and _is_setext(stripped, lines[-1]):
            lines[-1] = replace(lines[-1], mark=Mark.HEADING)
            gap = True
            continue
        dropped = _reason(stripped)
        if dropped is not None:
            notes.append(ReadingNote(number, NoteKind.DROPPED, stripped, dropped))
            gap = True
            continue
        body, images, alts = _without_images(stripped)
        notes.extend(ReadingNote(number, NoteKind.DROPPED, image, Reason.IMAGE) for image in images)
        indented = raw.startswith(("　", "  ", "\t", "\u00a0\u00a0"))
        found = [*_words(body), *((Mark.ALT, alt) for alt in alts)]
        lead = _BOLD.match(body)
        for mark, words in found:
            bold = len(lead[2]) if lead is not None and words.startswith(lead[2]) else 0
            bold = bold if bold < len(words) else 0
            lines.append(Line(number, words, mark, gap, indented, bold))
            gap = True
        gap = not found
        if not found and not images:
            reason = Reason.EMPTY_HEADING if stripped.startswith(("#", "＃")) else Reason.MARKUP
            notes.append(ReadingNote(number, NoteKind.DROPPED, stripped, reason))
    return tuple(lines), tuple(notes)


def _is_setext(stripped: str, above: Line) -> bool:
    if len(stripped) < _SHORTEST_UNDERLINE or (stripped.strip("=") and stripped.strip("-")):
        return False
    title = above.mark is Mark.PLAIN and len(above.text) <= _LONGEST_SETEXT
    words = any(char.isalpha() for char in above.text)
    return title and words and above.text[-1] not in "。；，、;,"


def _reason(stripped: str) -> Reason | None:
    if _SEPARATOR_ROW.match(stripped) and "|" in stripped:
        return Reason.TABLE_RULE
    if _RULE.match(stripped):
        return Reason.RULE
    return None


def _without_images(text: str) -> tuple[str, list[str], list[str]]:
    """Return a text without its images ``![alt](…)``, the images, and the alt texts of any worth.

    It searches forward only, so that a thousand unclosed brackets cost no more than their length.
    """
    images: list[str] = []
    alts: list[str] = []
    kept: list[str] = []
    position = 0
    while (start := text.find("![", position)) >= 0:
        middle = text.find("](", start)
        end = text.find(")", middle)
        if middle < 0 or end < 0:
            break
        alt = text[start + 2 : middle].strip()
        if _says_something(alt):
            alts.append(alt)
        kept.append(text[position:start])
        images.append(text[start : end + 1])
        position = end + 1
    kept.append(text[position:])
    return "".join(kept).strip(), images, alts


def _says_something(alt: str) -> bool:
    """Return whether an alt text is a few words of Chinese, not the file name that tools put in."""
    chinese = sum("\u4e00" <= char <= "\u9fff" for char in alt)
    return chinese >= _FEWEST_WORDS and not re.search(
        r"\.(?:jpe?g|png|gif|webp|bmp)$", alt, re.IGNORECASE
    )


def _words(body: str) -> Iterator[tuple[Mark, str]]:
    """Yield what the line holds, none of it empty: one line, or the rows of an HTML table."""
    if "<" in body:
        heading = _HTML_HEADING.match(body) is not None
        if re.match(r"<table\b", body, re.IGNORECASE):
            yield from _rows(body)
            return
        parts = re.split(r"<br\s*/?>", _COMMENT.sub("", body), flags=re.IGNORECASE)
        for part in parts:
            text = _TAG.sub(_tag, part).strip()
            if text:
                yield (Mark.HEADING, text) if heading else _marked(text)
        return
    mark, text = _marked(body)
    if text:
        yield mark, text


def _tag(match: re.Match[str]) -> str:
    """Return what stands in place of a tag; what only looks like one (``<a5>``) stays."""
    name = match[1].lower()
    if name in {"b", "strong"}:
        return "**"
    known = {"p", "div", "span", "center", "font", "u", "i", "em", "sup", "sub", "img", "a"}
    known |= {"h1", "h2", "h3", "h4", "h5", "h6", "section", "figure", "figcaption", "table"}
    known |= {"tr", "td", "th", "tbody", "thead", "html", "body", "br", "hr", "ul", "ol", "li"}
    return "" if name in known else match[0]


def _rows(body: str) -> Iterator[tuple[Mark, str]]:
    for row in re.split(r"</tr>", body, flags=re.IGNORECASE):
        cells = [
            _TAG.sub("", cell).strip() for cell in re.split(r"</t[dh]>", row, flags=re.IGNORECASE)
        ]
        if any(cells):
            yield Mark.ROW, "| " + " | ".join(cells[:-1] if not cells[-1] else cells) + " |"


def _marked(body: str) -> tuple[Mark, str]:
    """Return the mark of a line and its words (none for an empty heading)."""
    text = body
    while text.startswith(">"):
        text = text[1:].lstrip()
    for entity, space in _SPACES.items():
        text = text.replace(entity, space)
    mark = Mark.PLAIN
    hashes = text.replace("＃", "#") if text.startswith(("#", "＃")) else ""
    if hashes and not _is_hashtag(hashes):
        mark = Mark.HEADING
        text = text.lstrip("#＃").rstrip().rstrip("#").strip()
    elif text.startswith("|") and text.endswith("|") and text.strip("|"):
        mark = Mark.ROW
    elif _ITEM.match(text):
        mark = Mark.ITEM
    whole = _BOLD.fullmatch(text)
    if whole is not None and mark is Mark.PLAIN:
        mark = Mark.BOLD
    text = _LINK.sub(r"\1", _BOLD.sub(r"\2", text)).strip()
    return mark, "" if mark is not Mark.PLAIN and not text.strip("*_#") else text


def _is_hashtag(text: str) -> bool:
    """Return whether a line is ``#话题# 文字``: the second mark shows that it is no heading."""
    return re.match(r"#[^#\s]+#\s*[^#\s]", text) is not None
