"""In which language somebody is answered: the chat's, if it has one, or else their own."""

from telegram import User

from bot.messages.catalogue import Texts
from bot.messages.texts import texts_for
from bot.model import Chat


def texts_in(chat: Chat | None, user: User | None) -> Texts:
    """Return the texts for what ``user`` says in ``chat``, None for a chat not seen before."""
    chosen = chat.settings.language if chat is not None else None
    return texts_for(chosen or (user.language_code if user is not None else None))
