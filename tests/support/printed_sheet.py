"""Printed pages set by hand: columns of text, headlines and captions where a test wants them."""

from collections.abc import Sequence
from dataclasses import dataclass, field

from retrieval.formats.order.printed import PrintedPage, PrintedPiece
from retrieval.model.page_text import Box

SIZE, PITCH, GUTTER = 10.0, 16.0, 12.0


def filler(seed: str, length: int) -> str:
    """Return a sentence of so many characters, in which each one's place can be told."""
    words = f"{seed}地的人都说这件事情办得很好，所以大家决定明年还要接着办下去，而且要办得更大"
    return (words * (1 + length // len(words)))[: length - 1].replace("，", "而") + "。"


@dataclass(slots=True)
class Sheet:
    """A page that is being set; ``pieces`` are in the order of setting."""

    width: float = 600.0
    height: float = 800.0
    pieces: list[PrintedPiece] = field(default_factory=list)
    pictures: list[Box] = field(default_factory=list)
    rules: list[Box] = field(default_factory=list)

    def line(self, text: str, left: float, top: float, size: float = SIZE) -> None:
        """Set a line."""
        box = Box(left, top, left + size * len(text), top + size)
        self.pieces.append(PrintedPiece(text, box, size))

    def upright(self, text: str, left: float, top: float, size: float = SIZE) -> None:
        """Set a line that is read downward."""
        box = Box(left, top, left + size, top + size * len(text))
        self.pieces.append(PrintedPiece(text, box, size, upright=True))

    def middle(self, text: str, left: float, right: float, top: float, size: float) -> None:
        """Set a line in the middle between two edges."""
        self.line(text, (left + right - size * len(text)) / 2, top, size)

    def columns(
        self,
        paragraphs: Sequence[str],
        left: float,
        tops: Sequence[tuple[float, int]],
        wide: int = 12,
    ) -> None:
        """Set paragraphs in columns, each with its top and how many lines it has."""
        rows = [row for text in paragraphs for row in _rows(text, wide)]
        for number, (top, count) in enumerate(tops):
            x = left + number * (wide * SIZE + GUTTER)
            for at, (indent, text) in enumerate(rows[:count]):
                self.line(text, x + indent * SIZE, top + at * PITCH)
            rows = rows[count:]
        assert not rows, f"{len(rows)} lines did not fit"

    def page(self) -> PrintedPage:
        """Return the page."""
        return PrintedPage(
            self.width,
            self.height,
            tuple(self.pieces),
            tuple(self.pictures),
            tuple(self.rules),
        )


def _rows(text: str, wide: int) -> list[tuple[int, str]]:
    first, rest = text[: wide - 2], text[wide - 2 :]
    return [(2, first), *((0, rest[at : at + wide]) for at in range(0, len(rest), wide))]
