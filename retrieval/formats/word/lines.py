"""The HTML that a Word file's text is turned into, to lines with their kinds.

It holds what Word's importer writes and nothing else: paragraphs, of which a class tells the kind;
tables; and within a line only bold, raised and lowered characters.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field
from html.parser import HTMLParser

from retrieval.formats.html.escaped import as_printed
from retrieval.model.lines import LineKind
from retrieval.reading.formulas import lowered, raised
from retrieval.reading.tables import Table

OPENS = "opens"
"""The class of a paragraph with which a story begins, beside that of its kind."""

_SMALL = ("sup", "sub")
_CELLS = ("td", "th")


@dataclass(frozen=True, slots=True)
class WordLine:
    """A line as a page's text has it, the kind that is told of it, and whether it opens a story."""

    text: str
    kind: LineKind | None = None
    opens: bool = False


def lines_of(html: str) -> list[WordLine]:
    """Return the lines of a text, in order, without empty ones."""
    reader = _Reader()
    reader.feed(html)
    reader.close()
    return reader.lines


@dataclass(slots=True)
class _Paragraph:
    kind: LineKind | None = None
    opens: bool = False
    lines: list[list[tuple[str, bool]]] = field(default_factory=lambda: [[]])  # with if it is bold


class _Reader(HTMLParser):
    """Gathers lines."""

    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.lines: list[WordLine] = []
        self._paragraph = _Paragraph()
        self._tables: list[Table] = []
        self._bold = 0
        self._small: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """Take in the begin of an element."""
        given = {name: found or "" for name, found in attrs}
        if tag == "p":
            classes = given.get("class", "").split()
            kind = next((LineKind(one) for one in classes if one in set(LineKind)), None)
            self._paragraph = _Paragraph(kind, OPENS in classes)
        elif tag == "br":
            self._paragraph.lines.append([])
        elif tag == "strong":
            self._bold += 1
        elif tag in _SMALL:
            self._small = tag
        elif tag == "table":
            self._tables.append(Table())
        elif tag == "tr" and self._tables:
            self._tables[-1].new_row()
        elif tag in _CELLS and self._tables:
            self._tables[-1].new_cell(0, self.get_starttag_text() or "")

    def handle_endtag(self, tag: str) -> None:
        """Take in the end of an element."""
        if tag == "p":
            self._end_paragraph()
        elif tag == "strong":
            self._bold -= 1
        elif tag in _SMALL:
            self._small = None
        elif tag == "table" and self._tables:
            rows = self._tables.pop().printed()
            self.lines.extend(WordLine(text) for _, text in rows if text.strip())

    def handle_data(self, data: str) -> None:
        """Take in characters."""
        text = data.replace("\n", " ")
        if self._small is not None:
            text = raised(text) if self._small == "sup" else lowered(text)
        self._paragraph.lines[-1].append((text, self._bold > 0))

    def _end_paragraph(self) -> None:
        paragraph, self._paragraph = self._paragraph, _Paragraph()
        if self._tables:
            words = " ".join("".join(text for text, _ in line) for line in paragraph.lines)
            self._tables[-1].write(f"{as_printed(' '.join(words.split()))} ", 0)
            return
        opens = paragraph.opens
        for line in paragraph.lines:
            text = _written(line, marked=paragraph.kind is None)
            if text.strip():
                self.lines.append(WordLine(text, paragraph.kind, opens))
                opens = False


def _written(line: list[tuple[str, bool]], *, marked: bool) -> str:
    """Return a line with its indent; where it is bold from end to end and may be ``marked``, so."""
    text = "".join(words for words, _ in line).replace("\t", " ")
    words = text.strip()
    indent = "　　" if text.startswith(("　　", "    ")) else ""
    shown = as_printed(words)
    bold = marked and words and all(is_bold for part, is_bold in line if part.strip())
    return f"{indent}**{shown}**" if bold else indent + shown


def texts_of(lines: list[WordLine]) -> Iterator[str]:
    """Yield the lines' texts."""
    yield from (line.text for line in lines)
