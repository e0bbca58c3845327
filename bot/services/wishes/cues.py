"""A text cut into the words that wishes are made of, and the one stretch between that is none.

The words stand in ``words/cues.tsv``, each with what it tells (a **cue**, several if it is said of
several things); signs and spaces tell nothing. Times and days of the week are cues too.
"""

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, pairwise

from bot.services.spoken_times import TIME, in_order, is_vague, minute_of
from retrieval.analysis import cut_fast, simplified
from retrieval.word_list import table, words

LONGEST = 80  # characters; nobody wishes at length
_SIGN = re.compile(r"[^\w]|_")
_QUESTION = re.compile(
    "|".join(
        rf"\b{word}\b" if word.isascii() else word for word in words(__package__, "question_words")
    )
)
_ENGLISH_DAYS = ("mon", "tues", "wednes", "thurs", "fri", "satur", "sun")
_DAYS = "一二三四五六日天"
_WEEKDAY = re.compile(
    rf"(?:每|每个|每逢|逢)?(?:周|星期|礼拜)(?P<days>[{_DAYS}](?:[、，,和]?(?:周|星期|礼拜)?[{_DAYS}](?![点时]))*)"
    rf"|(?:every |each |on )?(?P<english>{'|'.join(_ENGLISH_DAYS)})days?\b"
)


@dataclass(frozen=True, slots=True)
class Token:
    """Characters ``[start, end)`` with what they tell; a time's minute, or days from Monday, 0.

    A time is ``vague`` if it may be of either half of the day.
    """

    start: int
    end: int
    cues: frozenset[str]
    minute: int | None = None
    vague: bool = False
    days: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Parse:
    """A text as cues around a ``subject``, which is empty where there is none.

    ``apart`` tells that a space or sign stands before the subject, ``opens`` what the last cue
    before it tells. It begins and ends where words do, or further into a longer one: 有机食品
    is no 有 and 机食品.
    """

    tokens: tuple[Token, ...]
    subject: str = ""
    apart: bool = False
    opens: frozenset[str] = frozenset()

    @property
    def cues(self) -> frozenset[str]:
        """All that the words around the subject tell."""
        return frozenset().union(*(token.cues for token in self.tokens))

    @property
    def times(self) -> tuple[int, ...]:
        """The times said, in order, as minutes of the day."""
        found = [(token.minute, token.vague) for token in self.tokens if token.minute is not None]
        return in_order(found)

    @property
    def days(self) -> tuple[int, ...]:
        """The days of the week said, in order, from Monday, 0."""
        return tuple(day for token in self.tokens for day in token.days)


def parses(text: str) -> Iterator[Parse]:
    """Yield the ways to take a text: without a subject, then with ever longer ones.

    There are none for a text that is too long.
    """
    if len(text) > LONGEST:
        return
    plain = plain_text(text)
    before, after = _prefixes(plain), _suffixes(plain)
    size = len(plain)
    if (whole := before[size]) is not None:
        yield Parse(whole)
    edges = _edges(plain)
    found = []
    for start, first in enumerate(before):
        if first is None or (first and "tail" in first[-1].cues):
            continue
        if start - edges[bisect_right(edges, start) - 1] == 1:
            continue
        for end in range(start + 1, size + 1):
            last = after[end]
            if (
                last is None
                or edges[bisect_left(edges, end)] - end == 1
                or _asked(plain, start, end)
            ):
                continue
            subject = _bare(text[start:end])
            apart = start > 0 and (_SIGN.match(plain[start - 1]) or _SIGN.match(plain[start]))
            opens = first[-1].cues if first else frozenset()
            if subject:
                found.append(Parse((*first, *last), subject, bool(apart), opens))
    yield from sorted(found, key=lambda one: len(one.subject))


def asks(text: str) -> bool:
    """Return whether a question's word stands in a text."""
    return _QUESTION.search(plain_text(text)) is not None


def cues_in(plain: str) -> tuple[str, ...]:
    """Return the cues that stand anywhere in a plain text, in order, the longest at each place."""
    return tuple(cue for token in _anywhere(plain) for cue in sorted(token.cues))


def loosely(text: str) -> Parse:
    """Return a text as the cues that stand anywhere in it, without a subject."""
    return Parse(_anywhere(plain_text(text)))


def unknown_words(text: str) -> str:
    """Return the longest stretch of a text that is no cues, from word to word; the first of two.

    One of Chinese is more than any of other letters: what is asked for is in the paper's words.
    """
    plain = plain_text(text)
    edges = [*_edges(plain), len(plain)]
    found, start = [], 0
    for at, end in pairwise(edges):
        if at == end or _prefixes(plain[at:end])[-1] is not None:
            found.append(_bare(text[start:at]))
            start = end
    return max(found, key=lambda one: (not one.isascii(), len(one)), default="")


def _asked(plain: str, start: int, end: int) -> bool:
    """Return whether a question's word stands in a part of a plain text, if only with an end."""
    return any(found.start() < end and start < found.end() for found in _QUESTION.finditer(plain))


def plain_text(text: str) -> str:
    """Return a text in half-width, small letters and simplified characters, one for one."""
    narrow = (unicodedata.normalize("NFKC", char) for char in text)
    kept = (
        one.lower() if len(one) == 1 and len(one.lower()) == 1 else char
        for char, one in zip(text, narrow, strict=True)
    )
    return simplified("".join(kept).replace("’", "'"))


def _bare(text: str) -> str:
    """Return a text without the signs and spaces at its ends."""
    signs = "".join(char for char in text if _SIGN.match(char) and char not in "-|")
    return text.strip(signs).strip()


def _anywhere(plain: str) -> tuple[Token, ...]:
    """Return the tokens anywhere in a plain text, in order, the longest at each place."""
    found: list[Token] = []
    at = 0
    while at < len(plain):
        token = max(_tokens(plain, at), key=lambda one: one.end, default=None)
        if token is not None:
            found.append(token)
        at = token.end if token else at + 1
    return tuple(found)


def _prefixes(plain: str) -> list[tuple[Token, ...] | None]:
    """Return for each position the fewest tokens that all before it is made of; None if it is not.

    Between tokens there may be signs.
    """
    best: list[tuple[Token, ...] | None] = [(), *[None] * len(plain)]
    for at in range(len(plain)):
        so_far = best[at]
        if so_far is None:
            continue
        if _SIGN.match(plain[at]) and _fewer(so_far, best[at + 1]):
            best[at + 1] = so_far
        for token in _tokens(plain, at):
            if _fewer((*so_far, token), best[token.end]):
                best[token.end] = (*so_far, token)
    return best


def _suffixes(plain: str) -> list[tuple[Token, ...] | None]:
    """Return for each position the fewest tokens that all from it on is made of; as `_prefixes`."""
    size = len(plain)
    best: list[tuple[Token, ...] | None] = [*[None] * size, ()]
    for at in range(size - 1, -1, -1):
        if _SIGN.match(plain[at]):
            best[at] = best[at + 1]
        for token in _tokens(plain, at):
            rest = best[token.end]
            if rest is not None and _fewer((token, *rest), best[at]):
                best[at] = (token, *rest)
    return best


def _fewer(one: tuple[Token, ...], other: tuple[Token, ...] | None) -> bool:
    return other is None or len(one) < len(other)


def _tokens(plain: str, at: int) -> Iterator[Token]:
    """Yield the cues that begin at a position."""
    if _is_letter(plain, at - 1) and _is_letter(plain, at):
        return
    known = _known()
    for end in range(at + 1, min(len(plain), at + _longest()) + 1):
        cues = known.get(plain[at:end])
        if cues is not None and not (_is_letter(plain, end - 1) and _is_letter(plain, end)):
            yield Token(at, end, cues)
    if (time := TIME.match(plain, at)) and (minute := minute_of(time)) is not None:
        yield Token(at, time.end(), frozenset({"time"}), minute, is_vague(time))
    if day := _WEEKDAY.match(plain, at):
        yield Token(at, day.end(), frozenset({"weekday"}), days=_days(day))


def _days(found: re.Match[str]) -> tuple[int, ...]:
    if found["english"]:
        return (_ENGLISH_DAYS.index(found["english"]),)
    return tuple(min(_DAYS.index(char), 6) for char in found["days"] if char in _DAYS)


def _is_letter(plain: str, at: int) -> bool:
    """Return whether a Latin letter or a digit stands at a position."""
    return 0 <= at < len(plain) and plain[at].isascii() and plain[at].isalnum()


def _edges(plain: str) -> Sequence[int]:
    """Return where words begin and end, in order."""
    return (0, *accumulate(map(len, cut_fast(plain))))


@lru_cache(maxsize=1)
def _known() -> Mapping[str, frozenset[str]]:
    known: dict[str, set[str]] = {}
    for said, cues in table(__package__, "cues", 2):
        for word in said:
            known.setdefault(word, set()).update(cues)
    return {word: frozenset(cues) - {"-"} for word, cues in known.items()}


@lru_cache(maxsize=1)
def _longest() -> int:
    return max(map(len, _known()))
