"""What is kept of a person, deleted: a function for each table."""

from retrieval.store import Transaction


async def forget_chat(connection: Transaction, user_id: int) -> int:
    """Delete a person's private chat: subscriptions, settings, alerts and what they matched.

    Give the number of subscriptions.
    """
    [(count,)] = await connection.execute_fetchall(
        "SELECT count(*) FROM subscription JOIN chat ON chat.id = chat_id"
        " WHERE chat_id = ? AND kind = 'private'",
        (user_id,),
    )
    await connection.execute("DELETE FROM chat WHERE id = ? AND kind = 'private'", (user_id,))
    return int(count)


async def forget_questions(connection: Transaction, user_id: int) -> None:
    """Delete what a person asked, wherever, and what they typed inline."""
    await connection.execute(
        "DELETE FROM showing WHERE asked_by = ? OR chat_id = ?", (user_id, user_id)
    )
    await connection.execute("DELETE FROM typed WHERE user_id = ?", (user_id,))


async def forget_feedback(connection: Transaction, user_id: int) -> None:
    """Delete what a person thought of answers, and who said what is wrong in a text."""
    await connection.execute("DELETE FROM vote WHERE user_id = ?", (user_id,))
    await connection.execute("DELETE FROM misprint WHERE made_by = ?", (user_id,))


async def forget_words(connection: Transaction, before: int) -> None:
    """Keep what was thought of answers before a moment without what was asked."""
    await connection.execute("UPDATE vote SET words = '' WHERE made_at < ?", (before,))


async def forget_uploads(connection: Transaction, user_id: int) -> None:
    """Delete the pages that a person sent and did not publish, and the way to take back others."""
    await connection.execute("DELETE FROM upload WHERE owner = ?", (user_id,))


async def forget_maker(connection: Transaction, user_id: int) -> None:
    """Let the subscriptions of groups and channels not say any more that this person made them."""
    await connection.execute("UPDATE subscription SET made_by = NULL WHERE made_by = ?", (user_id,))
