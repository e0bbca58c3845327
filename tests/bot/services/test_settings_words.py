"""Settings in words, typed or from a button."""

from dataclasses import replace
from typing import Any
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.model import Amount, Asking, ChatSettings, Pace, Quiet
from bot.services.settings_words import settings_from_words

NOW = ChatSettings(
    ZoneInfo("Asia/Tokyo"), Pace.WEEKLY, 600, 3, Quiet(1, 2), True, Amount.HEADLINES, "en"
)


@pytest.mark.parametrize(
    ("words", "change"),
    [
        ("立即", {"pace": Pace.AT_ONCE}),
        ("once", {"pace": Pace.AT_ONCE}),
        ("每天", {"pace": Pace.DAILY}),
        ("每天 8:05", {"pace": Pace.DAILY, "digest_at": 485}),
        ("每天８：０５", {"pace": Pace.DAILY, "digest_at": 485}),
        ("每天 18点", {"pace": Pace.DAILY, "digest_at": 1080}),
        ("Daily 18:30", {"pace": Pace.DAILY, "digest_at": 1110}),
        ("每周", {}),
        ("每周一", {"digest_day": 0}),
        ("每周日 7:00", {"digest_day": 6, "digest_at": 420}),
        ("每周天", {"digest_day": 6}),
        ("weekly 5 20:00", {"digest_day": 4, "digest_at": 1200}),
        ("at 00:00", {"digest_at": 0}),
        ("day 7", {"digest_day": 6}),
        ("安静 22:00-7:00", {"quiet": Quiet(1320, 420)}),
        ("安静 22:00 到 7点30分", {"quiet": Quiet(1320, 450)}),
        ("quiet 12:30-13:30", {"quiet": Quiet(750, 810)}),
        ("安静 关", {"quiet": None}),
        ("quiet OFF", {"quiet": None}),
        ("时区 Asia/Shanghai", {"timezone": ZoneInfo("Asia/Shanghai")}),
        ("时区 北京", {"timezone": ZoneInfo("Asia/Shanghai")}),
        ("zone europe/london", {"timezone": ZoneInfo("Europe/London")}),
        ("无声 关", {"silent": False}),
        ("silent on", {"silent": True}),
        ("文字 一段", {"amount": Amount.PASSAGE}),
        ("text passages", {"amount": Amount.PASSAGES}),
        ("文字 标题", {"amount": Amount.HEADLINES}),
        ("语言 中文", {"language": "zh-hans"}),
        ("語言 繁體", {"language": "zh-hant"}),
        ("語言 繁體中文", {"language": "zh-hant"}),
        ("language zh-hant", {"language": "zh-hant"}),
        ("提问 管理员", {"asking": Asking.ADMINS}),
        ("提問 管理員", {"asking": Asking.ADMINS}),
        ("ask private", {"asking": Asking.PRIVATE}),
        ("ask off", {"asking": Asking.EVERYONE}),
        ("语言 English", {"language": "en"}),
        ("language own", {"language": None}),
        ("每天早上八点", {"pace": Pace.DAILY, "digest_at": 480}),
        ("每晚九点半", {"pace": Pace.DAILY, "digest_at": 1290}),
        ("晚上九点半", {"digest_at": 1290}),
        ("每周一早上九点半", {"digest_day": 0, "digest_at": 570}),
        ("安静 夜里十点到早上七点", {"quiet": Quiet(1320, 420)}),
        ("晚上不要打扰", {"quiet": Quiet(1320, 420)}),
        ("用英文", {"language": "en"}),
    ],
)
def test_one_thing_is_as_wished_and_the_rest_as_it_was(words: str, change: dict[str, Any]) -> None:
    assert settings_from_words(NOW, words) == replace(NOW, **change)


@pytest.mark.parametrize(
    "words",
    [
        *("", "随便", "每天 25:00", "每天 8:60", "day 8", "at", "安静", "安静 7:00-7:00"),
        *("时区", "时区 Mars/Base", "时区 ../../etc/passwd", "文字 很多", "语言 法文", "周一三五"),
    ],
)
def test_what_can_not_be_read_is_none(words: str) -> None:
    assert settings_from_words(NOW, words) is None


@given(st.text())
def test_no_words_are_too_odd(words: str) -> None:
    settings_from_words(NOW, words)


@given(st.integers(0, 23), st.integers(0, 59), st.integers(1, 7))
def test_every_moment_of_the_week_can_be_wished(hour: int, minute: int, day: int) -> None:
    got = settings_from_words(NOW, f"weekly {day} {hour:02d}:{minute:02d}")
    assert got is not None
    assert (got.pace, got.digest_day, got.digest_at) == (Pace.WEEKLY, day - 1, hour * 60 + minute)
