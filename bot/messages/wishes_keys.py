"""Keys of the buttons about plain wishes: doing one, and taking back what was done."""

from base64 import urlsafe_b64decode, urlsafe_b64encode
from dataclasses import dataclass
from typing import Annotated, ClassVar, TypeAlias

from bot.messages.key_codec import ChatNumber, Spelling, Words

_LONGEST = 60  # characters of ASCII that a query may take


def _spelled(query: str) -> str:
    return urlsafe_b64encode(query.encode("utf-16-be", "surrogatepass")).decode().rstrip("=")


def _read(spelled: str) -> str:
    """Return the query that is spelled; empty where it is none, as anybody may send anything."""
    try:
        data = urlsafe_b64decode(spelled + "=" * (-len(spelled) % 4))
    except ValueError:
        return ""
    return data.decode("utf-16-be", "replace")


Query: TypeAlias = Annotated[
    str, Spelling(f"[A-Za-z0-9_-]{{2,{_LONGEST}}}", read=_read, write=_spelled)
]
"""A query of about twenty characters."""


@dataclass(frozen=True, slots=True)
class DoWish:
    """Do what the message wishes that the button's message replies to."""

    form: ClassVar = "wy"


@dataclass(frozen=True, slots=True)
class StopHere:
    """Pause all subscriptions of a chat."""

    form: ClassVar = "ws{chat_id}"
    chat_id: ChatNumber


@dataclass(frozen=True, slots=True)
class ResumeHere:
    """Resume a chat's subscriptions, but for those ``kept`` paused: their ids, with commas."""

    form: ClassVar = "wr{chat_id}[:{kept}]"
    chat_id: ChatNumber
    kept: Words = ""


@dataclass(frozen=True, slots=True)
class SubscribeAgain:
    """Save a search again that was deleted."""

    form: ClassVar = "wb{query}"
    query: Query


WishKey = DoWish | StopHere | ResumeHere | SubscribeAgain


def may_come_back(query: str) -> bool:
    """Return whether a query is short enough to stand on a button."""
    return len(_spelled(query)) <= _LONGEST
