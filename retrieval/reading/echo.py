"""Whether the words of a line come again in the text below it, as those of a headline do.

A headline says what its story says; a crosshead, a rubric or a teaser says something else. This is
the strongest sign that a short line heads the text below, whatever its marks.
"""

import re
from collections.abc import Sequence

from retrieval.reading.plain import plain

WINDOW = 400  # code points of text below that are looked at
_FEWEST = 60  # code points that can show that a line's words do not come again
_MOST_SKIPPED = 9  # lines between a headline and its text: the rest of it, a byline, captions
_MOST = 60  # code points of a line that may be a headline
_WORDS = re.compile(r"[\u3400-\u9fff]{2,}|[A-Za-z]{2,}|[0-9]{2,}")
_EMPTY = frozenset("的了在是和与及或为将把对从向以让使被就也都又而并其之这那一不有")


def echo(line: str, below: str) -> float | None:
    """Return how much of a line comes again in the text below it, from 0 to 1.

    It is the share of its pairs of characters, and of its Latin words and numbers, that stand there
    too; pairs with an empty word in them do not count. None where the line has none, or where too
    little text is below to tell.
    """
    pairs = _pairs(plain(line[:_MOST]))
    if not pairs:
        return None
    text = plain(below)
    met = sum(pair in text for pair in pairs)
    if not met and len(text) < _FEWEST:
        return None
    return met / len(pairs)


def text_below(texts: Sequence[str], runs: Sequence[bool], index: int) -> str:
    """Return the running text below a line, at most `WINDOW` code points; maybe empty.

    ``runs`` says of each of the page's lines whether it is running text. What stands between the
    line and the text, a byline or the rest of a headline, is passed over.
    """
    parts: list[str] = []
    length = skipped = 0
    for at in range(index + 1, len(texts)):
        if not runs[at]:
            skipped += 1
            if parts or skipped > _MOST_SKIPPED:
                break
            continue
        parts.append(texts[at][:WINDOW])
        length += len(parts[-1])
        if length >= WINDOW:
            break
    return "".join(parts)[:WINDOW]


def _pairs(text: str) -> list[str]:
    found: list[str] = []
    for word in _WORDS.findall(text):
        if word[0] < "\u3400":
            found.append(word)
            continue
        found += (
            word[at : at + 2]
            for at in range(len(word) - 1)
            if word[at] not in _EMPTY and word[at + 1] not in _EMPTY
        )
    return list(dict.fromkeys(found))
