"""A chat of Telegram's, as the records know chats."""

from telegram import Chat, ChatFullInfo

from bot.alerts.chats import Seen
from bot.model import ChatKind


def seen_in(chat: Chat | ChatFullInfo) -> Seen:
    """Return what is to be noted of a chat; one without a name goes by its number."""
    return Seen(chat.id, ChatKind(chat.type), chat.effective_name or str(chat.id), chat.username)
