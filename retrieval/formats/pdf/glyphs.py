"""The characters of a page to the pieces that they stand together in.

Which characters one call has drawn says little: it may be a letter, a line, or a strip across all
columns. So characters are put together by where they stand. Where they run downward is told by how
one follows another as they are drawn, which no program that sets lines does.
"""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from retrieval.formats.order.printed import PrintedPiece
from retrieval.model.page_text import Box

_SAME_SIZE = 1.15
_SAME_LINE = 0.35  # of the size, by which the middles of a line's characters differ
_ASIDE = 0.75  # and those of a quotation mark and its neighbour, of an upright line
_TOUCHING = 0.45  # of the size, a gap inside a piece
_WIDE = 1.3  # of the size, blanks that no piece has inside
_SPACE = 0.18  # of the size, the narrowest gap that is a space between Latin letters
_OVERLAP = 0.5  # of the size, by which a character may be drawn over the last
_DOWN = (0.7, 1.9)  # of the size, from one character of an upright line to the next
_FEWEST_UPRIGHT = 2
_FEWEST_BESIDE = 4  # where the first or the last has another beside it
_MOST_DRAWN_AGAIN = 0.25  # of the size: characters drawn twice, so that they look bold


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character where it is drawn; ``size`` is the height of its font on the page."""

    char: str
    box: Box
    size: float
    bold: bool = False

    @property
    def middle(self) -> float:
        """Its middle between top and bottom."""
        return (self.box.top + self.box.bottom) / 2

    @property
    def centre(self) -> float:
        """Its middle between left and right."""
        return (self.box.left + self.box.right) / 2


def pieces_of(glyphs: Sequence[Glyph], sureness: float = 1.0) -> tuple[PrintedPiece, ...]:
    """Return the pieces that characters stand together in; blanks at their ends are left out.

    ``glyphs`` come in the order they are drawn in. ``sureness`` is that of all words.
    """
    level: list[Glyph] = []
    pieces: list[PrintedPiece] = []
    runs = list(_downward(glyphs))
    for before, run, after in zip([[], *runs], runs, [*runs[1:], []], strict=False):
        in_lines = (before and _follows(before[-1], run[0])) or (
            after and _follows(run[-1], after[0])
        )
        if len(run) >= (_FEWEST_BESIDE if in_lines else _FEWEST_UPRIGHT):
            pieces.extend(_piece(run, sureness, upright=True))
        else:
            level.extend(run)
    for line in _lines(level):
        for run in _runs(line):
            for part in _parts(run):
                pieces.extend(_piece(part, sureness))
    return tuple(pieces)


def _downward(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the characters in runs that each goes downward, most of them of one character."""
    run: list[Glyph] = []
    for glyph in glyphs:
        if run and not _is_below(run[-1], glyph):
            yield run
            run = []
        run.append(glyph)
    if run:
        yield run


def _is_below(glyph: Glyph, following: Glyph) -> bool:
    size = glyph.size
    marks = any("\u2010" <= one.char <= "\u2027" for one in (glyph, following))
    aside = abs(glyph.centre - following.centre)
    if not _alike(glyph, following) or aside > size * (_ASIDE if marks else _SAME_LINE):
        return False
    wide = all(
        "⺀" <= one.char <= "￭" or "\u2010" <= one.char <= "\u2027" for one in (glyph, following)
    )
    step = following.middle - glyph.middle
    return wide and _DOWN[0] * size <= step <= _DOWN[1] * size


def _alike(one: Glyph, other: Glyph) -> bool:
    return max(one.size, other.size) <= _SAME_SIZE * min(one.size, other.size)


def _lines(glyphs: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the characters of each height, from the top, in order from the left."""
    line: list[Glyph] = []
    reach = 0.0
    for glyph in sorted(glyphs, key=lambda one: one.middle):
        if line and glyph.middle - reach > min(glyph.size, line[-1].size) * _SAME_LINE:
            yield sorted(line, key=lambda one: one.box.left)
            line = []
        line.append(glyph)
        # Slanted lines drift: what follows is held against the last, not against the first.
        reach = glyph.middle
    if line:
        yield sorted(line, key=lambda one: one.box.left)


def _runs(line: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the parts of a line of characters that touch; large and small ones do not mix."""
    open_runs: list[list[Glyph]] = []
    for glyph in line:
        for run in open_runs:
            if _follows(run[-1], glyph):
                if not _is_again(run[-1], glyph):
                    run.append(glyph)
                break
        else:
            open_runs.append([glyph])
    yield from open_runs


def _parts(run: Sequence[Glyph]) -> Iterator[list[Glyph]]:
    """Yield the parts of a run between blanks so wide that columns may be parted by them."""
    part: list[Glyph] = []
    last: Glyph | None = None
    for glyph in run:
        if glyph.char.isspace():
            part.append(glyph)
            continue
        if last is not None and glyph.box.left - last.box.right > _WIDE * glyph.size:
            yield part
            part = []
        part.append(glyph)
        last = glyph
    if part:
        yield part


def _follows(last: Glyph, glyph: Glyph) -> bool:
    size = min(last.size, glyph.size)
    if not _alike(last, glyph) or abs(last.middle - glyph.middle) > size * _SAME_LINE:
        return False
    gap = glyph.box.left - last.box.right
    return _is_again(last, glyph) or -_OVERLAP * size <= gap <= _TOUCHING * size


def _is_again(last: Glyph, glyph: Glyph) -> bool:
    near = _MOST_DRAWN_AGAIN * last.size
    return last.char == glyph.char and abs(last.box.left - glyph.box.left) < near


def _piece(
    run: Sequence[Glyph], sureness: float, *, upright: bool = False
) -> Iterator[PrintedPiece]:
    kept = list(run)
    while kept and kept[-1].char.isspace():
        kept.pop()
    while kept and kept[0].char.isspace():
        kept.pop(0)
    if not kept:
        return
    parts = [kept[0].char]
    for last, glyph in pairwise(kept):
        latin = last.char.isascii() and glyph.char.isascii()
        apart = glyph.box.left - last.box.right > _SPACE * glyph.size
        if latin and apart and not upright and not last.char.isspace():
            parts.append(" ")
        parts.append(glyph.char)
    box = Box(
        min(one.box.left for one in kept),
        min(one.box.top for one in kept),
        max(one.box.right for one in kept),
        max(one.box.bottom for one in kept),
    )
    sizes = sorted(one.size for one in kept)
    bold = sum(one.bold for one in kept) * 2 > len(kept)
    yield PrintedPiece("".join(parts), box, sizes[len(sizes) // 2], upright, bold, sureness)
