"""Messages of alerts that were sent, to be edited when what they show is corrected."""

import json
from collections.abc import Collection
from typing import NamedTuple

from bot.model import Message, Target
from retrieval.store import Transaction, View


class _Row(NamedTuple):
    id: int
    chat_id: int
    thread_id: int
    message_id: int
    shown: str
    sent_at: int


_COLUMNS = ", ".join(_Row._fields)


async def mark_stale(transaction: Transaction, article_ids: Collection[int], *, now: int) -> None:
    """Let the messages that show these articles be edited."""
    await transaction.execute(
        "UPDATE message SET edit_at = ? WHERE id IN (SELECT message FROM delivery"
        " WHERE article_id IN (SELECT value FROM json_each(?)) AND state = 'sent')",
        (now, json.dumps(list(article_ids))),
    )


async def stale(view: View, now: int, most: int) -> list[Message]:
    """Give up to ``most`` messages that are to be edited now, longest due first."""
    rows = await view.fetch_all(
        f"SELECT {_COLUMNS} FROM message WHERE edit_at <= ? ORDER BY edit_at, id LIMIT ?",
        (now, most),
    )
    return [_message(_Row(*row)) for row in rows]


async def sent_since(view: View, moment: int) -> list[tuple[int, int]]:
    """Return the chats and moments of the messages sent then or after."""
    rows = await view.fetch_all(
        "SELECT chat_id, sent_at FROM message WHERE sent_at >= ? ORDER BY sent_at", (moment,)
    )
    return [(int(chat_id), int(sent_at)) for chat_id, sent_at in rows]


async def next_edit(view: View) -> int | None:
    """Return the moment when the next message is to be edited; None where none is."""
    [(edit_at,)] = await view.fetch_all(
        "SELECT min(edit_at) FROM message WHERE edit_at IS NOT NULL"
    )
    return None if edit_at is None else int(edit_at)


async def settle_edited(
    transaction: Transaction, message: int, shown: str, *, edit_at: int | None = None
) -> None:
    """Record what a message shows now, and when it is to be edited again, if so."""
    await transaction.execute(
        "UPDATE message SET shown = ?, edit_at = ? WHERE id = ?", (shown, edit_at, message)
    )


async def edit_again(transaction: Transaction, message: int, edit_at: int) -> None:
    """Let a message that could not be edited wait until then."""
    await transaction.execute("UPDATE message SET edit_at = ? WHERE id = ?", (edit_at, message))


async def leave_message(transaction: Transaction, message: int) -> None:
    """Leave a message as it is."""
    await transaction.execute("UPDATE message SET edit_at = NULL WHERE id = ?", (message,))


async def forget_message(transaction: Transaction, message: int) -> None:
    """Forget a message that can't be edited any more: it was deleted, or its chat is gone."""
    await transaction.execute("DELETE FROM message WHERE id = ?", (message,))


def _message(row: _Row) -> Message:
    target = Target(row.chat_id, row.thread_id or None)
    return Message(row.id, target, row.message_id, row.shown, row.sent_at)
