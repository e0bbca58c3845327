"""The welcome to a group or channel that the bot comes into."""

from bot.messages.catalogue import Texts
from bot.messages.keys import Latest
from bot.messages.markup import plain
from bot.messages.screen import Screen, button
from bot.model import ChatKind


def welcome_screen(kind: ChatKind, username: str, texts: Texts) -> Screen:
    """Return what the bot does there and how to ask, with a question to tap in a group."""
    words = texts.people
    if kind is ChatKind.CHANNEL:
        return Screen(plain(words.welcome_channel.format(bot=username)))
    first = button(texts.buttons.ask_latest, Latest())
    return Screen(plain(words.welcome_group.format(bot=username)), ((first,),))
