"""What a text wishes: what the grammar reads, weighed against how likely it was learnt to be.

The grammar is sure of the words that it lists. What it does not know is learnt (see `likely`): a
likely wish is offered with one button that does it; an opt-out that is next to certain is done.
What the grammar only guesses is a question where it is put as one.
"""

import re
from collections.abc import Mapping
from dataclasses import replace
from functools import lru_cache

from bot.services.wishes.guess import guessed
from bot.services.wishes.likely import likelihoods
from bot.services.wishes.reading import read_wish, said_here
from bot.services.wishes.wish import (
    StopAll,
    SubscribeTo,
    UnsubscribeFrom,
    Wish,
)

_LONGEST = 80  # characters; nobody wishes at length
_CERTAIN, _OPTED_OUT, _OFFERED, _ASKED, _ALL = 0.8, 0.45, 0.56, 0.8, 0.95
_DOUBTED = 0.35  # below it what the grammar takes for an opt-out is offered, not done
_NEGATED = ("别", "不用", "不必", "不要", "別")
"""What opens words that say how to be told (别等，马上发), and are no subject."""
_GO_ON = re.compile(
    "[别別](?:光|只|仅|僅|停|断|斷|忘|漏|错过|錯過)|(?:不要|不能|别再|別再)(?:停|断|斷|忘|漏)"
)
"""Negations that want more, or no end, and not less."""
_STOP, _LESS, _ASK, _CHAT = "stop", "unsubscribe", "ask", "chat"
_OF_SUBJECTS = frozenset({"subscribe", _STOP, _LESS, _ASK, "chat", "office"})


@lru_cache(maxsize=256)
def wish_of(text: str) -> Wish | None:
    """Return what a text wishes of the bot; None where it asks something else, or nothing.

    A channel that it is about (``@name``, first or last) makes no difference. A command is none.
    """
    said = said_here(text)
    if not said or len(said) > _LONGEST:
        return None
    wish = read_wish(said)
    odds = likelihoods(said)
    kind = next(iter(odds), _ASK)
    if wish is None or (isinstance(wish, SubscribeTo) and wish.words.startswith(_NEGATED)):
        return _unknown(said, kind, odds)
    out = odds.get(_STOP, 0) + odds.get(_LESS, 0)
    if isinstance(wish, StopAll) and _GO_ON.search(said):
        return replace(wish, sure=False, likely=True)
    if isinstance(wish, StopAll) and kind != _CHAT and out < _DOUBTED:
        likely = guessed(kind, said) if odds.get(kind, 0) >= _CERTAIN else None
        return likely or replace(wish, sure=False, likely=True)
    if isinstance(wish, (SubscribeTo, UnsubscribeFrom)) and wish.words:
        return _of_subject(wish, said, kind, odds)
    return None if not wish.sure and odds.get(_ASK, 0) >= _ASKED else wish


def opts_out(text: str) -> bool:
    """Return whether a text wishes plainly to be told less."""
    wish = wish_of(text)
    return isinstance(wish, (StopAll, UnsubscribeFrom)) and wish.sure


def _unknown(said: str, kind: str, odds: Mapping[str, float]) -> Wish | None:
    """Return what is likely wished in words that the grammar does not know."""
    out = odds.get(_STOP, 0) + odds.get(_LESS, 0)
    if out >= _OPTED_OUT and max(odds.get(_ASK, 0), odds.get("chat", 0)) < out:
        if odds.get(_STOP, 0) < odds.get(_LESS, 0):
            return guessed(_LESS, said)
        return StopAll() if odds[_STOP] >= _CERTAIN else StopAll(sure=False, likely=True)
    return guessed(kind, said) if odds.get(kind, 0) >= _OFFERED else None


def _of_subject(
    wish: SubscribeTo | UnsubscribeFrom, said: str, kind: str, odds: Mapping[str, float]
) -> Wish | None:
    """Return a wish with a subject, unless that is rather words that the grammar does not know."""
    asked, out = odds.get(_ASK, 0), odds.get(_STOP, 0) + odds.get(_LESS, 0)
    if isinstance(wish, SubscribeTo) and kind == _STOP:
        return StopAll() if out >= _CERTAIN else StopAll(sure=False, likely=True)
    if isinstance(wish, UnsubscribeFrom) and odds.get(_STOP, 0) >= _ALL:
        return replace(wish, sure=False, likely=True)
    if wish.sure:
        return replace(wish, sure=asked < _ASKED)
    if kind not in _OF_SUBJECTS and odds[kind] >= _OFFERED:
        return guessed(kind, said) or wish
    if isinstance(wish, UnsubscribeFrom):
        return replace(wish, likely=out >= max(_OPTED_OUT, asked))
    return None if asked >= _ASKED else wish
