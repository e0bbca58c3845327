"""A page of a PDF as a picture, for its words to be recognised."""

import struct
import zlib

import pypdfium2

_DENSITY = 200 / 72  # pixels a point
_LONGEST = 3000  # pixels of a side
_LEVEL = 3  # of compression: fast


def picture_of(page: pypdfium2.PdfPage) -> bytes:
    """Return a page as a grey PNG, 200 dots an inch where its longer side allows it."""
    width, height = page.get_size()
    scale = min(_DENSITY, _LONGEST / max(width, height))
    bitmap = page.render(scale=scale, grayscale=True, rev_byteorder=False)
    try:
        buffer, stride = bytes(bitmap.buffer), bitmap.stride
        wide, high, channels = bitmap.width, bitmap.height, bitmap.n_channels
    finally:
        bitmap.close()
    rows = bytearray()
    for row in range(high):
        rows.append(0)
        rows += buffer[row * stride : row * stride + wide * channels : channels]
    header = struct.pack(">IIBBBBB", wide, high, 8, 0, 0, 0, 0)
    chunks = (b"IHDR", header), (b"IDAT", zlib.compress(bytes(rows), _LEVEL)), (b"IEND", b"")
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        struct.pack(">I", len(data)) + kind + data + struct.pack(">I", zlib.crc32(kind + data))
        for kind, data in chunks
    )
