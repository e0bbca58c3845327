"""Whom a message is for.

In a private chat everything is said to the bot. In a group only this is: a command of ours or one
with our name on it, a mention of the bot, and a reply to one of its messages. In a channel it is
the same, but of replies only those to what the bot asked, as nobody is named who posted there. What
others forward, and what is sent by or through other bots, is for nobody.

What is written under a picture or a file is said as a text is.
"""

import re
from collections.abc import Iterator

from telegram import Message, MessageEntity, User
from telegram.constants import ChatType

from bot.access.commands import is_public
from bot.access.parsing import Slashed, slashed
from bot.messages.subscriptions import to_reword
from bot.model import ChatKind

_GROUPS = (ChatType.GROUP, ChatType.SUPERGROUP)
_QUOTED = (MessageEntity.CODE, MessageEntity.PRE, MessageEntity.URL, MessageEntity.EMAIL)
"""Where a name is shown, and nobody is addressed by it."""


def heard(message: Message, bot: User) -> str | None:
    """Return the words of what is said to ``bot``, as `words_of` does; None for all else."""
    if message.via_bot or message.is_automatic_forward or _is_from_a_bot(message):
        return None
    return words_of(message, bot) if _is_for(message, bot) else None


def _is_for(message: Message, bot: User) -> bool:
    if message.chat.type == ChatType.PRIVATE:
        return True
    if message.forward_origin:
        return False
    if message.chat.type == ChatType.CHANNEL:
        return _is_of_channel(message, bot)
    return message.chat.type in _GROUPS and _is_in_group(message, bot)


def _is_in_group(message: Message, bot: User) -> bool:
    if command := slashed(_text(message).lstrip()):
        return _is_ours(command, bot)
    return bool(_mentions(message, bot)) or _is_by(replied_to(message), bot)


def words_of(message: Message, bot: User) -> str | None:
    """Return the words of a message, or of what is under its picture, without mentions of ``bot``.

    A sticker says its emoji. Empty for a picture, a voice message or the like with nothing under
    it. None for a message that says nothing (somebody came, something was pinned).
    """
    if message.sticker is not None:
        return message.sticker.emoji or ""
    text = _text(message)
    if not text:
        return None if message.effective_attachment is None else ""
    units = text.encode("utf-16-le", "surrogatepass")
    at, kept = 0, b""
    for start, end in _mentions(message, bot):
        kept += units[at : 2 * start] + " ".encode("utf-16-le")
        at = max(at, 2 * end)
    return (kept + units[at:]).decode("utf-16-le", "replace").strip()


def replied_to(message: Message) -> Message | None:
    """Return the message that somebody chose to reply to.

    In a forum every plain message carries the topic's first one as if it replied to it.
    """
    replied = message.reply_to_message
    if replied is None or replied.forum_topic_created is not None:
        return None
    is_first = message.is_topic_message and replied.message_id == message.message_thread_id
    return None if is_first else replied


def given_words(message: Message, bot: User) -> str:
    """Return the words of others that a message hands on: the part that it quotes, or else all.

    The bot's own words are handed on only if they are quoted. Empty where there are none.
    """
    if message.quote is not None and message.quote.text.strip():
        return message.quote.text.strip()
    replied = replied_to(message)
    if replied is None or _is_by(replied, bot):
        return ""
    return words_of(replied, bot) or ""


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
    if said := slashed(_text(message).lstrip()):
        is_of_channels = said.command is not None and ChatKind.CHANNEL in said.command.chats
        return is_of_channels and _is_ours(said, bot)
    return bool(_mentions(message, bot)) or asked_to_reword(message, bot) is not None


def _text(message: Message) -> str:
    return message.text or message.caption or ""


def _is_ours(said: Slashed, bot: User) -> bool:
    """Return whether a group's command is for ``bot``; one that names no bot, if we have it."""
    if said.bot is None:
        return said.command is not None and is_public(said.command)
    return said.bot == (bot.username or "").lower()


def _is_from_a_bot(message: Message) -> bool:
    """Return whether a bot wrote it; an anonymous admin comes as a bot in the chat's own name."""
    sender = message.from_user
    return sender is not None and sender.is_bot and message.sender_chat is None


def _mentions(message: Message, bot: User) -> list[tuple[int, int]]:
    """Return where ``bot`` is mentioned, in order, in UTF-16 units of the text.

    Telegram marks no name that words follow without a space; it is one all the same.
    """
    text = _text(message)
    entities = (*message.entities, *message.caption_entities)
    found = {
        (one.offset, one.offset + one.length)
        for one in entities
        if one.type == MessageEntity.TEXT_MENTION and one.user and one.user.id == bot.id
    }
    quoted = [range(one.offset, one.offset + one.length) for one in entities if one.type in _QUOTED]
    found |= {place for place in _named(text, bot) if not any(place[0] in one for one in quoted)}
    return sorted(found)


def _named(text: str, bot: User) -> Iterator[tuple[int, int]]:
    """Yield where the bot's username stands, in UTF-16 units."""
    name = re.escape(bot.username or "")
    if not name:
        return
    for found in re.finditer(
        rf"(?<![A-Za-z0-9_.@＠/])[@＠]{name}(?![A-Za-z0-9_])", text, re.IGNORECASE
    ):
        yield _units(text[: found.start()]), _units(text[: found.end()])


def _units(text: str) -> int:
    return len(text.encode("utf-16-le", "surrogatepass")) // 2


def _is_by(message: Message | None, bot: User) -> bool:
    return message is not None and message.from_user is not None and message.from_user.id == bot.id
