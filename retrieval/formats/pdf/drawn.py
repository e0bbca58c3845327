"""What a page of a PDF draws: characters, pictures and rules, for the reading process."""

import ctypes
import math
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass, field

import pypdfium2
from pypdfium2 import raw

from retrieval.formats.pdf.glyphs import Glyph
from retrieval.model.page_text import Box

MOST_CHARACTERS = 200_000
MOST_OBJECTS = 500_000
_DEEPEST = 6  # forms in forms
_MOST_SEGMENTS = 64  # of a path; one with more is a drawing
_THIN = 4.0  # points, the thickest rule
_SHORTEST_RULE = 18.0
_INVISIBLE = 0.1  # points, the height of what can't be seen
_QUARTER = 90  # degrees
_TINY, _HUGE = 1.0, 2000.0  # points of a character
_LAST = 0x10FFFF
_HALVES = range(0xD800, 0xE000)  # of characters, which are none
_BOLD = 600  # a font's weight
_UPRIGHT = 0.35  # radians by which text may be turned and is still level

Matrix = tuple[float, float, float, float, float, float]


class TooMuch(Exception):
    """A page holds more than is read of one."""


@dataclass(slots=True)
class Drawn:
    """What was found on a page; ``unmapped`` counts characters that their font has no names for."""

    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    unmapped: int = 0
    pictures: list[Box] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)
    paths: int = 0  # lines and shapes of all sorts


@dataclass(frozen=True, slots=True)
class _Frame:
    """Turns places in a PDF's own space, counted from below, into those on the page as seen."""

    left: float
    bottom: float
    right: float
    top: float
    rotation: int

    def point(self, x: float, y: float) -> tuple[float, float]:
        if self.rotation == _QUARTER:
            return y - self.bottom, x - self.left
        if self.rotation == 2 * _QUARTER:
            return self.right - x, y - self.bottom
        if self.rotation == 3 * _QUARTER:
            return self.top - y, self.right - x
        return x - self.left, self.top - y

    def box(self, x0: float, y0: float, x1: float, y1: float) -> Box:
        one, other = self.point(x0, y0), self.point(x1, y1)
        return Box(
            min(one[0], other[0]),
            min(one[1], other[1]),
            max(one[0], other[0]),
            max(one[1], other[1]),
        )


def drawn(page: pypdfium2.PdfPage) -> Drawn:
    """Return what a page draws, in points from its upper left corner. Raises TooMuch."""
    width, height = page.get_size()
    found = Drawn(width, height)
    left, bottom, right, top = page.get_bbox()
    rotation = int(page.get_rotation())
    if rotation in (_QUARTER, 3 * _QUARTER):
        right, top = left + height, bottom + width
    else:
        right, top = left + width, bottom + height
    frame = _Frame(left, bottom, right, top, rotation)
    if raw.FPDFPage_CountObjects(page) > MOST_OBJECTS:
        raise TooMuch
    with closing(page.get_textpage()) as text:
        _characters(text, frame, found)
    _Objects(frame, found).of_page(page)
    return found


def _characters(text: pypdfium2.PdfTextPage, frame: _Frame, found: Drawn) -> None:
    count = raw.FPDFText_CountChars(text)
    if count > MOST_CHARACTERS:
        raise TooMuch
    rect, matrix = raw.FS_RECTF(), raw.FS_MATRIX()
    for at in range(count):
        if raw.FPDFText_IsGenerated(text, at) == 1:
            continue
        code = raw.FPDFText_GetUnicode(text, at)
        blank = code in (0, 0xFFFD) and _is_blank(text, at)
        if not blank and (raw.FPDFText_HasUnicodeMapError(text, at) == 1 or not code):
            found.unmapped += 1
        char = (
            " " if blank else chr(code) if 0 < code <= _LAST and code not in _HALVES else "\ufffd"
        )
        if char in "\r\n\x02\ufffe":
            continue
        if not raw.FPDFText_GetLooseCharBox(text, at, ctypes.byref(rect)):
            continue
        if not raw.FPDFText_GetMatrix(text, at, ctypes.byref(matrix)):
            continue
        size = raw.FPDFText_GetFontSize(text, at) * math.hypot(matrix.c, matrix.d)
        box = frame.box(rect.left, rect.bottom, rect.right, rect.top)
        if (
            not _is_level(matrix, frame.rotation)
            or not _on_page(box, found)
            or not _TINY < size < _HUGE
        ):
            continue
        middle = (box.top + box.bottom) / 2
        box = Box(box.left, middle - size / 2, box.right, middle + size / 2)
        bold = raw.FPDFText_GetFontWeight(text, at) >= _BOLD
        found.glyphs.append(Glyph(char, box, size, bold))


def _is_blank(text: pypdfium2.PdfTextPage, at: int) -> bool:
    """Return whether nothing is drawn for a character: a space that has no name in its font."""
    left, right, bottom, top = (ctypes.c_double() for _ in range(4))
    raw.FPDFText_GetCharBox(text, at, left, right, bottom, top)
    return abs(top.value - bottom.value) < _INVISIBLE


def _is_level(matrix: raw.FS_MATRIX, rotation: int) -> bool:
    """Return whether a character stands upright on the page as seen."""
    angle = math.atan2(matrix.b, matrix.a) - math.radians(rotation)
    return abs(math.remainder(angle, 2 * math.pi)) < _UPRIGHT


def _on_page(box: Box, found: Drawn) -> bool:
    """Return whether a box is in sight; programs keep words beside the page."""
    across, down = (box.left + box.right) / 2, (box.top + box.bottom) / 2
    return 0 <= across <= found.width and 0 <= down <= found.height


class _Objects:
    """The pictures and rules of a page, also of forms in it."""

    def __init__(self, frame: _Frame, found: Drawn) -> None:
        self._frame = frame
        self._found = found
        self._left = MOST_OBJECTS

    def of_page(self, page: pypdfium2.PdfPage) -> None:
        for at in range(raw.FPDFPage_CountObjects(page)):
            self._read(raw.FPDFPage_GetObject(page, at), (1, 0, 0, 1, 0, 0), 0)

    def _read(self, one: raw.FPDF_PAGEOBJECT, within: Matrix, depth: int) -> None:
        self._left -= 1
        if self._left < 0:
            raise TooMuch
        kind = raw.FPDFPageObj_GetType(one)
        if kind not in (raw.FPDF_PAGEOBJ_IMAGE, raw.FPDF_PAGEOBJ_PATH, raw.FPDF_PAGEOBJ_FORM):
            return
        own = raw.FS_MATRIX()
        if not raw.FPDFPageObj_GetMatrix(one, ctypes.byref(own)):
            return
        matrix = _times((own.a, own.b, own.c, own.d, own.e, own.f), within)
        if kind == raw.FPDF_PAGEOBJ_FORM:
            if depth < _DEEPEST:
                for at in range(raw.FPDFFormObj_CountObjects(one)):
                    self._read(raw.FPDFFormObj_GetObject(one, at), matrix, depth + 1)
        elif kind == raw.FPDF_PAGEOBJ_IMAGE:
            corners = [_moved(matrix, x, y) for x in (0, 1) for y in (0, 1)]
            xs, ys = zip(*corners, strict=True)
            self._found.pictures.append(self._frame.box(min(xs), min(ys), max(xs), max(ys)))
        else:
            self._found.paths += 1
            self._found.rules.extend(self._path(one, matrix))

    def _path(self, path: raw.FPDF_PAGEOBJECT, matrix: Matrix) -> Iterator[Box]:
        """Yield the level and upright sides of a path."""
        count = raw.FPDFPath_CountSegments(path)
        if not 1 < count <= _MOST_SEGMENTS:
            return
        lines = []
        start: tuple[float, float] | None = None
        last: tuple[float, float] | None = None
        x, y = ctypes.c_float(), ctypes.c_float()
        for at in range(count):
            segment = raw.FPDFPath_GetPathSegment(path, at)
            if not raw.FPDFPathSegment_GetPoint(segment, ctypes.byref(x), ctypes.byref(y)):
                continue
            point = _moved(matrix, x.value, y.value)
            kind = raw.FPDFPathSegment_GetType(segment)
            if kind == raw.FPDF_SEGMENT_MOVETO:
                start = point
            elif kind == raw.FPDF_SEGMENT_LINETO and last is not None:
                lines.append((last, point))
            last = point
            if raw.FPDFPathSegment_GetClose(segment) and start is not None:
                lines.append((point, start))
                last = start
        boxes = [self._frame.box(*one, *other) for one, other in lines]
        if not boxes:
            return
        whole = Box(
            min(box.left for box in boxes),
            min(box.top for box in boxes),
            max(box.right for box in boxes),
            max(box.bottom for box in boxes),
        )
        if _is_rule(whole):
            yield whole
        else:
            yield from filter(_is_rule, boxes)


def _is_rule(box: Box) -> bool:
    wide, high = box.right - box.left, box.bottom - box.top
    return min(wide, high) <= _THIN and max(wide, high) >= _SHORTEST_RULE


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _times(inner: Matrix, outer: Matrix) -> Matrix:
    """Return the matrix that moves by the inner one first."""
    a, b, c, d, e, f = inner
    (one, two), (three, four) = (
        (a * outer[0] + b * outer[2], a * outer[1] + b * outer[3]),
        (c * outer[0] + d * outer[2], c * outer[1] + d * outer[3]),
    )
    x, y = _moved(outer, e, f)
    return one, two, three, four, x, y
