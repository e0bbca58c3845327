"""Whose subscriptions and settings a request is about, and whether it may change them.

They are those of the chat, or topic, where it was made. In a private chat, words that begin with
``@name`` are about that channel, for its admins. A button names what it is about.
"""

import re
from dataclasses import dataclass

from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.access.chat_info import chat_info
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.messages.catalogue import Texts
from bot.model import Chat, ChatKind, Subscription, Target
from bot.telegram.patience import patiently

_CHANNEL = re.compile(r"@([A-Za-z][A-Za-z0-9_]{3,31})(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scope:
    """The chat, the topic in it, the words that are left, and the request's texts."""

    chat: Chat
    target: Target
    words: str
    texts: Texts


async def scope_of(request: Request) -> Scope | None:
    """Return what a command is about; None for those who may not, who are told so once.

    The chat is in the records then. Raises TelegramError.
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
    """Return the chat and topic where a button was tapped. Raises NotAllowed, TelegramError."""
    await _check(request, request.place.chat_id)
    chat = await request.services.chats.see(chat_info(request.chat, request.user))
    target = Target(chat.id, request.place.thread_id)
    return Scope(chat, target, request.utterance.words, request.texts)


async def check_tap(request: Request) -> None:
    """Raise NotAllowed for a tap in a channel by somebody who is no admin of it.

    What a tap there brings is posted to all its readers. Raises TelegramError.
    """
    if request.chat.type == ChatType.CHANNEL:
        try:
            await _check(request, request.place.chat_id)
        except NotAllowed:
            raise NotAllowed(request.texts.people.read_in_private) from None


async def scope_of_chat(request: Request, chat_id: int) -> Scope:
    """Return the chat that a button names, if it may be changed from where it was tapped.

    It is the chat itself, or a channel from a private chat. Raises NotAllowed, TelegramError.
    """
    chat = await request.services.chats.get(chat_id)
    if chat is None or (
        chat.id != request.place.chat_id
        and (chat.kind is not ChatKind.CHANNEL or request.chat.type != ChatType.PRIVATE)
    ):
        raise NotAllowed(request.texts.button_unknown)
    await _check(request, chat.id)
    return Scope(chat, Target(chat.id), request.utterance.words, request.texts)


async def scope_of_subscription(request: Request, number: int) -> tuple[Scope, Subscription]:
    """Return the subscription that a button or a reply names, and its chat as the scope.

    Raises as `scope_of_chat` does.
    """
    subscription = await request.services.subscriptions.get(number)
    if subscription is None:
        raise NotAllowed(request.texts.subscribing.gone)
    return await scope_of_chat(request, subscription.target.chat_id), subscription


async def _named_or_here(request: Request) -> Scope:
    words = request.utterance.words
    if request.chat.type == ChatType.PRIVATE and (named := _CHANNEL.fullmatch(words)):
        return await _scope_of_channel(request, named[1], (named[2] or "").strip())
    return await scope_here(request)


async def _scope_of_channel(request: Request, name: str, words: str) -> Scope:
    texts, rights, bot = request.texts.subscribing, request.services.rights, request.bot
    try:
        found = await patiently(lambda: bot.get_chat(f"@{name}"))
    except (BadRequest, Forbidden):
        raise NotAllowed(texts.channel_unknown.format(name=name)) from None
    if found.type != ChatType.CHANNEL:
        raise NotAllowed(texts.channel_only.format(name=name))
    if request.user_id is None or not await rights.is_admin(bot, found.id, request.user_id):
        raise NotAllowed(texts.not_admin_there.format(name=name))
    if not await rights.may_post(bot, found.id):
        raise NotAllowed(texts.cannot_post.format(name=name))
    chat = await request.services.chats.see(chat_info(found))
    return Scope(chat, Target(chat.id), words, request.texts)


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
