"""The outbox: deliveries as rows, from pending to sent or failed.

What is pending goes out when it is due. What is claimed is **sending** until Telegram's answer is
recorded; a process that starts finds there what a crash left, and sends it again.
"""

import json
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from bot.model import Target
from bot.store.subscriptions import Match
from retrieval.store import Transaction, View

FLOODED = "429"
"""Begins the reason of what waits because Telegram said to leave its chat alone."""
_PENDING_AT = (
    "SELECT id FROM delivery WHERE chat_id = ? AND thread_id = ? AND article_id = ?"
    " AND state = 'pending'"
)


@dataclass(frozen=True, slots=True)
class Alert:
    """A story for a target, with all that it matches there, and when it is due."""

    target: Target
    article_id: int
    matched: tuple[Match, ...]
    due_at: int


async def put_alerts(transaction: Transaction, alerts: Sequence[Alert], *, now: int) -> None:
    """Put stories into the outbox.

    A story that is there already stays as it is; if it is pending, its matches are replaced.
    """
    places = [
        (alert.target.chat_id, alert.target.thread_id or 0, alert.article_id) for alert in alerts
    ]
    await transaction.execute_many(
        "INSERT INTO delivery (chat_id, thread_id, article_id, state, made_at, changed_at, due_at)"
        " VALUES (?, ?, ?, 'pending', ?, ?, ?) ON CONFLICT DO NOTHING",
        [(*place, now, now, alert.due_at) for place, alert in zip(places, alerts, strict=True)],
    )
    await transaction.execute_many(
        f"DELETE FROM matched WHERE delivery_id = ({_PENDING_AT})", places
    )
    await transaction.execute_many(
        "INSERT INTO matched (delivery_id, subscription_id, query)"
        f" SELECT id, ?, ? FROM delivery WHERE id = ({_PENDING_AT})",
        [
            (match.id, match.query, *place)
            for place, alert in zip(places, alerts, strict=True)
            for match in alert.matched
        ],
    )


async def holds_anything(view: View) -> bool:
    """Return whether there is any delivery, in any state."""
    return bool(await view.fetch_all("SELECT 1 FROM delivery LIMIT 1"))


async def drop_unmatched(
    transaction: Transaction, article_id: int, still: Collection[Target]
) -> None:
    """Delete the pending deliveries of a story, except to these targets."""
    rows = await transaction.fetch_all(
        "SELECT id, chat_id, thread_id FROM delivery WHERE article_id = ? AND state = 'pending'",
        (article_id,),
    )
    dropped = [
        (delivery_id,)
        for delivery_id, chat_id, thread_id in rows
        if Target(chat_id, thread_id or None) not in still
    ]
    await transaction.execute_many("DELETE FROM delivery WHERE id = ?", dropped)


async def claim(
    transaction: Transaction, target: Target, delivery_ids: Collection[int], now: int
) -> bool:
    """Mark a target's deliveries as being sent; return False, and mark none, if one has changed.

    One changes when its chat or topic moves, or when its story is withdrawn.
    """
    there = (
        "chat_id = ? AND thread_id = ? AND state = 'pending'"
        " AND id IN (SELECT value FROM json_each(?))"
    )
    here = target.chat_id, target.thread_id or 0, json.dumps(list(delivery_ids))
    [(count,)] = await transaction.fetch_all(f"SELECT count(*) FROM delivery WHERE {there}", here)
    if count != len(delivery_ids):
        return False
    await transaction.execute(
        "UPDATE delivery SET state = 'sending', changed_at = ?, attempts = attempts + 1,"
        " held = CASE attempts WHEN 0 THEN due_at > made_at ELSE held END"
        f" WHERE {there}",
        (now, *here),
    )
    return True


async def mark_sent(  # noqa: PLR0913 (what is recorded of a message)
    transaction: Transaction,
    delivery_ids: Collection[int],
    target: Target,
    message_id: int,
    fingerprint: str,
    *,
    now: int,
    stale: bool = False,
) -> None:
    """Record that deliveries were sent, all in this message.

    A ``stale`` message is due for an edit at once. The message of a chat that moved meanwhile is
    not kept.
    """
    rows = await transaction.returning(
        "INSERT INTO message (chat_id, thread_id, message_id, shown, sent_at, edit_at)"
        " SELECT id, ?, ?, ?, ?, ? FROM chat WHERE id = ? ON CONFLICT (chat_id, message_id)"
        " DO UPDATE SET shown = excluded.shown RETURNING id",
        (
            *(target.thread_id or 0, message_id, fingerprint, now, now if stale else None),
            target.chat_id,
        ),
    )
    message = next((int(number) for (number,) in rows), None)
    await transaction.execute(
        "UPDATE delivery SET state = 'sent', reason = NULL, message = ?, changed_at = ?"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (message, now, json.dumps(list(delivery_ids))),
    )


async def postpone(
    transaction: Transaction, delivery_ids: Collection[int], reason: str, *, due_at: int, now: int
) -> None:
    """Make deliveries pending again that could not be sent, due at ``due_at``."""
    await transaction.execute(
        "UPDATE delivery SET state = 'pending', reason = ?, due_at = ?, changed_at = ?"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (reason, due_at, now, json.dumps(list(delivery_ids))),
    )


async def keep_waiting(
    transaction: Transaction, delivery_ids: Collection[int], reason: str, *, now: int
) -> None:
    """Make deliveries pending again that their target refused; they stay due since when they were.

    When the target is tried again is no matter of theirs.
    """
    await transaction.execute(
        "UPDATE delivery SET state = 'pending', reason = ?, changed_at = ?"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (reason, now, json.dumps(list(delivery_ids))),
    )


async def give_up_older(
    transaction: Transaction, target: Target, reason: str, *, due_before: int, now: int
) -> int:
    """Fail what is pending for a target and was due by then; return how many that were."""
    rows = await transaction.returning(
        "UPDATE delivery SET state = 'failed', reason = ?, changed_at = ?"
        " WHERE chat_id = ? AND thread_id = ? AND state = 'pending' AND due_at <= ? RETURNING id",
        (reason, now, target.chat_id, target.thread_id or 0, due_before),
    )
    return len(list(rows))


async def mark_failed(
    transaction: Transaction, delivery_ids: Collection[int], reason: str, *, now: int
) -> None:
    """Record that deliveries will not be sent."""
    await transaction.execute(
        "UPDATE delivery SET state = 'failed', reason = ?, changed_at = ?"
        " WHERE id IN (SELECT value FROM json_each(?))",
        (reason, now, json.dumps(list(delivery_ids))),
    )


async def fail_chat(transaction: Transaction, chat_id: int, reason: str, *, now: int) -> None:
    """Record that nothing of what is pending for a chat will be sent, or waited for."""
    await transaction.execute("DELETE FROM refusal WHERE chat_id = ?", (chat_id,))
    await transaction.execute(
        "UPDATE delivery SET state = 'failed', reason = ?, changed_at = ?"
        " WHERE chat_id = ? AND state IN ('pending', 'sending')",
        (reason, now, chat_id),
    )


async def move_deliveries(transaction: Transaction, target: Target, *, now: int) -> None:
    """Move what is pending for a topic that is gone to the whole chat; each story goes once."""
    here = target.chat_id, target.thread_id or 0
    await transaction.execute("DELETE FROM refusal WHERE chat_id = ? AND thread_id = ?", here)
    waiting = "chat_id = ? AND thread_id = ? AND state IN ('pending', 'sending')"
    await transaction.execute(
        f"UPDATE OR IGNORE delivery SET thread_id = 0, changed_at = ? WHERE {waiting}", (now, *here)
    )
    await transaction.execute(f"DELETE FROM delivery WHERE {waiting}", here)


async def recover(transaction: Transaction, *, now: int) -> list[int]:
    """Make pending what a previous process left in flight; return the chats that it was for.

    Telegram may have accepted some of it: that arrives twice rather than never.
    """
    rows = await transaction.returning(
        "UPDATE delivery SET state = 'pending', reason = 'interrupted', changed_at = ?"
        " WHERE state = 'sending' RETURNING chat_id",
        (now,),
    )
    return sorted({int(chat_id) for (chat_id,) in rows})


async def held_by_flood(view: View, now: int) -> list[tuple[int, int]]:
    """Return the chats that Telegram said to leave alone, each with the moment until when."""
    rows = await view.fetch_all(
        "SELECT chat_id, max(due_at) FROM delivery WHERE state = 'pending' AND due_at > ?"
        " AND reason LIKE ? || ':%' GROUP BY chat_id",
        (now, FLOODED),
    )
    return [(int(chat_id), int(until)) for chat_id, until in rows]


async def reschedule(
    transaction: Transaction, target_due: Iterable[tuple[int, int]], *, now: int
) -> None:
    """Make what is pending for these chats, by id, due at these times."""
    await transaction.execute_many(
        "UPDATE delivery SET due_at = ?, changed_at = ? WHERE chat_id = ? AND state = 'pending'"
        " AND article_id IS NOT NULL",
        [(due_at, now, chat_id) for chat_id, due_at in target_due],
    )
