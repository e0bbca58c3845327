"""Lines to blocks: what each piece of the page is, before it is known what belongs together.

A **block** is one printed piece: a headline, a piece of text, a caption, a byline, or a line of a
list, a table or verse, which keeps to itself. Furniture is out by then. What opens an article:

- a heading of any level, or an underlined one, unless its words number a part of a story
  (``一、…``), point at a picture, or are a byline, a report's opening or a whole paragraph;
- a bold line, unless it stands inside a story as a crosshead: followed by neither a report's
  opening nor a time, in a page that has other headlines;
- a plain line whose form allows it, standing alone above a report's opening or a byline with text
  below; or first on the page; or, in a page that does not part its paragraphs by empty lines,
  after one; or after the byline that closed a report. Such lines add up (kicker, headline,
  subtitle), and one right above or below a heading is part of that headline.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto

from retrieval.reading.bylines import is_byline
from retrieval.reading.captions import is_caption
from retrieval.reading.endings import begins_anew, ends, is_running
from retrieval.reading.headlines import could_be_headline, opens_report, tells_when
from retrieval.reading.markup import Line, Mark
from retrieval.reading.verse import keeps_its_lines

_MOST_HEADLINE_LINES = 4
_LONGEST_HEADING = 120  # characters; OCR marks a paragraph as a heading at times


class Kind(Enum):
    """What a block is to its article."""

    HEADLINE = auto()
    TEXT = auto()
    CROSSHEAD = auto()  # marked as such by bold or a numbered heading
    CAPTION = auto()
    BYLINE = auto()
    ENTRY = auto()  # a line of a list, a table or verse


@dataclass(frozen=True, slots=True)
class Block:
    """One piece of the page; the layout is its first line's."""

    kind: Kind
    line: Line

    @property
    def text(self) -> str:
        """The words of the piece."""
        return self.line.text


def sort_lines(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Give each line its kind, in order."""
    kinds = [_by_form(line) for line in lines]
    for index in keeps_its_lines(lines, [kind is Kind.TEXT for kind in kinds]):
        kinds[index] = Kind.ENTRY
    _settle_bold(lines, kinds)
    _find_plain_headlines(lines, kinds)
    return tuple(Block(kind, line) for kind, line in zip(kinds, lines, strict=True))


def _by_form(line: Line) -> Kind:
    text = line.text
    if line.mark is Mark.ROW:
        return Kind.ENTRY
    if is_byline(text):
        return Kind.BYLINE
    if is_caption(text):
        return Kind.CAPTION
    if line.mark is Mark.ITEM:
        return Kind.ENTRY
    if line.mark is Mark.HEADING:
        if opens_report(text) or len(text) > _LONGEST_HEADING:
            return Kind.TEXT
        return Kind.CROSSHEAD if _numbers_a_part(text) else Kind.HEADLINE
    if line.mark is Mark.BOLD:
        return (
            Kind.TEXT if (ends(text) and is_running(text)) or opens_report(text) else Kind.HEADLINE
        )
    return Kind.TEXT


def _numbers_a_part(text: str) -> bool:
    return (
        re.match(r"(?:[一二三四五六七八九十]{1,3}、|[（(][一二三四五六七八九十]{1,3}[）)])", text)
        is not None
    )


def _settle_bold(lines: Sequence[Line], kinds: list[Kind]) -> None:
    """Turn bold lines that are crossheads into such."""
    bold = [index for index, line in enumerate(lines) if line.mark is Mark.BOLD]
    marked = any(
        kind is Kind.HEADLINE and line.mark is Mark.HEADING
        for kind, line in zip(kinds, lines, strict=True)
    )
    sure = {
        index for index in bold if kinds[index] is Kind.HEADLINE and _opens(lines, kinds, index)
    }
    inside = False
    for index, kind in enumerate(kinds):
        if index in bold and kind is Kind.HEADLINE:
            numbered = _numbers_a_part(lines[index].text)
            closed = index > 0 and kinds[index - 1] is Kind.BYLINE
            if inside and index not in sure and (numbered or (not closed and (marked or sure))):
                kinds[index] = Kind.CROSSHEAD
        inside = inside or kind in (Kind.HEADLINE, Kind.TEXT)


def _opens(lines: Sequence[Line], kinds: Sequence[Kind], index: int) -> bool:
    """Whether a report begins below the line: its opening, its byline, or when it happened."""
    below = index + 1
    while below < len(kinds) and kinds[below] in (Kind.HEADLINE, Kind.CAPTION):
        below += 1
    if below >= len(kinds):
        return False
    if kinds[below] is Kind.BYLINE:
        return below + 1 < len(kinds) and kinds[below + 1] is Kind.TEXT
    return opens_report(lines[below].text) or tells_when(lines[below].text)


def _find_plain_headlines(lines: Sequence[Line], kinds: list[Kind]) -> None:
    spaced = _parts_by_gaps(lines, kinds)
    started = False  # whether an article is open above the line
    closed = False  # whether a byline below its text has closed it
    for index, line in enumerate(lines):
        kind = kinds[index]
        if kind is Kind.TEXT and _may_head(lines, kinds, index):
            following = _below(kinds, index)
            opening = (
                following is not None
                and kinds[following] is Kind.TEXT
                and opens_report(lines[following].text)
            )
            alone = following is not None and _stands_alone(lines, index, following)
            signed = (
                following is not None
                and kinds[following] is Kind.BYLINE
                and following + 1 < len(lines)
                and kinds[following + 1] is Kind.TEXT
                and not could_be_headline(lines[following + 1].text)
            )
            apart = not spaced and line.gap and alone
            if opening or signed or (alone and (not started or closed or apart)):
                _raise(lines, kinds, index)
        elif kind is Kind.HEADLINE and index > 0:
            _raise_kicker(lines, kinds, index)
        kind = kinds[index]
        if kind is Kind.BYLINE:
            closed = started and index > 0 and kinds[index - 1] is Kind.TEXT
        else:
            closed = closed and kind is Kind.CAPTION
        started = started or kind in (Kind.HEADLINE, Kind.TEXT, Kind.ENTRY)


def _may_head(lines: Sequence[Line], kinds: Sequence[Kind], index: int) -> bool:
    line = lines[index]
    if line.mark is not Mark.PLAIN or line.full or begins_anew(line.text):
        return False
    if not could_be_headline(line.text) or (line.text[-1] in "：:" and not line.text[0].isalpha()):
        return False
    before = index - 1
    while before >= 0 and kinds[before] is Kind.CAPTION:
        before -= 1
    cut = before >= 0 and kinds[before] is Kind.TEXT and lines[before].full
    return not cut


def _below(kinds: Sequence[Kind], index: int) -> int | None:
    """Find what a run of headline lines stands above: the next block but headlines and captions."""
    for below in range(index + 1, min(index + 3, len(kinds))):
        if kinds[below] is not Kind.CAPTION:
            return below
    return None


def _stands_alone(lines: Sequence[Line], index: int, following: int) -> bool:
    """Whether the layout sets the line off from running text below it."""
    line, below = lines[index], lines[following]
    if below.mark is Mark.ROW or not (is_running(below.text) or could_be_headline(below.text)):
        return False
    return below.gap or below.indented or below.width > line.width + line.width // 2


def _raise(lines: Sequence[Line], kinds: list[Kind], index: int) -> None:
    """Make the line a headline, and the lines above it that are parts of the same."""
    kinds[index] = Kind.HEADLINE
    top = index
    while top > 0 and index - top < _MOST_HEADLINE_LINES - 1:
        above = top - 1
        if kinds[above] is not Kind.TEXT or not _may_head(lines, kinds, above):
            break
        if lines[top].gap and not lines[above].gap:
            break
        top = above
    while top < index and not _after_an_end(lines, kinds, top):
        top += 1
    for part in range(top, index):
        kinds[part] = Kind.HEADLINE


def _raise_kicker(lines: Sequence[Line], kinds: list[Kind], index: int) -> None:
    """Make a plain line that stands right above a heading, after a whole story, part of it."""
    above = index - 1
    if kinds[above] is not Kind.TEXT or lines[above].mark is not Mark.PLAIN:
        return
    if not _may_head(lines, kinds, above) or len(lines[above].text) < 4:
        return
    if _after_an_end(lines, kinds, above) and (above == 0 or kinds[above - 1] is not Kind.HEADLINE):
        kinds[above] = Kind.HEADLINE


def _after_an_end(lines: Sequence[Line], kinds: Sequence[Kind], index: int) -> bool:
    if index == 0 or kinds[index - 1] is not Kind.TEXT:
        return True
    above = lines[index - 1]
    return ends(above.text) or (not is_running(above.text) and above.text[-1] not in "，、,")


def _parts_by_gaps(lines: Sequence[Line], kinds: Sequence[Kind]) -> bool:
    """Whether the page parts its paragraphs by empty lines (or has too few to tell)."""
    pairs = [
        lines[index].gap
        for index in range(1, len(lines))
        if kinds[index] is Kind.TEXT
        and kinds[index - 1] is Kind.TEXT
        and is_running(lines[index].text)
        and is_running(lines[index - 1].text)
    ]
    return not pairs or sum(pairs) * 2 >= len(pairs)
