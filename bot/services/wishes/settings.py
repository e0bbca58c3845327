"""Wishes about settings: when, how loud, how much, in which language."""

from collections.abc import Callable

from bot.services.wishes.cues import Parse
from bot.services.wishes.pace import clock, is_exact, pace_of
from bot.services.wishes.wish import ChangeSetting

_NIGHT = (22 * 60, 7 * 60)
_NOON = (12 * 60, 14 * 60)
_AFTER = 22 * 60
_TOLD = frozenset({"notify", "alert_word", "tell", "send", "digest", "alerts", "change"})
_LANGUAGES = (("hant", "zh-hant"), ("en", "en"), ("hans", "zh-hans"))


def setting_of(parse: Parse) -> ChangeSetting | None:
    """Return the change of a setting that a text without a subject wishes; None for none."""
    if parse.cues & {"how", "what", "manner", "unfollow", "maybe_follow"}:
        return None
    return next((change for read in _READ if (change := read(parse))), None)


def _quiet(parse: Parse) -> ChangeSetting | None:
    cues = parse.cues
    hours = hours_of(parse)
    if "quiet" in cues:
        if cues & {"cancel", "neg"}:
            return ChangeSetting("quiet off")
        plain = hours is not None or cues & {"change", "ask", "again", "have"}
        return ChangeSetting(quiet_words(hours or _NIGHT), sure=bool(plain))
    if hours is None:
        return None
    if cues & {"neg", "cancel", "enough", "rude", "silent"} and cues & (
        _TOLD | {"disturb", "receive", "enough", "rude", "sound", "silent"}
    ):
        return ChangeSetting(quiet_words(hours))
    if "night" in cues and cues & {"send", "tell", "notify"} and not parse.times:
        pace = cues & {"daily", "digest", "once_only", "weekly"} or parse.days
        return None if pace else ChangeSetting("quiet off", sure=False)
    return None


def hours_of(parse: Parse) -> tuple[int, int] | None:
    """Return the hours that are said: two times, one after which, or a part of the day."""
    match parse.times:
        case (start, end, *_) if start != end:
            return start, end
        case (start,):
            later = start if start >= 12 * 60 or start < 4 * 60 else _AFTER
            return (later, _NIGHT[1]) if later == start else (_AFTER, start)
    if "night" in parse.cues:
        return _NIGHT
    return _NOON if "noon" in parse.cues else None


def quiet_words(hours: tuple[int, int]) -> str:
    """Return hours, as minutes of the day, as /settings takes them."""
    return f"quiet {clock(hours[0])}-{clock(hours[1])}"


def _sound(parse: Parse) -> ChangeSetting | None:
    cues = parse.cues
    if "silent" in cues:
        off = cues & {"cancel", "neg"}
        return ChangeSetting("silent off" if off else "silent on")
    if "sound" not in cues:
        return None
    if cues & {"neg", "cancel"}:
        return ChangeSetting("silent on")
    on = cues & {"again", "ask", "have", "change", "alert_word", "notify", "future"}
    return ChangeSetting("silent off") if on else None


def _votes(parse: Parse) -> ChangeSetting | None:
    cues = parse.cues
    if "votes" not in cues:
        return None
    if cues & {"neg", "cancel"}:
        return ChangeSetting("votes off")
    return ChangeSetting("votes on") if cues & {"again", "show", "ask"} else None


def _amount(parse: Parse) -> ChangeSetting | None:
    cues = parse.cues
    lasting = cues & {"future", "alert_word", "alerts", "notify", "change"}
    if "neg" in cues:
        if {"headlines", "passage"} <= cues:
            return ChangeSetting("text passage")
        shorter = "full_text" in cues and cues & {"send", "tell"}
        return ChangeSetting("text headlines") if shorter else None
    if "headlines" in cues and cues & {*_TOLD, "only", "receive", "see", "ask"}:
        return ChangeSetting("text headlines", sure=bool("only" in cues or lasting))
    longer = "more_text" in cues and cues & {"send", "alert_word", "alerts", "notify", "future"}
    if longer or ("full_text" in cues and cues & _TOLD and lasting):
        return ChangeSetting("text passages")
    if "passage" in cues and ("send" in cues or lasting):
        return ChangeSetting("text passage")
    return None


def _language(parse: Parse) -> ChangeSetting | None:
    cues = parse.cues
    said = [language for cue, language in _LANGUAGES if cue in cues]
    if not said or "neg" in cues:
        return None
    plain = cues & {"change", "speak", "ask", "tell", "send"}
    return ChangeSetting(f"language {said[0]}", sure=bool(plain))


def _pace(parse: Parse) -> ChangeSetting | None:
    cues = parse.cues
    words = pace_of(parse)
    if {"neg", "digest"} <= cues and "future" in cues:
        return ChangeSetting("once")
    if words is None:
        return None
    if "neg" in cues and "digest" not in cues and "disturb" not in cues:
        return _not_so_often(words)
    told = cues & {*_TOLD, "receive", "see", "follow", "once_only"}
    if words == "once":
        return ChangeSetting("once") if told else None
    often = (
        cues & {"daily", "weekly", "once_only"}
        or parse.days
        or cues & {"about_daily", "about_weekly"}
    )
    if not told and ("news" in cues or not often):
        return None
    exact = is_exact(parse)
    return ChangeSetting(words, sure=exact, nearest=not exact)


def _not_so_often(words: str) -> ChangeSetting:
    """Return the pace that is nearest to fewer: 别每天发."""
    return ChangeSetting("daily" if words == "once" else "weekly", sure=False, nearest=True)


_READ: tuple[Callable[[Parse], ChangeSetting | None], ...] = (
    _quiet,
    _sound,
    _votes,
    _amount,
    _language,
    _pace,
)
