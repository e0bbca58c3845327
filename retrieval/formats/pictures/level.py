"""Lines of words as a picture has them, to level ones: turned with the page, and sized.

Pure geometry. A page laid down a little turned has its lines, and the edges of its columns, at an
angle: they are turned back around the middle of the picture.
"""

import math
from collections.abc import Sequence

from retrieval.formats.order.printed import PrintedPiece
from retrieval.formats.pictures.recognition import Corner, ReadLine
from retrieval.model.page_text import Box

_UPRIGHT = 1.5  # times as high as wide: rapidocr takes it for a line that is read downward
_LOOSE = 1.22  # how much higher than its characters a line's box is
_LONG = 5  # times as wide as high: its angle can be told
_NARROWEST, _WIDEST = 0.75, 1.18  # of a character's height, from one to the next in a line of text
_HALF = 0.55  # of a character's height: how wide a Latin letter or a digit is
_MOST_TURNED = math.radians(20)


def tilt(lines: Sequence[ReadLine]) -> float:
    """Return by how many radians a page's lines fall to their right; 0.0 where none is long."""
    angles = []
    for line in lines:
        first, second, third, fourth = line.corners
        if math.dist(first, second) >= _LONG * math.dist(second, third):
            for start, end in ((first, second), (fourth, third)):
                angle = math.atan2(end.y - start.y, end.x - start.x)
                angles.append((angle, math.dist(start, end)))
    half = sum(length for _, length in angles) / 2
    for angle, length in sorted(angles):
        half -= length
        if half <= 0:
            return angle if abs(angle) <= _MOST_TURNED else 0.0
    return 0.0


def level(
    lines: Sequence[ReadLine], width: float, height: float, angle: float
) -> list[PrintedPiece]:
    """Return the lines of a page that falls by an angle, turned level around the page's middle."""
    cosine, sine = math.cos(angle), math.sin(angle)

    def turned(corner: Corner) -> Corner:
        x, y = corner.x - width / 2, corner.y - height / 2
        return Corner(x * cosine + y * sine + width / 2, y * cosine - x * sine + height / 2)

    return [_piece(line, [turned(corner) for corner in line.corners]) for line in lines]


def _piece(line: ReadLine, corners: Sequence[Corner]) -> PrintedPiece:
    first, second, third, fourth = corners
    along = (math.dist(first, second) + math.dist(third, fourth)) / 2
    across = (math.dist(second, third) + math.dist(fourth, first)) / 2
    upright = across >= _UPRIGHT * along and len(line.text) > 1
    left, right = (first.x + fourth.x) / 2, (second.x + third.x) / 2
    top, bottom = (first.y + second.y) / 2, (third.y + fourth.y) / 2
    if upright:
        along, across = across, along
    return PrintedPiece(
        text=line.text,
        box=Box(left, top, right, bottom),
        size=_size(line.text, along, across),
        upright=upright,
        sureness=line.sureness,
    )


def _size(text: str, along: float, across: float) -> float:
    """Return the height of a line's characters.

    A box is now tight, now loose, and how far it is from one character to the next is told better;
    but a headline may be spaced out, and its characters narrow.
    """
    by_height = across / _LOOSE
    full = sum(character >= "\u2e80" for character in text)
    pitch = along / (full + _HALF * (len(text) - full))
    if full >= 4 and _NARROWEST <= pitch / by_height <= _WIDEST:  # noqa: PLR2004 (enough to tell)
        return pitch
    return by_height
