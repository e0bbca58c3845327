"""Whose subscriptions and settings a request is about, and whether it may change them.

They are those of the chat, or topic, where it was made. In a private chat, words that begin or end
with ``@name`` are about that channel, for its admins. A button names what it is about.
"""

import re
from dataclasses import dataclass, replace

from telegram import MaybeInaccessibleMessage, Message
from telegram.constants import ChatType

from bot.access.chat_info import chat_info
from bot.access.intents import Intent
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.messages.catalogue import Texts
from bot.model import Chat, ChatKind, Subscription, Target
from bot.telegram.calls import CallFailed
from bot.telegram.patience import patiently

_NAME = r"(?:[@＠]|(?:https?://)?t\.me/)([A-Za-z][A-Za-z0-9_]{3,31})"
_CHANNEL_FIRST = re.compile(rf"{_NAME}(?:\s+(.*))?", re.DOTALL)
_CHANNEL_LAST = re.compile(rf"(.*\S)\s+{_NAME}", re.DOTALL)
_SENDING = (Intent.SUBSCRIBE, Intent.IMPORT)
"""What a channel can be asked for where the bot may post there, and nowhere else."""


@dataclass(frozen=True, slots=True)
class Scope:
    """The chat, the topic in it, the words that are left, and the request's texts.

    ``commands`` is what commands about it are typed as where the request was made.
    """

    chat: Chat
    target: Target
    words: str
    texts: Texts
    commands: str

    def command(self, name: str) -> str:
        """Return a command about the chat as it is to be typed where the request was made."""
        return self.commands.format(name=name)


async def scope_of(request: Request) -> Scope | None:
    """Return what a command is about; None for those who may not, who are told so once.

    The chat is in the records then. Raises CallFailed.
    """
    try:
        return await _named_or_here(request)
    except NotAllowed as error:
        if not _is_group(request) or request.services.rights.to_be_told(
            request.place.chat_id, request.user_id
        ):
            await request.say(str(error))
        return None


async def scope_here(request: Request) -> Scope:
    """Return the chat and topic where a button was tapped. Raises NotAllowed, CallFailed."""
    await _check(request, request.place.chat_id)
    chats = request.services.chats
    chat = await chats.see(chat_info(request.chat, request.user))
    target = Target(chat.id, request.place.thread_id)
    if name := _first_name_of_topic(request.message):
        await chats.name_topic(target, name, at_first=True)
    return Scope(chat, target, request.utterance.words, request.texts, request.command("{name}"))


async def check_tap(request: Request) -> None:
    """Raise NotAllowed for a tap in a channel by somebody who is no admin of it.

    What a tap there brings is posted to all its readers. Raises CallFailed.
    """
    if request.chat.type == ChatType.CHANNEL:
        try:
            await _check(request, request.place.chat_id)
        except NotAllowed:
            raise NotAllowed(request.texts.people.read_in_private) from None


async def scope_of_chat(request: Request, chat_id: int) -> Scope:
    """Return the chat that a button names, if it may be changed from where it was tapped.

    It is the chat itself, or a channel from a private chat. Raises NotAllowed, CallFailed.
    """
    chat = await request.services.chats.get(chat_id)
    if chat is None or (
        chat.id != request.place.chat_id
        and (chat.kind is not ChatKind.CHANNEL or request.chat.type != ChatType.PRIVATE)
    ):
        raise NotAllowed(request.texts.button_unknown)
    await _check(request, chat.id)
    return _scope(request, chat, request.utterance.words)


async def scope_of_subscription(request: Request, number: int) -> tuple[Scope, Subscription]:
    """Return the subscription that a button or a reply names, and its chat as the scope.

    Raises as `scope_of_chat` does.
    """
    subscription = await request.services.subscriptions.get(number)
    if subscription is None:
        raise NotAllowed(request.texts.subscribing.gone)
    return await scope_of_chat(request, subscription.target.chat_id), subscription


async def _named_or_here(request: Request) -> Scope:
    named = channel_named(request.utterance.words)
    if named is None:
        return await scope_here(request)
    name, words = named
    if request.chat.type == ChatType.PRIVATE:
        return await _scope_of_channel(request, name, words)
    if name.casefold() == (request.chat.username or "").casefold():
        return replace(await scope_here(request), words=words)
    await _check(request, request.place.chat_id)
    command = f"/{request.utterance.intent} @{name} {words}".rstrip()
    raise NotAllowed(request.texts.subscribing.channel_in_private.format(command=command))


def channel_named(words: str) -> tuple[str, str] | None:
    """Return the channel that words name, and the words beside it; None where they name none."""
    if first := _CHANNEL_FIRST.fullmatch(words):
        return first[1], (first[2] or "").strip()
    last = _CHANNEL_LAST.fullmatch(words)
    return (last[2], last[1].strip()) if last else None


async def _scope_of_channel(request: Request, name: str, words: str) -> Scope:
    texts, rights, bot = request.texts.subscribing, request.services.rights, request.bot
    try:
        found = await patiently(lambda: bot.get_chat(f"@{name}"))
    except CallFailed as error:
        if not error.refused:
            raise
        raise NotAllowed(texts.channel_unknown.format(name=name)) from None
    if found.type != ChatType.CHANNEL:
        raise NotAllowed(texts.channel_only.format(name=name))
    is_admin = request.user_id is not None and await rights.is_admin(bot, found.id, request.user_id)
    # Of a channel that the bot is no admin of it can't know who is.
    needs_to_post = request.utterance.intent in _SENDING or not is_admin
    may_post = not needs_to_post or await rights.may_post(bot, found.id)
    if not is_admin and may_post:
        raise NotAllowed(texts.not_admin_there.format(name=name))
    if not may_post:
        raise NotAllowed(texts.cannot_post.format(name=name))
    return _scope(request, await request.services.chats.see(chat_info(found)), words)


def _scope(request: Request, chat: Chat, words: str) -> Scope:
    """Return a whole chat as the scope: that where the request was made, or a channel's."""
    named = f" @{chat.username}" if chat.username and chat.id != request.place.chat_id else ""
    return Scope(chat, Target(chat.id), words, request.texts, request.command("{name}") + named)


def _first_name_of_topic(message: MaybeInaccessibleMessage) -> str | None:
    """Return what the topic of a message was called when it was made, if that is told."""
    first = message.reply_to_message if isinstance(message, Message) else None
    made = first.forum_topic_created if first is not None else None
    return made.name if made is not None else None


async def _check(request: Request, chat_id: int) -> None:
    """Raise NotAllowed for those who may not change what the chat has."""
    here = chat_id == request.place.chat_id
    if here and (request.chat.type == ChatType.PRIVATE or request.in_its_name):
        return
    user_id = request.user_id
    if user_id is None or not await request.services.rights.is_admin(request.bot, chat_id, user_id):
        raise NotAllowed(request.texts.subscribing.admins_only)


def _is_group(request: Request) -> bool:
    return request.chat.type != ChatType.PRIVATE
