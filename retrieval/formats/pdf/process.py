"""The process that reads a PDF: the file comes in by the standard input, pages go out.

pdfium is large and reads strangers' files: what it does wrong ends this process, and nothing else.
It is called with the number of the first page that is asked for, and the bounds.
"""

import resource
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager

import pypdfium2
from pypdfium2 import raw

from retrieval.formats.order.printed import PrintedPage
from retrieval.formats.pdf.drawn import Drawn, TooMuch, drawn
from retrieval.formats.pdf.glyphs import pieces_of
from retrieval.formats.pdf.message import Opening, PageMessage, Trouble, write_opening, write_page
from retrieval.formats.pdf.picture import picture_of
from retrieval.formats.pdf.trust import is_plausible
from retrieval.model.page_text import Box

_LARGEST, _SMALLEST = 20_000.0, 36.0  # points of a page's sides
_FEW = 24  # characters of a page that is only a picture
_GROUND = 0.55  # of a page that one picture covers, from which its words are no print but a layer
_LAYER = 0.9  # sureness of words that were recognised by whoever made the file


def main(first: int, pages: int, seconds: int, memory: int) -> None:
    """Read the pages from ``first`` (from 0), at most ``pages`` of them; never raises."""
    resource.setrlimit(resource.RLIMIT_CPU, (seconds, seconds + 1))
    resource.setrlimit(resource.RLIMIT_AS, (memory, memory))
    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    data = sys.stdin.buffer.read()
    out = sys.stdout.buffer
    try:
        document = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = error.err_code in (raw.FPDF_ERR_PASSWORD, raw.FPDF_ERR_SECURITY)
        write_opening(out, Opening(0, Trouble.LOCKED if locked else Trouble.DAMAGED))
        return
    with closing(document):
        count = len(document)
        write_opening(out, Opening(count, None if count else Trouble.DAMAGED))
        if count > pages:
            return
        for number in range(first, count):
            write_page(out, _page(document, number))


def _page(document: pypdfium2.PdfDocument, number: int) -> PageMessage:
    nothing = PrintedPage(0.0, 0.0, ())
    try:
        with _opened(document, number) as page:
            width, height = page.get_size()
            if min(width, height) < _SMALLEST or max(width, height) > _LARGEST:
                return PageMessage(nothing, trouble=Trouble.SIZE)
            try:
                return _read(page)
            except TooMuch:
                return PageMessage(nothing, trouble=Trouble.TOO_MUCH)
    except (pypdfium2.PdfiumError, MemoryError):
        return PageMessage(nothing, trouble=Trouble.DAMAGED)


@contextmanager
def _opened(document: pypdfium2.PdfDocument, number: int) -> Iterator[pypdfium2.PdfPage]:
    with closing(document[number]) as page:
        yield page


def _read(page: pypdfium2.PdfPage) -> PageMessage:
    found = drawn(page)
    pieces = pieces_of(found.glyphs, _LAYER if _is_scan(found) else 1.0)
    printed = PrintedPage(
        found.width, found.height, pieces, tuple(found.pictures), tuple(found.rules)
    )
    count = sum(len(piece.text) for piece in pieces)
    bare = count < _FEW and (bool(found.pictures) or found.paths > 0)
    if bare or not is_plausible(pieces, found.unmapped):
        return PageMessage(printed, picture_of(page))
    return PageMessage(printed)


def _is_scan(found: Drawn) -> bool:
    def area(box: Box) -> float:
        return (box.right - box.left) * (box.bottom - box.top)

    return any(area(box) > _GROUND * found.width * found.height for box in found.pictures)
