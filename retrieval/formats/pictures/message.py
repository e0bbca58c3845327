"""The lines of words of a picture to what stands where on its page."""

from statistics import median

from retrieval.formats.order.printed import PrintedPiece
from retrieval.formats.pictures.level import level, tilt
from retrieval.formats.pictures.recognition import Pixels, read_lines
from retrieval.formats.pictures.shapes import shapes
from retrieval.model.page_text import Box


def page_words(pixels: Pixels) -> dict[str, object]:
    """Return the page of a picture as `retrieval.formats.pictures.word_reader` takes it."""
    pixels, found = read_lines(pixels)
    height, width = pixels.shape[:2]
    angle = tilt(found)
    pieces = level(found, width, height, angle)
    size = median(piece.size for piece in pieces) if pieces else height / 100
    pictures, rules = shapes(pixels, [piece.box for piece in pieces], size, angle)
    return {
        "width": width,
        "height": height,
        "pieces": [_told(piece) for piece in pieces],
        "pictures": [_rounded(box) for box in pictures],
        "rules": [_rounded(box) for box in rules],
    }


def _told(piece: PrintedPiece) -> dict[str, object]:
    return {
        "text": piece.text,
        "box": _rounded(piece.box),
        "size": round(piece.size, 1),
        "upright": piece.upright,
        "sureness": piece.sureness,
    }


def _rounded(box: Box) -> list[float]:
    return [round(edge, 1) for edge in box]
