"""Times of the day as people say them: 早上八点, 晚上九点半, 8点, 20:30, 8 pm, 7 in the evening.

A part of the day makes twelve hours into twenty-four: 下午三点 is 15:00, 晚上十二点 midnight.
Without one, the hour is as it is said.
"""

import re
from collections.abc import Sequence

_HAN = "零一二三四五六七八九"
_HOUR = (
    r"(?P<hour>[01]?[0-9]|2[0-4]|二十[一二三四]?|十[一二三四五六七八九]?|[零一二两三四五六七八九])"
)
_MINUTE = (
    r"(?P<minute>[0-5]?[0-9]|[二三四五]?十[一二三四五六七八九]?|零[一二三四五六七八九]|[一二三四五六七八九])分|"
    r"(?P<bare>[0-5][0-9]|[二三四五]十五?|十五)(?![0-9个])|(?P<half>半)|(?P<quarter>[一三])刻"
)
_PARTS = {
    "night": "凌晨|半夜|深夜|夜里|夜间|夜晚|午夜",
    "morning": "大清早|清早|大早上|一大早|一早|清晨|早晨|早上|早间|上午|早",
    "noon": "中午|正午|午间",
    "evening": "下午|午后|傍晚|黄昏|晚上|晚间|晚",
}
_PART = "|".join(f"(?P<{name}>{words})" for name, words in _PARTS.items())
_CHINESE = (
    rf"(?:(?:{_PART})的? ?)?{_HOUR} ?"
    rf"(?:(?:点钟?|时)(?:{_MINUTE})?整?|[:.](?P<digits>[0-5][0-9]))"
)
_ENGLISH = (
    r"(?P<clock>[01]?[0-9])(?:[:.](?P<past>[0-5][0-9]))? ?"
    r"(?:(?P<am>a\.?m\b\.?|(?:o'?clock )?in the morning)|"
    r"(?P<pm>p\.?m\b\.?|(?:o'?clock )?(?:in the (?:evening|afternoon)|at night))|o'?clock)"
)
TIME = re.compile(rf"(?<![0-9:.])(?:{_ENGLISH}|{_CHINESE})(?![0-9])")
"""A time in a text of simplified characters and small letters."""
_DAY, _NOON = 24, 12  # hours


def minute_of(found: re.Match[str]) -> int | None:
    """Return the minute of the day that a match of `TIME` says; None where there is no such."""
    hour = _read(found["hour"] or found["clock"])
    minute = next(
        (_read(found[name]) for name in ("minute", "bare", "digits", "past") if found[name]), 0
    )
    if found["half"]:
        minute = 30
    elif found["quarter"]:
        minute = 15 * _read(found["quarter"])
    if found["pm"] or found["evening"]:
        hour = _late(hour, night=found["evening"] is not None and "晚" in found["evening"])
    elif found["noon"]:
        hour = hour + _NOON if hour <= 3 else hour  # noqa: PLR2004 (中午两点)
    elif found["night"]:
        hour = hour + _NOON if 6 <= hour < _NOON else hour % _NOON if hour == _NOON else hour  # noqa: PLR2004 (夜里十点)
    elif found["am"]:
        hour %= _NOON
    minute += 60 * (hour % _DAY)
    return minute if minute < 60 * _DAY else None


def is_vague(found: re.Match[str]) -> bool:
    """Return whether a match of `TIME` may be of either half of the day: 两点, but not 14点."""
    told = any(found[name] for name in (*_PARTS, "am", "pm", "digits"))
    return not told and _read(found["hour"] or found["clock"]) <= _NOON


def in_order(times: Sequence[tuple[int, bool]]) -> tuple[int, ...]:
    """Return the minutes of times that follow each other; a vague one is in the half that fits.

    中午十二点到两点 ends at 14:00, 晚上八点到十点 at 22:00, 晚上十点到七点 at 7:00.
    """
    minutes: list[int] = []
    for minute, vague in times:
        later = minute + 60 * _NOON
        after = vague and minutes and minute < minutes[-1] < later < 60 * _DAY
        minutes.append(later if after else minute)
    return tuple(minutes)


def in_digits(text: str) -> str:
    """Return a text with its times written in digits: 每天早上八点 is 每天 08:00."""

    def written(found: re.Match[str]) -> str:
        minute = minute_of(found)
        return found[0] if minute is None else f" {minute // 60:02d}:{minute % 60:02d} "

    return " ".join(TIME.sub(written, text).split())


def _late(hour: int, *, night: bool) -> int:
    if hour == _NOON:
        return 0 if night else _NOON
    if night and hour < 5:  # noqa: PLR2004 (晚上两点 is after midnight)
        return hour
    return hour + _NOON if hour < _NOON else hour


def _read(written: str) -> int:
    """Return a number up to 59, in digits or in characters."""
    if written.isdecimal() and written.isascii():
        return int(written)
    tens, ten, ones = written.replace("两", "二").rpartition("十")
    high = (_HAN.index(tens) if tens else 1) if ten else 0
    ones = ones.removeprefix("零") or "零"
    return 10 * high + _HAN.index(ones)
