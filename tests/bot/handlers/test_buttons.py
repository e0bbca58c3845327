"""The table of buttons."""

from typing import get_args

from bot.handlers.buttons import ROWS
from bot.messages.keys import Key


def test_every_key_has_one_row() -> None:
    kinds = [row.key for row in ROWS]
    assert len(set(kinds)) == len(kinds)
    assert set(kinds) == set(get_args(Key))
