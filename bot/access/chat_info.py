"""A chat of Telegram's, as the records know chats."""

from telegram import Chat, ChatFullInfo, User
from telegram.constants import ChatType

from bot.model import ChatKind
from bot.services.chats import ChatInfo


def seen_in(chat: Chat | ChatFullInfo, user: User | None = None) -> ChatInfo:
    """Return what is to be noted of a chat, in which ``user`` speaks if anybody does.

    One without a name goes by its number.
    """
    spoken = user.language_code if user is not None and chat.type == ChatType.PRIVATE else None
    title = chat.effective_name or str(chat.id)
    return ChatInfo(chat.id, ChatKind(chat.type), title, chat.username, spoken)
