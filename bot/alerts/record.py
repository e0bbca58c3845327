"""Records in the outbox what follows from the outcome of a message."""

from dataclasses import dataclass
from math import ceil

from bot.alerts.compose import AlertEdit, OutgoingAlert
from bot.runtime.loops import ITEM_PAUSES, ITEM_TRIES
from bot.store.chats import mark_away, move_chat
from bot.store.messages import cancel_edit, forget_message, postpone_edit, record_edited
from bot.store.outbox import (
    FLOODED,
    claim,
    fail_chat,
    give_up_older,
    keep_waiting,
    mark_failed,
    mark_sent,
    move_deliveries,
    postpone,
)
from bot.store.quarantine import OUR_FAULT
from bot.store.refusals import count_dropped, end_refusal, record_refusal, refusal_of
from bot.store.subscriptions import move_thread
from bot.telegram.outcome import (
    ChatMoved,
    Outcome,
    RateLimited,
    Refused,
    Rejected,
    Sent,
    TopicGone,
    Transient,
    Uneditable,
    Unexpected,
    Unreachable,
)
from bot.telegram.pacing import LONGEST_WAIT, backoff
from retrieval.store import Transaction, current_revision

_EDIT_ATTEMPTS = 4  # attempts at edits are not counted: they back off as after so many


@dataclass(frozen=True, slots=True)
class Moment:
    """The time of recording (Unix seconds), and a random number in [0, 1) for backoff.

    ``given_up`` is the moment since when a delivery must be refused to be given up.
    """

    now: int
    jitter: float
    given_up: int


async def record_alert(
    transaction: Transaction, alert: OutgoingAlert, outcome: Outcome, at: Moment
) -> None:
    """Record the outcome of a message that was sent."""
    ids, target, now = alert.delivery_ids, alert.target, at.now
    match outcome:
        case Sent(message_id):
            # Changes while it was in flight marked sent messages as stale, but not this one.
            stale = alert.revision != await current_revision(transaction)
            await mark_sent(
                *(transaction, ids, target, message_id, alert.fingerprint),
                now=now,
                stale=stale and bool(alert.fingerprint),
            )
            await end_refusal(transaction, target, now=now)
        case RateLimited(seconds):
            reason = f"{FLOODED}: retry after {seconds:g}"
            await postpone(transaction, ids, reason, due_at=now + ceil(seconds), now=now)
        case Unreachable(reason):
            await mark_away(transaction, target.chat_id, reason, now)
            await fail_chat(transaction, target.chat_id, reason, now=now)
        case ChatMoved(chat_id):
            await move_chat(transaction, target.chat_id, chat_id)
            await postpone(transaction, ids, "the chat moved", due_at=now, now=now)
        case TopicGone(reason) if target.thread_id is not None:
            await move_thread(transaction, target)
            await move_deliveries(transaction, target, now=now)
            await postpone(transaction, ids, reason, due_at=now, now=now)
        case Refused(reason):
            await _wait_for_somebody(transaction, alert, reason, at)
        case Transient(reason):
            await _retry_later(transaction, alert, reason, at)
        case Unexpected(reason):
            await _set_aside(transaction, alert, f"{OUR_FAULT}: {reason}", now)
        case TopicGone(reason) | Uneditable(reason) | Rejected(reason):
            await mark_failed(transaction, ids, reason, now=now)


async def _retry_later(
    transaction: Transaction, alert: OutgoingAlert, reason: str, at: Moment
) -> None:
    seconds = ceil(backoff(alert.attempts + 1, at.jitter))
    await postpone(transaction, alert.delivery_ids, reason, due_at=at.now + seconds, now=at.now)


async def _set_aside(transaction: Transaction, alert: OutgoingAlert, reason: str, now: int) -> None:
    """Try a message again after a pause, or put it into quarantine."""
    ids, tries = alert.delivery_ids, alert.attempts + 1
    if tries < ITEM_TRIES:
        due_at = now + int(ITEM_PAUSES[tries - 1])
        await postpone(transaction, ids, reason, due_at=due_at, now=now)
    else:
        await mark_failed(transaction, ids, reason, now=now)


async def _wait_for_somebody(
    transaction: Transaction, alert: OutgoingAlert, reason: str, at: Moment
) -> None:
    """Try the target again later; give up what has been refused for too long."""
    target, now = alert.target, at.now
    before = await refusal_of(transaction, target)
    pause = ceil(backoff(before.tries + 1 if before else 1, at.jitter))
    await record_refusal(transaction, target, reason, now=now, try_at=now + pause)
    await keep_waiting(transaction, alert.delivery_ids, reason, now=now)
    if before is not None and before.since <= at.given_up:
        why = f"given up: {reason}"
        count = await give_up_older(transaction, target, why, due_before=at.given_up, now=now)
        await count_dropped(transaction, target, count)


async def record_not_composed(
    transaction: Transaction, outgoing: OutgoingAlert | AlertEdit, fault: Unexpected, at: Moment
) -> None:
    """Record that a message could not be composed: it is tried again, or comes into quarantine."""
    if isinstance(outgoing, AlertEdit):
        await record_edit(transaction, outgoing, fault, at)
    elif await claim(transaction, outgoing.target, outgoing.delivery_ids, at.now):
        await record_alert(transaction, outgoing, fault, at)


async def record_edit(
    transaction: Transaction, edit: AlertEdit, outcome: Outcome, at: Moment
) -> None:
    """Record the outcome of an edit."""
    message, now = edit.message, at.now
    match outcome:
        case Sent():
            stale = edit.revision != await current_revision(transaction)
            edit_at = now if stale else None
            await record_edited(transaction, message.id, edit.fingerprint, edit_at=edit_at)
        case RateLimited(seconds):
            await postpone_edit(transaction, message.id, now + ceil(seconds))
        case Transient():
            await postpone_edit(
                transaction, message.id, now + ceil(backoff(_EDIT_ATTEMPTS, at.jitter))
            )
        case Refused() if message.sent_at > at.given_up:
            await postpone_edit(transaction, message.id, now + ceil(LONGEST_WAIT))
        case ChatMoved(chat_id):
            await move_chat(transaction, message.target.chat_id, chat_id)
        case Unreachable(reason):
            await mark_away(transaction, message.target.chat_id, reason, now)
            await fail_chat(transaction, message.target.chat_id, reason, now=now)
            await cancel_edit(transaction, message.id)
        case Uneditable():
            await forget_message(transaction, message.id)
        case Unexpected() if edit.attempts + 1 < ITEM_TRIES:
            await postpone_edit(transaction, message.id, now + int(ITEM_PAUSES[edit.attempts]))
        case TopicGone() | Refused() | Rejected() | Unexpected():
            await cancel_edit(transaction, message.id)
