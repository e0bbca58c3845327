"""Alert messages that were sent, to be edited when what they show is corrected."""

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
    """Mark the messages that show these articles as due for an edit."""
    await transaction.execute(
        "UPDATE message SET edit_at = ? WHERE id IN (SELECT message FROM delivery"
        " WHERE article_id IN (SELECT value FROM json_each(?)) AND state = 'sent')",
        (now, json.dumps(list(article_ids))),
    )


async def stale(view: View, now: int, most: int) -> list[Message]:
    """Return up to ``most`` messages that are due for an edit, longest due first."""
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
    """Return the time of the next edit that is due; None if there is none."""
    [(edit_at,)] = await view.fetch_all(
        "SELECT min(edit_at) FROM message WHERE edit_at IS NOT NULL"
    )
    return None if edit_at is None else int(edit_at)


async def record_edited(
    transaction: Transaction, message: int, fingerprint: str, *, edit_at: int | None = None
) -> None:
    """Record what a message shows now, and when to edit it again, if at all."""
    await transaction.execute(
        "UPDATE message SET shown = ?, edit_at = ? WHERE id = ?", (fingerprint, edit_at, message)
    )


async def postpone_edit(transaction: Transaction, message: int, edit_at: int) -> None:
    """Postpone the edit of a message."""
    await transaction.execute("UPDATE message SET edit_at = ? WHERE id = ?", (edit_at, message))


async def cancel_edit(transaction: Transaction, message: int) -> None:
    """Cancel the edit of a message."""
    await transaction.execute("UPDATE message SET edit_at = NULL WHERE id = ?", (message,))


async def forget_message(transaction: Transaction, message: int) -> None:
    """Delete the row of a message that can't be edited any more."""
    await transaction.execute("DELETE FROM message WHERE id = ?", (message,))


def _message(row: _Row) -> Message:
    target = Target(row.chat_id, row.thread_id or None)
    return Message(row.id, target, row.message_id, row.shown, row.sent_at)
