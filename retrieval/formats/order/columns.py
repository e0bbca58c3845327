"""Pieces to whole lines of columns: what runs over a gutter is parted, what a line lacks is joined.

A **gutter** is where other lines near by begin. A piece that runs over one holds lines of two
columns: recognition took them for one line, or the end mark of one hangs into the gutter. A piece
that begins where no other does, right behind another on the same line, goes on with it.
"""

import re
from collections.abc import Sequence
from dataclasses import replace

from retrieval.formats.order.edges import EDGE, INDENT, SAME_LINE, SHORTEST, Edges
from retrieval.formats.order.lines import DASHED, Measures, PrintedLine, joined
from retrieval.formats.order.rows import ROW, with_rows
from retrieval.model.page_text import Box
from retrieval.reading.bylines import is_byline
from retrieval.reading.characters import columns

_EXCESS, _MOST_EXCESS = 0.7, 2.0  # ems by which a line is wider than its characters
_FEWEST_ANYWHERE = 4  # lines of the page that begin at a gutter where few near by do
_NARROWEST = 3.5  # ems of a column
_ROW, _BEGUN = 1.5, 0.7  # what a row tells that shows a gutter, and a line that begins there
_OWN, _NEAR, _ANYWHERE = 0.7, 1.5, 1.0  # the line itself, the rows next to it, the page
_ENOUGH = 3.5  # more than the lines that run over a gutter, to part one
_MAYBE, _MAYBE_OVER = 2.5, 0.7  # and to be in doubt
_JOINED = 0.85  # ems, the widest gap inside a line of text
_SEEN_AGAIN = 0.4  # of the size, by which upright pieces overlap
_UPRIGHT_SPACE, _UPRIGHT_JOINED = 0.6, 1.3  # of the size, gaps of upright lines
_FAR_JOINED = 1.5  # and inside a headline or a byline
_SPACE = 0.3  # ems, the narrowest gap that is a space
_SAME_SIZE = 1.22
_OFF = 0.8  # ems between a gutter and the nearest gap between characters
_STACK = (0.75, 2.1)  # of the size, from one character to the next below in an upright line
_FEWEST = 2  # lines that begin at a gutter
_FEWEST_STACKED = 3
_BULLETS = tuple("□■◇◆○●◎☐▲△★☆")
_CLOSING = "，。、；：？！）》”’」』,.;:?!)"
_FIGURES = re.compile(r"[\d.,:%-]+")
_LATIN = re.compile(r"[A-Za-z0-9]")


def whole_lines(lines: Sequence[PrintedLine], measures: Measures) -> list[PrintedLine]:
    """Return the lines of columns that the pieces of a page make up."""
    stacked = _stacked(lines, measures)
    parted = _parted(stacked, measures)
    if not measures.exact:  # what was parted shows where the lines beside it are to be
        parted = _parted(parted, measures)
    return _end_to_end(with_rows(_together(parted, measures), measures))


def maybe_woven(lines: Sequence[PrintedLine], measures: Measures) -> list[PrintedLine]:
    """Return the lines of a picture that may hold those of two columns, and were not parted."""
    if measures.exact:
        return []
    edges = _edges(lines, measures)
    level = [one for one in lines if not one.upright and not one.text.startswith(ROW)]
    return [one for one in level if _may_be_woven(one, edges, measures.em)]


def _may_be_woven(line: PrintedLine, edges: Edges, em: float) -> bool:
    own = min(_MOST_EXCESS, max(0.0, line.width / em - line.units))
    found = (_seen(line, x, edges, own, em) for x in edges.inside(line))
    return any(told > _MAYBE + _MAYBE_OVER * over for told, over in found)


def _end_to_end(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """Return the lines, upright ones as one that go on below each other."""
    upright = sorted((one for one in lines if one.upright), key=lambda one: one.top)
    done: list[PrintedLine] = []
    for line in upright:
        last = next((one for one in done if _is_below(one, line)), None)
        if last is None:
            done.append(line)
            continue
        done.remove(last)
        gap = (line.top - last.bottom) / line.size
        # What was seen at the end of one piece may be seen again at the beginning of the next.
        again = gap < -_SEEN_AGAIN and last.text[-1] == line.text[0] and len(line.text) > 1
        rest = replace(line, text=line.text[1:]) if again else line
        done.append(joined(last, rest, " " if gap > _UPRIGHT_SPACE else ""))
    return [one for one in lines if not one.upright] + done


def _is_below(last: PrintedLine, line: PrintedLine) -> bool:
    small = min(last.size, line.size)
    alike = max(last.size, line.size) <= _SAME_SIZE * small
    below = -small <= line.top - last.bottom <= _UPRIGHT_JOINED * small
    return alike and below and abs(last.centre - line.centre) <= 0.35 * small


def _stacked(lines: Sequence[PrintedLine], measures: Measures) -> list[PrintedLine]:
    """Return the lines, single characters below each other as one upright line."""
    short = [one for one in lines if len(one.text) == 1 and one.text.isalnum()]
    taken: set[int] = set()
    made: list[PrintedLine] = []
    ordered = sorted(short, key=lambda one: one.top)
    for at, one in enumerate(ordered):
        if id(one) in taken:
            continue
        run = [one]
        for other in ordered[at + 1 :]:
            last = run[-1]
            if other.top > last.bottom + 2 * last.size:
                break
            step = (other.middle - last.middle) / last.size
            alike = max(last.size, other.size) <= 1.3 * min(last.size, other.size)
            if id(other) in taken or not alike or not _STACK[0] <= step <= _STACK[1]:
                continue
            if abs(other.centre - last.centre) <= 0.35 * last.size:
                run.append(other)
        if len(run) < _FEWEST_STACKED or _has_beside(run, lines, measures):
            continue
        taken.update(map(id, run))
        whole = run[0]
        for other in run[1:]:
            whole = joined(whole, other)
        made.append(replace(whole, upright=True))
    return [one for one in lines if id(one) not in taken] + made


def _has_beside(
    run: Sequence[PrintedLine], lines: Sequence[PrintedLine], measures: Measures
) -> bool:
    """Return whether most characters of a run have others right beside them on their lines."""
    inside = set(map(id, run))
    beside = sum(
        any(
            id(other) not in inside
            and abs(other.middle - one.middle) < SAME_LINE * one.size
            and 0 <= max(other.left - one.right, one.left - other.right) < 0.4 * measures.em
            for other in lines
        )
        for one in run
    )
    return beside * 2 > len(run)


def _parted(lines: Sequence[PrintedLine], measures: Measures) -> list[PrintedLine]:
    edges = _edges(lines, measures)
    done: list[PrintedLine] = []
    for line in lines:
        as_text = 0.85 * measures.body <= line.size <= 1.16 * measures.body
        if line.upright or not as_text or line.width < 2 * SHORTEST * measures.em:
            done.append(line)
        else:
            done.extend(_parts(line, edges, measures))
    return done


def _edges(lines: Sequence[PrintedLine], measures: Measures) -> Edges:
    """Return where lines begin; cells of a table tell nothing of columns in a picture."""
    if measures.exact:
        return Edges(lines, measures)
    kept = set(map(id, with_rows(lines, measures)))
    texts = [one for one in lines if id(one) in kept and not _FIGURES.fullmatch(one.text)]
    return Edges(texts, measures)


def _parts(line: PrintedLine, edges: Edges, measures: Measures) -> list[PrintedLine]:
    em = measures.em
    near = edges.near(line) if measures.exact else edges.touching(line)
    beside = edges.beside(line, near)
    indented = line.left - sum(INDENT) / 2 * em
    if not edges.begin(line.left, beside) + edges.begin(indented, beside):
        return [line]
    if is_byline(line.text) or DASHED.match(line.text):
        return [line]
    cuts: list[tuple[int, float]] = []
    for x in edges.inside(line):
        cut, off, gap = _cut(line, x, em)
        if off > _OFF or not 0 < cut < len(line.text) or (cuts and cut - cuts[-1][0] <= 1):
            continue
        marked = line.text[cut - 1] in _CLOSING
        excess = min(_MOST_EXCESS, (line.width - line.units * em) / em)
        if measures.exact:
            begin, over = edges.begin(x, near), edges.cross(x, near)
            exact = sum(abs(one.left - x) <= EDGE * em for one in near)
            shown = min(exact, begin) >= _FEWEST and marked
            shown = shown and (edges.begin(x, beside) > 0 or excess > _EXCESS)
            parts = shown and begin + excess + 1.5 + gap > 1.5 * over + 2.0
        else:
            told, over = _seen(line, x, edges, excess + 1.5 * marked + gap, em)
            parts = told > _ENOUGH + over
        if parts:
            cuts.append((cut, x))
    return _at(line, cuts, em) if cuts else [line]


def _seen(line: PrintedLine, x: float, edges: Edges, own: float, em: float) -> tuple[float, int]:
    """Return what tells that a line of a picture holds those of two columns, and what against it.

    The second begins at a place; ``own`` is what the line itself tells. For it are rows around it
    that are parted there, against it the lines that run over it.
    """
    near = edges.touching(line)
    if x - line.left < _NARROWEST * em:
        return 0.0, 0
    begin, rows = edges.begin(x, near), edges.rows(x, near)
    over = edges.cross(x, near)
    if rows >= _FEWEST:  # lines that begin and end with it may be of two columns, too
        over -= edges.cross(x, [one for one in near if edges.is_like(one, line)])
    told = _ROW * rows + _BEGUN * (begin - rows) + _OWN * own
    told += _NEAR if edges.begin(x, edges.beside(line, near)) else 0.0
    told += _ANYWHERE if edges.anywhere(x) >= _FEWEST_ANYWHERE else 0.0
    return told, over


def _cut(line: PrintedLine, x: float, em: float) -> tuple[int, float, float]:
    """Return where in a line's words a place is, how far that is off in ems, 1 where a space is."""
    total = max(columns(line.text), 1)
    unit = line.width / total
    # A gutter inside makes the characters seem wider than they are: count from both ends.
    wide = min(unit, em / 2)
    best, least, space = 0, 1e9, 0.0
    before = 0
    for at, char in enumerate(line.text):
        if at:
            from_right = line.right - (total - before) * wide
            from_left = line.left + before * wide
            outside = max(0.0, from_left - x - em * EDGE, x - from_right)
            indent = abs(from_right - x - 2 * em) + 0.1 * em
            off = min(abs(from_right - x), indent) + outside
            if char in _CLOSING:
                off += 2 * em
            if line.text[at - 1] == " ":
                off -= 0.4 * em
            if off < least:
                best, least, space = at, off, float(line.text[at - 1] == " ")
        before += columns(char)
    return best, least / em, space


def _at(line: PrintedLine, cuts: Sequence[tuple[int, float]], em: float) -> list[PrintedLine]:
    starts = [(0, line.left), *cuts]
    ends = [*((cut, x) for cut, x in cuts), (len(line.text), line.right)]
    wide = min(line.width / max(columns(line.text), 1), em / 2)
    parts = []
    for number, ((start, left), (end, right)) in enumerate(zip(starts, ends, strict=True), start=1):
        text = line.text[start:end].strip()
        if not text:
            continue
        long = columns(text) * wide
        begin, stop = left, right
        if number < len(starts):
            stop = min(right, left + long)
        elif right - left - long > INDENT[0] * em:
            begin = right - long
        share = (line.right - line.left) or 1.0
        printed = line.printed[0] if line.printed else line.box
        wide = printed.right - printed.left
        parts.append(
            replace(
                line,
                text=text,
                box=Box(begin, line.top, stop, line.bottom),
                printed=(
                    Box(
                        printed.left + (begin - line.left) / share * wide,
                        printed.top,
                        printed.left + (stop - line.left) / share * wide,
                        printed.bottom,
                    ),
                ),
            )
        )
    return parts


def _together(lines: Sequence[PrintedLine], measures: Measures) -> list[PrintedLine]:
    """Return the lines, those joined that stand right behind each other and are no two columns."""
    edges = Edges(lines, measures)
    level = sorted((one for one in lines if not one.upright), key=lambda one: one.left)
    done = [one for one in lines if one.upright]
    ends: dict[int, list[PrintedLine]] = {}
    for line in level:
        row = int(line.middle // measures.body)
        near = [one for at in (row - 1, row, row + 1) for one in ends.get(at, ())]
        last = next((one for one in near if _goes_on(one, line, edges, measures)), None)
        if last is None:
            ends.setdefault(row, []).append(line)
            continue
        place = next(
            at for at in (row - 1, row, row + 1) if any(one is last for one in ends.get(at, ()))
        )
        ends[place] = [one for one in ends[place] if one is not last]
        size = max(measures.em, 0.8 * min(last.size, line.size))
        gap = line.left - last.right
        latin = _LATIN.match(last.text[-1]) is not None and _LATIN.match(line.text) is not None
        spaced = gap > _SPACE * size or (latin and gap > 0)
        ends[place].append(joined(last, line, " " if spaced else ""))
    return [*done, *(one for row_ends in ends.values() for one in row_ends)]


def _goes_on(last: PrintedLine, line: PrintedLine, edges: Edges, measures: Measures) -> bool:
    small = min(last.size, line.size)
    if max(last.size, line.size) > _SAME_SIZE * small:
        return False
    gap, size = line.left - last.right, measures.em * small / measures.body
    level = abs(last.middle - line.middle) <= SAME_LINE * small
    if not level or not -0.6 * size <= gap <= _FAR_JOINED * size:
        return False
    if last.text in _BULLETS or is_byline(f"{last.text} {line.text}"):
        return True
    quoted = line.text[0] in "“‘《" or last.text[-1] in "”’》"
    if measures.is_large(line):
        return (quoted and gap < small) or gap < _SPACE * small or not edges.part(last, line)
    return gap <= _JOINED * size and not _is_gutter(last, line, edges, measures)


def _is_gutter(last: PrintedLine, line: PrintedLine, edges: Edges, measures: Measures) -> bool:
    """Return whether a line begins a column, beside the end of another."""
    near, em = edges.near(line), measures.em
    gap = (line.left - last.right) / (em * min(last.size, line.size) / measures.body)
    # Boxes that overlap hang over the gutter: the column begins anywhere there.
    far = line.left if measures.exact else max(line.left, last.right)
    begin = sum(line.left - EDGE * em <= one.left <= far + EDGE * em for one in near)
    if gap <= _SPACE:
        return begin >= _FEWEST and edges.cross(line.left, near) <= begin
    indented = edges.begin(line.left - 2 * em, near)
    return begin > 0 or (indented >= _FEWEST and gap > _JOINED - 0.05)
