"""Settings in words: what /settings reads, and what its buttons send.

``立即``/``once``, ``每天 8:00``/``daily 8:00``, ``每周一 8:00``/``weekly 1 8:00``, ``8:00``/``at
8:00`` (of digests), ``day 1``, ``安静 22:00-7:00``/``quiet 22:00-7:00`` or ``关``/``off``,
``时区 Asia/Shanghai``/``zone …``, ``无声 开``/``silent on``, ``文字 标题|一段|全部``/``text
headlines|passage|passages``, ``语言 简体|繁体|English|自动``/``language zh-hans|zh-hant|en|own``,
``提问 所有人|管理员|私聊``/``ask everyone|admins|private``, ``评价 开``/``votes on``; in
traditional characters too. Days count from Monday, 1. Times may be as they are said (早上八点,
晚上九点半), and so may the whole, where it is a plain wish (``bot.services.wishes``): 晚上不要打扰.
"""

import re
import unicodedata
from collections.abc import Callable
from dataclasses import replace
from functools import lru_cache
from operator import attrgetter
from zoneinfo import ZoneInfo, available_timezones

from bot.model import Amount, Asking, ChatSettings, Pace, Quiet
from bot.services.spoken_times import in_digits
from bot.services.wishes import ChangeSetting, wish_of
from retrieval.analysis import simplified

_TIME = r"(?:([01]?[0-9]|2[0-3])(?:[:.时点]([0-5][0-9])?分?))"
_ON, _OFF = ("开", "on"), ("关", "off")
_WEEKDAYS = "一二三四五六日"
_AMOUNTS = {
    **dict.fromkeys(("标题", "headlines"), Amount.HEADLINES),
    **dict.fromkeys(("一段", "passage"), Amount.PASSAGE),
    **dict.fromkeys(("全部", "passages"), Amount.PASSAGES),
}
_LANGUAGES = {
    **dict.fromkeys(("简体", "简体中文", "中文", "zh-hans", "zh"), "zh-hans"),
    **dict.fromkeys(("繁体", "繁体中文", "zh-hant"), "zh-hant"),
    **dict.fromkeys(("英文", "english", "en"), "en"),
    **dict.fromkeys(("自动", "own"), None),
}
_ASKING = {
    **dict.fromkeys(("所有人", "大家", "everyone", "关", "off"), Asking.EVERYONE),
    **dict.fromkeys(("管理员", "admins", "开", "on"), Asking.ADMINS),
    **dict.fromkeys(("私聊", "private"), Asking.PRIVATE),
}
_PLACES = {"北京": "Asia/Shanghai", "北京时间": "Asia/Shanghai"}


def settings_from_words(settings: ChatSettings, words: str) -> ChatSettings | None:
    """Return the settings with one change that ``words`` ask for; None if they can't be read."""
    said = " ".join(simplified(unicodedata.normalize("NFKC", words)).split())
    for spelled in dict.fromkeys((said, in_digits(said))):
        for pattern, read in _PATTERNS:
            if match := pattern.fullmatch(spelled):
                return read(settings, match)
    wish = wish_of(words)
    if isinstance(wish, ChangeSetting) and wish.sure:
        return settings_from_words(settings, wish.words)
    return None


def words_back(former: ChatSettings, now: ChatSettings) -> str | None:
    """Return the words, in ASCII, that make ``former`` of ``now`` again, which one change made.

    None where there is no difference.
    """
    time = f"{former.digest_at // 60}:{former.digest_at % 60:02d}"
    pace = {
        Pace.AT_ONCE: "once",
        Pace.DAILY: f"daily {time}",
        Pace.WEEKLY: f"weekly {former.digest_day + 1} {time}",
    }
    hours = former.quiet and "-".join(
        f"{minute // 60}:{minute % 60:02d}" for minute in (former.quiet.start, former.quiet.end)
    )
    said = (
        (attrgetter("pace", "digest_at", "digest_day"), pace[former.pace]),
        (attrgetter("quiet"), f"quiet {hours or 'off'}"),
        (attrgetter("timezone"), f"zone {former.timezone.key}"),
        (attrgetter("silent"), f"silent {'on' if former.silent else 'off'}"),
        (attrgetter("amount"), f"text {former.amount.value}"),
        (attrgetter("language"), f"language {former.language or 'own'}"),
        (attrgetter("asking"), f"ask {former.asking.value}"),
        (attrgetter("votes"), f"votes {'on' if former.votes else 'off'}"),
    )
    return next((words for part, words in said if part(former) != part(now)), None)


def _at_once(settings: ChatSettings, _: re.Match[str]) -> ChatSettings:
    return replace(settings, pace=Pace.AT_ONCE)


def _daily(settings: ChatSettings, match: re.Match[str]) -> ChatSettings:
    return replace(settings, pace=Pace.DAILY, digest_at=_minute(match[1], match[2], settings))


def _weekly(settings: ChatSettings, match: re.Match[str]) -> ChatSettings:
    return replace(
        settings,
        pace=Pace.WEEKLY,
        digest_day=_weekday(match[1]) if match[1] else settings.digest_day,
        digest_at=_minute(match[2], match[3], settings),
    )


def _at(settings: ChatSettings, match: re.Match[str]) -> ChatSettings:
    return replace(settings, digest_at=_minute(match[1], match[2], settings))


def _time(settings: ChatSettings, match: re.Match[str]) -> ChatSettings:
    pace = Pace.DAILY if settings.pace is Pace.AT_ONCE else settings.pace
    return replace(_at(settings, match), pace=pace)


def _day(settings: ChatSettings, match: re.Match[str]) -> ChatSettings:
    return replace(settings, digest_day=_weekday(match[1]))


def _quiet(settings: ChatSettings, match: re.Match[str]) -> ChatSettings | None:
    if match[1].lower() in _OFF:
        return replace(settings, quiet=None)
    start, end = _minute(match[2], match[3], settings), _minute(match[4], match[5], settings)
    return None if start == end else replace(settings, quiet=Quiet(start, end))


def _zone(settings: ChatSettings, match: re.Match[str]) -> ChatSettings | None:
    name = _zones().get(_PLACES.get(match[1], match[1]).casefold())
    return None if name is None else replace(settings, timezone=ZoneInfo(name))


def _silent(settings: ChatSettings, match: re.Match[str]) -> ChatSettings:
    return replace(settings, silent=match[1].lower() in _ON)


def _amount(settings: ChatSettings, match: re.Match[str]) -> ChatSettings:
    return replace(settings, amount=_AMOUNTS[match[1].lower()])


def _language(settings: ChatSettings, match: re.Match[str]) -> ChatSettings:
    return replace(settings, language=_LANGUAGES[match[1].lower()])


def _asking(settings: ChatSettings, match: re.Match[str]) -> ChatSettings:
    return replace(settings, asking=_ASKING[match[1].lower()])


def _votes(settings: ChatSettings, match: re.Match[str]) -> ChatSettings:
    return replace(settings, votes=match[1].lower() in _ON)


def _minute(hour: str | None, minute: str | None, settings: ChatSettings) -> int:
    return settings.digest_at if hour is None else int(hour) * 60 + int(minute or 0)


def _weekday(day: str) -> int:
    return int(day) - 1 if day.isdecimal() else _WEEKDAYS.index(day.replace("天", "日"))


@lru_cache(maxsize=1)
def _zones() -> dict[str, str]:
    return {name.casefold(): name for name in available_timezones()}


_PATTERNS: tuple[tuple[re.Pattern[str], Callable[..., ChatSettings | None]], ...] = tuple(
    (re.compile(pattern, re.IGNORECASE), read)
    for pattern, read in (
        (r"立即|马上|(?:at )?once", _at_once),
        (rf"(?:每天|每日|daily)(?: ?{_TIME})?", _daily),
        (rf"(?:每周|每星期|weekly) ?([一二三四五六日天1-7])?(?: ?{_TIME})?", _weekly),
        (rf"at {_TIME}", _at),
        (_TIME, _time),
        (r"day ([1-7])", _day),
        (rf"(?:安静|免打扰|quiet) ?(关|off|{_TIME} ?[-到~—] ?{_TIME})", _quiet),
        (r"(?:时区|(?:time ?)?zone) ?(\S+)", _zone),
        (r"(?:无声|silent) ?(开|关|on|off)", _silent),
        (rf"(?:文字|text) ?({'|'.join(sorted(_AMOUNTS, reverse=True))})", _amount),
        (r"(?:评价|votes) ?(开|关|on|off)", _votes),
        (rf"(?:语言|language) ?({'|'.join(sorted(_LANGUAGES, reverse=True))})", _language),
        (rf"(?:提问|ask) ?({'|'.join(sorted(_ASKING, reverse=True))})", _asking),
    )
)
