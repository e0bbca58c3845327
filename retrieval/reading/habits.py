"""What a page tells of its paper's habits, and which of its lines these leave out.

A line that stands on three pages of a paper is the paper's furniture, whatever its words: a
masthead, a section's name, a slogan, who made the page. A headline may stand on many pages as well
(天气预报), and so may a byline, a crosshead or a row of a table. So each page tells two things of a
short line: that it was there, and whether the page **needs** it. The headline of a text is needed;
what stands above it or below it is not, nor is what stands above all headlines, or as the last
thing below a text. A line is the paper's habit where enough pages have it, and hardly any of them
needs it (`retrieval.reading.shapes.is_habit`); and a page that needs it keeps it.

A page tells this as it reads without any habits: what is learnt never speaks for itself.
"""

import re
from collections.abc import Iterator, Sequence

from retrieval.model.lines import LineKind, SeenLine
from retrieval.model.pages import PaperHabits
from retrieval.reading.blocks import PageLine
from retrieval.reading.kinds import HEADS
from retrieval.reading.line_form import HEAD_MARKS
from retrieval.reading.lists import any_of
from retrieval.reading.markup import Mark
from retrieval.reading.plain import plain
from retrieval.reading.shapes import is_of, shape_of, words_of
from retrieval.reading.signatures import is_bare_name, is_bulleted_name, is_signature

_LONGEST = 60  # characters
_FEWEST_LETTERS = 2
_FEWEST_WORDS = 3  # characters to a digit
_LETTER = re.compile(r"[\u3400-\u9fffA-Za-z]")
_DIGIT = re.compile(r"\d")
_SIGNER = re.compile(rf".*(?:{any_of('signers')})[ \d年月日./-]*")
_BRACKETED = re.compile(r"\([^()]*\)[ 。]*")
_WHOLE = frozenset({Mark.ROW, Mark.ALT})
_OF_A_TEXT = frozenset({LineKind.BYLINE, LineKind.CAPTION})
_TITLES = ("genre", "rubric")  # signs of a line that heads a text whatever stands above it
_TOLD_AGAIN = 0.3  # how much of a line stands in the text below, for it to be of that text
_TOP = 8  # lines of a page
_LISTED = 3  # lines with figures, which make a list
_CLOSING = 6  # short lines that may close a page


def seen_lines(lines: Sequence[PageLine]) -> tuple[SeenLine, ...]:
    """Return the short lines of a page that was read without habits, each shape once, in order.

    A shape that the page needs in one place is needed.
    """
    found: dict[str, bool] = {}
    for one, needed, folded in _judged(lines):
        shape = shape_of(one.line.text) if folded else words_of(one.line.text)
        found[shape] = found.get(shape, False) or needed
    return tuple(SeenLine(shape, needed) for shape, needed in found.items())


def left_out(lines: Sequence[PageLine], habits: PaperHabits) -> tuple[str, ...]:
    """Return the shapes of lines that a paper's habits leave out of a page, in order.

    ``lines`` are the page's as it reads without habits. Nothing is left out that the page needs.
    """
    if not habits.shapes:
        return ()
    spare = {one.shape for one in seen_lines(lines) if not one.needed} & habits.shapes
    changing = (
        one.line.text
        for one in lines
        if one.label.kind is not LineKind.FURNITURE and is_of(one.line.text, spare)
    )
    shapes = (shape for text in changing for shape in (shape_of(text), words_of(text)))
    return tuple(dict.fromkeys(shape for shape in shapes if shape in spare))


def _judged(lines: Sequence[PageLine]) -> Iterator[tuple[PageLine, bool, bool]]:
    """Yield the short lines, whether each is needed, and whether its numbers may be any.

    What has the whole form of furniture is known by it on any page, and left out here.
    """
    places = {at: needed for group in _headlines(lines) for at, needed in _of_heads(lines, group)}
    prose = (at for at, one in enumerate(lines) if _is_prose(one))
    above = min([*places, *prose], default=0)
    closing = frozenset(_closing(lines))
    last = _last(lines)
    for at, one in enumerate(lines):
        text, kind = one.line.text, one.label.kind
        if one.form is not None or len(text) > _LONGEST or _is_wordless(text):
            continue
        if kind is LineKind.FURNITURE:
            yield one, False, True
        elif kind is LineKind.TEXT and _is_prose(one):
            continue
        elif one.line.mark in _WHOLE or kind in _OF_A_TEXT or _signs(text):
            yield one, True, True
        elif at in places:
            yield one, places[at], True
        elif at < above:
            yield one, False, True
        elif is_bare_name(text) or _BRACKETED.fullmatch(plain(text)):
            yield one, True, True
        else:
            yield one, at not in closing, at == last and _numbers_turn(text)


def _headlines(lines: Sequence[PageLine]) -> Iterator[list[int]]:
    """Yield the places of the lines of each headline; furniture between them does not part it."""
    group: list[int] = []
    for at, one in enumerate(lines):
        if one.label.kind in HEADS:
            group.append(at)
        elif group and one.label.kind is not LineKind.FURNITURE:
            yield group
            group = []
    if group:
        yield group


def _of_heads(lines: Sequence[PageLine], group: Sequence[int]) -> Iterator[tuple[int, bool]]:
    """Yield the places of the lines of a headline, and whether the page needs each."""
    place, heads = _headline(lines, group), _heads_a_text(lines, group)
    for at in group:
        one = lines[at]
        titled = any(sign in one.signs for sign in _TITLES)
        told = one.signs.get("echo", 0.0) >= _TOLD_AGAIN
        author = at > place and is_bare_name(one.line.text)
        titled = titled or (at > 0 and _BRACKETED.fullmatch(plain(one.line.text)) is not None)
        yield at, heads and (at == place or titled or told or author)


def _headline(lines: Sequence[PageLine], group: Sequence[int]) -> int:
    """Return the place of the line of a headline that its text can't do without.

    That is the one of whose words most come again in the text, or else the last that heads it.
    """

    def heads(at: int) -> tuple[float, bool, int]:
        one = lines[at]
        return one.signs.get("echo", 0.0), one.label.kind is LineKind.HEADLINE, at

    return max(group, key=heads)


def _heads_a_text(lines: Sequence[PageLine], group: Sequence[int]) -> bool:
    """Return whether a headline has a text of its own.

    Among the first lines of a page that has to be sentences, a list or a caption: short lines there
    are what papers print above all texts. The last line of a page has none.
    """
    under: list[PageLine] = []
    for one in lines[group[-1] + 1 :]:
        if one.label.kind in HEADS:
            break
        if one.label.kind is not LineKind.FURNITURE:
            under.append(one)
    if not under or group[0] >= _TOP or any(map(_is_prose, lines[: group[0]])):
        return bool(under)
    own = (LineKind.ENTRY, LineKind.CAPTION)
    listed = sum(_DIGIT.search(one.line.text) is not None for one in under) >= _LISTED
    return listed or any(_is_prose(one) or one.label.kind in own for one in under)


def _closing(lines: Sequence[PageLine]) -> Iterator[int]:
    """Yield the places of the few short lines that stand last on the page, below its texts.

    Who signs a notice, and the last rows of a list, are not among them.
    """
    run: list[int] = []
    for at in reversed(range(len(lines))):
        one = lines[at]
        kind, text = one.label.kind, one.line.text
        if kind is LineKind.FURNITURE:
            continue
        if kind in HEADS or kind in _OF_A_TEXT or _is_prose(one) or _SIGNER.fullmatch(plain(text)):
            break
        listed = kind is LineKind.ENTRY or "in_row" in one.signs or bool(run)
        if (listed and _DIGIT.search(text)) or (run and one.line.mark in HEAD_MARKS):
            break
        run.append(at)
    yield from run if len(run) <= _CLOSING else run[:1]


def _last(lines: Sequence[PageLine]) -> int:
    """Return the place of the last line that is no furniture, -1 for none."""
    kept = (at for at, one in enumerate(lines) if one.label.kind is not LineKind.FURNITURE)
    return max(kept, default=-1)


def _is_prose(one: PageLine) -> bool:
    return "prose" in one.signs


def _is_wordless(text: str) -> bool:
    return len(_LETTER.findall(text)) < _FEWEST_LETTERS


def _numbers_turn(text: str) -> bool:
    """Return whether a line's numbers may be the page's: they are few, and no field's."""
    return ":" not in plain(text) and len(_DIGIT.findall(text)) * _FEWEST_WORDS <= len(text)


def _signs(text: str) -> bool:
    """Return whether a line is a byline by its words, wherever it stands."""
    return is_signature(text) or is_bulleted_name(text)
