"""Lines to blocks: what each printed piece of a page is, and which are its furniture.

A **block** is one printed piece: a part of a headline, a piece of text, a caption, a byline, or a
single line of a list, a table or verse. What a line is, is decided for all lines of the page at
once (`retrieval.reading.labelling`), by the signs of each (`retrieval.reading.line_signs`).
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace

from retrieval.model import NoteKind, ReadingNote, Reason
from retrieval.model.lines import LineKind
from retrieval.reading.day_words import FULL
from retrieval.reading.furniture import furniture, without_jumps
from retrieval.reading.headlines import split_headline
from retrieval.reading.kinds import Block
from retrieval.reading.labelling import LabelledLine, label
from retrieval.reading.line_form import Signs
from retrieval.reading.line_signs import signs_of
from retrieval.reading.markup import Line, Mark
from retrieval.reading.masthead import masthead
from retrieval.reading.measure import mark_full
from retrieval.reading.plain import plain
from retrieval.reading.shapes import is_of

_MARKED = (Mark.HEADING, Mark.BOLD)


@dataclass(frozen=True, slots=True)
class PageLine:
    """A line, why it has the form of furniture if it has, its signs and what it was taken for."""

    line: Line
    form: Reason | None
    signs: Signs
    label: LabelledLine


def sort_lines(
    marked: Sequence[Line], known: Collection[str] = ()
) -> tuple[tuple[PageLine, ...], tuple[ReadingNote, ...]]:
    """Return the lines of a page with what each is, in order, and a note for each jump cut off.

    A line with a headline and a report in it becomes two. ``known`` are shapes of lines that the
    paper is known to print on its pages (see `retrieval.reading.shapes`).
    """
    notes: list[ReadingNote] = []
    lines: list[Line] = []
    forms: list[Reason | None] = []
    gap = above = True
    for line in marked:
        form = _form(line, above=above)
        if line.told is LineKind.FURNITURE:
            form = form or Reason.FURNITURE
        elif line.told not in (None, LineKind.TEXT):
            form = None
        if form is not None:
            lines.append(line)
            forms.append(form)
            gap = True
            continue
        before, text, after = without_jumps(line.text)
        notes.extend(
            ReadingNote(line.number, NoteKind.DROPPED, jump.strip(), Reason.JUMP)
            for jump in (before, after)
            if jump
        )
        if not text:
            gap = True
            continue
        whole = replace(line, text=text, gap=line.gap or (gap and bool(lines)), turned=after != "")
        for part in _parted(whole) if line.told is None else (whole,):
            lines.append(part)
            forms.append(None)
        gap = above = False
    places = [at for at, form in enumerate(forms) if form is None]
    for at, line in zip(places, mark_full([lines[at] for at in places]), strict=True):
        lines[at] = line
    signs = signs_of(
        lines,
        frozenset(at for at, form in enumerate(forms) if form is not None),
        frozenset(at for at, line in enumerate(lines) if known and is_of(line.text, known)),
    )
    labels = label(signs)
    return tuple(map(PageLine, lines, forms, signs, labels)), tuple(notes)


def blocks_of(lines: Sequence[PageLine]) -> tuple[Block, ...]:
    """Return the blocks of what is no furniture, in order."""
    return tuple(
        Block(one.label.kind, one.line) for one in lines if one.label.kind is not LineKind.FURNITURE
    )


def _form(line: Line, *, above: bool) -> Reason | None:
    if masthead(line.text) is not None:
        return Reason.MASTHEAD
    return furniture(line.text, above=above, heading=line.mark in _MARKED)


def _parted(line: Line) -> Iterator[Line]:
    """Yield the parts of a line that OCR ran together: ``标题 本报讯 …``."""
    title, report = split_headline(line.text, lead=line.lead)
    if report and line.mark in (Mark.PLAIN, *_MARKED):
        stamped = FULL.match(plain(title)) is not None  # by a site, with the day and its name
        mark = Mark.PLAIN if stamped else Mark.HEADING
        yield replace(line, text=title, mark=mark, full=False, lead=0)
        yield replace(line, text=report, mark=Mark.PLAIN, gap=True, lead=0)
    else:
        yield line
