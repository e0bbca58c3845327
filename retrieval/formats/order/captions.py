"""Captions: short blocks by a picture, or with the words of one, and whose they are."""

import re
from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from retrieval.formats.order.blocks import TextBlock, is_signature
from retrieval.formats.order.lines import Measures, PrintedLine, apart, around, shared
from retrieval.formats.order.stories import PrintedStory, Told
from retrieval.model.page_text import Box
from retrieval.reading.captions import is_caption

_LONGEST = 5  # lines
_NO_CAPTION = 5.0  # what a story costs a caption that can't be its own
_FARTHER = 0.15  # and each em that it is away
_NEAR_PICTURE = 2.2  # ems
_HOLE = 2.4  # lines above a caption that a picture takes up
_FLUSH = 0.5  # ems
_INDENT = (1.5, 2.5)  # ems
_TWO = 2  # lines of a caption below a picture that nobody has seen
_SMALLER = 0.95  # times as large as the text
_SIGN = re.compile(r"[▲△▼▽◀◁►▶]")  # at a caption, or at each item of a list


def captions_of(
    blocks: Sequence[TextBlock],
    pictures: Sequence[Box],
    lines: Sequence[PrintedLine],
    measures: Measures,
) -> list[TextBlock]:
    """Return the blocks that are captions; ``lines`` are all of the page."""
    unseen = not measures.exact and not pictures
    return [
        block
        for block in blocks
        if _is_caption(block, pictures, measures) or (unseen and _in_hole(block, lines, measures))
    ]


def _is_caption(block: TextBlock, pictures: Sequence[Box], measures: Measures) -> bool:
    if len(block.lines) > _LONGEST:
        return False
    text = "".join(line.text for line in block.lines)
    near = any(_right_by(block.box, picture, measures.em) for picture in pictures)
    if is_caption(text) and (near or _SIGN.match(text) is None):
        return True
    smaller = median(measures.scale(line) for line in block.lines) < _SMALLER
    return near and smaller


def _in_hole(block: TextBlock, lines: Sequence[PrintedLine], measures: Measures) -> bool:
    """Return whether a block stands like a caption below a picture that nobody has seen.

    Its lines are in the middle of their column, and above it is room for a picture.
    """
    em, line = block.em, block.lines[0]
    before, after = line.left - block.edges[0], block.edges[1] - line.right
    if len(block.lines) > _TWO or min(before, after) < _FLUSH * em or is_signature(line.text):
        return False
    indented = _INDENT[0] * em <= before <= _INDENT[1] * em
    above = [
        line.top - one.bottom
        for one in lines
        if one.bottom < line.middle and shared((one.left, one.right), (line.left, line.right)) > 0
    ]
    below = any(
        0 < one.top - line.bottom < measures.pitch
        and shared((one.left, one.right), (line.left, line.right)) > 0
        for one in lines
    )
    return not indented and below and min(above, default=0.0) > _HOLE * measures.pitch


def _right_by(box: Box, picture: Box, em: float) -> bool:
    over = shared((box.left, box.right), (picture.left, picture.right))
    below = box.top - picture.bottom
    above = picture.top - box.bottom
    if over > 0.5 * (box.right - box.left):
        return -0.6 * em <= below <= _NEAR_PICTURE * em or -0.6 * em <= above <= em
    level = shared((box.top, box.bottom), (picture.top, picture.bottom))
    beside = max(box.left - picture.right, picture.left - box.right)
    return level > 0.6 * (box.bottom - box.top) and 0 <= beside <= em


def owner_of(
    block: TextBlock, pictures: Sequence[Box], told: Told, measures: Measures
) -> PrintedStory | None:
    """Return the story that a caption and its picture stand in, or nearest to."""
    em = measures.em
    near = [box for box in pictures if _right_by(block.box, box, em)]
    whole = around([block.box, *near[:1]])
    costs = told.owners.costs(replace(block, box=whole))
    best, least = None, float("inf")
    for number, story in enumerate(told.stories):
        boxes = [one.box for one in story.blocks]
        if story.head is not None:
            boxes.append(story.head.whole)
        if not boxes:
            continue
        far = min(apart(whole, box) for box in boxes) / em
        cost = min(costs.get(number, _NO_CAPTION), _NO_CAPTION) + _FARTHER * far
        if cost < least:
            best, least = story, cost
    return best


def is_credited(text: str) -> bool:
    """Return whether a text is a caption by its end, and not only by a sign before it."""
    return is_caption(text) and _SIGN.match(text) is None
