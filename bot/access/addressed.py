"""Whom a message is for.

In a private chat everything is said to the bot. In a group only this is: a command of ours or one
with our name on it, a mention of the bot, and a reply to one of its messages. In a channel it is a
command about the channel's subscriptions, and a reply to what the bot asked about them. What others
forward, and what is sent by or through other bots, is for nobody.
"""

import re

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.access.intents import COMMANDS, OF_CHATS
from bot.messages.subscriptions import to_reword

_COMMAND = re.compile(r"/([A-Za-z0-9_]{1,64})(?:@([A-Za-z0-9_]+))?(?=\s|$)")
_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)


def is_addressed(message: Message, bot: User) -> bool:
    """Return whether ``message`` is said to ``bot``."""
    if message.via_bot or message.is_automatic_forward or _is_from_a_bot(message):
        return False
    if words_of(message, bot) is None:
        return False
    if message.chat.type == ChatType.PRIVATE:
        return True
    if message.forward_origin:
        return False
    if message.chat.type == ChatType.CHANNEL:
        return _is_of_channel(message, bot)
    return message.chat.type in _GROUPS and _is_in_group(message, bot)


def _is_in_group(message: Message, bot: User) -> bool:
    if command := _COMMAND.match(_text(message)):
        return _is_ours(command[1], command[2], bot)
    return bool(_mentions(message, bot)) or _replies_to(message, bot)


def words_of(message: Message, bot: User) -> str | None:
    """Return the message's words without mentions of ``bot``.

    Empty for a picture, a voice message or the like, whatever is written under it: that is about
    what can't be read. None for a message that says nothing (somebody came, something was pinned).
    """
    if message.effective_attachment is not None:
        return ""
    text = message.text
    if not text:
        return None
    units = text.encode("utf-16-le", "surrogatepass")
    at, kept = 0, b""
    for mention in _mentions(message, bot):
        kept += units[at : 2 * mention.offset] + " ".encode("utf-16-le")
        at = 2 * (mention.offset + mention.length)
    return (kept + units[at:]).decode("utf-16-le", "replace").strip()


def replied_text(message: Message, bot: User) -> str:
    """Return the text of the bot's message that this replies to; empty if it replies to none."""
    replied = message.reply_to_message
    if replied is None or not replied.text:
        return ""
    author, chat = replied.from_user, replied.sender_chat
    in_channel = message.chat.type == ChatType.CHANNEL and chat == message.chat
    if not in_channel and (author is None or author.id != bot.id):
        return ""
    return replied.text


def asked_to_reword(message: Message, bot: User) -> int | None:
    """Return the subscription whose new words the bot asked for in what this replies to."""
    return to_reword(replied_text(message, bot))


def _is_of_channel(message: Message, bot: User) -> bool:
    command = _COMMAND.match(_text(message))
    if command is None:
        return asked_to_reword(message, bot) is not None
    is_ours = _is_ours(command[1], command[2], bot)
    return is_ours and COMMANDS.get(command[1].lower()) in OF_CHATS


def _text(message: Message) -> str:
    return message.text or message.caption or ""


def _is_ours(command: str, named: str | None, bot: User) -> bool:
    """Return whether a group's command is for ``bot``; one that names no bot, if we have it."""
    if named is None:
        return command.lower() in COMMANDS
    return named.lower() == (bot.username or "").lower()


def _is_from_a_bot(message: Message) -> bool:
    """Return whether a bot wrote it; an anonymous admin comes as a bot in the chat's own name."""
    sender = message.from_user
    return sender is not None and sender.is_bot and message.sender_chat is None


def _mentions(message: Message, bot: User) -> list[MessageEntity]:
    """Return the mentions of ``bot``, in order; their offsets count UTF-16 units."""
    name = f"@{bot.username}".lower()
    units = _text(message).encode("utf-16-le", "surrogatepass")
    found = []
    for entity in (*message.entities, *message.caption_entities):
        start, end = 2 * entity.offset, 2 * (entity.offset + entity.length)
        text = units[start:end].decode("utf-16-le", "replace").lower()
        if (entity.type == MessageEntity.MENTION and text == name) or (
            entity.type == MessageEntity.TEXT_MENTION and entity.user and entity.user.id == bot.id
        ):
            found.append(entity)
    return sorted(found, key=lambda entity: entity.offset)


def _replies_to(message: Message, bot: User) -> bool:
    """Return whether it replies to a message of ``bot``.

    In a forum every plain message carries the topic's first one as if it replied to it.
    """
    replied = message.reply_to_message
    if replied is None or replied.from_user is None or replied.from_user.id != bot.id:
        return False
    if replied.forum_topic_created is not None:
        return False
    return not (message.is_topic_message and replied.message_id == message.message_thread_id)
