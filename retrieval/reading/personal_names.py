"""Where one personal name ends and the next begins.

Bylines print names apart (``张娅 李明``), padded to equal width (``张  娅  李明``), or with nothing
between them (``王金财陈兆洪``). There is one rule: of all the ways to cut a run of characters into
names, the likeliest. A name is a surname and one or two characters, a compound surname (欧阳) and
one or two, or two surnames and two characters (张李明珠); its likelihood is that of its surname, of
its length, and of its given characters (one that is everyone's surname, 王 or 张, is rarely a given
one). A space always parts two characters that stand in words of their own; it is padding where one
of its sides is a single character, which is no name.

Names with a dot (``阿·买买提``), of known Tibetan, Mongol or Uyghur parts (``次仁卓玛``) and, where
the byline leaves no doubt that a name stands here (``sure``), unknown short words, a single
character for a pen name, and Latin names are taken as they stand between spaces.

It reads plain text (see `plain`) and returns spans of it.
"""

import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from math import log

from retrieval.model import Span
from retrieval.reading.no_names import HEADINGS, NOT_GIVEN, NOT_LAST, NOT_NAMES
from retrieval.reading.surnames import COMMON, COMPOUND, PARTS, RARE

_HAN = "㐀-鿿〇\U00020000-\U000323af"
_PIECE = re.compile(
    rf"(?P<dotted>[{_HAN}]{{1,12}}(?: ?· ?[{_HAN}]{{1,12}}){{1,4}})"
    rf"|(?P<han>[{_HAN}]+)"
    r"|(?P<latin>[A-Za-z][A-Za-z.'-]{1,19}(?: [A-Za-z][A-Za-z.'-]{0,19}){0,3})"
)
_LETTER = re.compile(f"[{_HAN}]")
_CONJUNCTION = re.compile("[和与及](?! )|(?<= )[和与及](?= )")
_PART = "|".join(sorted(PARTS, key=len, reverse=True))
_MINORITY = re.compile(rf"(?:{_PART})[{_HAN}]{{0,4}}|[{_HAN}]{{1,4}}(?:{_PART})")

_LONGEST_RUN = 160  # code points; no byline names that many people
_SHORT, _USUAL, _LONGEST = 2, 3, 4  # characters of a Han name
_LONGEST_WORD = 10  # of a name of parts
_IMPOSSIBLE = -1e9
_LENGTH = {_SHORT: log(0.15), _USUAL: log(0.85)}
_COMPOUND = -7.5  # as a surname; so is a known part
_DOUBLE = -5.0
_WORDY = -4.0  # opens with a word
_UNKNOWN = -14.0  # a short word that nothing shows to be a name
_RUN_TOGETHER = -1.5  # the printer left no space
_PADDED = -0.5
_GIVEN, _GIVEN_SURNAME = log(1 / 300), log(1 / 20000)
_SURNAME = {char: -2.6 - 0.02 * rank for rank, char in reversed(list(enumerate(COMMON)))}
_SURNAME = {**dict.fromkeys(RARE, -9.5), **_SURNAME}
_EVERYONE = frozenset(COMMON[:36]) - frozenset("高林")


def _given(chars: str) -> float:
    if not NOT_GIVEN.isdisjoint(chars):
        return _IMPOSSIBLE
    return sum(_GIVEN_SURNAME if char in _EVERYONE else _GIVEN for char in chars)


def _likelihood(name: str, *, sure: bool) -> float:
    """Return the log likelihood that a Han word is one name; `_IMPOSSIBLE` or so if it is none."""
    if name in HEADINGS:
        return _IMPOSSIBLE
    if len(name) == _SHORT and name in NOT_NAMES:
        return _UNKNOWN + _given(name) if sure and name[0] in COMMON else _IMPOSSIBLE
    if len(name) > _SHORT and name[:2] in COMPOUND:
        return _COMPOUND + _given(name[2:])
    surname = _SURNAME.get(name[0], _IMPOSSIBLE)
    if len(name) > _USUAL:
        both = name[0] in COMMON and name[1] in COMMON
        return surname + _SURNAME[name[1]] + _DOUBLE + _given(name[2:]) if both else _IMPOSSIBLE
    unlikely = _WORDY if name[:2] in NOT_NAMES else 0.0
    return surname + unlikely + _given(name[1:]) + _LENGTH[len(name)]


def _whole_word(word: str, *, sure: bool) -> float:
    """Return the log likelihood that a word between spaces is one name without a surname."""
    if _MINORITY.fullmatch(word):
        return _COMPOUND
    known = word in NOT_NAMES or word in HEADINGS or word[-1] in NOT_LAST
    if sure and len(word) <= _LONGEST and not known:
        return _UNKNOWN + _given(word)
    return _IMPOSSIBLE


def _cut(words: list[tuple[int, str]], *, sure: bool) -> Iterator[Span] | None:
    """Return the names in Han words (offset, word), cut the likeliest way, or None."""
    chars = [
        (at + i, char, number)
        for number, (at, word) in enumerate(words)
        for i, char in enumerate(word)
    ]
    single = [len(word) == 1 or word in COMPOUND for _, word in words]
    opens = {at for at, _ in words}
    closes = {at + len(word) for at, word in words}
    best: list[tuple[float, int]] = [(0.0, 0)] + [(_IMPOSSIBLE, 0)] * len(chars)
    for end in range(_SHORT, len(chars) + 1):
        for start in range(max(0, end - _LONGEST_WORD), end - 1):
            if best[start][0] <= _IMPOSSIBLE / 2:
                continue
            piece = chars[start:end]
            numbers = [number for _, _, number in piece]
            name = "".join(char for _, char, _ in piece)
            if any(a != b and not (single[a] or single[b]) for a, b in pairwise(numbers)):
                continue
            first, last = piece[0][0], piece[-1][0] + 1
            score = _likelihood(name, sure=sure) if len(name) <= _LONGEST else _IMPOSSIBLE
            if numbers[0] == numbers[-1] and first in opens and last in closes:
                score = max(score, _whole_word(name, sure=sure))
            score += _PADDED * (numbers[-1] - numbers[0])
            score += 0.0 if first in opens else _RUN_TOGETHER
            if best[start][0] + score > best[end][0]:
                best[end] = (best[start][0] + score, start)
    if best[-1][0] <= _IMPOSSIBLE / 2:
        return None
    spans: list[Span] = []
    end = len(chars)
    while end:
        start = best[end][1]
        spans.append(Span(chars[start][0], chars[end - 1][0] + 1))
        end = start
    return reversed(spans)


def _names(run: str, *, sure: bool) -> tuple[Span, ...]:
    spans: list[Span] = []
    words: list[tuple[int, str]] = []
    at = 0
    pieces = [*_PIECE.finditer(run)]
    for following, piece in zip_longest(pieces[1:], pieces):
        if piece is None or run[at : piece.start()].strip(" "):
            return ()
        at = piece.end()
        if piece["han"]:
            words.append((piece.start(), piece["han"]))
        if words and not (following and following["han"]):
            cut = _cut(words, sure=sure)
            if cut is None:
                return ()
            spans.extend(cut)
            words = []
        if piece["dotted"] or (piece["latin"] and sure):
            spans.append(Span(*piece.span()))
        elif piece["latin"]:
            return ()
    return () if run[at:].strip(" ") else tuple(spans)


def split(run: str, *, sure: bool = False) -> tuple[Span, ...]:
    """Return the names that a run consists of, in order; none where it holds anything else.

    ``run`` is plain text with no separators but spaces; spans may hold padding. ``sure`` says that
    the byline round it leaves no doubt that names stand here, so that unknown surnames pass.
    """
    if len(run) > _LONGEST_RUN:
        return ()
    if sure and _LETTER.fullmatch(run) and run not in NOT_GIVEN:
        return (Span(0, 1),)
    for conjunction in _CONJUNCTION.finditer(run):
        first = _names(run[: conjunction.start()], sure=sure)
        second = _names(run[conjunction.end() :], sure=sure) if first else ()
        if second:
            shift = conjunction.end()
            return first + tuple(Span(a + shift, b + shift) for a, b in second)
    return _names(run, sure=sure)
