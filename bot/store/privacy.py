"""What is kept of a person, deleted: a function for each table."""

from bot.store.asked import forget_asker
from retrieval.store import Transaction


async def forget_chat(transaction: Transaction, user_id: int) -> int:
    """Delete a person's private chat: subscriptions, settings, alerts and what they matched.

    Give the number of subscriptions.
    """
    [(count,)] = await transaction.fetch_all(
        "SELECT count(*) FROM subscription JOIN chat ON chat.id = chat_id"
        " WHERE chat_id = ? AND kind = 'private'",
        (user_id,),
    )
    await transaction.execute("DELETE FROM chat WHERE id = ? AND kind = 'private'", (user_id,))
    return int(count)


async def forget_questions(transaction: Transaction, user_id: int) -> None:
    """Delete what a person asked, wherever, and what they typed inline."""
    await transaction.execute(
        "DELETE FROM showing WHERE asked_by = ? OR chat_id = ?", (user_id, user_id)
    )
    await transaction.execute("DELETE FROM typed WHERE user_id = ?", (user_id,))
    await forget_asker(transaction, user_id)


async def forget_lost(transaction: Transaction, user_id: int) -> None:
    """Delete the questions of a person that could not be answered."""
    await transaction.execute(
        "DELETE FROM lost_question WHERE asked_by = ? OR chat_id = ?", (user_id, user_id)
    )


async def forget_feedback(transaction: Transaction, user_id: int) -> None:
    """Delete what a person thought of answers, said is wrong in a text, and proposed instead."""
    await transaction.execute("DELETE FROM vote WHERE user_id = ?", (user_id,))
    await transaction.execute("DELETE FROM misprint WHERE made_by = ?", (user_id,))
    await transaction.execute("DELETE FROM proposal WHERE made_by = ?", (user_id,))


async def forget_words(transaction: Transaction, before: int) -> None:
    """Delete the questions of votes before a moment; the votes stay."""
    await transaction.execute("UPDATE vote SET words = '' WHERE made_at < ?", (before,))


async def forget_uploads(transaction: Transaction, user_id: int) -> None:
    """Delete the pages that a person sent and did not publish, and the way to take back others."""
    await transaction.execute("DELETE FROM upload WHERE owner = ?", (user_id,))


async def forget_maker(transaction: Transaction, user_id: int) -> None:
    """Delete this person's name as the maker of subscriptions of groups and channels."""
    await transaction.execute(
        "UPDATE subscription SET made_by = NULL WHERE made_by = ?", (user_id,)
    )
