"""Subscriptions as rows."""

import json
from collections.abc import Collection, Iterable
from typing import Any, NamedTuple

from bot.model import Subscription, Target
from retrieval.store import Transaction, View

_COLUMNS = "id, chat_id, thread_id, query, paused, made_by, made_at"


class Stored(NamedTuple):
    """A stored query, for matching; ``revision`` is that of its last change."""

    id: int
    query: str
    revision: int


class Match(NamedTuple):
    """A subscription that matched: its target and its query."""

    id: int
    target: Target
    query: str


async def insert_subscription(  # noqa: PLR0913 (a row)
    transaction: Transaction,
    target: Target,
    query: str,
    folded: str,
    *,
    made_by: int | None,
    now: int,
) -> int | None:
    """Add a subscription for a chat that is known; return its id, None if the target has it.

    A paused one that it has is resumed.
    """
    revision = await _next_revision(transaction)
    rows = await transaction.returning(
        "INSERT INTO subscription (chat_id, thread_id, query, folded, paused, made_by, made_at,"
        " revision) VALUES (?, ?, ?, ?, 0, ?, ?, ?) ON CONFLICT DO NOTHING RETURNING id",
        (target.chat_id, target.thread_id or 0, query, folded, made_by, now, revision),
    )
    made = next((int(number) for (number,) in rows), None)
    if made is None:
        await transaction.execute(
            "UPDATE subscription SET paused = 0 WHERE chat_id = ? AND thread_id = ? AND folded = ?",
            (target.chat_id, target.thread_id or 0, folded),
        )
    return made


async def subscription_of(view: View, number: int) -> Subscription | None:
    """Return a subscription by its id."""
    found = await _subscriptions(view, "id = ?", number)
    return found[0] if found else None


async def subscription_like(view: View, target: Target, folded: str) -> Subscription | None:
    """Return a target's subscription that says this."""
    found = await _subscriptions(
        view,
        "chat_id = ? AND thread_id = ? AND folded = ?",
        *(target.chat_id, target.thread_id or 0, folded),
    )
    return found[0] if found else None


async def subscriptions_of(view: View, chat_id: int) -> list[Subscription]:
    """Return a chat's subscriptions, of all its topics, in the order they were made."""
    return await _subscriptions(view, "chat_id = ?", chat_id)


async def count_of(view: View, chat_id: int) -> int:
    """Count a chat's subscriptions."""
    [(count,)] = await view.fetch_all(
        "SELECT count(*) FROM subscription WHERE chat_id = ?", (chat_id,)
    )
    return int(count)


async def change_query(transaction: Transaction, number: int, query: str, folded: str) -> bool:
    """Change the query of a subscription; return False if its target has that one already."""
    rows = await transaction.returning(
        "UPDATE OR IGNORE subscription SET query = ?, folded = ?, revision = ?"
        " WHERE id = ? RETURNING id",
        (query, folded, await _next_revision(transaction), number),
    )
    return bool(rows)


async def pause(transaction: Transaction, numbers: Collection[int], *, paused: bool) -> None:
    """Pause or resume subscriptions."""
    await transaction.execute(
        "UPDATE subscription SET paused = ? WHERE id IN (SELECT value FROM json_each(?))",
        (paused, json.dumps(list(numbers))),
    )


async def delete_subscriptions(transaction: Transaction, numbers: Collection[int]) -> None:
    """Delete subscriptions, and pending deliveries that only they match."""
    wanted = json.dumps(list(numbers))
    await transaction.execute(
        "DELETE FROM matched WHERE subscription_id IN (SELECT value FROM json_each(?))"
        " AND delivery_id IN (SELECT id FROM delivery WHERE state = 'pending')",
        (wanted,),
    )
    await transaction.execute(
        "DELETE FROM delivery WHERE state = 'pending' AND article_id IS NOT NULL"
        " AND NOT EXISTS (SELECT 1 FROM matched WHERE delivery_id = delivery.id)"
        " AND chat_id IN (SELECT chat_id FROM subscription"
        " WHERE id IN (SELECT value FROM json_each(?)))",
        (wanted,),
    )
    await transaction.execute(
        "DELETE FROM subscription WHERE id IN (SELECT value FROM json_each(?))", (wanted,)
    )


async def move_thread(transaction: Transaction, target: Target) -> None:
    """Move the subscriptions of a topic that is gone to the whole chat, without duplicates."""
    here = target.chat_id, target.thread_id or 0
    await transaction.execute(
        "UPDATE OR IGNORE subscription SET thread_id = 0 WHERE chat_id = ? AND thread_id = ?",
        here,
    )
    await transaction.execute("DELETE FROM subscription WHERE chat_id = ? AND thread_id = ?", here)


async def any_subscription(view: View) -> bool:
    """Return whether there is any subscription."""
    return bool(await view.fetch_all("SELECT 1 FROM subscription LIMIT 1"))


async def stored_since(view: View, revision: int) -> list[Stored]:
    """Return the queries made or changed after a revision, paused ones too."""
    rows = await view.fetch_all(
        "SELECT id, query, revision FROM subscription WHERE revision > ?", (revision,)
    )
    return [Stored(*row) for row in rows]


async def matches(view: View, numbers: Iterable[int]) -> list[Match]:
    """Return those of the subscriptions that are there and not paused, in the order of their ids.

    None of a chat that can't be sent to.
    """
    rows = await view.fetch_all(
        "SELECT subscription.id, chat_id, thread_id, query FROM subscription"
        " JOIN chat ON chat.id = chat_id WHERE NOT paused AND away IS NULL"
        " AND subscription.id IN (SELECT value FROM json_each(?)) ORDER BY subscription.id",
        (json.dumps(list(numbers)),),
    )
    return [
        Match(number, Target(chat_id, thread_id or None), query)
        for number, chat_id, thread_id, query in rows
    ]


async def _next_revision(transaction: Transaction) -> int:
    [(number,)] = await transaction.returning(
        "UPDATE subscription_revision SET number = number + 1 RETURNING number"
    )
    return int(number)


async def _subscriptions(view: View, which: str, *values: Any) -> list[Subscription]:  # noqa: ANN401 (bound)
    rows = await view.fetch_all(
        f"SELECT {_COLUMNS} FROM subscription WHERE {which} ORDER BY id", values
    )
    return [
        Subscription(
            number, Target(chat_id, thread_id or None), query, bool(paused), made_by, made_at
        )
        for number, chat_id, thread_id, query, paused, made_by, made_at in rows
    ]
