"""Headlines with what stands above and below them: kickers, subtitles and bylines.

Large lines below each other are one headline. Short lines near it that are part of no column belong
to it: smaller ones above are kickers, below it they are subtitles or bylines. An upright headline
is read from the right; what stands left of it follows it.
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from retrieval.formats.order.blocks import TextBlock
from retrieval.formats.order.lines import DASHED, PrintedLine, around, shared
from retrieval.model.page_text import Box

_ALIKE = 1.16  # times as large, of lines of one headline
_NEAR = 0.85  # of the size, between the lines of a headline
_OVERHANG = 0.15  # of a large line's size
SMALLER = 0.9  # of the headline's size, of a kicker or a large subtitle
FAR = 1.7  # ems or of the size, from a headline to what belongs to it


@dataclass(slots=True)
class Head:
    """A headline's lines in order, and the lines that belong to it."""

    lines: list[PrintedLine]
    kickers: list[PrintedLine] = field(default_factory=list)
    subtitles: list[PrintedLine] = field(default_factory=list)
    bylines: list[PrintedLine] = field(default_factory=list)
    others: list[PrintedLine] = field(default_factory=list)  # below it, of the text's size

    @property
    def upright(self) -> bool:
        """Whether it is read downward."""
        return self.lines[0].upright

    @property
    def size(self) -> float:
        """The size of its characters."""
        return max(line.size for line in self.lines)

    @property
    def box(self) -> Box:
        """Where the headline alone stands."""
        return around(line.box for line in self.lines)

    @property
    def whole(self) -> Box:
        """Where it stands with what belongs to it."""
        return around(
            line.box
            for line in (
                *self.lines,
                *self.kickers,
                *self.subtitles,
                *self.bylines,
                *self.others,
            )
        )


def heads_of(large: Sequence[PrintedLine], walls: Sequence[Box]) -> list[Head]:
    """Return the headlines that large lines make up, from the top."""
    heads: list[Head] = []
    for line in sorted(large, key=lambda one: -one.right if one.upright else one.top):
        for head in heads:
            if head.upright == line.upright and _goes_on(head, line, walls):
                head.lines.append(line)
                break
        else:
            heads.append(Head([line]))
    return sorted(heads, key=lambda head: (head.box.top, head.box.left))


def _goes_on(head: Head, line: PrintedLine, walls: Sequence[Box]) -> bool:
    last = head.lines[-1]
    small = min(last.size, line.size)
    if max(last.size, line.size) > _ALIKE * small:
        return False
    if line.upright:
        gap = last.left - line.right
        level = shared((last.top, last.bottom), (line.top, line.bottom))
        return -0.3 * small <= gap <= _NEAR * small and level > 0.3 * min(
            last.bottom - last.top, line.bottom - line.top
        )
    gap = line.top - last.bottom
    over = shared((last.left, last.right), (line.left, line.right))
    if not (-0.3 * small <= gap <= _NEAR * small and over > 0.5 * min(last.width, line.width)):
        return False
    aligned = min(
        abs(last.centre - line.centre), abs(last.left - line.left), abs(last.right - line.right)
    )
    walled = any(
        last.middle < (wall.top + wall.bottom) / 2 < line.middle
        and shared((wall.left, wall.right), (line.left, line.right)) > 0
        for wall in walls
    )
    return aligned < 1.3 * small and not walled


def large_subtitles(heads: Iterable[Head], texts: Sequence[TextBlock]) -> list[Head]:
    """Return the headlines, smaller ones next to larger ones taken for their kickers or subtitles.

    Between them no text stands.
    """
    left = sorted(heads, key=lambda head: -head.size)
    done: list[Head] = []
    for head in left:
        owner = next((one for one in done if _belongs(head, one, texts)), None)
        if owner is None and DASHED.match(head.lines[0].text):
            owner = _dashed_owner(head, left)
        if owner is None:
            done.append(head)
        elif _comes_first(head, owner):
            owner.kickers.extend(head.lines)
        else:
            owner.subtitles.extend(head.lines)
    return sorted(done, key=lambda head: (head.box.top, head.box.left))


def _dashed_owner(head: Head, heads: Sequence[Head]) -> Head | None:
    """Return the headline right above a large line that a dash opens, wherever it begins."""
    near = [
        one
        for one in heads
        if one.size > head.size
        and not one.upright
        and -0.5 * head.size <= head.box.top - one.box.bottom <= FAR * head.size
        and one.box.left <= head.box.left + head.size
    ]
    return min(
        near,
        key=lambda one: -shared((one.box.left, one.box.right), (head.box.left, head.box.right)),
        default=None,
    )


def _comes_first(head: Head, owner: Head) -> bool:
    if owner.upright:
        return head.box.left >= owner.box.right - 0.3 * head.size
    return _is_above(head, owner)


def _is_above(head: Head, owner: Head) -> bool:
    """Return whether a line stands above a headline; boxes of large lines hang over."""
    return head.box.bottom <= owner.box.top + max(0.3 * head.size, _OVERHANG * owner.size)


def _belongs(head: Head, owner: Head, texts: Sequence[TextBlock]) -> bool:
    if head.size > SMALLER * owner.size or head.upright != owner.upright:
        return False
    one, other = head.box, owner.whole
    if head.upright:
        gap = max(one.left - other.right, other.left - one.right)
        over = shared((one.top, one.bottom), (other.top, other.bottom))
        return gap <= head.size and over > 0.5 * (one.bottom - one.top)
    above = _is_above(head, owner)
    gap = owner.box.top - one.bottom if above else one.top - other.bottom
    if not -0.5 * head.size <= gap <= 1.1 * max(head.size, 0.7 * owner.size):
        return False
    over = shared((one.left, one.right), (owner.box.left, owner.box.right))
    if over < 0.6 * min(one.right - one.left, owner.box.right - owner.box.left):
        return False
    if above and _text_right_below(head, owner, texts):
        return False
    return above or not _text_beside(head, owner, texts)


def _text_right_below(head: Head, owner: Head, texts: Sequence[TextBlock]) -> bool:
    """Return whether a line above a headline has text of its own between."""
    return any(
        head.box.bottom - head.size * 0.3 < text.top < owner.box.top
        and shared((text.left, text.right), (head.box.left, head.box.right)) > 0
        for text in texts
    )


def _text_beside(head: Head, owner: Head, texts: Sequence[TextBlock]) -> bool:
    """Return whether text of the owner stands beside the line below it, which heads the rest."""
    return any(
        owner.box.bottom - 0.3 * head.size < text.top < head.box.bottom
        and text.bottom > head.box.bottom
        and shared((text.left, text.right), (owner.box.left, owner.box.right)) > 0.5 * text.em
        and shared((text.left, text.right), (head.box.left, head.box.right)) <= 0.5 * text.em
        for text in texts
    )
