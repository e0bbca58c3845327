"""The lines above and below the stories of a page: its masthead, its label, its running foot."""

import re
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.formats.order.lines import Measures, PrintedLine, shared
from retrieval.model.page_text import Box
from retrieval.reading.day_words import FULL
from retrieval.reading.furniture import furniture
from retrieval.reading.masthead import LABEL, masthead
from retrieval.reading.plain import plain

_TOP, _FOOT = 0.2, 0.12  # shares of the page's height in which they stand
_APART = 1.5  # lines from furniture to text
_SHORT = 34  # characters of a line that is one
_SHORTEST_TEXT = 6  # characters of a line that is no part of a masthead
_FEWEST_ROWS = 6
_FEWEST_DIGITS = 5  # of how to reach somebody
_RUNNING = re.compile(r"[，。；！？]")


@dataclass(frozen=True, slots=True)
class Margins:
    """The rows above and below the stories, each from the left, and all other lines."""

    above: tuple[tuple[PrintedLine, ...], ...]
    inside: tuple[PrintedLine, ...]
    below: tuple[tuple[PrintedLine, ...], ...]


def margins_of(
    lines: Sequence[PrintedLine],
    rules: Sequence[Box],
    measures: Measures,
    size: tuple[float, float],
) -> Margins:
    """Return the rows at the head and the foot of a page that are furniture."""
    height = size[1]
    first = min((line.top for line in lines), default=0.0)
    last = max((line.bottom for line in lines), default=height)
    span = max(last - first, 1.0)
    rows = _rows(lines)
    above: list[tuple[PrintedLine, ...]] = []
    below: list[tuple[PrintedLine, ...]] = []
    inside: list[PrintedLine] = []
    begun = False
    for row in rows:
        in_top = row[0].top < first + _TOP * span
        in_foot = row[0].bottom > last - _FOOT * span
        if in_top and not begun:
            taken = _at_head(row, rules, measures)
            if taken:
                above.append(tuple(taken))
            rest = [line for line in row if line not in taken]
            begun = begun or any(len(line.text) > _SHORTEST_TEXT for line in rest)
            inside.extend(rest)
        elif in_top or in_foot:
            taken = [
                line
                for line in row
                if _is_furniture(line, above=False) and _is_apart(line, lines, measures)
            ]
            inside.extend(line for line in row if line not in taken)
            if taken and in_foot:
                below.append(tuple(taken))
            elif taken:
                above.append(tuple(taken))
        else:
            inside.extend(row)
    if (foot := _foot(inside, rules, measures)) is not None:
        inside = [line for line in inside if all(line is not one for one in foot)]
        below.insert(0, tuple(foot))
    return Margins(tuple(above), tuple(inside), tuple(below))


def _foot(
    lines: Sequence[PrintedLine], rules: Sequence[Box], measures: Measures
) -> list[PrintedLine] | None:
    """Return the last row of a page where it stands apart from the text; None where it does not."""
    rows = _rows([line for line in lines if not line.upright])
    if len(rows) < _FEWEST_ROWS:
        return None
    last = rows[-1]
    top = min(line.top for line in last)
    above = max(line.bottom for line in lines if all(line is not one for one in last))
    far = top - above > 0.9 * measures.pitch
    smaller = all(line.size < 0.93 * measures.body for line in last)
    ruled = any(
        rule.right - rule.left > 12 * measures.em
        and above - 0.3 * measures.em < (rule.top + rule.bottom) / 2 < top + 0.3 * measures.em
        for rule in rules
    )
    text = plain("".join(line.text for line in last))
    keyed = ":" in text and sum(map(str.isdigit, text)) >= _FEWEST_DIGITS
    unfinished = not any(line.text[-1] in "。！？" for line in last)
    told = all(_is_furniture(line, above=False) for line in last)
    if top < above or not unfinished:
        return None
    return last if (told and (far or ruled)) or far + smaller + ruled + keyed > 1 else None


def _rows(lines: Sequence[PrintedLine]) -> list[list[PrintedLine]]:
    """Return the lines by rows from the top, each row from the left."""
    rows: list[list[PrintedLine]] = []
    for line in sorted((one for one in lines), key=lambda one: one.middle):
        for row in rows[-2:]:
            other = row[0]
            small = min(line.bottom - line.top, other.bottom - other.top)
            if shared((line.top, line.bottom), (other.top, other.bottom)) > 0.5 * small:
                row.append(line)
                break
        else:
            rows.append([line])
    return [sorted(row, key=lambda one: one.left) for row in rows]


def _at_head(
    row: Sequence[PrintedLine], rules: Sequence[Box], measures: Measures
) -> list[PrintedLine]:
    """Return what of a row at the head of a page is furniture."""
    level = [line for line in row if not line.upright]
    text = " ".join(line.text for line in level)
    if masthead(text) is not None or furniture(text, above=True) is not None:
        return level
    taken = [line for line in level if _is_furniture(line, above=True)]
    dated = any(FULL.search(plain(line.text)) or LABEL.search(plain(line.text)) for line in taken)
    if not taken or not dated:
        return taken
    short = [line for line in level if len(line.text) <= _SHORT and not _RUNNING.search(line.text)]
    ruled = any(
        rule.right - rule.left > 8 * measures.em
        and -0.5 * measures.em
        < (rule.top + rule.bottom) / 2 - max(line.bottom for line in taken)
        < 2.5 * measures.em
        for rule in rules
    )
    return short if ruled else taken


def _is_apart(line: PrintedLine, lines: Sequence[PrintedLine], measures: Measures) -> bool:
    """Return whether no line of text stands right above or below a line."""
    return not any(
        0.3 * measures.pitch < abs(one.middle - line.middle) < _APART * measures.pitch
        and shared((one.left, one.right), (line.left, line.right)) > 0
        and not _is_furniture(one, above=False)
        for one in lines
    )


def _is_furniture(line: PrintedLine, *, above: bool) -> bool:
    if len(line.text) > 2 * _SHORT or line.upright:
        return False
    return furniture(line.text, above=above) is not None or masthead(line.text) is not None
