"""A chat's settings as a message."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.messages.settings import settings_screen
from bot.messages.settings_keys import Part
from bot.messages.texts import texts_for
from bot.model import Chat, ChatKind, ChatSettings

SETTINGS = ChatSettings(ZoneInfo("Asia/Shanghai"))


@pytest.mark.parametrize(
    ("silent", "value", "label"),
    [(False, "with sound", "Silent"), (True, "silent", "With sound")],
)
def test_the_sounds_button_has_a_capital_and_the_value_none(
    *, silent: bool, value: str, label: str
) -> None:
    chat = Chat(3, ChatKind.PRIVATE, "Lee", replace(SETTINGS, silent=silent))
    screen = settings_screen(chat, Part.ALL, texts_for("en").settings, "/settings")
    assert f": {value}\n" in screen.text.html
    assert label in [one.label for row in screen.rows for one in row]
