"""Lines to blocks: what each piece of the page is, before it is known what belongs together.

A **block** is one printed piece: a headline, a piece of text, a caption, a byline, or a single line
of a list, a table or verse. Furniture is left out before. Here a line is judged by its own form;
retrieval.reading.heads then finds the headlines that only their place shows.
"""

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from retrieval.reading.captions import is_caption
from retrieval.reading.endings import ends
from retrieval.reading.headlines import could_be_headline, opens_report, split_headline
from retrieval.reading.heads import find_headlines
from retrieval.reading.kinds import Block, BlockKind
from retrieval.reading.markup import Line, Mark
from retrieval.reading.signatures import (
    has_author_above,
    is_bare_name,
    is_bulleted_name,
    is_signature,
)
from retrieval.reading.verse import keeps_its_lines

_LONGEST_HEADING = 120  # characters; OCR marks a paragraph as a heading at times
_LONGEST_SENTENCE = 30  # characters of a headline that is a sentence, full stop and all
_RUBRIC = re.compile(
    r"[【\[〔](?!本)[\u4e00-\u9fff]{2,8}[】\]〕]"
)  # 【快讯】, a headline to its briefs
_MARKED = (Mark.HEADING, Mark.BOLD)


def sort_lines(lines: Sequence[Line]) -> tuple[Block, ...]:
    """Return the lines as blocks, in order; a line with a headline and a report becomes two."""
    parts = [part for line in lines for part in _parted(line)]
    kinds = [_by_form(line) for line in parts]
    _find_authors(parts, kinds)
    for index in keeps_its_lines(parts, [kind is BlockKind.TEXT for kind in kinds]):
        kinds[index] = BlockKind.ENTRY
    find_headlines(parts, kinds)
    return tuple(Block(kind, line) for kind, line in zip(kinds, parts, strict=True))


def _parted(line: Line) -> Iterator[Line]:
    """Yield the parts of a line that OCR ran together: ``标题 本报讯 …``."""
    title, report = split_headline(line.text, lead=line.lead)
    if report and line.mark in (Mark.PLAIN, *_MARKED):
        yield replace(line, text=title, mark=Mark.HEADING, full=False, lead=0)
        yield replace(line, text=report, mark=Mark.PLAIN, gap=True, lead=0)
    else:
        yield line


def _by_form(line: Line) -> BlockKind:
    text = line.text
    heading = line.mark in _MARKED and _could_head(text)
    if line.mark is Mark.ROW:
        kind = BlockKind.ENTRY
    elif is_signature(text):
        kind = BlockKind.BYLINE
    elif line.mark is Mark.ALT or (is_caption(text) and not heading):
        kind = BlockKind.CAPTION
    elif line.mark is Mark.ITEM:
        kind = BlockKind.ENTRY
    else:
        kind = BlockKind.HEADLINE if heading else BlockKind.TEXT
    return kind


def _could_head(text: str) -> bool:
    """Return whether marked words may be a headline: they are no report or paragraph."""
    if len(text) > _LONGEST_HEADING or (opens_report(text) and not _RUBRIC.fullmatch(text)):
        return False
    sentence = ends(text) and "。" in text
    return not sentence or (len(text) <= _LONGEST_SENTENCE and not re.search("[，,]", text))


def _find_authors(lines: Sequence[Line], kinds: list[BlockKind]) -> None:
    """Mark a name between what may be a headline and text as the author's: ``□ 张三``, ``张三``."""
    for index in range(1, len(lines) - 1):
        if kinds[index] is not BlockKind.TEXT or kinds[index + 1] is not BlockKind.TEXT:
            continue
        above, line, below = lines[index - 1 : index + 2]
        headed = kinds[index - 1] is BlockKind.HEADLINE
        alone = line.mark is Mark.PLAIN and is_bare_name(line.text) and not above.full
        named = is_bulleted_name(line.text) or (
            alone and has_author_above(below.text, headed=headed)
        )
        if named and (headed or could_be_headline(above.text)):
            kinds[index] = BlockKind.BYLINE
