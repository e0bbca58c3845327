"""Rows of the table of buttons: for a kind of key, what is done, and what it is to the limits."""

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from enum import Enum, auto
from typing import TypeAlias, TypeVar, cast

from bot.access.request import Request
from bot.messages.keys import Key

TapAction: TypeAlias = Callable[[Request, Key], Awaitable[str | None]]
_K = TypeVar("_K")


class TapKind(Enum):
    """What a tap is to the limits of who may ask, and how much."""

    ASKS = auto()  # like a question: answered in private chat where questions are
    TURNS = auto()  # changes the page of what is shown: only for whom the chat answers
    OF_CHAT = auto()  # the chat's subscriptions and settings: no flood keeps its admins from them
    OWED = auto()  # a way to be told less, or forgotten: done though a flood is stopped
    OTHER = auto()


@dataclass(frozen=True, slots=True)
class ButtonRow:
    """What is done for a kind of key; it returns what the tap is answered, None for no words."""

    key: type
    action: TapAction
    kind: TapKind


def on_tap(
    key: type[_K],
    action: Callable[[Request, _K], Awaitable[str | None]],
    kind: TapKind = TapKind.OTHER,
) -> ButtonRow:
    """Return the row for a kind of key."""
    return ButtonRow(key, cast("TapAction", action), kind)  # it is looked up by the key's own type
