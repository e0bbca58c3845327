"""Queries of deliveries: what is due, and what a message shows."""

import json
from collections.abc import Collection
from typing import Any

from bot.model import Delivery, Target
from bot.store.subscriptions import Match
from retrieval.store import View

_COLUMNS = (
    "id, chat_id, thread_id, article_id, notice_id, due_at, attempts,"
    " CASE attempts WHEN 0 THEN due_at > made_at ELSE held END"
)
_NOT_REFUSED = (
    "NOT EXISTS (SELECT 1 FROM refusal WHERE refusal.chat_id = delivery.chat_id"
    " AND refusal.thread_id = delivery.thread_id AND try_at > ?)"
)


async def due_targets(view: View, now: int) -> list[Target]:
    """Return the targets that have something due, those who have waited longest first.

    Those that refuse what comes are left out until they are to be tried again.
    """
    rows = await view.fetch_all(
        "SELECT chat_id, thread_id FROM delivery WHERE state = 'pending' AND due_at <= ?"
        f" AND {_NOT_REFUSED} GROUP BY chat_id, thread_id ORDER BY min(due_at), min(id)",
        (now, now),
    )
    return [Target(chat_id, thread_id or None) for chat_id, thread_id in rows]


async def next_due(view: View) -> int | None:
    """Return the moment when the next pending delivery is due; None where nothing is pending.

    One whose target refuses counts, too.
    """
    [(due_at,)] = await view.fetch_all("SELECT min(due_at) FROM delivery WHERE state = 'pending'")
    return None if due_at is None else int(due_at)


async def due_of(view: View, target: Target, now: int, most: int) -> list[Delivery]:
    """Return up to ``most`` of a target's pending deliveries that are due, oldest first.

    None of a target that refuses what comes, until it is to be tried again. Their matches leave out
    subscriptions that are paused by now; so an article without any is not to be sent.
    """
    return await _deliveries(
        view,
        "chat_id = ? AND thread_id = ? AND state = 'pending' AND due_at <= ?"
        f" AND {_NOT_REFUSED} ORDER BY made_at, id LIMIT ?",
        *(target.chat_id, target.thread_id or 0, now, now, most),
        unpaused=True,
    )


async def delivery_of(view: View, number: int) -> Delivery | None:
    """Return a delivery by its id."""
    found = await _deliveries(view, "id = ?", number)
    return found[0] if found else None


async def deliveries_in(view: View, message: int) -> list[Delivery]:
    """Return the deliveries that a message (by its row's id) shows, oldest first."""
    return await _deliveries(view, "message = ? ORDER BY made_at, id", message)


async def deliveries_in_same_message(view: View, number: int) -> list[Delivery]:
    """Return the deliveries that are in one message with this one, itself too."""
    return await _deliveries(
        view,
        "id = ? OR message = (SELECT message FROM delivery WHERE id = ?) ORDER BY made_at, id",
        *(number, number),
    )


async def subscriptions_matched(view: View, numbers: Collection[int]) -> list[Match]:
    """Return the subscriptions that deliveries matched and that are there still, oldest first."""
    rows = await view.fetch_all(
        "SELECT DISTINCT id, chat_id, thread_id, subscription.query FROM subscription"
        " JOIN matched ON subscription_id = id"
        " WHERE delivery_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(numbers)),),
    )
    return [
        Match(number, Target(chat_id, thread_id or None), query)
        for number, chat_id, thread_id, query in rows
    ]


async def _deliveries(
    view: View,
    which: str,
    *values: Any,  # noqa: ANN401 (bound)
    unpaused: bool = False,
) -> list[Delivery]:
    """Return deliveries with what they match; if ``unpaused``, without paused subscriptions."""
    rows = await view.fetch_all(f"SELECT {_COLUMNS} FROM delivery WHERE {which}", values)
    paused = "(SELECT 1 FROM subscription WHERE id = subscription_id AND paused)"
    queries: dict[int, list[str]] = {}
    for delivery_id, query in await view.fetch_all(
        "SELECT delivery_id, query FROM matched"
        " WHERE delivery_id IN (SELECT value FROM json_each(?))"
        f"{f' AND NOT EXISTS {paused}' if unpaused else ''} ORDER BY subscription_id",
        (json.dumps([row[0] for row in rows]),),
    ):
        queries.setdefault(delivery_id, []).append(query)
    return [
        Delivery(
            number,
            Target(chat_id, thread_id or None),
            article_id,
            notice_id,
            tuple(queries.get(number, ())),
            due_at,
            attempts,
            bool(held),
        )
        for number, chat_id, thread_id, article_id, notice_id, due_at, attempts, held in rows
    ]
