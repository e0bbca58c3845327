"""What stands at the top of a column and is no text of it: subtitles, bylines, captions."""

from collections.abc import Iterator
from dataclasses import replace

from retrieval.formats.order.blocks import TextBlock, is_signature
from retrieval.formats.order.captions import is_credited
from retrieval.formats.order.lines import Measures, PrintedLine, around
from retrieval.model.page_text import Box
from retrieval.reading.headlines import opens_report

_LARGER = 1.07  # times as large as the text, of a subtitle in its column
_FLUSH, _FREE = 0.5, 0.8  # ems: at a column's left edge, and left free at its right one
_INDENT = (1.5, 2.5)  # ems
_TWO = 2  # lines of a byline
_TAIL = 6  # characters of a byline's second line


def parted(block: TextBlock, measures: Measures) -> Iterator[TextBlock]:
    """Yield a block; a subtitle, a byline or a caption that opens it as one of its own."""
    lines = block.lines
    count = _opening(block, measures)
    if not 0 < count < len(lines):
        yield block
        return
    for number, part in enumerate((lines[:count], lines[count:])):
        box = around(line.box for line in part)
        place = Box(block.left, box.top, block.right, box.bottom)
        whole = replace(block, lines=part, box=place)
        yield from parted(whole, measures) if number else (whole,)


def _opening(block: TextBlock, measures: Measures) -> int:
    """Return how many lines at the top of a block are no text of its column."""
    lines, em = block.lines, block.em
    count = next((at for at, line in enumerate(lines) if not _is_larger(line, block, measures)), 0)
    if count:
        return count
    third = lines[_TWO].left if len(lines) > _TWO else block.right
    tail = len(lines) > 1 and len(lines[1].text) <= _TAIL and third > block.edges[0] + em
    if tail and is_signature(lines[0].text + lines[1].text):
        return _TWO
    if is_signature(lines[0].text):
        return 1
    texts = ["".join(line.text for line in lines[:end]) for end in range(1, 4)]
    credited = next((end for end, text in enumerate(texts, start=1) if is_credited(text)), 0)
    if credited or len(lines) == 1 or measures.exact:
        return credited
    before, after = lines[0].left - block.edges[0], block.edges[1] - lines[0].right
    between = _FLUSH * em < before < _INDENT[0] * em or before > _INDENT[1] * em
    return int(between and after > _FREE * em and lines[1].left < block.edges[0] + _FLUSH * em)


def _is_larger(line: PrintedLine, block: TextBlock, measures: Measures) -> bool:
    """Return whether a line of a picture is larger than the text that it stands in one block with.

    A file tells sizes exactly, so that such lines are in no block with the text.
    """
    indented = _INDENT[0] * block.em <= line.left - block.edges[0] <= _INDENT[1] * block.em
    larger = not measures.exact and measures.scale(line) >= _LARGER
    return larger and not indented and not opens_report(line.text)
