"""A page's text to its lines, without Markdown, with what the layout says beside the words.

A **line** is a printed line with something on it. Its **mark** is what the markup made of it; a
**gap** is at least one empty line (or a dropped one) before it; it is **indented** where it starts
with a full-width space or two narrow ones, the way Chinese print opens a paragraph; its **width**
counts columns, two for a full-width character. What other tools write is made Markdown first: HTML
by retrieval.reading.tags, formulas by retrieval.reading.formulas.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from enum import Enum, auto

from retrieval.model import NoteKind, ReadingNote, Reason
from retrieval.model.lines import LineKind
from retrieval.model.page_text import PLAIN, Layout
from retrieval.reading.characters import columns
from retrieval.reading.formulas import without_formulas
from retrieval.reading.inline_marks import protected, without_images, words
from retrieval.reading.separators import separator
from retrieval.reading.tables import cells_of, is_row, is_rule, row
from retrieval.reading.tags import Raw, untagged

_LONGEST_SETEXT = 60  # a longer text over a rule is a paragraph over a rule
_SHORTEST_UNDERLINE = 2
_LONGEST_CAPTION = 40  # characters of what stands under an image, if nothing else marks it
_LONGEST_CREDIT = 30  # characters of a byline with a bullet
_SHORTEST_PARAGRAPH = 20  # characters; one so long shows that a line was run together
_FAR = 5  # lines within which a formula or bold that was opened must end


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
    told: LineKind | None = None  # by the page's file, see `retrieval.model.page_text`
    opens: bool = False  # a story, whatever stands above

    @property
    def width(self) -> int:
        """Its width in columns, see `columns`."""
        return columns(self.text)


_RULE = re.compile(r"[-*_=~—─═·•.…\s]{3,}$")
_ITEM = re.compile(r"(?:[-*+]|\d{1,3}[.)])[ \t]+\S")
_ATTRIBUTES = re.compile(r"\s*\{[#.][^{}]{1,80}\}$")
_STOPS = "。！？!?…；;：:"
# Where an export ran paragraphs together: an indent in mid-line, behind a stop or at a byline.
_INDENT = re.compile(r"(?<=\S)(?:　{2,}|[ \u00a0]{4,})(?=\S)")
_STOPPED = re.compile(r"[。！？!?…][”’」』）)]*$")
_BULLETED = re.compile(r"[□■◇◆○●]")


def read_lines(
    text: str, layout: Layout = PLAIN
) -> tuple[tuple[Line, ...], tuple[ReadingNote, ...]]:
    """Return the lines that have words on them, in order, and a note for each that was only markup.

    An empty text gives no lines.
    """
    reader = _Reader()
    for raw in _whole(list(untagged(text))):
        for paragraph in _paragraphs(raw):
            reader.read(paragraph)
    lines = _with_captions(reader.lines, reader.under_image)
    if layout.kinds or layout.opens:
        lines = tuple(_told(lines, layout))
    return lines, tuple(reader.notes)


def _told(lines: Sequence[Line], layout: Layout) -> Iterator[Line]:
    """Yield the lines with what is told of each; the first of a number opens a story."""
    opens = set(layout.opens)
    for line in lines:
        yield replace(line, told=layout.kinds.get(line.number), opens=line.number in opens)
        opens.discard(line.number)


@dataclass(slots=True)
class _Reader:
    """The lines and notes so far, and what the next line stands under."""

    lines: list[Line] = field(default_factory=list)
    notes: list[ReadingNote] = field(default_factory=list)
    gap: bool = True
    in_table: bool = False  # whose rows need no bars at their ends
    below_image: bool = False
    under_image: list[int] = field(default_factory=list)  # indices of lines right under one

    def read(self, raw: Raw) -> None:
        """Read a line."""
        stripped = raw.text.strip().lstrip("\ufeff")
        if not stripped:
            self._part()
            return
        if self.lines and not self.gap and self._is_rule_below(stripped):
            return
        dropped = Reason.MARKUP if raw.bare else _reason(stripped)
        if dropped is not None:
            self._drop(raw.number, stripped, dropped)
        elif is_row(stripped) or (self.in_table and "|" in stripped):
            cells = cells_of(protected(without_formulas(stripped)))
            self._add(raw, Mark.ROW, row([words(cell).text for cell in cells]))
            self.gap = False
        else:
            self._read_words(raw, stripped)

    def _read_words(self, raw: Raw, stripped: str) -> None:
        body, images, alts = without_images(protected(without_formulas(stripped)))
        for image in images:
            self.notes.append(ReadingNote(raw.number, NoteKind.DROPPED, image, Reason.IMAGE))
        mark, text, lead = _marked(body)
        if text:
            if self.below_image and not images:
                self.under_image.append(len(self.lines))
            self._add(raw, Mark.ALT if raw.caption else mark, text, lead)
        for alt in alts:
            self._add(raw, Mark.ALT, alt)
        self.gap = not text and not alts
        self.below_image = bool(images) and not text
        if self.gap and not images:
            reason = Reason.EMPTY_HEADING if stripped.startswith(("#", "＃")) else Reason.MARKUP
            self.notes.append(ReadingNote(raw.number, NoteKind.DROPPED, stripped, reason))

    def _add(self, raw: Raw, mark: Mark, text: str, lead: int = 0) -> None:
        indented = raw.text.startswith(("　", "  ", "\t", "\u00a0\u00a0"))
        self.lines.append(Line(raw.number, text, mark, self.gap, indented, lead))
        self.gap = True

    def _part(self) -> None:
        self.gap, self.in_table, self.below_image = True, False, False

    def _drop(self, number: int, text: str, reason: Reason) -> None:
        self.notes.append(ReadingNote(number, NoteKind.DROPPED, text, reason))
        table = self.in_table and reason is Reason.TABLE_RULE
        self._part()
        self.in_table = table

    def _is_rule_below(self, stripped: str) -> bool:
        """Return whether the line makes a heading or a table's head of the one above."""
        above = self.lines[-1]
        if _is_setext(stripped, above):
            self.lines[-1] = replace(above, mark=Mark.HEADING)
            self._part()
            return True
        if above.mark is Mark.PLAIN and "|" in above.text and is_rule(stripped):
            self.lines[-1] = replace(above, mark=Mark.ROW, text=row(cells_of(above.text)))
            self.in_table = True
        return False


def _whole(raws: Sequence[Raw]) -> Iterator[Raw]:
    """Yield the lines, formulas that take several in one, and bold that does ended on each."""
    at = 0
    while at < len(raws):
        raw = raws[at]
        stripped = raw.text.strip()
        if stripped in ("$$", r"\["):
            inner = [one.text.strip() for one in raws[at + 1 : at + 1 + _FAR]]
            end = next((i for i, text in enumerate(inner) if text in ("$$", r"\]")), 0)
            if end:
                yield Raw(raw.number, f"$${' '.join(inner[:end])}$$")
                at += end + 2
                continue
        elif stripped.startswith("**") and stripped.count("**") == 1:
            length = _bold_lines([one.text.strip() for one in raws[at : at + _FAR]])
            for one in raws[at : at + length]:
                yield replace(one, text=f"**{one.text.strip().strip('*').strip()}**")
            at += length
            if length:
                continue
        yield raw
        at += 1


def _paragraphs(raw: Raw) -> Iterator[Raw]:
    """Yield the paragraphs that an export ran together in a line, each with its indent again."""
    text = raw.text.strip()
    indents = list(_INDENT.finditer(text))
    if not indents:
        yield raw
        return
    ends = [*(indent.start() for indent in indents), len(text)]
    starts = [0, *(indent.end() for indent in indents)]
    pieces = [text[start:end] for start, end in zip(starts, ends, strict=True)]
    running = any(len(piece) >= _SHORTEST_PARAGRAPH and "。" in piece for piece in pieces)
    if not running or is_row(text):
        yield raw
        return
    lead = raw.text[: len(raw.text) - len(raw.text.lstrip())]
    begun = 0
    for indent, before, after in zip(indents, pieces, pieces[1:], strict=False):
        credit = begun == indent.start() - len(before) and _is_credit(before)
        if _STOPPED.search(before) or credit or _BULLETED.match(after):
            yield replace(raw, text=lead + text[begun : indent.start()])
            begun, lead = indent.end(), "　　"
    yield replace(raw, text=lead + text[begun:])


def _is_credit(piece: str) -> bool:
    return _BULLETED.match(piece) is not None and len(piece) <= _LONGEST_CREDIT


def _bold_lines(texts: Sequence[str]) -> int:
    """Return how many lines the bold reaches that opens on the first; 0 if it never ends."""
    for length, text in enumerate(texts[1:], start=2):
        if not text or "**" in text:
            return length if text.endswith("**") and text.count("**") == 1 else 0
    return 0


def _with_captions(lines: Sequence[Line], under_image: Sequence[int]) -> tuple[Line, ...]:
    """Return the lines, those marked as captions that an image stands right above.

    Only on a page that marks its headings is a short line under an image, with an empty one below
    it, surely no headline; and after text that has not stopped it is the text's other half.
    """
    if not any(line.mark is Mark.HEADING for line in lines):
        return tuple(lines)
    marked = list(lines)
    for at in under_image:
        line, above = lines[at], lines[at - 1] if at else None
        alone = at + 1 == len(lines) or lines[at + 1].gap
        stopped = above is None or above.mark is not Mark.PLAIN or above.text[-1] in _STOPS + "）)”"
        if line.mark is Mark.PLAIN and len(line.text) <= _LONGEST_CAPTION and alone and stopped:
            marked[at] = replace(line, mark=Mark.ALT)
    return tuple(marked)


def _is_setext(stripped: str, above: Line) -> bool:
    if len(stripped) < _SHORTEST_UNDERLINE or (stripped.strip("=") and stripped.strip("-")):
        return False
    title = above.mark is Mark.PLAIN and len(above.text) <= _LONGEST_SETEXT
    says = any(char.isalpha() for char in above.text)
    return title and says and above.text[-1] not in "。；，、;,"


def _reason(stripped: str) -> Reason | None:
    if is_rule(stripped) or ("|" in stripped and not stripped.strip("| \t")):
        return Reason.TABLE_RULE
    if _RULE.match(stripped):
        return Reason.RULE
    return separator(stripped)


def _marked(body: str) -> tuple[Mark, str, int]:
    """Return the mark of a line, its words (none for an empty heading), and its lead in bold."""
    text = body
    while text.startswith(">"):
        text = text[1:].lstrip()
    mark = Mark.PLAIN
    hashes = text.replace("＃", "#") if text.startswith(("#", "＃")) else ""
    if hashes and not _is_hashtag(hashes):
        mark = Mark.HEADING
        text = _ATTRIBUTES.sub("", text.lstrip("#＃").rstrip()).rstrip("#").strip()
    elif _ITEM.match(text):
        mark = Mark.ITEM
    found = words(text)
    if found.bold and mark is Mark.PLAIN:
        mark = Mark.BOLD
    nothing = mark is not Mark.PLAIN and not found.text.strip("*_#")
    return mark, "" if nothing else found.text, found.lead


def _is_hashtag(text: str) -> bool:
    """Return whether a line is ``#话题# 文字``: the second mark shows that it is no heading."""
    return re.match(r"#[^#\s]+#\s*[^#\s]", text) is not None
