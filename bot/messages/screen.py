"""A message as it is to be shown: its HTML and the buttons under it."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TypeAlias

from bot.messages.keys import Key
from bot.messages.labels import fit
from bot.messages.markup import Markup

MOST_COPIED = 256
"""Characters that a button may copy, or write behind the bot's name."""
_ROW = 5


@dataclass(frozen=True, slots=True)
class Share:
    """Choose a chat, and type these words behind the bot's name there, up to `MOST_COPIED`."""

    words: str


@dataclass(frozen=True, slots=True)
class CopyText:
    """Copy a text of up to `MOST_COPIED` characters."""

    text: str


ByTelegram: TypeAlias = Share | CopyText
"""What Telegram itself does when a button is tapped; nothing comes back."""


@dataclass(frozen=True, slots=True)
class Button:
    """What stands on a button, and the key that comes back when it is tapped, if one does."""

    label: str
    key: Key | ByTelegram


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: ``text`` within Telegram's limits, and rows of buttons, none of them empty."""

    text: Markup
    rows: tuple[tuple[Button, ...], ...] = ()


def button(label: str, key: Key | ByTelegram) -> Button:
    """Return a button with its label cut to what a telephone shows."""
    return Button(fit(label), key)


def rows_of(buttons: Iterable[Button]) -> tuple[tuple[Button, ...], ...]:
    """Return short buttons in rows of five."""
    every = tuple(buttons)
    return tuple(every[at : at + _ROW] for at in range(0, len(every), _ROW))
