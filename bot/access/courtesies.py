"""Courtesies, and what people call a bot, taken off both ends of what they say.

``小编你好，请问桥什么时候修？谢谢`` asks ``桥什么时候修？``. Most such words may be those of a
question too (``机器人大赛什么时候``), so they count only where something parts them from it: a
mark, or a space, or another of them. How much each needs is in ``words/courtesies.tsv``.
"""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import Enum
from functools import lru_cache

from retrieval.analysis import simplified
from retrieval.word_list import table

_MARK = "，,。.！!？?；;：:~～…—\n"
_BETWEEN = re.compile(rf"[{_MARK}\s\U0001F000-\U0001FAFF\u2600-\u27BF\uFE0F]*")
_ENOUGH = 5  # characters that are left, for words that may well be what is asked for
_SAID = "说道声示句喊讲写叫唱"
"""What stands before thanks that are told of and not given."""


class _Needs(Enum):
    """What must part words from a question, so that they are none of its own."""

    FREE = "free"
    APART = "apart"
    MARK = "mark"


@dataclass(frozen=True, slots=True, eq=False)
class _Pieces:
    """The words of one end, by how they are typed in simplified characters and small letters."""

    needs: Mapping[str, _Needs]
    longest: int


def _pieces(end: int) -> _Pieces:
    """Return the words of an end: of the front (1), or of the back (2)."""
    rows = table(__package__, "courtesies", 3)
    needs = {word.lower(): _Needs(row[end][0]) for row in rows if row[end] for word in row[0]}
    return _Pieces(needs, max(map(len, needs)))


_FRONT, _BACK = _pieces(1), _pieces(2)


def bare(text: str, names: Iterable[str] = ()) -> str:
    """Return a text without courtesies and names for the bot at its ends; empty where it is these.

    ``names`` are this bot's own, which may be words that people ask for.
    """
    text = text.strip()
    own = tuple(sorted({_folded(name) for name in names if name}))
    front, back = _with(_FRONT, own), _with(_BACK, own)
    start = _front(_folded(text), front)
    rest = text[start:]
    # What is said backwards is found as what is said forwards.
    end = len(rest) - _back(_folded(rest), back)
    return rest[:end].strip().rstrip("，,、") if end < len(rest) else rest.strip()


@lru_cache(maxsize=8)
def _with(pieces: _Pieces, names: tuple[str, ...]) -> _Pieces:
    needs = {**dict.fromkeys(names, _Needs.MARK), **pieces.needs}
    return _Pieces(needs, max(map(len, needs), default=0))


def _folded(text: str) -> str:
    """Return a text in simplified characters and small letters, a character for a character."""
    lowered = "".join(one.lower() if len(one.lower()) == 1 else one for one in text)
    return simplified(lowered)


def _front(text: str, pieces: _Pieces) -> int:
    """Return how many characters at the start are courtesies."""
    best, at = 0, _after(text, 0)
    while found := _piece(text, at, pieces):
        word, needs = found
        end = at + len(word)
        at = _after(text, end)
        if at == len(text):
            return at
        if _is_enough(needs, text[end:at], len(text) - at):
            best = at
    return best


def _back(text: str, pieces: _Pieces) -> int:
    """Return how many characters at the end are courtesies; a mark that ends a question stays."""
    best, end = 0, _before(text, len(text))
    while found := _piece_before(text, end, pieces):
        word, needs = found
        start = end - len(word)
        end = _before(text, start)
        if end == 0:
            return len(text)
        if needs is _Needs.FREE and text[end - 1] in _SAID:
            needs = _Needs.APART
        if _is_enough(needs, text[end:start], end):
            best = len(text) - end - len(_closing(text[end:start]))
    return best


def _after(text: str, at: int) -> int:
    """Return where the marks end that begin there."""
    found = _BETWEEN.match(text, at)
    return found.end() if found else at


def _before(text: str, end: int) -> int:
    """Return where the marks begin that end there."""
    while end and _BETWEEN.fullmatch(text, end - 1, end):
        end -= 1
    return end


def _closing(between: str) -> str:
    """Return the marks that end the question before a courtesy."""
    found = re.match("[？?！!。]+", between)
    return found[0] if found else ""


def _is_enough(needs: _Needs, between: str, left: int) -> bool:
    marked = any(one in _MARK for one in between)
    match needs:
        case _Needs.FREE:
            return True
        case _Needs.APART:
            return bool(between)
        case _Needs.MARK:
            return marked and left >= _ENOUGH


def _piece(text: str, at: int, pieces: _Pieces) -> tuple[str, _Needs] | None:
    """Return the longest words of a courtesy that stand there."""
    for length in range(min(pieces.longest, len(text) - at), 0, -1):
        word = text[at : at + length]
        if (needs := pieces.needs.get(word)) and not _cuts_a_word(text, at, at + length):
            return word, needs
    return None


def _piece_before(text: str, end: int, pieces: _Pieces) -> tuple[str, _Needs] | None:
    for length in range(min(pieces.longest, end), 0, -1):
        word = text[end - length : end]
        if (needs := pieces.needs.get(word)) and not _cuts_a_word(text, end - length, end):
            return word, needs
    return None


def _cuts_a_word(text: str, start: int, end: int) -> bool:
    """Return whether letters at an end of a stretch go on beyond it."""
    return _joined(text, start) or _joined(text, end)


def _joined(text: str, at: int) -> bool:
    return 0 < at < len(text) and _is_letter(text[at - 1]) and _is_letter(text[at])


def _is_letter(one: str) -> bool:
    return one.isascii() and one.isalnum()
