"""Telegram's chats, as the records have them."""

from telegram import Chat, ChatFullInfo, User
from telegram.constants import ChatType

from bot.access.bookkeeping import beside_the_answer
from bot.access.services import Services
from bot.model import Chat as KnownChat
from bot.model import ChatKind
from bot.services.chats import ChatInfo


def chat_info(chat: Chat | ChatFullInfo, user: User | None = None) -> ChatInfo:
    """Return what the records keep of a chat, in which ``user`` speaks if anybody does.

    A chat without a name has its number for a title.
    """
    language = user.language_code if user is not None and chat.type == ChatType.PRIVATE else None
    title = chat.effective_name or str(chat.id)
    return ChatInfo(chat.id, ChatKind(chat.type), title, chat.username, language)


async def known_chat(services: Services, chat: Chat, user: User | None) -> KnownChat | None:
    """Return a chat that is known, with what is new about it stored if it can be; None for others.

    Raises ArchiveUnavailable.
    """
    with beside_the_answer("what is new about a chat"):
        return await services.chats.known(chat_info(chat, user))
    return await services.chats.get(chat.id)
