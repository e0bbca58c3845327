"""What the bot says to what asks nothing: a line or two, without stories."""

from bot.messages.catalogue import Texts
from bot.model.small_talk import SmallTalk


def small_talk_text(kind: SmallTalk, texts: Texts, contact: str | None) -> str:
    """Return the reply to what asks nothing.

    Whoever wants a person is told the office's ``contact``; without one, that this is a program.
    """
    if kind is SmallTalk.OFFICE and contact is not None:
        return texts.wishes.contact.format(contact=contact)
    return texts.chatting[kind]
