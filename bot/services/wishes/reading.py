"""Words to a wish: what its cues tell together.

A wish is made of cues all through, but for one stretch at most, its subject; so whatever says
anything beside what is wished is a question. Of questions' words only some wishes have any.
"""

import re
from collections.abc import Callable
from collections.abc import Set as AbstractSet
from dataclasses import replace

from bot.model.everything import EVERYTHING
from bot.services.wishes.cues import Parse, asks, parses
from bot.services.wishes.pace import pace_of
from bot.services.wishes.settings import setting_of
from bot.services.wishes.wish import (
    ChangeSetting,
    ForgetMe,
    ResumeAll,
    SeeHelp,
    SeePrivacy,
    SeeSettings,
    SeeSubscriptions,
    StopAll,
    SubscribeTo,
    UnsubscribeFrom,
    Wish,
)

_SHORTEST, _LONGEST_SUBJECT = 2, 40  # characters; 订阅号 is a thing
_SHORT, _NAMED = 6, 4
_TOLD = frozenset({"notify", "alert_word", "tell", "send", "digest"})
_FOLLOWED = frozenset({"follow", "watch", "maybe_follow", "book"})
_SENT = _TOLD | _FOLLOWED | {"receive", "see", "alerts", "disturb", "news"}
_LESS = frozenset({"neg", "cancel", "unfollow"})
_ENDED = _LESS | {"follow", "watch", "alerts", "alert_word"}
_ASKS = frozenset({"what", "how"})
_NAME = r"[@＠][A-Za-z][A-Za-z0-9_]{3,31}"
_CLAUSE = re.compile("[，。；！？;!?]|,(?= )|(?<=[^\\x00-\\x7f]),")
_LASTING = (SubscribeTo, UnsubscribeFrom, StopAll, ChangeSetting)
_REPORTER = re.compile("记者 ?([\u4e00-\u9fff]{2,3})")
_CHANNEL = re.compile(rf"^\s*{_NAME}\s+|\s+{_NAME}\s*$")


def said_here(text: str) -> str:
    """Return a text without the channel that it is about; empty for a command."""
    return "" if text.startswith("/") else _CHANNEL.sub("", text).strip()


def read_wish(said: str) -> Wish | None:
    """Return what a text wishes in words that are listed; None where it asks something else."""
    whole, last = _of_clause(said), _of_last(said)
    if whole is None or (not whole.sure and isinstance(last, ChangeSetting)):
        return last
    if isinstance(whole, UnsubscribeFrom) and isinstance(last, StopAll) and _is_reason(whole, said):
        return last
    return whole


def _of_clause(said: str) -> Wish | None:
    for parse in parses(said):
        wish = _of_subject(parse) if parse.subject else _without_subject(parse)
        if wish is not None:
            return wish
    return None


def _is_reason(whole: UnsubscribeFrom, said: str) -> bool:
    """Return whether what seems a subject is a clause before the wish: 老人家不会弄，别发了."""
    after = said.partition(whole.words)[2]
    return len(whole.words) > _NAMED and _CLAUSE.match(after) is not None


def _of_last(said: str) -> Wish | None:
    """Return what the last clauses wish plainly, after a reason: 老人家不会弄，别给我发了."""
    starts = [found.end() for found in _CLAUSE.finditer(said)]
    wishes = (_of_clause(said[at:]) for at in starts if not asks(said[:at]))
    return next((wish for wish in wishes if isinstance(wish, _LASTING) and wish.sure), None)


def _without_subject(parse: Parse) -> Wish | None:
    cues = parse.cues
    return (
        _of_records(cues)
        or _of_help(cues)
        or setting_of(parse)
        or _fewer(cues)
        or _more(cues)
        or _shown(cues)
    )


def _of_records(cues: AbstractSet[str]) -> Wish | None:
    if "forget_me" in cues or ({"records", "erase"} <= cues and not cues & _FOLLOWED):
        return ForgetMe()
    if {"records", "keep"} <= cues:
        return ForgetMe() if "neg" in cues else SeePrivacy()
    return None


def _of_help(cues: AbstractSet[str]) -> Wish | None:
    if cues & _FOLLOWED or "settings" in cues or "manner" in cues:
        return None
    if {"how", "use"} <= cues or ("help" in cues and not cues & _SENT):
        return SeeHelp()
    return None


def _fewer(cues: AbstractSet[str]) -> Wish | None:
    """Return opting out, of whatever kind; all that is nothing else is to stop all."""
    if "enough" in cues or ("all" in cues and cues & {"cancel", "unfollow", "neg"}):
        return StopAll()
    if "unfollow" in cues or ("cancel" in cues and cues & _FOLLOWED):
        return UnsubscribeFrom("") if cues & _ASKS else StopAll()
    if cues & _ASKS:
        return None
    sent = bool(cues & (_SENT - {"see"}))
    if "cancel" in cues and ("erase" not in cues or sent):
        return StopAll()
    fewer = "rude" in cues or ("neg" in cues and cues & _SENT)
    return StopAll(sure=sent and "neg" in cues) if fewer else None


def _more(cues: AbstractSet[str]) -> Wish | None:
    """Return a wish to be told, of all or of what is not said yet, or again."""
    if "neg" in cues or cues & {"what", "show", "settings", "manner"}:
        return None
    if "again" in cues and cues & (_TOLD | _FOLLOWED | {"alerts"}):
        return ResumeAll()
    if "how" in cues or ({"follow", "ask"} <= cues and not cues & {"all", "news"}):
        return SubscribeTo("") if "follow" in cues else None
    return _all_of_it(cues)


def _all_of_it(cues: AbstractSet[str]) -> Wish | None:
    """Return a wish to be told of all that is new."""
    mine = bool(cues & _TOLD and cues & {"future", "person", "ask"})
    told = mine or "notify" in cues or {"ask", "receive"} <= cues
    if cues & {"follow"} or told:
        if "all" in cues:
            return SubscribeTo(EVERYTHING)
        if "news" in cues and (cues & {"future", "have"} or "follow" in cues):
            return SubscribeTo(EVERYTHING, sure="future" in cues or "notify" in cues)
    return SubscribeTo(EVERYTHING, sure=False) if {"tell", "all", "news"} <= cues else None


def _shown(cues: AbstractSet[str]) -> Wish | None:
    if cues & {"neg", "cancel"}:
        return None
    changed = cues & {"how", "show", "open", "change"}
    how_sent = {"how", "change"} <= cues or "manner" in cues
    if changed and (cues & {"settings", "watch"} or (how_sent and cues & _SENT)):
        return SeeSettings()
    listed = "follow" in cues or ("person" in cues and cues & {"maybe_follow", "book"})
    if listed and (cues & {"what", "show"} or "person" in cues):
        return SeeSubscriptions()
    return None


def _of_subject(parse: Parse) -> Wish | None:
    cues, subject = parse.cues, parse.subject
    if cues & (_ASKS | {"use", "settings", "keep", "manner", "show"}) or _is_mixed(cues):
        return None
    if _CLAUSE.search(subject) or not _SHORTEST <= len(subject) <= _LONGEST_SUBJECT:
        return None
    if "by" in cues:
        subject = f"记者:{subject}"
    elif named := _REPORTER.fullmatch(subject):
        subject = f"记者:{named[1]}"
    if cues & _LESS or "rude" in cues:
        return _less_of(cues, subject)
    return _more_of(parse, cues, subject)


def _is_mixed(cues: AbstractSet[str]) -> bool:
    """Return whether cues that stop all, or ask, stand where a subject makes no sense."""
    stops = "enough" in cues and "unfollow" not in cues
    asks_so = "ma" in cues and "ask" not in cues
    return stops or asks_so or ("rude" in cues and not cues & _ENDED)


def _less_of(cues: AbstractSet[str], subject: str) -> Wish | None:
    """Return a wish to be told no more of a subject; sure if it is plainly of being told."""
    if "unfollow" in cues:
        return UnsubscribeFrom(subject)
    told = cues & (_TOLD | _FOLLOWED | {"receive", "see", "alerts"})
    if "cancel" in cues:
        return UnsubscribeFrom(subject, sure=bool(told & {"follow", "watch", "alerts"}))
    sure = bool(cues & {"person", "notify", "tell"})
    if told:
        return UnsubscribeFrom(subject, sure=sure)
    return UnsubscribeFrom(subject, sure=False) if "person" in cues else None


def _more_of(parse: Parse, cues: AbstractSet[str], subject: str) -> Wish | None:
    """Return a wish to be told of a subject, by all that speaks for it."""
    pace = pace_of(parse) or ""
    asked = cues & {"ask", "person", "future"}
    wished = SubscribeTo(subject, pace=pace)
    if "again" in cues and cues & (_TOLD | _FOLLOWED | {"alerts"}):
        return wished
    signs: tuple[Callable[[], object], ...] = (
        lambda: cues & {"follow", "watch", "notify"},
        lambda: "alert_word" in cues and (asked or pace),
        lambda: cues & {"tell", "send", "digest"} and ("future" in cues or pace),
        lambda: "tell" in cues and {"have", "news"} <= cues,
        lambda: {"ask", "receive", "news"} <= cues,
        lambda: {"by", "all"} <= cues and cues & {"tell", "send"},
        lambda: "call" in cues and "call" not in parse.opens,
        lambda: "book" in cues and "news" in cues,
        lambda: "maybe_follow" in cues and (asked or "news" in cues or _is_apart(parse)),
    )
    if any(sign() for sign in signs):
        at_a_time = parse.times and not cues & {"daily", "weekly"} and not parse.days
        return replace(wished, sure=False) if at_a_time else wished
    likely = "book" in cues and (asked or parse.apart)
    short = len(subject) <= _SHORT and "的" not in subject  # 关注留守儿童的活动 is a headline
    all_news = "tell" in cues and {"all", "news"} <= cues
    if likely or all_news or ("likely" in parse.opens and short):
        return replace(wished, sure=False)
    return None


def _is_apart(parse: Parse) -> bool:
    """Return whether the subject stands apart from the verb before it: 关注 樊惠林."""
    return parse.apart and "maybe_follow" in parse.opens and not parse.subject.isascii()
