"""Which groups and channels to welcome: once for each time the bot joins, and not after a move."""

from bot.model import ChatKind
from retrieval.store import Transaction, View


async def has_grown(view: View, chat_id: int, kind: ChatKind, title: str) -> bool:
    """Return whether a chat that the bot seems to have joined is a group that it was in already.

    A group that becomes a supergroup looks like a new chat at first: Telegram reports the bot in it
    before or after it reports the move. Before, it is recognised by its title.
    """
    if kind is not ChatKind.SUPERGROUP:
        return False
    rows = await view.fetch_all(
        "SELECT 1 FROM chat WHERE away IS NULL AND (kind = 'group' AND title = ?"
        " OR id = ? AND id IN (SELECT chat_id FROM moved_chat))",
        (title, chat_id),
    )
    return bool(rows)


async def mark_welcomed(transaction: Transaction, chat_id: int, joined_at: int) -> bool:
    """Mark a chat as welcomed for a join; return False if it was welcomed for it before."""
    rows = await transaction.returning(
        "UPDATE chat SET welcomed = ? WHERE id = ? AND (welcomed IS NULL OR welcomed < ?)"
        " RETURNING id",
        (joined_at, chat_id, joined_at),
    )
    return bool(rows)
