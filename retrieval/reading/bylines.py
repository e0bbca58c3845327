"""Bylines taken out of a story's text.

A **byline** says who wrote a story or took its pictures, and where it was taken from. Its grammar
is in `byline_grammar`; where in a block it can stand, in `byline_places`. Most bylines are blocks
of their own (under the headline, at the end, over several lines); others are cut out of a block.

Everywhere else 记者 is a word of the text: what does not read as a byline to its last character
stays. A dateline stays too (本报讯, 新华社北京10月25日电), though an agency in the first one is the
story's source. Credits of editors (责编, 校对) are taken out, and name nobody.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum

from retrieval.reading.authors import author_line, is_reader
from retrieval.reading.byline_grammar import is_role, person
from retrieval.reading.byline_places import inside, whole
from retrieval.reading.captions import is_caption
from retrieval.reading.credits import Credits, merge
from retrieval.reading.endings import ends
from retrieval.reading.media import dateline_source
from retrieval.reading.plain import plain

__all__ = ["Credits", "LineCredits", "Sureness", "is_byline", "look", "take"]

_ASKED = re.compile(r"^ ?(?:本报)?记者 ?:")
_BRIEF = re.compile(r"[。!?] ?\([^()]{2,30}\)[ 。]*$")
_BRIEFS_TAIL = 40  # code points in which a brief's signature stands
_DAY = re.compile(r"(?:\d{4}年)?\d{1,2}月\d{1,2}日|\d{4}[-./]\d{1,2}[-./]\d{1,2}")  # of a letter
_PARAGRAPH = 20  # characters of one, at least
_STROKES = str.maketrans("丨×", "|、")  # characters that part names, in bylines alone
_ROLE_ALONE = 24  # code points of a role whose names stand in the next block


class Sureness(IntEnum):
    """How sure it is that a line is a byline and nothing else, from its words alone."""

    NONE = 0  # it is none, though a byline may stand in it
    BY_PLACE = 1  # where an author stands it is one: names alone, 东湖大学教授 张三
    BY_WORDS = 2  # its words leave no doubt


@dataclass(frozen=True, slots=True)
class LineCredits:
    """Whom a line credits, and how sure it is that the whole line is a byline.

    ``credits`` of a line that is none are those of the bylines in it (``本报讯(记者 甲)…``).
    """

    credits: Credits
    sureness: Sureness


def is_byline(line: str) -> bool:
    """Return whether ``line`` is a byline and nothing else (a credit of editors alone is none)."""
    found = whole(line, _plain(line), edge=False)
    return found is not None and found != Credits()


def look(line: str, below: str = "") -> LineCredits:
    """Return whom a line credits and how sure it is that the whole line is a byline.

    ``below`` is the next line, for a role that stands alone above its names: both are one byline
    then, with the credits of both. A credit of editors alone is a byline that credits nobody.
    """
    text = _plain(line)
    found = whole(line, text, edge=False)
    if found is None and below and len(text) <= _ROLE_ALONE:
        found = _with_names_below(line, text, below, _plain(below))
    if found is not None:
        return LineCredits(found, Sureness.BY_WORDS)
    found = whole(line, text, edge=False, bare=True) or _author(line, text)
    if found is not None:
        return LineCredits(found, Sureness.BY_PLACE)
    return LineCredits(inside(line, text, last=False)[0], Sureness.NONE)


def take(lines: Sequence[str], known: Sequence[int] = ()) -> tuple[Credits, tuple[str, ...]]:
    """Return the credits in the blocks of one story, and the blocks without them.

    ``lines`` are the blocks of the body in order, without line breaks inside; ``known`` are the
    numbers of those that must be bylines by their place, even names alone (``王小明``). As many
    blocks come back, in the same order, ``""`` where nothing is left. A dateline in a credit goes
    with it, so read the story's date from ``lines``.
    """
    texts = [_plain(line) for line in lines]
    owned = _own_blocks(lines, texts, known)
    body = [i for i, text in enumerate(texts) if text.strip(" ") and i not in owned]
    edges = _edges(texts, body)
    within = frozenset(body)
    signed = {i for i in body if _BRIEF.search(texts[i][-_BRIEFS_TAIL:])}
    if len(signed) == 1:
        signed = set()
    named: list[Credits] = []
    left = list(lines)
    for i, (line, text) in enumerate(zip(lines, texts, strict=True)):
        if i in owned:
            found, left[i] = owned[i], ""
        elif i in within:
            found, left[i] = inside(line, text, last=i in edges[-1:] or i in signed)
            if i == body[0]:
                source = dateline_source(text)
                found = found.merged(Credits(source=line[slice(*source)] if source else None))
        else:
            continue
        named.append(found)
    return merge(named), tuple(left)


def _plain(line: str) -> str:
    return plain(line).translate(_STROKES)


def _edges(texts: Sequence[str], numbers: Sequence[int]) -> list[int]:
    """Return the first and the last block that is no caption, or nothing if all are."""
    first = next((i for i in numbers if not is_caption(texts[i])), None)
    last = next((i for i in reversed(numbers) if not is_caption(texts[i])), None)
    return [] if first is None or last is None else [first, last]


def _own_blocks(
    lines: Sequence[str], texts: Sequence[str], known: Sequence[int]
) -> dict[int, Credits]:
    """Return the credits of the blocks that are bylines and nothing else, by their numbers."""
    filled = [i for i, text in enumerate(texts) if text.strip(" ")]
    edges = _edges(texts, filled)
    undated = [i for i in filled if not _DAY.fullmatch(texts[i].strip(" "))]
    last = undated[-1] if undated else None
    owned: dict[int, Credits] = {}
    # Sets: a page may be nothing but bylines, as many as fit into it.
    alone = frozenset(known)
    asked = {i for i in filled if _ASKED.match(texts[i])}
    dialogue = any(whole(lines[i], texts[i], edge=False) is None for i in asked)
    for place, i in enumerate(filled):
        if i in owned or (dialogue and i in asked):
            continue
        found = whole(lines[i], texts[i], edge=i in edges, bare=i in alone)
        signs = i == last and place > 0 and _signs(texts[i], lines[filled[place - 1]])
        opens = place == 0 and len(filled) > 1 and _opens_story(lines[filled[1]])
        if found is None and (i in alone or signs or opens):
            found = _author(lines[i], texts[i])
        if found is not None:
            owned[i] = found
        elif len(texts[i]) <= _ROLE_ALONE and place + 1 < len(filled):
            after = filled[place + 1]
            found = _with_names_below(lines[i], texts[i], lines[after], texts[after])
            if found is not None:
                owned |= {i: found, after: Credits()}
    return owned


def _author(line: str, text: str) -> Credits | None:
    """Return the credits of an author line, None if it is anything else."""
    names = author_line(text)
    return Credits(reporters=tuple(person(line, span) for span in names)) if names else None


def _signs(text: str, above: str) -> bool:
    """Return whether a story's last block can be its author's line: the text above has ended."""
    return ends(above) or is_reader(text)


def _opens_story(below: str) -> bool:
    """Return whether a story's first block can be its author's line: a paragraph is below it."""
    return len(below) >= _PARAGRAPH and ends(below)


def _with_names_below(line: str, text: str, below: str, below_text: str) -> Credits | None:
    """Return the credits of a role and the line of names below it; None if they are none."""
    found = whole(f"{line} {below}", f"{text} {below_text}", edge=False)
    if is_role(text.strip(" ")) or whole(below, below_text, edge=False) is None:
        return found
    return None
