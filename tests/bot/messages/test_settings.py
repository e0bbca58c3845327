"""A chat's settings as a message."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.messages.settings import settings_screen
from bot.messages.settings_keys import Part
from bot.messages.texts import texts_for
from bot.model import Chat, ChatKind, ChatSettings, Pace, Quiet

SETTINGS = ChatSettings(ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(("silent", "line", "label"), [(False, "on", "off"), (True, "off", "on")])
def test_the_sounds_button_says_what_it_changes_it_to(
    *, silent: bool, line: str, label: str
) -> None:
    chat = Chat(3, ChatKind.PRIVATE, "Lee", replace(SETTINGS, silent=silent))
    screen = settings_screen(chat, Part.ALL, texts_for("en").settings, "/settings")
    assert f"Sound: {line}\n" in screen.text.html
    assert f"Sound: {label}" in [one.label for row in screen.rows for one in row]


@pytest.mark.parametrize(
    ("pace", "at", "quiet", "said"),
    [
        (Pace.DAILY, "23:00", ("22:00", "07:00"), "23:00 在安静时段里，所以汇总等到第二天 07:00"),
        (Pace.WEEKLY, "06:30", ("22:00", "07:00"), "06:30 在安静时段里，所以汇总等到 07:00"),
        (Pace.DAILY, "12:00", ("12:00", "14:00"), "12:00 在安静时段里，所以汇总等到 14:00"),
        (Pace.DAILY, "07:00", ("22:00", "07:00"), None),
        (Pace.DAILY, "14:00", ("12:00", "14:00"), None),
        (Pace.AT_ONCE, "23:00", ("22:00", "07:00"), None),
        (Pace.DAILY, "23:00", None, None),
    ],
)
@pytest.mark.parametrize("part", [Part.ALL, Part.PACE, Part.QUIET])
def test_a_digest_in_quiet_hours_says_when_it_will_come(
    part: Part, pace: Pace, at: str, quiet: tuple[str, str] | None, said: str | None
) -> None:
    hours = Quiet(minute(quiet[0]), minute(quiet[1])) if quiet else None
    how = replace(SETTINGS, pace=pace, digest_at=minute(at), quiet=hours)
    chat = Chat(3, ChatKind.PRIVATE, "小李", how)
    shown = settings_screen(chat, part, texts_for("zh").settings, "/settings").text.html
    assert ("汇总等到" in shown) is (said is not None)
    assert (said or "") in shown


def minute(clock: str) -> int:
    hours, minutes = clock.split(":")
    return int(hours) * 60 + int(minutes)
