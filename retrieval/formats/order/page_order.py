"""The order of the stories on a page: from the top, those beside each other from the left.

Where the page can be parted across, what is above comes first; where it can't, but can be parted
downward, what is on the left comes first with all that stands below it there.
"""

from collections.abc import Callable, Sequence

from retrieval.formats.order.lines import around
from retrieval.formats.order.stories import PrintedStory
from retrieval.model.page_text import Box

_SLACK = 2.0  # ems by which stories beside each other may overlap

_Placed = tuple[Box, PrintedStory]


def in_page_order(stories: Sequence[PrintedStory], em: float) -> list[PrintedStory]:
    """Return the stories that have something to read, in the order of the page."""
    placed = []
    for story in stories:
        boxes = [block.box for block in story.blocks]
        if story.head is not None:
            boxes.append(story.head.whole)
        if boxes:
            placed.append((around(boxes), story))
    return [story for _, story in _ordered(placed, _SLACK * em)]


def _ordered(placed: Sequence[_Placed], slack: float) -> list[_Placed]:
    for span in (_down, _across):
        groups = _cut(placed, span, slack)
        if len(groups) > 1:
            return [one for group in groups for one in _ordered(group, slack)]
    return sorted(placed, key=lambda one: (one[0].top, one[0].left))


def _down(one: _Placed) -> tuple[float, float]:
    return one[0].top, one[0].bottom


def _across(one: _Placed) -> tuple[float, float]:
    return one[0].left, one[0].right


def _cut(
    placed: Sequence[_Placed], span: Callable[[_Placed], tuple[float, float]], slack: float
) -> list[list[_Placed]]:
    """Return the groups between which nothing stands, in order."""
    groups: list[list[_Placed]] = []
    reach = 0.0
    for one in sorted(placed, key=span):
        start, end = span(one)
        if groups and start < reach - slack:
            groups[-1].append(one)
        else:
            groups.append([one])
            reach = end
        reach = max(reach, end)
    return groups
