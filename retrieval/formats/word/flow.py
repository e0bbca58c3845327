"""What a Word file prints, in order: its paragraphs and its tables.

Left out is what is not printed, such as comments and deleted text, and what belongs to no story,
such as a table of contents. Put into the text is what is printed and stands elsewhere in the file:
the numbers of lists, text boxes, notes.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from xml.etree import ElementTree as ET

from retrieval.formats.word.lists import WordLists
from retrieval.formats.word.names import child, children_of, local, value, w
from retrieval.formats.word.parts import WordParts
from retrieval.formats.word.runs import (
    WITHIN,
    RunGatherer,
    alternative,
    content_of,
    lines_of_runs,
    run_of,
    text_of,
)
from retrieval.formats.word.styles import ParagraphLook, WordStyles

_LONG = 25  # characters of a cell's paragraph that is running text
_LONGEST_HEAD = 60  # characters of a paragraph whose lines may be a headline's


@dataclass(frozen=True, slots=True)
class WordParagraph:
    """A paragraph that is printed: its element, with nothing but runs, its text and its look.

    ``size`` is that of its characters in half points, of the largest if there are several; ``bold``
    says that all of it is. ``under_picture`` says that a picture stands right above; ``box`` is the
    number of the text box that it stands in from 1, else 0; ``cell`` that of a table's cell.
    ``note`` says that it is a note to the text.
    """

    element: ET.Element
    text: str
    look: ParagraphLook
    size: int
    bold: bool
    under_picture: bool = False
    page_begins: bool = False
    box: int = 0
    cell: int = 0
    note: bool = False


@dataclass(frozen=True, slots=True)
class WordTable:
    """A table that is printed as one, with the paragraphs of its cells by rows."""

    element: ET.Element
    rows: tuple[tuple[str, ...], ...]


WordPiece = WordParagraph | WordTable


def flow_of(parts: WordParts) -> list[WordPiece]:
    """Return what a Word file's text prints, in order; empty paragraphs are left out."""
    reader = _Flow(parts)
    body = child(parts.document, "body")
    return [] if body is None else list(reader.blocks(body))


def paragraph_of(text: str, like: WordParagraph | None) -> WordParagraph:
    """Return a paragraph of a text that stands where another does; without one, in a cell."""
    made = ET.Element(w("p"))
    made.append(run_of(text))
    if like is not None:
        return replace(like, element=made, text=text)
    look = ParagraphLook("", None, False, False, False, None)
    return WordParagraph(made, text, look, 0, False, cell=-1)


def lines_of_part(parts: WordParts, part: ET.Element) -> list[str]:
    """Return the lines of a header or footer."""
    found = _Flow(parts).blocks(part)
    lines: list[str] = []
    for piece in found:
        if isinstance(piece, WordParagraph):
            lines.append(piece.text)
        else:
            lines.extend(" ".join(filter(None, row)) for row in piece.rows)
    return [" ".join(line.split()) for line in lines if line.strip()]


class _Flow:
    """Walks through a part of a Word file."""

    def __init__(self, parts: WordParts) -> None:
        self._styles = WordStyles(parts.styles)
        self._lists = WordLists(parts.numbering)
        notes = {
            (kind, note.get(w("id"))): note
            for kind, tree in (("footnote", parts.footnotes), ("endnote", parts.endnotes))
            for note in children_of(tree)
            if note.get(w("type")) in (None, "normal")
        }
        self._runs = RunGatherer(self._styles, notes)
        self._picture = False
        self._page_begins = False
        self._carried: list[ET.Element] = []  # of a paragraph whose end was deleted
        self._box = self._boxes = 0
        self._cell = self._cells = 0

    def blocks(self, parent: ET.Element) -> Iterator[WordPiece]:
        """Yield the pieces of what holds paragraphs and tables."""
        for one in parent:
            name = local(one)
            if name == "p":
                yield from self._paragraph(one)
            elif name == "tbl":
                yield from self._table(one)
            elif name == "sdt":
                if not _is_contents(one):
                    yield from self.blocks(content_of(one))
            elif name in WITHIN or name == "txbxContent":
                yield from self.blocks(one)
            elif name == "AlternateContent":
                yield from self.blocks(alternative(one))
            elif name == "sectPr":
                self._page_begins = value(one, "type") != "continuous"

    def _paragraph(self, paragraph: ET.Element) -> Iterator[WordPiece]:
        own = child(paragraph, "pPr")
        look = self._styles.of_paragraph(paragraph)
        runs = self._runs.of_paragraph(paragraph)
        runs.elements[:0], self._carried = self._carried, []
        if child(own, "rPr", "del") is not None:
            self._carried = runs.elements
            return
        self._page_begins = self._page_begins or look.page_begins
        if look.style.lower().startswith(("toc ", "目录")):
            return
        if look.numbered is not None and any("".join(r.itertext()).strip() for r in runs.elements):
            label = self._lists.label(*look.numbered)
            if label:
                runs.elements.insert(0, run_of(label))
        yield from self._lines(paragraph, look, runs.elements)
        self._picture = self._picture or runs.picture
        for box in runs.boxes:
            outer, self._boxes = self._box, self._boxes + 1
            self._box = self._boxes
            yield from self.blocks(box)
            self._box = outer
        for note in runs.notes:
            for piece in self.blocks(note):
                yield replace(piece, note=True) if isinstance(piece, WordParagraph) else piece
        self._page_begins = self._page_begins or runs.page_ends or _ends_section(own)

    def _lines(
        self, paragraph: ET.Element, look: ParagraphLook, runs: Sequence[ET.Element]
    ) -> Iterator[WordParagraph]:
        """Yield a paragraph; one short enough for a headline falls into its lines."""
        short = sum(len("".join(run.itertext())) for run in runs) <= _LONGEST_HEAD
        for line in lines_of_runs(runs) if short else (list(runs),):
            made = ET.Element(w("p"))
            made.extend(line)
            text = text_of(made)
            if not text.strip():
                continue
            looks = [
                (len(words), self._styles.of_run(run, paragraph))
                for run in line
                if (words := text_of(run).strip())
            ]
            yield WordParagraph(
                made,
                text,
                look,
                max((one.size for _, one in looks), default=0),
                all(one.bold for _, one in looks),
                self._picture,
                self._page_begins,
                self._box,
                self._cell,
            )
            self._picture = self._page_begins = False

    def _table(self, table: ET.Element) -> Iterator[WordPiece]:
        outer = self._cell
        rows: list[list[list[WordPiece]]] = []
        for row in _rows(table):
            if child(row, "trPr", "del") is not None:
                continue
            cells: list[list[WordPiece]] = []
            for cell in _cells(row):
                self._cells += 1
                self._cell = self._cells
                cells.append(list(self.blocks(cell)))
            rows.append(cells)
        self._cell = outer
        self._picture = False
        if _is_layout(rows):
            for cells in rows:
                for pieces in cells:
                    yield from pieces
            return
        texts = tuple(
            tuple(" ".join(_words(piece) for piece in pieces).strip() for pieces in cells)
            for cells in rows
        )
        if any(map(any, texts)):
            yield WordTable(_as_printed(table, rows), texts)


def _words(piece: WordPiece) -> str:
    if isinstance(piece, WordParagraph):
        return " ".join(piece.text.split())
    return " ".join(" ".join(row) for row in piece.rows)


def _rows(table: ET.Element) -> Iterator[ET.Element]:
    """Yield the rows of a table that are not those of a table in it."""
    yield from _inside(table, "tr")


def _cells(row: ET.Element) -> Iterator[ET.Element]:
    yield from _inside(row, "tc")


def _inside(parent: ET.Element, name: str) -> Iterator[ET.Element]:
    for one in parent:
        called = local(one)
        if called == name:
            yield one
        elif called in WITHIN or called == "sdt":
            yield from _inside(one, name)


def _is_layout(rows: Sequence[Sequence[Sequence[WordPiece]]]) -> bool:
    """Return whether a table is there to put text beside text: most of it is text of stories.

    It also is where it holds one cell a row, or a table in a cell.
    """
    if all(len([cell for cell in cells if cell]) <= 1 for cells in rows):
        return True
    cells = [cell for row in rows for cell in row]
    if any(isinstance(piece, WordTable) for cell in cells for piece in cell):
        return True
    told = sum(len(_words(piece)) for cell in cells if _is_told(cell) for piece in cell)
    return told * 2 > sum(len(_words(piece)) for cell in cells for piece in cell)


def _is_told(cell: Sequence[WordPiece]) -> bool:
    """Return whether a cell has several paragraphs, with running text among them."""
    return len(cell) > 1 and any(
        len(text := _words(piece)) > _LONG and "。" in text for piece in cell
    )


def _as_printed(table: ET.Element, rows: Sequence[Sequence[Sequence[WordPiece]]]) -> ET.Element:
    """Return a table with its cells' paragraphs as they are printed."""
    made = ET.Element(w("tbl"))
    kept = [row for row in _rows(table) if child(row, "trPr", "del") is None]
    for row, cells in zip(kept, rows, strict=True):
        line = ET.SubElement(made, w("tr"))
        for cell, pieces in zip(_cells(row), cells, strict=True):
            box = ET.SubElement(line, w("tc"))
            properties = child(cell, "tcPr")
            if properties is not None:
                box.append(properties)
            box.extend(piece.element for piece in pieces)
    return made


def _is_contents(sdt: ET.Element) -> bool:
    gallery = value(sdt, "sdtPr", "docPartObj", "docPartGallery") or ""
    return "table of contents" in gallery.lower() or "目录" in gallery


def _ends_section(properties: ET.Element | None) -> bool:
    section = child(properties, "sectPr")
    return section is not None and value(section, "type") != "continuous"
