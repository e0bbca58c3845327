"""What stands where on a page, as a PDF or the reading of a picture tells it."""

from dataclasses import dataclass

from retrieval.model.page_text import Box


@dataclass(frozen=True, slots=True)
class PrintedPiece:
    """Words that stand together in one line, or in one column where ``upright`` (read downward).

    ``size`` is the height of its characters in units of the page; ``sureness`` from 0 to 1 is that
    of whoever recognised the words, 1 for words that a file holds as text.
    """

    text: str
    box: Box
    size: float
    upright: bool = False
    bold: bool = False
    sureness: float = 1.0


@dataclass(frozen=True, slots=True)
class PrintedPage:
    """A page of ``width`` and ``height``: its words in any order, its pictures, and its lines.

    ``rules`` are thin lines and the sides of frames. ``image`` is the page's picture, if it is one.
    """

    width: float
    height: float
    pieces: tuple[PrintedPiece, ...]
    pictures: tuple[Box, ...] = ()
    rules: tuple[Box, ...] = ()
    image: str | None = None
