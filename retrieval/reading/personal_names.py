"""Where one personal name ends and the next begins.

Bylines print names apart (``张娅 李明``), padded to equal width (``张  娅  李明``), or with nothing
between them (``王金财陈兆洪``). There is one rule: of all the ways to cut a run of characters into
names, the likeliest. A name is a surname and one or two characters, a compound surname (欧阳) and
one or two, or two surnames and two characters (张李明珠); its likelihood is that of its surname, of
its length, and of its given characters (one that is everyone's surname, 王 or 张, is rarely a given
one). A space always parts two characters that stand in words of their own; it is padding where one
of its sides is a single character, which is no name.

Where the byline leaves no doubt that a name stands (``sure``), the lists of surnames say where to
cut, not whether: an unknown surname is only less likely than a known one. So is a given name with a
character of sentences (正, 与, 从), anywhere in a byline. Where no role says that persons are named
(``bare``), what ends like a firm, a medium or a place is none.

Names with a dot (``阿·买买提``), of known Tibetan, Mongol or Uyghur parts (``次仁卓玛``) and, if
``sure``, other short words, a single character for a pen name, and Latin names are taken as they
stand between spaces.

It reads plain text (see `plain`) and returns spans of it.
"""

import functools
import re
from collections.abc import Iterator
from itertools import pairwise, zip_longest
from math import log

from retrieval.model import Span
from retrieval.reading.lists import any_of
from retrieval.reading.no_names import (
    COUNTIES,
    FIRMS,
    HEADINGS,
    NEVER_GIVEN,
    NOT_GIVEN,
    NOT_LAST,
    NOT_NAMES,
    NOT_PERSONS,
    PLACES,
    SELDOM_GIVEN,
)
from retrieval.reading.surnames import COMMON, COMPOUND, PARTS, RARE, SIGNED

_HAN = "㐀-鿿〇\U00020000-\U000323af"
_PIECE = re.compile(
    rf"(?P<dotted>[{_HAN}]{{1,12}}(?: ?· ?[{_HAN}]{{1,12}}){{1,4}})"
    rf"|(?P<han>[{_HAN}]+)"
    r"|(?P<latin>[A-Za-z][A-Za-z.'-]{1,19}(?: [A-Za-z][A-Za-z.'-]{0,19}){0,3})"
)
_LETTER = re.compile(f"[{_HAN}]")
_CONJUNCTION = re.compile("[和与及](?! )|(?<= )[和与及](?= )")
_PART = "|".join(sorted(PARTS, key=len, reverse=True))
_NO_PERSON = re.compile(
    rf".{{2,}}(?:{NOT_PERSONS})|.(?:{any_of('forms_of_address')})|[左右前后中][一二三四五六七八九十]"
)
_MINORITY = re.compile(rf"(?:{_PART})[{_HAN}]{{0,4}}|[{_HAN}]{{1,4}}(?:{_PART})")

_LONGEST_RUN = 160  # code points; no byline names that many people
_SHORT, _USUAL, _LONGEST = 2, 3, 4  # characters of a Han name
_LONGEST_DOTTED = 16  # characters of one where no role stands
_LONGEST_WORD = 10  # of a name of parts
_IMPOSSIBLE = -1e9
_LENGTH = {_SHORT: log(0.15), _USUAL: log(0.85)}
_COMPOUND = -7.5  # as a surname; so is a known part
_DOUBLE = -5.0
_WORDY = -4.0  # opens with a word
_UNKNOWN = -14.0  # a short word that nothing shows to be a name
_RUN_TOGETHER = -1.5  # the printer left no space
_PADDED = -0.5
_STRANGER = -16.0  # as a surname, where a name has to be
_WORDS = NOT_NAMES | HEADINGS
_NUMERALS = frozenset("一二三四五六七八九十")
_FOLLOWS = frozenset("及与从在让就也是因将又并只")  # a name in a sentence
_GIVEN, _GIVEN_SURNAME, _GIVEN_SELDOM = log(1 / 300), log(1 / 20000), -11.0
_SURNAME = {char: -2.6 - 0.02 * rank for rank, char in reversed(list(enumerate(COMMON)))}
_SURNAME = {**dict.fromkeys((*SIGNED, *RARE), -9.5), **_SURNAME}
_DOUBLES = COMPOUND | {surname for surname in SIGNED if len(surname) > 1}
_EVERYONE = frozenset(COMMON[:36]) - frozenset("高林")


def _given(chars: str) -> float:
    if not NEVER_GIVEN.isdisjoint(chars):
        return _IMPOSSIBLE
    return sum(
        _GIVEN_SELDOM if char in SELDOM_GIVEN else (_GIVEN_SURNAME if char in _EVERYONE else _GIVEN)
        for char in chars
    )


def _is_word(name: str) -> bool:
    """Return whether a word that begins with no surname is more likely a word of a sentence."""
    seldom = name[0] in NOT_GIVEN or (len(name) > _USUAL and not NOT_GIVEN.isdisjoint(name))
    if seldom or name[-1] in NOT_LAST:
        return True
    halves = (name, name[:2], name[-2:])
    return any(half in NOT_NAMES or half in HEADINGS for half in halves)


@functools.lru_cache(1 << 13)
def _likelihood(name: str, *, sure: bool) -> float:
    """Return the log likelihood that a Han word is one name; `_IMPOSSIBLE` or so if it is none."""
    if name in HEADINGS:
        return _IMPOSSIBLE
    if len(name) == _SHORT and name in NOT_NAMES:
        return _UNKNOWN + _given(name) if sure and name[0] in COMMON else _IMPOSSIBLE
    if len(name) > _SHORT and name[:2] in _DOUBLES:
        return _COMPOUND + _given(name[2:])
    if len(name) > _USUAL:
        both = name[0] in COMMON and name[1] in COMMON and name[:2] not in NOT_NAMES
        first, second = _SURNAME.get(name[0], 0.0), _SURNAME.get(name[1], 0.0)
        return first + second + _DOUBLE + _given(name[2:]) if both else _IMPOSSIBLE
    surname = _SURNAME.get(name[0], _IMPOSSIBLE)
    if surname == _IMPOSSIBLE and sure and not _is_word(name):
        surname = _STRANGER
    if name[:2] in NOT_NAMES and name[-1] in NOT_LAST:
        return _IMPOSSIBLE  # 宣传部
    unlikely = _WORDY if name[:2] in NOT_NAMES else 0.0
    return surname + unlikely + _given(name[1:]) + _LENGTH[len(name)]


def _whole_word(word: str, *, sure: bool) -> float:
    """Return the log likelihood that a word between spaces is one name without a surname."""
    if word[0] == "本":
        return _IMPOSSIBLE
    if _MINORITY.fullmatch(word):
        return _COMPOUND
    if sure and len(word) <= _LONGEST and not _is_word(word):
        return _UNKNOWN + _given(word)
    return _IMPOSSIBLE


def _cut(words: list[tuple[int, str]], *, sure: bool) -> Iterator[Span] | None:
    """Return the names in Han words (offset, word), cut the likeliest way, or None."""
    chars = [
        (at + i, char, number)
        for number, (at, word) in enumerate(words)
        for i, char in enumerate(word)
    ]
    single = [len(word) == 1 or word in _DOUBLES for _, word in words]
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
            # 平 in 李和平 opens no name of its own, 与 after one is a word.
            opened = first in opens or not (name[0] in RARE or name[1:] in _WORDS)
            if not sure and not (opened and name[-1] not in _FOLLOWS):
                score = _IMPOSSIBLE
            if numbers[0] == numbers[-1] and first in opens and last in closes:
                score = max(score, _whole_word(name, sure=sure))
            score += _PADDED * (numbers[-1] - numbers[0])
            score += 0.0 if first in opens else _RUN_TOGETHER
            if best[start][0] + score > best[end][0]:
                best[end] = (best[start][0] + score, start)
    if best[-1][0] <= _IMPOSSIBLE / 2:
        return None
    spans: list[Span] = []
    strangers = 0  # in a run of names without spaces; two are a phrase rather
    end = len(chars)
    while end:
        start = best[end][1]
        span = Span(chars[start][0], chars[end - 1][0] + 1)
        whole = span.start in opens and span.end in closes
        strangers += not whole and not _is_known("".join(char for _, char, _ in chars[start:end]))
        spans.append(span)
        end = start
    return reversed(spans) if strangers <= 1 else None


def _is_dotted_name(word: str) -> bool:
    parts = re.split(" ?· ?", word)
    sentence = word[0] in NOT_GIVEN or word[0] in _NUMERALS or not NEVER_GIVEN.isdisjoint(word)
    return not sentence and not any(map(_NO_PERSON.fullmatch, parts))


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
        if piece["dotted"] and not _is_dotted_name(piece[0]):
            return ()
        if piece["dotted"] or (piece["latin"] and sure):
            spans.append(Span(*piece.span()))
        elif piece["latin"]:
            return ()
    return () if run[at:].strip(" ") else tuple(spans)


def opens_name(run: str) -> bool:
    """Return whether a run begins with a known surname, and not with a word."""
    return run[:2] in _DOUBLES or (run[:1] in _SURNAME and run[:2] not in NOT_NAMES)


def split(run: str, *, sure: bool = False, bare: bool = False) -> tuple[Span, ...]:
    """Return the names that a run consists of, in order; none where it holds anything else.

    ``run`` is plain text with no separators but spaces; spans may hold padding. ``sure`` says that
    the byline round it leaves no doubt that names stand here, so that unknown surnames pass;
    ``bare`` that no role shows it to be a byline.
    """
    if len(run) > _LONGEST_RUN or (bare and _is_no_person(run)):
        return ()
    if sure and not bare and _LETTER.fullmatch(run) and run not in NOT_GIVEN:
        return (Span(0, 1),)
    spans = _joined(run, sure=sure)
    return () if bare and _is_doubtful(run, spans) else spans


def _joined(run: str, *, sure: bool) -> tuple[Span, ...]:
    for conjunction in _CONJUNCTION.finditer(run):
        first = _names(run[: conjunction.start()], sure=sure)
        second = _names(run[conjunction.end() :], sure=sure) if first else ()
        if second:
            shift = conjunction.end()
            return first + tuple(Span(a + shift, b + shift) for a, b in second)
    return _names(run, sure=sure)


def _is_doubtful(run: str, spans: tuple[Span, ...]) -> bool:
    """Return whether names without a role are as likely words: 申元万国, 专家观点."""
    names = [run[start:end] for start, end in spans]
    parted = " " in run.strip(" ")
    if len(names) > 1 and not parted and all(len(name) == _SHORT for name in names):
        return True
    strangers = [name for name in names if not _is_known(name)]
    if any("·" in name and len(name) > _LONGEST_DOTTED for name in names):
        return True
    long = any(_is_long(name.replace(" ", "")) for name in names)
    return long or (bool(strangers) and len(names) > 1 and not parted)


def _is_long(name: str) -> bool:
    """Return whether a name has four characters but no double surname: 严肃处理."""
    double = name[:2] in _DOUBLES or (name[0] in COMMON and name[1] in COMMON)
    other = "·" in name or not _LETTER.match(name) or _MINORITY.fullmatch(name)
    return len(name) > _USUAL and not double and not other


def _is_known(name: str) -> bool:
    """Return whether a name opens with a known surname or is one of another tradition."""
    return opens_name(name) or "·" in name or _MINORITY.fullmatch(name) is not None


def _is_no_person(run: str) -> bool:
    """Return whether a run without a role names no person: firms, places, words of sentences."""
    return any(
        word[:2] in NOT_NAMES
        or word.removeprefix("于") in PLACES
        or word in COUNTIES
        or word in FIRMS
        or (len(word) > _USUAL and word[:2] in FIRMS)
        or _NO_PERSON.fullmatch(word)
        for word in run.split()
    )
