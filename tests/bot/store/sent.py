"""Messages of alerts, looked up as Telegram knows them."""

from bot.model import Message, Target
from retrieval.store.transaction import View


async def message_at(view: View, chat_id: int, message_id: int) -> Message | None:
    """The message that has this id in a chat, if it is one of alerts."""
    rows = await view.fetch_all(
        "SELECT id, chat_id, thread_id, message_id, shown, sent_at FROM message"
        " WHERE chat_id = ? AND message_id = ?",
        (chat_id, message_id),
    )
    return next(
        (
            Message(number, Target(chat, thread or None), known_as, shown, at)
            for number, chat, thread, known_as, shown, at in rows
        ),
        None,
    )
