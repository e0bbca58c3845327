"""The short blocks that belong to a headline: kickers, subtitles, bylines.

They stand near it, above or below, in the middle over its columns or where they begin, and are part
of no column. A subtitle that a dash opens may stand at the far end of its headline's columns.
"""

from collections.abc import Sequence
from statistics import median

from retrieval.formats.order.blocks import TextBlock
from retrieval.formats.order.heads import FAR, SMALLER, Head
from retrieval.formats.order.lines import DASHED, Measures, around, shared
from retrieval.model.page_text import Box
from retrieval.reading.bylines import Sureness, is_byline, look
from retrieval.reading.captions import is_caption
from retrieval.reading.headlines import opens_report

_MOST_LINES = 3  # of a subtitle
_LARGER = 1.08  # of the body's size
_LEAST = 0.8  # of the body's size
_ASIDE = 3.0  # ems by which a companion reaches over its headline
_CENTRED, _FLUSH = 2.2, 1.2  # ems by which their middles or their left edges differ
_NOT_ALIGNED, _AT_THE_END = 0.5, 0.6  # of what stands so, how far it counts as
_FURTHER = 0.02  # and for each em further away
_LABEL = 8  # characters of a kicker in the text's type
_FARTHEST = 20.0  # ems from a kicker at the left end to its headline in the middle
_STOPS = "。！？；"


def with_companions(
    heads: Sequence[Head], blocks: Sequence[TextBlock], measures: Measures
) -> list[TextBlock]:
    """Return the blocks that are left once headlines have the short ones that belong to them."""
    left = {id(block): block for block in blocks}
    may = [block for block in blocks if _may_accompany(block, measures)]
    near: dict[int, list[tuple[float, TextBlock]]] = {}
    for number, head in enumerate(heads):
        near[number] = _near(head, may, measures)
    while found := min(
        ((distances[0][0], number) for number, distances in near.items() if distances),
        default=None,
    ):
        number = found[1]
        _, block = near[number].pop(0)
        if id(block) not in left:
            continue
        others = [one for one in left.values() if one is not block]
        head = heads[number]
        if _blocked(block, head, others) or _ends_text(block, head, others):
            continue
        _give(block, head, measures)
        del left[id(block)]
        may = [one for one in may if one is not block]
        near[number] = _near(head, may, measures)
    for head in heads:
        head.kickers.sort(key=lambda line: -line.right if line.upright else line.top)
    return list(left.values())


def _near(
    head: Head, blocks: Sequence[TextBlock], measures: Measures
) -> list[tuple[float, TextBlock]]:
    """Return the blocks that may belong to a headline, the nearest first, with how far they are."""
    found = [
        (distance, block)
        for block in blocks
        if (distance := _distance(block, head, measures)) is not None
    ]
    return sorted(found, key=lambda one: one[0])


def _may_accompany(block: TextBlock, measures: Measures) -> bool:
    lines = block.lines
    if len(lines) > _MOST_LINES:
        return False
    if is_caption(lines[0].text) or opens_report(lines[0].text):
        return False
    signs = is_byline("".join(line.text for line in lines))
    if signs or DASHED.match(lines[0].text):
        return True
    if any(line.text[-1] in _STOPS or line.text.count("。") for line in lines):
        return False
    if len(lines) > 1 and not measures.exact and any("，" in line.text for line in lines):
        return False
    return (len(lines) == 1 or _differs(block, measures)) and block.size >= _LEAST * measures.body


def _differs(block: TextBlock, measures: Measures) -> bool:
    """Return whether a block is set in other type than the text."""
    scale = median(measures.scale(line) for line in block.lines)
    return scale >= _LARGER or all(line.bold for line in block.lines)


def _distance(block: TextBlock, head: Head, measures: Measures) -> float | None:
    """Return how far a block is from a headline, in ems; None where it can't belong to it."""
    if head.upright:
        return _upright_distance(block, head, measures.em)
    if block.lines[0].upright:
        return None
    em, own = measures.em, head.box
    box = around(line.box for line in block.lines)
    above = box.bottom <= own.top + 0.3 * em
    gap = own.top - box.bottom if above else box.top - head.whole.bottom
    if not -0.6 * em <= gap <= FAR * max(em, 0.5 * head.size):
        return None
    if above and not _may_be_kicker(block, head, measures):
        return None
    aside = _aside(block, box, own, measures)
    if aside is None and above and _differs(block, measures) and box.left < own.left:
        far = max(0.0, own.left - box.right) / em
        aside = _AT_THE_END + _FURTHER * far if far <= _FARTHEST else None
    return None if aside is None else gap / em + aside


def _may_be_kicker(block: TextBlock, head: Head, measures: Measures) -> bool:
    text = block.lines[0].text
    if DASHED.match(text) or is_byline(text):
        return False
    short = len(text) <= _LABEL and len(block.lines) == 1
    return block.size <= SMALLER * head.size and (short or _differs(block, measures))


def _aside(block: TextBlock, box: Box, own: Box, measures: Measures) -> float | None:
    """Return how far a block is from where a companion of a headline stands; None if too far."""
    em, text = measures.em, block.lines[0].text
    dashed, signs = DASHED.match(text) is not None, is_byline(text)
    centre, middle = (box.left + box.right) / 2, (own.left + own.right) / 2
    aligned = abs(centre - middle) < _CENTRED * em or abs(box.left - own.left) < _FLUSH * em
    if aligned:
        return 0.0
    if own.left - _ASIDE * em <= box.left and box.right <= own.right + _ASIDE * em:
        return _NOT_ALIGNED if dashed or signs or _differs(block, measures) else None
    if dashed and own.left <= box.left + em:
        return _AT_THE_END + _FURTHER * max(0.0, box.left - own.right) / em
    return _NOT_ALIGNED if (dashed or signs) and own.left <= centre <= own.right else None


def _upright_distance(block: TextBlock, head: Head, em: float) -> float | None:
    """Return how far a block is from an upright headline, in ems; None if it can't belong to it."""
    first = block.lines[0]
    if not first.upright and not is_byline(first.text):
        return None
    box, whole, own = around(line.box for line in block.lines), head.whole, head.box
    gap = max(box.left - whole.right, whole.left - box.right)
    level = shared((box.top, box.bottom), (whole.top - em, whole.bottom + 2 * em))
    if first.upright and gap <= FAR * em and level > 0.8 * (box.bottom - box.top):
        return gap / em
    below = box.top - whole.bottom
    under = shared((box.left, box.right), (own.left, own.right)) > 0
    return below / em if under and 0 <= below <= FAR * em else None


def _blocked(block: TextBlock, head: Head, others: Sequence[TextBlock]) -> bool:
    """Return whether other text stands between a block and a headline."""
    box, own = around(line.box for line in block.lines), head.box
    low, high = (box.bottom, own.top) if box.bottom <= own.top else (own.bottom, box.top)
    if head.upright:
        return False
    return any(
        low - 0.2 * block.em < (line.top + line.bottom) / 2 < high
        and shared((line.left, line.right), (box.left, box.right)) > 0
        for other in others
        for line in other.lines
    )


def _ends_text(block: TextBlock, head: Head, others: Sequence[TextBlock]) -> bool:
    """Return whether a block above a headline is nearer to the text above it: it signs that."""
    box = around(line.box for line in block.lines)
    gap = head.box.top - box.bottom
    if head.upright or gap < 0:
        return False
    above = (
        box.top - line.bottom
        for other in others
        for line in other.lines
        if line.bottom <= box.top + 0.3 * block.em
        and shared((other.left, other.right), (box.left, box.right)) > 0
    )
    return min(above, default=2 * gap + block.em) < gap


def _give(block: TextBlock, head: Head, measures: Measures) -> None:
    lines = list(block.lines)
    if is_byline("".join(line.text for line in lines)):
        head.bylines.extend(lines)
    elif _is_first(block, head, measures):
        head.kickers.extend(lines)
    elif DASHED.match(lines[0].text) is None and (
        not _differs(block, measures) or look(lines[0].text).sureness is not Sureness.NONE
    ):
        head.others.extend(lines)
    else:
        head.subtitles.extend(lines)


def _is_first(block: TextBlock, head: Head, measures: Measures) -> bool:
    box = block.lines[0].box
    if head.upright:
        return box.left >= head.box.right - 0.3 * measures.em
    return box.bottom <= head.box.top + 0.3 * measures.em
