"""The lines of blocks joined to paragraphs, which may go on in the next block."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from retrieval.formats.order.blocks import Joint, TextBlock, is_signature
from retrieval.formats.order.lines import PrintedLine, around
from retrieval.formats.order.rows import ROW
from retrieval.model.page_text import Box

_INDENT = 1.1  # ems
_SHORT = 1.6  # ems that a last line leaves free
_FAR_SHORT = 0.4  # of the column, and leaves free whatever it ends in
_FEWEST_VERSES, _LONGEST_VERSE = 4, 20  # lines, characters
_ENDS = "。！？：…”）)"
_FEWEST_CUT = 2  # lines that end before the column does, in mid-sentence
_RAGGED = 0.65  # of verses, those as long as the longest
_INSIDE = re.compile(r"[，。；！？、](?!$)")
_ALONE = 24  # characters of a line that may stand alone
_STOP = re.compile(r"[。！？!?…][”’」』）)]*$|[）)】]$")
_LETTER = re.compile(r"[A-Za-zÀ-ÿ][,.;:'’\"”)]*$")
_WORD = re.compile(r"[\"“(]?[A-Za-zÀ-ÿ]")


@dataclass(slots=True)
class PrintedParagraph:
    """A paragraph as it is put together; ``boxes`` has one for each block that it stands in."""

    lines: list[PrintedLine]
    boxes: list[Box] = field(default_factory=list)
    bold: bool = False

    @property
    def text(self) -> str:
        """Its words; two Latin ones at a line's end are parted by a space."""
        text = ""
        for line in self.lines:
            latin = _LETTER.search(text[-6:]) and _WORD.match(line.text)
            text += f" {line.text}" if text and latin else line.text
        return text


def paragraphs_of(blocks: Sequence[TextBlock]) -> list[PrintedParagraph]:
    """Return the paragraphs of blocks in the order in which they are read."""
    done: list[PrintedParagraph] = []
    before: TextBlock | None = None
    indents = _are_indented(blocks)
    for block in blocks:
        for number, part in enumerate(_parts(block)):
            box = around(printed for line in part for printed in line.printed)
            alone = _stands_alone(part, block)
            if number == 0 and before is not None and done and not alone:
                last = done[-1]
                if _goes_on(before, block, indents=indents) and not last.bold:
                    last.lines.extend(part)
                    last.boxes.append(box)
                    continue
            bold = all(line.bold for line in part) and alone
            done.append(PrintedParagraph(list(part), [box], bold))
        before = block
    return done


def _are_indented(blocks: Sequence[TextBlock]) -> bool:
    """Return whether paragraphs are indented, as far as a text shows it."""
    lines = [(block, line) for block in blocks for line in block.lines]
    return any(_indent(line, block) for block, line in lines) or len(lines) <= 1


def _indent(line: PrintedLine, block: TextBlock) -> bool:
    return line.left - block.edges[0] >= _INDENT * block.em


def _goes_on(before: TextBlock, block: TextBlock, *, indents: bool) -> bool:
    """Return whether the last paragraph of a block goes on in the next one."""
    if is_signature(before.lines[-1].text) or block.opening is Joint.WHOLE:
        return False
    if before.lines[-1].text.startswith(ROW) or block.lines[0].text.startswith(ROW):
        return False
    if before.closing is Joint.CUT:
        return True
    return indents and before.closing is Joint.EITHER and block.opening is Joint.CUT


def _parts(block: TextBlock) -> Iterator[list[PrintedLine]]:
    """Yield the lines of each paragraph of a block."""
    part: list[PrintedLine] = []
    verse = _is_verse(block)
    for line in block.lines:
        if part and _begins(part, line, block, verse=verse):
            yield part
            part = []
        part.append(line)
    if part:
        yield part


def _is_verse(block: TextBlock) -> bool:
    """Return whether lines end where their words do, and not where the column does."""
    lines = block.lines
    if len(lines) < _FEWEST_VERSES or any(len(line.text) > _LONGEST_VERSE for line in lines):
        return False
    full = [line.right > block.edges[1] - _SHORT * block.em for line in lines]
    cut = sum(not one and line.text[-1] not in _ENDS for one, line in zip(full, lines, strict=True))
    inside = sum(_INSIDE.search(line.text) is not None for line in lines)
    ends = sum(line.text[-1] in "，。；！？、" for line in lines)
    ragged = sum(full) <= _RAGGED * len(lines) and cut >= _FEWEST_CUT
    apart = not inside and ends == len(lines)
    return ragged or apart


def _begins(
    part: Sequence[PrintedLine], line: PrintedLine, block: TextBlock, *, verse: bool
) -> bool:
    last = part[-1]
    if last.text.startswith(ROW) or line.text.startswith(ROW):
        return True
    if len(part) == 1 and _is_alone(last, block):
        return True
    if _is_alone(line, block) or _indent(line, block):
        return True
    left = block.edges[1] - last.right
    if left > _FAR_SHORT * (block.edges[1] - block.edges[0]) or verse:
        return True
    return left > _SHORT * block.em and _STOP.search(last.text) is not None


def _is_alone(line: PrintedLine, block: TextBlock) -> bool:
    """Return whether a line is a heading inside a text, or a byline."""
    if len(line.text) > _ALONE:
        return False
    if is_signature(line.text) and line.right < block.edges[1] - block.em:
        return True
    stops = _STOP.search(line.text) is not None or line.text[-1] in "，、；：,;:"
    if stops:
        return False
    some = [one.bold for one in block.lines]
    if line.bold and sum(some) * 2 < len(some):
        return True
    before = line.left - block.edges[0]
    after = block.edges[1] - line.right
    centred = before > 1.3 * block.em and abs(before - after) < 1.2 * block.em
    return centred and abs(before - 2 * block.em) > 0.5 * block.em


def _stands_alone(part: Sequence[PrintedLine], block: TextBlock) -> bool:
    return len(part) == 1 and _is_alone(part[0], block)
