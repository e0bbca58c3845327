"""The names of forums' topics, as far as Telegram has told them."""

from bot.model import Target
from retrieval.store import Transaction, View


async def name_topic(transaction: Transaction, topic: Target, name: str) -> None:
    """Store what a topic of a chat that is known is called."""
    await transaction.execute(
        "INSERT INTO topic (chat_id, thread_id, name) SELECT id, ?, ? FROM chat WHERE id = ?"
        " ON CONFLICT DO UPDATE SET name = excluded.name",
        (topic.thread_id, name, topic.chat_id),
    )


async def topic_names(view: View, chat_id: int) -> dict[int, str]:
    """Return the names of a chat's topics by their threads."""
    rows = await view.fetch_all("SELECT thread_id, name FROM topic WHERE chat_id = ?", (chat_id,))
    return {int(thread_id): str(name) for thread_id, name in rows}
