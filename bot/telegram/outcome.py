"""The outcome of a call to Telegram, sorted by who can mend it.

Time mends what is of the network, of the server, or of too many messages; somebody in the chat
mends what is of rights; nobody mends that the bot is shut out, or what Telegram can't read. A
refusal in words that are not known here counts as somebody's to mend: waiting in vain is better
than losing what a day would have mended.

What Telegram says in words is read here and nowhere else. An outcome that few callers need to tell
from others is a kind of the one that it is to all others.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta

import httpx
from telegram.error import (
    BadRequest,
    ChatMigrated,
    Conflict,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """It was accepted as ``message_id``; 0 is an edit's that would have changed nothing."""

    message_id: int


@dataclass(frozen=True, slots=True)
class RateLimited:
    """Telegram asks to wait ``seconds`` (429)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Transient:
    """A fault that passes by itself: of the network, or of the server (5xx)."""

    reason: str


@dataclass(frozen=True, slots=True)
class TokenUnknown(Transient):
    """The token is not known: a fault like any other, once the bot has started with it."""


@dataclass(frozen=True, slots=True)
class NoConnection(Transient):
    """Telegram was not reached, or something else has answered in its place."""


class StrangeReply(Exception):
    """What answered with ``status`` does not speak as the Bot API does."""

    def __init__(self, status: int) -> None:
        super().__init__(f"no reply of the Bot API's ({status})")
        self.status = status


@dataclass(frozen=True, slots=True)
class UpdatesTaken(Transient):
    """Another process polls for updates, or a webhook is set: they go there as long as it is so."""


@dataclass(frozen=True, slots=True)
class Unreachable:
    """Nothing can be sent to this chat: blocked, kicked, deleted."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Somebody there can mend it: the bot has no rights, the topic is closed, nobody may write."""

    reason: str


@dataclass(frozen=True, slots=True)
class Textless(Refused):
    """The message to edit has no text: it is a file."""


@dataclass(frozen=True, slots=True)
class ChatMoved:
    """The group has become the supergroup ``chat_id``."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class TopicGone:
    """The forum's topic was deleted."""

    reason: str


@dataclass(frozen=True, slots=True)
class Uneditable:
    """The message to edit is gone, or can't be edited any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Rejected:
    """Telegram will never accept this."""

    reason: str


@dataclass(frozen=True, slots=True)
class FileTooBig(Rejected):
    """The file is larger than Telegram gives to bots."""


@dataclass(frozen=True, slots=True)
class WaitsNoLonger(Rejected):
    """Who tapped, or typed, waits no longer to be answered."""


@dataclass(frozen=True, slots=True)
class Unexpected:
    """A fault of our own."""

    reason: str


Outcome = (
    Sent
    | RateLimited
    | Transient
    | Unreachable
    | Refused
    | ChatMoved
    | TopicGone
    | Uneditable
    | Rejected
    | Unexpected
)

MAYBE = "perhaps accepted"
"""Precedes the reason where Telegram's answer was lost, so that the message may have arrived."""

_SAME = "message is not modified"
_AWAY = (
    *("chat not found", "user not found", "peer_id_invalid", "blocked", "kicked", "not a member"),
    *("deactivated", "was deleted", "initiate conversation", "messages to bots"),
)
_NO_TOPIC = ("thread not found", "topic_deleted", "topic deleted", "topic_id_invalid")
_UNEDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid")
# What is wrong with the message itself, wherever it goes.
_MALFORMED = (
    *("can't parse", "is empty", "non-empty", "too long", "too_long", "too big", "entity"),
    *("entities", "button", "markup", "url", "unsupported", "invalid", "object expected"),
)
_SAID: tuple[tuple[tuple[str, ...], Callable[[str], Outcome]], ...] = (
    (("no text in the message",), Textless),
    (("file is too big",), FileTooBig),
    (("query is too old",), WaitsNoLonger),
    (_NO_TOPIC, TopicGone),
    (_UNEDITABLE, Uneditable),
    (_AWAY, Unreachable),
    (_MALFORMED, Rejected),
)
"""What a refusal is by words in it; the first that are there decide."""
_NOT_SENT = ("connecterror", "connecttimeout", "pool timeout")  # faults before anything was sent


def outcome_of(error: TelegramError) -> Outcome:
    """Return the outcome that an error is."""
    reason = error.message
    match error:
        case RetryAfter():
            return RateLimited(_seconds_to_wait(error))
        case InvalidToken() | Conflict():
            return (TokenUnknown if isinstance(error, InvalidToken) else UpdatesTaken)(reason)
        case ChatMigrated():
            return ChatMoved(error.new_chat_id)
        case Forbidden():
            away = any(words in reason.lower() for words in _AWAY)
            return Unreachable(reason) if away else Refused(reason)
        case BadRequest():  # a NetworkError to the library, so before that
            return _bad(reason)
    maybe = isinstance(error, NetworkError) and _may_have_arrived(reason)
    kind = NoConnection if _is_of_the_way(error.__cause__) else Transient
    return kind(f"{MAYBE}: {reason}" if maybe else reason)


def _is_of_the_way(cause: BaseException | None) -> bool:
    """Return whether a call failed on its way; one that waits for our own connections did not."""
    on_its_way = isinstance(cause, httpx.TransportError | StrangeReply)
    return on_its_way and not isinstance(cause, httpx.PoolTimeout)


def _seconds_to_wait(error: RetryAfter) -> float:
    after = error.retry_after
    return after.total_seconds() if isinstance(after, timedelta) else float(after)


def _bad(reason: str) -> Outcome:
    said = reason.lower()
    if _SAME in said:
        return Sent(0)
    kinds = (kind for words, kind in _SAID if any(word in said for word in words))
    return next(kinds, Refused)(reason)


def _may_have_arrived(reason: str) -> bool:
    """Return whether a message may have arrived although its answer did not.

    An error of the server's own (502 …) means that it did not.
    """
    said = reason.lower()
    if any(words in said for words in _NOT_SENT):
        return False
    return said.startswith(("httpx.", "timed out", "unknown error"))
