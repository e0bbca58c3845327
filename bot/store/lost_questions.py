"""Questions that were given up, one row for a chat, until the chat is told."""

from bot.model import Lost
from retrieval.store import Transaction, View

_COLUMNS = "chat_id, thread_id, count, message_id, words, asked_by, language, lost_at"


async def put_lost(transaction: Transaction, lost: Lost) -> None:
    """Store a question; of a chat's second one nothing but their number is kept."""
    await transaction.execute(
        f"INSERT INTO lost_question ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT DO UPDATE SET count = count + excluded.count,"
        " message_id = NULL, words = '', asked_by = NULL",
        (
            *(lost.chat_id, lost.thread_id, lost.count, lost.message_id, lost.words),
            *(lost.asked_by, lost.language, lost.lost_at),
        ),
    )


async def all_lost(view: View) -> list[Lost]:
    """Return what every chat is to be told, the oldest first."""
    rows = await view.fetch_all(f"SELECT {_COLUMNS} FROM lost_question ORDER BY lost_at, chat_id")
    return [Lost(*row) for row in rows]


async def drop_lost(transaction: Transaction, lost: Lost) -> None:
    """Delete what a chat was told; what was given up there meanwhile stays."""
    await transaction.execute(
        "DELETE FROM lost_question WHERE chat_id = ? AND count <= ?", (lost.chat_id, lost.count)
    )
    await transaction.execute(
        "UPDATE lost_question SET count = count - ? WHERE chat_id = ?", (lost.count, lost.chat_id)
    )


async def drop_old_lost(transaction: Transaction, before: int) -> None:
    """Delete what was given up before a moment."""
    await transaction.execute("DELETE FROM lost_question WHERE lost_at < ?", (before,))
