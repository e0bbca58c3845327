"""The table of buttons."""

from typing import get_args

from bot.handlers.buttons import ACTIONS
from bot.messages.keys import Key


def test_every_key_has_its_action() -> None:
    assert set(ACTIONS) == set(get_args(Key))
