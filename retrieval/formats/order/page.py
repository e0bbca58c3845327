"""A printed page to its text, in the order in which a person reads it."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.errors import PageRefused
from retrieval.formats.order.blocks import Joint, TextBlock, blocks_of
from retrieval.formats.order.captions import captions_of, owner_of
from retrieval.formats.order.columns import maybe_woven, whole_lines
from retrieval.formats.order.companions import with_companions
from retrieval.formats.order.escapes import escaped
from retrieval.formats.order.furniture import Margins, margins_of
from retrieval.formats.order.heads import Head, heads_of, large_subtitles
from retrieval.formats.order.lines import (
    Measures,
    PrintedLine,
    line_of,
    measures_of,
)
from retrieval.formats.order.openings import parted
from retrieval.formats.order.page_order import in_page_order
from retrieval.formats.order.paragraphs import paragraphs_of
from retrieval.formats.order.printed import PrintedPage
from retrieval.formats.order.rows import ROW
from retrieval.formats.order.stories import PrintedStory, stories_of
from retrieval.formats.order.straight import slopes_of, straight
from retrieval.formats.order.turned import is_upright, turned, turned_box, upright_blocks
from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.model.lines import LineKind
from retrieval.model.page_text import Box, Layout, PageText
from retrieval.reading.bylines import is_byline

MOST_PIECES = 3000
"""Of words on a page; a broad page has some 2,000 lines."""

_TOO_MANY = (
    "这一版的字太碎，排不出顺序；请给清楚些的图片或文字 "
    "(too many pieces of text on this page: give a clearer picture, or its text)"
)
_MOST_HEADLINES = 200
_MOST_RULES = 400
_UNCLEAR = 0.75  # sureness of words below which they are in doubt
_NOISE = 0.4  # and below which a character or two are none
_SURELY = 1.45  # times as large as the text, of a line over text that is surely a headline
_SURELY_SEEN = 1.35  # and in a picture
_SPECK = 2  # characters
_TAIL = 6  # characters of a byline's second line
_QUOTED = 30  # characters of a line that a doubt names
_SENTENCE = re.compile(r"[。！？；，]")
_DASH = re.compile(r"^(?!——)[—一ー–\-－─]{2}(?![—ー–\-－─])")  # as recognition reads a dash


@dataclass(frozen=True, slots=True)
class _Out:
    """A line of the text as it is told."""

    text: str
    boxes: tuple[Box, ...]
    kind: LineKind | None = None
    heading: bool = False
    bold: bool = False


def page_text(printed: PrintedPage, name: str, digest: bytes) -> PageText:
    """Return the text of a page, paragraph by paragraph, and where each stands.

    Lines of a paragraph are one, with an empty line before the next; a headline is marked ``#``.
    ``name`` and ``digest`` are the page's. A page without words gives an empty text. Raises
    PageRefused for more than `MOST_PIECES`.
    """
    if len(printed.pieces) > MOST_PIECES:
        raise PageRefused(name, _TOO_MANY)
    lines = [line_of(piece) for piece in printed.pieces if piece.text.strip()]
    lines = [one for one in lines if one.sureness > _NOISE or len(one.text) > _SPECK]
    size = (printed.width, printed.height)
    if not lines:
        return PageText(name, "", digest, layout=Layout(size=size, image=printed.image))
    pictures, rules = _longest(printed.pictures), _longest(printed.rules)
    width, height = size
    if is_upright(lines):
        lines = turned(lines, width)
        pictures = [turned_box(box, width) for box in pictures]
        rules = [turned_box(box, width) for box in rules]
        width, height = height, width
    first = measures_of(lines)
    slopes = None if first.exact else slopes_of(lines, width, height, first.body)
    lines = straight(lines, slopes)
    if slopes is not None:
        pictures = [slopes.box(box) for box in pictures]
        rules = [slopes.box(box) for box in rules]
    pictures = [box for box in pictures if not _is_ground(box, width, height)]
    outs, unsure = _read(lines, pictures, rules, (width, height))
    doubts = [*_order_doubts(unsure), *_word_doubts(lines)]
    text, layout = _written(outs, size, printed.image)
    return PageText(name, text, digest, layout=layout, doubts=tuple(doubts))


def _longest(boxes: Sequence[Box]) -> list[Box]:
    """Return the longest boxes, as many as are looked at."""

    def length(box: Box) -> float:
        return max(box.right - box.left, box.bottom - box.top)

    return sorted(boxes, key=length, reverse=True)[:_MOST_RULES]


def _is_ground(box: Box, width: float, height: float) -> bool:
    """Return whether a picture is what the page is printed on."""
    return (box.right - box.left) * (box.bottom - box.top) > 0.7 * width * height


def _read(
    lines: Sequence[PrintedLine],
    pictures: Sequence[Box],
    rules: Sequence[Box],
    size: tuple[float, float],
) -> tuple[list[_Out], list[PrintedLine]]:
    """Return the lines of a straight page as they are told, and those whose place is in doubt."""
    measures = measures_of(lines)
    whole = whole_lines(lines, measures)
    margins = margins_of(whole, rules, measures, size)
    inside = margins.inside
    large = [one for one in inside if measures.is_large(one) and _may_head(one)]
    if len(large) > _MOST_HEADLINES:  # no page of a paper has so many: a poster, a table
        large = []
    taken = set(map(id, large))
    texts = [one for one in inside if id(one) not in taken]
    walls = [*rules, *pictures, *(one.box for one in large)]
    level = [one for one in texts if not one.upright]
    blocks = blocks_of(level, measures, walls)
    upright = [one for one in texts if one.upright]
    blocks += upright_blocks(upright, measures, walls, size[0])
    blocks = [part for block in blocks for part in parted(block, measures)]
    heads = large_subtitles(heads_of(large, rules), blocks)
    blocks = with_companions(heads, blocks, measures)
    captions = captions_of(blocks, pictures, whole, measures)
    told = stories_of(heads, [block for block in blocks if block not in captions], rules, measures)
    outs = list(_margin(margins, above=True))
    stories = in_page_order(told.stories, measures.em)
    owners = [owner_of(block, pictures, told, measures) for block in captions]
    for story in stories:
        own = [block for block, one in zip(captions, owners, strict=True) if one is story]
        printed = _of_story(story, own, measures)
        outs.extend(map(_left_out, printed) if _is_advert(story, own, stories) else printed)
    if not stories:
        outs.extend(out for block in captions for out in _caption(block))
    outs.extend(_margin(margins, above=False))
    # What belongs to a headline or a picture stands in the middle of columns, and is not woven.
    body = {line.box for block in blocks if block not in captions for line in block.lines}
    unsure = [one for one in maybe_woven(texts, measures) if one.box in body]
    for story in stories:
        for one, other in zip(story.blocks, story.blocks[1:], strict=False):
            if one.closing is Joint.CUT and other.opening is Joint.WHOLE:
                unsure.append(other.lines[0])
    return outs, unsure


def _may_head(line: PrintedLine) -> bool:
    return sum(map(line.text.count, "。；")) == 0 and any(map(str.isalnum, line.text))


def _of_story(
    story: PrintedStory, captions: Sequence[TextBlock], measures: Measures
) -> Iterator[_Out]:
    head = story.head
    if head is not None:
        for line in head.kickers:
            yield _Out(line.text, line.printed, LineKind.KICKER)
        least = _SURELY if measures.exact else _SURELY_SEEN
        sure = bool(story.blocks) and head.size >= least * measures.body
        yield _headline(head, LineKind.HEADLINE if sure else None)
        if head.subtitles:
            boxes = tuple(box for line in head.subtitles for box in line.printed)
            text = _DASH.sub("——", " ".join(line.text for line in head.subtitles))
            yield _Out(text, boxes, LineKind.SUBTITLE)
        for line in head.others:
            yield _Out(line.text, line.printed)
        for line in _run_on(head.bylines):
            yield _Out(line.text, line.printed, LineKind.BYLINE)
    for number, paragraph in enumerate(paragraphs_of(story.blocks)):
        # What stands below text is no kicker of the headline that comes next.
        below = number > 0 and head is not None and not paragraph.text.startswith(ROW)
        kind = LineKind.TEXT if below else None
        yield _Out(paragraph.text, tuple(paragraph.boxes), kind, bold=paragraph.bold)
    for block in captions:
        yield from _caption(block)


def _run_on(lines: Sequence[PrintedLine]) -> Iterator[PrintedLine]:
    """Yield bylines, those as one of which the second holds the end of a name."""
    done: list[PrintedLine] = []
    for line in lines:
        if done and len(line.text) <= _TAIL and not is_byline(line.text):
            last = done[-1]
            whole = last.text + line.text
            done[-1] = replace(last, text=whole, printed=last.printed + line.printed)
        else:
            done.append(line)
    yield from done


def _is_advert(
    story: PrintedStory, captions: Sequence[TextBlock], stories: Sequence[PrintedStory]
) -> bool:
    """Return whether a headline at the foot of a page has no sentence below it."""
    head = story.head
    if head is None or captions or head.bylines:
        return False
    texts = [line.text for block in story.blocks for line in block.lines]
    if any(_SENTENCE.search(text) for text in texts):
        return False
    others = [block for one in stories if one is not story for block in one.blocks]
    sentences = [block for block in others if any(_SENTENCE.search(x.text) for x in block.lines)]
    return bool(sentences) and all(block.bottom <= head.whole.top for block in sentences)


def _left_out(out: _Out) -> _Out:
    return replace(out, kind=LineKind.FURNITURE, heading=False, bold=False)


def _caption(block: TextBlock) -> Iterator[_Out]:
    text = "".join(line.text for line in block.lines)
    yield _Out(text, tuple(box for line in block.lines for box in line.printed), LineKind.CAPTION)


def _headline(head: Head, kind: LineKind | None) -> _Out:
    boxes = tuple(box for line in head.lines for box in line.printed)
    return _Out("".join(line.text for line in head.lines), boxes, kind, heading=True)


def _margin(margins: Margins, *, above: bool) -> Iterator[_Out]:
    for row in margins.above if above else margins.below:
        boxes = tuple(box for line in row for box in line.printed)
        yield _Out(" ".join(line.text for line in row), boxes, LineKind.FURNITURE)


def _written(
    outs: Sequence[_Out], size: tuple[float, float], image: str | None
) -> tuple[str, Layout]:
    lines: list[str] = []
    kinds: dict[int, LineKind] = {}
    boxes: dict[int, tuple[Box, ...]] = {}
    for out in outs:
        if lines:
            lines.append("")
        lines.append(_marked(out))
        boxes[len(lines)] = out.boxes
        if out.kind is not None:
            kinds[len(lines)] = out.kind
    layout = Layout(kinds=kinds, boxes=boxes, size=size, image=image)
    return "\n".join(lines), layout


def _marked(out: _Out) -> str:
    if out.text.startswith(ROW):
        return out.text
    text = escaped(out.text)
    if out.heading:
        return f"# {text}"
    return f"**{text}**" if out.bold else text


def _order_doubts(unsure: Sequence[PrintedLine]) -> Iterator[Doubt]:
    if unsure:
        yield Doubt(DoubtKind.UNSURE_ORDER, (str(len(unsure)), unsure[0].text[:_QUOTED]))


def _word_doubts(lines: Sequence[PrintedLine]) -> Iterator[Doubt]:
    unclear = [line for line in lines if line.sureness < _UNCLEAR]
    if unclear:
        yield Doubt(DoubtKind.UNSURE_WORDS, (str(len(unclear)), unclear[0].text[:_QUOTED]))
