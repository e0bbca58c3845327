"""What stands on a button: short enough for a telephone, where two buttons share a row.

A label is measured in half-widths, of which a Chinese character takes two. What is longer is cut
after a word or a sign, and never inside of brackets alone; the message itself says it whole.
"""

import re
import unicodedata

from bot.messages.markup import ELLIPSIS, clean

MOST_WIDE = 24
"""Half-widths: twelve Chinese characters."""

_READ = 400
"""Characters of a text that are looked at: no label has as many."""
_WIDE = frozenset("WFA")
_END = re.compile(r"[\s，。、；：！？,;:!?·—《“「（(]+$")
_BREAK = re.compile(r"[\s，。、；：！？,;:!?·—》”」）)]")


def width(text: str) -> int:
    """Return how wide a text is, in half-widths; marks that join signs take none."""
    return sum(map(_width, text))


def fit(text: str, most: int = MOST_WIDE) -> str:
    """Return the text cleaned and in one line, cut with … at its end if it is wider than that."""
    shown = text[:_READ]
    text = " ".join(clean(shown).split()) + (ELLIPSIS if len(text) > len(shown) else "")
    if width(text) <= most:
        return text
    room, end = most - width(ELLIPSIS), 0
    for char in text:
        room -= _width(char)
        if room < 0:
            break
        end += 1
    breaks = [found.end() for found in _BREAK.finditer(text, 0, end + 1) if found.end() <= end + 1]
    good = next((at for at in reversed(breaks) if at * 3 > end * 2), end)
    return _END.sub("", text[: min(good, end)]) + ELLIPSIS


def filled(template: str, words: str, **others: object) -> str:
    """Return a template whose fields are the ``others``, and one with as many words as fit."""
    name = next(one for one in re.findall(r"\{(\w+)\}", template) if one not in others)
    room = MOST_WIDE - width(template.format(**{**others, name: ""}))
    return template.format(**{**others, name: fit(words, room)})


def _width(char: str) -> int:
    if unicodedata.category(char) in ("Mn", "Me", "Cf"):
        return 0
    return 2 if unicodedata.east_asian_width(char) in _WIDE else 1
