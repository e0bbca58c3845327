"""Telegram's chats, as the records have them."""

from telegram import Chat, ChatFullInfo, User
from telegram.constants import ChatType

from bot.model import ChatKind
from bot.services.chats import ChatInfo


def chat_info(chat: Chat | ChatFullInfo, user: User | None = None) -> ChatInfo:
    """Return what the records keep of a chat, in which ``user`` speaks if anybody does.

    A chat without a name has its number for a title.
    """
    language = user.language_code if user is not None and chat.type == ChatType.PRIVATE else None
    title = chat.effective_name or str(chat.id)
    return ChatInfo(chat.id, ChatKind(chat.type), title, chat.username, language)
