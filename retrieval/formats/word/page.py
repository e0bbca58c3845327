"""Word files (.docx, .docm, .dotx) to pages: their text as printed, and which lines are headlines.

The file is unpacked within bounds (`parts`), what it prints is put in order (`flow`), and
its look tells headlines (`heads`). Mammoth turns that into HTML: it gets a file with text and
tables and nothing else, so that there is nothing for it to open or fetch. Macros are never read.
"""

import io
import zipfile
from collections.abc import Iterator, Sequence
from hashlib import sha256
from xml.etree import ElementTree as ET

import mammoth

from retrieval.errors import PageRefused
from retrieval.formats.word.flow import WordParagraph, WordPiece, flow_of, lines_of_part
from retrieval.formats.word.heads import PlacedPiece, with_heads
from retrieval.formats.word.lines import OPENS, WordLine, lines_of
from retrieval.formats.word.names import WORD, w
from retrieval.formats.word.parts import WordParts, parts_of
from retrieval.formats.word.sheet import of_sheet
from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.model.lines import LineKind
from retrieval.model.page_text import Layout, PageText
from retrieval.reading.decode import MAX_PAGE_BYTES
from retrieval.reading.furniture import furniture
from retrieval.reading.masthead import masthead

_STYLES = "\n".join(
    f"p.{kind.value} => p.{kind.value}:fresh\n"
    f"p.{kind.value}-{OPENS} => p.{kind.value}.{OPENS}:fresh"
    for kind in LineKind
)
_TYPES = (
    '<?xml version="1.0" encoding="UTF-8"?>'
    '<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types">'
    '<Default Extension="xml" ContentType="application/xml"/></Types>'
)
_PATH = "word/document.xml"
_RUNNING = 40  # characters of a text box that holds more than a caption


def word_page(data: bytes, name: str) -> PageText:
    """Return the page of a Word file; ``name`` is its path.

    Raises PageRefused for what is no whole Word file, is locked, has no text, or has more than the
    bounds allow.
    """
    parts = parts_of(data, name)
    try:
        pieces = flow_of(parts)
        placed = of_sheet(pieces) or with_heads(pieces)
        lines = _converted(placed)
        top, bottom = _edges(parts, lines)
    except PageRefused:
        raise
    except Exception as error:  # whatever a file that is not as Word writes it makes of them
        raise PageRefused(
            name,
            "Word 文件的内容有误，读不了；请用 Word 或 WPS 打开，另存为 .docx 后再发 "
            "(its contents are in disorder: open it and save it as .docx again)",
        ) from error
    if not lines:
        raise PageRefused(
            name,
            "Word 文件里没有文字；如果里面是版面图片，请把图片发来 "
            "(there is no text in it; if it holds a page as a picture, send the picture)",
        )
    whole = [*top, *lines, *bottom]
    text = "\n".join(line.text for line in whole)
    if len(text.encode()) > MAX_PAGE_BYTES:
        raise PageRefused(
            name,
            f"文字太多，一版最多 {MAX_PAGE_BYTES:,} 字节，请按版拆开 "
            f"(too much text: at most {MAX_PAGE_BYTES:,} bytes; split it into its pages)",
        )
    kinds = {at: line.kind for at, line in enumerate(whole, start=1) if line.kind is not None}
    opens = frozenset(at for at, line in enumerate(whole, start=1) if line.opens)
    return PageText(
        name,
        text,
        sha256(data).digest(),
        layout=Layout(kinds, opens),
        doubts=tuple(_doubts(pieces)),
    )


def _doubts(pieces: Sequence[WordPiece]) -> Iterator[Doubt]:
    """Yield what is in doubt: text boxes stand anywhere on a page, and the file has no order."""
    boxed = [
        one
        for one in pieces
        if isinstance(one, WordParagraph) and one.box and len(one.text) > _RUNNING
    ]
    if len({one.box for one in boxed}) > 1:
        yield Doubt(DoubtKind.UNSURE_ORDER, (str(len(boxed)), boxed[0].text.strip()))


def _converted(placed: Sequence[PlacedPiece]) -> list[WordLine]:
    """Return the lines of the pieces, as mammoth reads them."""
    body = ET.Element(w("body"))
    for one in placed:
        element = one.piece.element
        if isinstance(one.piece, WordParagraph) and one.kind is not None:
            properties = ET.Element(w("pPr"))
            called = f"{one.kind.value}-{OPENS}" if one.opens else one.kind.value
            ET.SubElement(properties, w("pStyle"), {w("val"): called})
            element.insert(0, properties)
        body.append(element)
    document = ET.Element(w("document"))
    document.append(body)
    ET.register_namespace("w", WORD)
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w") as file:
        file.writestr("[Content_Types].xml", _TYPES)
        file.writestr(_PATH, ET.tostring(document, encoding="UTF-8", xml_declaration=True))
    html: str = mammoth.convert_to_html(
        made,
        style_map=_STYLES,
        include_default_style_map=False,
        include_embedded_style_map=False,
        external_file_access=False,
    ).value
    return lines_of(html)


def _edges(parts: WordParts, lines: Sequence[WordLine]) -> tuple[list[WordLine], list[WordLine]]:
    """Return the lines of the headers and of the footers that are not in the text, as furniture.

    A header's masthead comes first, as the day and label of the page stand there.
    """
    seen = {"".join(line.text.split()) for line in lines}
    edges: tuple[list[WordLine], list[WordLine]] = ([], [])
    for found, trees in zip(edges, (parts.headers, parts.footers), strict=True):
        for tree in trees:
            for text in lines_of_part(parts, tree):
                bare = "".join(text.split())
                if bare not in seen and any(char.isalpha() for char in bare):
                    seen.add(bare)
                    found.append(WordLine(text, LineKind.FURNITURE))
    edges[0].sort(
        key=lambda line: (masthead(line.text) is None, furniture(line.text, above=True) is None)
    )
    return edges
