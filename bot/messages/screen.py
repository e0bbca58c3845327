"""A message as it is to be shown: its HTML and the buttons under it."""

from collections.abc import Iterable
from dataclasses import dataclass

from bot.messages.keys import Key
from bot.messages.markup import Markup, shorten

_LABEL_UNITS = 60
_ROW = 5


@dataclass(frozen=True, slots=True)
class Button:
    """What stands on a button, and the key that comes back when it is tapped."""

    label: str
    key: Key


@dataclass(frozen=True, slots=True)
class Screen:
    """One message: ``text`` within Telegram's limits, and rows of buttons, none of them empty."""

    text: Markup
    rows: tuple[tuple[Button, ...], ...] = ()


def button(label: str, key: Key) -> Button:
    """Return a button with its label cut to what a telephone shows."""
    return Button(shorten(label, _LABEL_UNITS), key)


def rows_of(buttons: Iterable[Button]) -> tuple[tuple[Button, ...], ...]:
    """Return short buttons in rows of five."""
    every = tuple(buttons)
    return tuple(every[at : at + _ROW] for at in range(0, len(every), _ROW))
