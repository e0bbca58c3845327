"""Which lines open an article, as far as their place on the page tells.

- A heading of any level, or an underlined one, does, unless it numbers a part of a story that is
  open (``一、…``).
- So does a bold line, unless it stands inside a story as a crosshead: above neither a report's
  opening nor a time, below a story not signed yet, on a page that has other headlines.
- So does a plain line whose form allows it and that stands alone above a report's opening, or above
  a byline with text below; or is the first text; or follows the byline that closed a report; or,
  on a page that does not part its paragraphs by empty lines, follows one.

Several such lines are one headline (kicker, headline, subtitle), and one right above or below a
heading is part of that headline, as is one with a subtitle's dash below it. A line is none that may
belong to a sentence cut off above it, or that goes on on another page.
"""

import re
from collections.abc import Sequence

from retrieval.reading.endings import begins_anew, ends, is_running, wants_more
from retrieval.reading.headlines import could_be_headline, opens_report, tells_when
from retrieval.reading.kinds import BlockKind
from retrieval.reading.markup import Line, Mark
from retrieval.reading.signatures import is_signed

_MOST_LINES = 4  # of one headline
_SHORTEST_KICKER = 4  # characters
_PART_NUMBER = re.compile(
    r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])"
)


def find_headlines(lines: Sequence[Line], kinds: list[BlockKind]) -> None:
    """Set in ``kinds``, by place, what form left open: bold and plain headlines, crossheads."""
    _settle_marked(lines, kinds)
    spaced = _parts_by_gaps(lines, kinds)
    started = closed = False
    for index, line in enumerate(lines):
        if kinds[index] is BlockKind.TEXT and _may_head(lines, kinds, index):
            first = not started or closed
            subtitled = (
                index > 0 and kinds[index - 1] is BlockKind.HEADLINE and _is_dashed(line.text)
            )
            if subtitled:
                kinds[index] = BlockKind.HEADLINE
            elif _heads_below(lines, kinds, index, first=first or (line.gap and not spaced)):
                _raise(lines, kinds, index)
        elif kinds[index] is BlockKind.HEADLINE and index > 0:
            _raise_kicker(lines, kinds, index)
        closed = _closes(lines, kinds, index, closed=closed)
        started = started or kinds[index] not in (BlockKind.CAPTION, BlockKind.BYLINE)


def _is_dashed(text: str) -> bool:
    """Return whether the line opens with the dash of a subtitle."""
    return text.startswith(("——", "──", "－－", "--"))


def _settle_marked(lines: Sequence[Line], kinds: list[BlockKind]) -> None:
    """Turn bold lines and numbered headings that stand inside a story into crossheads."""
    heads = [index for index, kind in enumerate(kinds) if kind is BlockKind.HEADLINE]
    sure = {
        index for index in heads if lines[index].mark is Mark.HEADING or _opens(lines, kinds, index)
    }
    started = False
    for index, kind in enumerate(kinds):
        if kind is BlockKind.HEADLINE and started:
            numbered = _PART_NUMBER.match(lines[index].text) is not None
            signed = kinds[index - 1] is BlockKind.BYLINE or is_signed(lines[index - 1].text)
            if numbered or (sure and index not in sure and not signed):
                kinds[index] = BlockKind.CROSSHEAD
        started = started or kind in (BlockKind.HEADLINE, BlockKind.TEXT)


def _opens(lines: Sequence[Line], kinds: Sequence[BlockKind], index: int) -> bool:
    """Return whether a report begins below the line, by its opening, its byline or its time."""
    for below in range(index + 1, min(index + _MOST_LINES, len(kinds))):
        if kinds[below] is BlockKind.BYLINE:
            return below + 1 < len(kinds) and kinds[below + 1] is BlockKind.TEXT
        if kinds[below] not in (BlockKind.HEADLINE, BlockKind.CAPTION):
            return opens_report(lines[below].text) or tells_when(lines[below].text)
    return False


def _closes(lines: Sequence[Line], kinds: Sequence[BlockKind], index: int, *, closed: bool) -> bool:
    """Return whether a story that is open above is signed by this line, or was and still is."""
    kind = kinds[index]
    if kind is BlockKind.BYLINE:
        return index > 0 and kinds[index - 1] in (
            BlockKind.TEXT,
            BlockKind.CAPTION,
            BlockKind.ENTRY,
        )
    if kind is BlockKind.TEXT:
        return is_signed(lines[index].text)
    return closed and kind is BlockKind.CAPTION


def _may_head(lines: Sequence[Line], kinds: Sequence[BlockKind], index: int) -> bool:
    """Return whether a plain line's form and the line before it allow a headline."""
    line = lines[index]
    if line.mark is not Mark.PLAIN or line.full or line.turned or begins_anew(line.text):
        return False
    if not could_be_headline(line.text):
        return False
    return index == 0 or kinds[index - 1] is not BlockKind.TEXT or not lines[index - 1].full


def _heads_below(
    lines: Sequence[Line], kinds: Sequence[BlockKind], index: int, *, first: bool
) -> bool:
    """Return whether the lines below make it a headline; ``first``: no story is open above."""
    below = next(
        (
            at
            for at in range(index + 1, min(index + 3, len(kinds)))
            if kinds[at] is not BlockKind.CAPTION
        ),
        None,
    )
    if below is None:
        return False
    text = lines[below].text
    if kinds[below] is BlockKind.BYLINE:
        after = below + 1
        if after >= len(lines) or kinds[after] is not BlockKind.TEXT:
            return False
        return not could_be_headline(lines[after].text)
    if kinds[below] is BlockKind.TEXT and opens_report(text):
        return True
    return first and _stands_alone(lines[index], lines[below])


def _stands_alone(line: Line, below: Line) -> bool:
    """Return whether the layout, and the line's words, set it off from running text below it."""
    if below.mark is Mark.ROW or not (is_running(below.text) or could_be_headline(below.text)):
        return False
    if wants_more(line.text) and is_running(line.text):
        return False
    return below.gap or below.indented or below.width > line.width + line.width // 2


def _raise(lines: Sequence[Line], kinds: list[BlockKind], index: int) -> None:
    """Make the line a headline, and the lines above it that are parts of the same."""
    kinds[index] = BlockKind.HEADLINE
    top = index
    while top > 0 and index - top < _MOST_LINES - 1:
        above = top - 1
        if kinds[above] is not BlockKind.TEXT or not _may_head(lines, kinds, above):
            break
        if lines[top].gap and not lines[above].gap:
            break
        top = above
    while top < index and not _after_an_end(lines, kinds, top):
        top += 1
    kinds[top:index] = [BlockKind.HEADLINE] * (index - top)


def _raise_kicker(lines: Sequence[Line], kinds: list[BlockKind], index: int) -> None:
    """Make a plain line that stands right above a heading, after a whole story, part of it."""
    above = index - 1
    if kinds[above] is not BlockKind.TEXT or len(lines[above].text) < _SHORTEST_KICKER:
        return
    if not _may_head(lines, kinds, above) or not _after_an_end(lines, kinds, above):
        return
    if above == 0 or kinds[above - 1] is not BlockKind.HEADLINE:
        kinds[above] = BlockKind.HEADLINE


def _after_an_end(lines: Sequence[Line], kinds: Sequence[BlockKind], index: int) -> bool:
    """Return whether the line can't be the other half of a cut sentence above it."""
    if index == 0 or kinds[index - 1] is not BlockKind.TEXT:
        return True
    above = lines[index - 1].text
    return ends(above) or is_signed(above) or (not is_running(above) and above[-1] not in "，、,")


def _parts_by_gaps(lines: Sequence[Line], kinds: Sequence[BlockKind]) -> bool:
    """Return whether the page parts its paragraphs by empty lines (or has too few to tell)."""
    running = [
        kind is BlockKind.TEXT and is_running(line.text)
        for kind, line in zip(kinds, lines, strict=True)
    ]
    gaps = [
        lines[index].gap for index in range(1, len(lines)) if running[index] and running[index - 1]
    ]
    return not gaps or sum(gaps) * 2 >= len(gaps)
