"""What became of a message that was given to Telegram, sorted by what follows from it."""

from dataclasses import dataclass
from datetime import timedelta

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)


@dataclass(frozen=True, slots=True)
class Sent:
    """It was accepted, or shows already what it should."""

    message_id: int


@dataclass(frozen=True, slots=True)
class Later:
    """Telegram asks to wait so many ``seconds`` (429)."""

    seconds: float


@dataclass(frozen=True, slots=True)
class Again:
    """A fault that passes: of the network, or the server's (5xx)."""

    reason: str


@dataclass(frozen=True, slots=True)
class Away:
    """Nothing can be sent to this chat: blocked, kicked, deleted."""

    reason: str


@dataclass(frozen=True, slots=True)
class Moved:
    """The group has become the supergroup ``chat_id``."""

    chat_id: int


@dataclass(frozen=True, slots=True)
class NoTopic:
    """The forum's topic is closed or was deleted."""

    reason: str


@dataclass(frozen=True, slots=True)
class Uneditable:
    """The message to be edited is not there, or may not be edited any more."""

    reason: str


@dataclass(frozen=True, slots=True)
class Refused:
    """Telegram will never take this."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unexpected:
    """A fault of our own."""

    reason: str


Outcome = Sent | Later | Again | Away | Moved | NoTopic | Uneditable | Refused | Unexpected

MAYBE = "perhaps accepted"
"""Stands before the reason where Telegram's answer was lost, so that the message may be there."""

_NO_TOPIC = ("thread not found", "topic_closed", "topic_deleted", "topic closed", "topic deleted")
_AWAY = ("chat not found", "user not found", "peer_id_invalid")
_UNEDITABLE = ("message to edit not found", "message can't be edited", "message_id_invalid")
_SAME = "message is not modified"
_NOT_LEFT = ("connecterror", "connecttimeout", "pool timeout")  # faults before anything was sent


def outcome_of(error: TelegramError, message_id: int = 0) -> Outcome:
    """Return what an error means for a message: a new one, or the one of that id that was edited."""
    reason = error.message
    match error:
        case RetryAfter():
            after = error.retry_after
            return Later(after.total_seconds() if isinstance(after, timedelta) else float(after))
        case ChatMigrated():
            return Moved(error.new_chat_id)
        case Forbidden():
            return Away(reason)
        case BadRequest():  # a NetworkError to the library, so before that
            return _bad(reason, message_id)
        case TimedOut() | NetworkError() if _may_have_come_in(reason):
            return Again(f"{MAYBE}: {reason}")
    return Again(reason)


def _bad(reason: str, message_id: int) -> Outcome:
    said = reason.lower()
    if _SAME in said:
        return Sent(message_id)
    if any(words in said for words in _NO_TOPIC):
        return NoTopic(reason)
    if any(words in said for words in _UNEDITABLE):
        return Uneditable(reason)
    if any(words in said for words in _AWAY):
        return Away(reason)
    return Refused(reason)


def _may_have_come_in(reason: str) -> bool:
    """Return whether a message may have come in although its answer did not.

    An error of the server's own (502 …) says that it did not.
    """
    said = reason.lower()
    if any(words in said for words in _NOT_LEFT):
        return False
    return said.startswith(("httpx.", "timed out", "unknown error"))
