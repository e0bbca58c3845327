"""PDF files written by hand, as small and as wrong as a test wants them."""

import zlib
from collections.abc import Mapping, Sequence

_FONT = (
    b"<< /Type /Font /Subtype /Type0 /BaseFont /STSong-Light /Encoding /UniGB-UCS2-H"
    b" /DescendantFonts [<< /Type /Font /Subtype /CIDFontType0 /BaseFont /STSong-Light"
    b" /CIDSystemInfo << /Registry (Adobe) /Ordering (GB1) /Supplement 4 >>"
    b" /FontDescriptor << /Type /FontDescriptor /FontName /STSong-Light /Flags 6"
    b" /FontBBox [-25 -254 1000 880] /ItalicAngle 0 /Ascent 880 /Descent -120 /CapHeight 880"
    b" /StemV 93 >> /DW 1000 >>] >>"
)
NAMELESS_FONT = _FONT.replace(b"/UniGB-UCS2-H", b"/Identity-H").replace(b"(GB1)", b"(Identity)")
"""A font whose signs have no names."""


def text_at(x: float, y: float, size: float, text: str) -> bytes:
    """Return what draws a text in one call, its baseline's start counted from the lower left."""
    return b"BT /F1 %f Tf %f %f Td <%s> Tj ET\n" % (
        size,
        x,
        y,
        text.encode("utf-16-be").hex().encode(),
    )


def pdf_of(  # noqa: PLR0913 (what a file may have)
    pages: Sequence[bytes],
    *,
    box: tuple[float, float] = (600, 800),
    font: bytes = _FONT,
    more: Mapping[str, bytes] | None = None,
    resources: bytes = b"",
    trailer: bytes = b"",
    filters: bytes = b"/FlateDecode",
) -> bytes:
    """Return a file of pages of a size, each with the content given.

    ``more`` are further objects by their numbers, which begin at 100; ``resources`` are added to
    those of each page, ``trailer`` to the file's. With other ``filters`` the content is as given.
    """
    objects: dict[int, bytes] = {1: b"<< /Type /Catalog /Pages 2 0 R >>", 3: font}
    kids = b""
    for number, content in enumerate(pages):
        page, stream = 10 + 2 * number, 11 + 2 * number
        kids += b"%d 0 R " % page
        objects[page] = (
            b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 %f %f] /Contents %d 0 R"
            b" /Resources << /Font << /F1 3 0 R >> %s >> >>" % (*box, stream, resources)
        )
        packed = zlib.compress(content) if filters == b"/FlateDecode" else content
        objects[stream] = stream_of(packed, b"/Filter " + filters)
    objects[2] = b"<< /Type /Pages /Kids [%s] /Count %d >>" % (kids, len(pages))
    objects |= {int(number): body for number, body in (more or {}).items()}
    written = b"%PDF-1.7\n"
    places = {}
    for number, body in sorted(objects.items()):
        places[number] = len(written)
        written += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    start = len(written)
    written += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in sorted(places.items()):
        written += b"%d 1\n%010d 00000 n \n" % (number, place)
    return written + b"trailer << /Size %d /Root 1 0 R %s >>\nstartxref\n%d\n%%%%EOF\n" % (
        max(objects) + 1,
        trailer,
        start,
    )


def stream_of(data: bytes, entries: bytes = b"") -> bytes:
    """Return a stream object's body."""
    return b"<< /Length %d %s >>\nstream\n%s\nendstream" % (len(data), entries, data)
