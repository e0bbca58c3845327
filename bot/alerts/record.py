"""What follows from a message's outcome, written into the outbox."""

from dataclasses import dataclass
from math import ceil

from bot.alerts.compose import AlertEdit, OutgoingAlert
from bot.messages.alerts import MOST_STORIES
from bot.model import Message, Target
from bot.store.chats import mark_away, move_chat
from bot.store.deliveries import due_of
from bot.store.messages import edit_again, forget_message, leave_message, settle_edited
from bot.store.outbox import (
    claim,
    fail_chat,
    move_deliveries,
    settle_again,
    settle_failed,
    settle_sent,
)
from bot.store.subscriptions import move_thread
from bot.telegram.outcome import (
    Again,
    Away,
    Later,
    Moved,
    NoTopic,
    Outcome,
    Refused,
    Sent,
    Uneditable,
    Unexpected,
)
from bot.telegram.pacing import growing
from retrieval.store import Transaction, current_revision

TRIED = 5
"""How often a message is tried that fails for a fault of our own."""

_EDITS = 4  # edits' attempts are not counted: they wait as after so many


@dataclass(frozen=True, slots=True)
class Moment:
    """When it is settled (Unix seconds), and a chance in [0, 1) for the jitter of waits."""

    now: int
    chance: float


async def settle_parcel(
    connection: Transaction, parcel: OutgoingAlert, outcome: Outcome, at: Moment
) -> None:
    """Record what became of a message that was sent."""
    numbers, target, now = parcel.numbers, parcel.target, at.now
    match outcome:
        case Sent(message_id):
            # What came in while it was on its way touched messages that were sent, not this one.
            stale = parcel.revision != await current_revision(connection)
            await settle_sent(
                *(connection, numbers, target, message_id, parcel.shown),
                now=now,
                stale=stale and bool(parcel.shown),
            )
        case Later(seconds):
            reason = f"429: retry after {seconds:g}"
            await settle_again(connection, numbers, reason, due_at=now + ceil(seconds), now=now)
        case Away(reason):
            await mark_away(connection, target.chat_id, reason, now)
            await fail_chat(connection, target.chat_id, reason, now=now)
        case Moved(chat_id):
            await move_chat(connection, target.chat_id, chat_id)
            await settle_again(connection, numbers, "the chat moved", due_at=now, now=now)
        case NoTopic(reason) if target.thread_id is not None:
            await move_thread(connection, target)
            await move_deliveries(connection, target, now=now)
            await settle_again(connection, numbers, reason, due_at=now, now=now)
        case Again(reason):
            await _wait(connection, parcel, reason, at)
        case Unexpected(reason) if parcel.attempts + 1 < TRIED:
            await _wait(connection, parcel, reason, at)
        case NoTopic(reason) | Uneditable(reason) | Refused(reason) | Unexpected(reason):
            await settle_failed(connection, numbers, reason, now=now)


async def _wait(connection: Transaction, parcel: OutgoingAlert, reason: str, at: Moment) -> None:
    wait = ceil(growing(parcel.attempts + 1, at.chance))
    await settle_again(connection, parcel.numbers, reason, due_at=at.now + wait, now=at.now)


async def set_aside(
    connection: Transaction, due: Target | Message, reason: str, at: Moment
) -> None:
    """Let what could not be made ready wait, or after some tries leave it."""
    if isinstance(due, Message):
        await leave_message(connection, due.id)
        return
    for one in await due_of(connection, due, at.now, MOST_STORIES + 1):
        if await claim(connection, due, (one.id,), at.now):
            parcel = OutgoingAlert(
                due, (one,), None, silent=False, shown="", revision=0, more=False
            )
            await settle_parcel(connection, parcel, Unexpected(reason), at)


async def settle_revised(
    connection: Transaction, revised: AlertEdit, outcome: Outcome, at: Moment
) -> None:
    """Record what became of a message that was edited."""
    message, now = revised.message, at.now
    match outcome:
        case Sent():
            stale = revised.revision != await current_revision(connection)
            edit_at = now if stale else None
            await settle_edited(connection, message.id, revised.shown, edit_at=edit_at)
        case Later(seconds):
            await edit_again(connection, message.id, now + ceil(seconds))
        case Again():
            await edit_again(connection, message.id, now + ceil(growing(_EDITS, at.chance)))
        case Moved(chat_id):
            await move_chat(connection, message.target.chat_id, chat_id)
        case Away(reason):
            await mark_away(connection, message.target.chat_id, reason, now)
            await fail_chat(connection, message.target.chat_id, reason, now=now)
            await leave_message(connection, message.id)
        case Uneditable():
            await forget_message(connection, message.id)
        case NoTopic() | Refused() | Unexpected():
            await leave_message(connection, message.id)
