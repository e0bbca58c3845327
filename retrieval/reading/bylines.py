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

from retrieval.reading.byline_places import inside, whole
from retrieval.reading.captions import is_caption
from retrieval.reading.credits import Credits, merge
from retrieval.reading.media import dateline_source
from retrieval.reading.plain import plain

__all__ = ["Credits", "is_byline", "take"]

_ASKED = re.compile(r"^ ?(?:本报)?记者 ?:")
_BRIEF = re.compile(r"[。!?] ?\([^()]{2,30}\)[ 。]*$")
_BRIEFS_TAIL = 40  # code points in which a brief's signature stands
_ROLE_ALONE = 16  # code points of a role whose names stand in the next block


def is_byline(line: str) -> bool:
    """Return whether ``line`` is a byline and nothing else (a credit of editors alone is none)."""
    found = whole(line, plain(line), edge=False)
    return found is not None and found != Credits()


def take(lines: Sequence[str], known: Sequence[int] = ()) -> tuple[Credits, tuple[str, ...]]:
    """Return the credits in the blocks of one story, and the blocks without them.

    ``lines`` are the blocks of the body in order, without line breaks inside; ``known`` are the
    numbers of those that must be bylines by their place, even names alone (``王小明``). As many
    blocks come back, in the same order, ``""`` where nothing is left. A dateline in a credit goes
    with it, so read the story's date from ``lines``.
    """
    texts = [plain(line) for line in lines]
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
    owned: dict[int, Credits] = {}
    # Sets: a page may be nothing but bylines, as many as fit into it.
    alone = frozenset(known)
    asked = {i for i in filled if _ASKED.match(texts[i])}
    dialogue = any(whole(lines[i], texts[i], edge=False) is None for i in asked)
    for place, i in enumerate(filled):
        if i in owned or (dialogue and i in asked):
            continue
        found = whole(lines[i], texts[i], edge=i in edges, bare=i in alone)
        if found is not None:
            owned[i] = found
        elif len(texts[i]) <= _ROLE_ALONE and place + 1 < len(filled):
            after = filled[place + 1]
            printed, text = f"{lines[i]} {lines[after]}", f"{texts[i]} {texts[after]}"
            found = whole(printed, text, edge=False)
            if found is not None and whole(lines[after], texts[after], edge=False) is None:
                owned |= {i: found, after: Credits()}
    return owned
