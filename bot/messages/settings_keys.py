"""Keys of the buttons about subscriptions, settings, and what is kept of people.

Each names the chat, the subscription or the person that it is about: where it was tapped, and by
whom, is checked against that. Anyone can send any key, so decoding takes nothing for granted.
"""

import re
from dataclasses import dataclass
from enum import StrEnum

_NUMBER = "(0|[1-9][0-9]{0,17})"
_CHAT = "(-?[1-9][0-9]{0,17})"


class Act(StrEnum):
    """What can be done with a subscription."""

    SHOW = "s"
    PAUSE = "p"
    RESUME = "r"
    DELETE = "d"
    UNDO = "u"  # delete it, just made
    REWORD = "w"
    PREVIEW = "v"


class Part(StrEnum):
    """A page of a chat's settings."""

    ALL = "a"
    PACE = "p"
    QUIET = "q"
    ZONE = "z"
    AMOUNT = "t"
    LANGUAGE = "l"
    ASKING = "k"


@dataclass(frozen=True, slots=True)
class OnSubscription:
    """Do this with the subscription of this id."""

    act: Act
    subscription_id: int


@dataclass(frozen=True, slots=True)
class ListSubscriptions:
    """Show page ``page`` (from 0) of a chat's subscriptions."""

    chat_id: int
    page: int = 0


@dataclass(frozen=True, slots=True)
class AlertMe:
    """Subscribe to what the button's message answers."""


@dataclass(frozen=True, slots=True)
class ShowSettings:
    """Show a page of a chat's settings."""

    chat_id: int
    part: Part = Part.ALL


@dataclass(frozen=True, slots=True)
class Wish:
    """Change a setting of a chat as ``words`` wish, in ASCII, and show that page of them."""

    chat_id: int
    part: Part
    words: str


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete all that is kept of a user, who alone may tap it, or, not ``wanted``, nothing."""

    user_id: int
    wanted: bool


Choice = OnSubscription | ListSubscriptions | AlertMe | ShowSettings | Wish | Forget

_ON = re.compile(f"s([{''.join(Act)}]):{_NUMBER}")
_LIST = re.compile(f"l:{_CHAT}:{_NUMBER}")
_SETTINGS = re.compile(f"c([{''.join(Part)}]):{_CHAT}(?::([!-~](?:[ -~]{{0,38}}[!-~])?))?")
_FORGET = re.compile(f"f([yx]){_NUMBER}")
_ALERT_ME = "w"


def encode_choice(choice: Choice) -> str:
    """Return the key as callback data: ASCII, at most 64 bytes."""
    match choice:
        case OnSubscription(act, number):
            return f"s{act}:{number}"
        case ListSubscriptions(chat_id, page):
            return f"l:{chat_id}:{page}"
        case AlertMe():
            return _ALERT_ME
        case ShowSettings(chat_id, part):
            return f"c{part}:{chat_id}"
        case Wish(chat_id, part, words):
            return f"c{part}:{chat_id}:{words}"
        case Forget(user_id, wanted):
            return f"f{'y' if wanted else 'x'}{user_id}"


def decode_choice(data: str) -> Choice | None:
    """Return the key that ``data`` spells, or None for anything that is none of these."""
    if data == _ALERT_ME:
        return AlertMe()
    if found := _FORGET.fullmatch(data):
        return Forget(int(found[2]), wanted=found[1] == "y")
    if found := _ON.fullmatch(data):
        return OnSubscription(Act(found[1]), int(found[2]))
    if found := _LIST.fullmatch(data):
        return ListSubscriptions(int(found[1]), int(found[2]))
    if found := _SETTINGS.fullmatch(data):
        chat_id, part = int(found[2]), Part(found[1])
        return Wish(chat_id, part, found[3]) if found[3] else ShowSettings(chat_id, part)
    return None
