"""Whose subscriptions and settings a request is about, and whether it may change them.

They are the chat's where it was made, and of the topic. In a private chat, words that begin with
``@name`` are about that channel, for its admins. What a button is about stands on it.
"""

import re
from dataclasses import dataclass

from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden

from bot.access.chat_info import seen_in
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.messages.catalogue import Texts
from bot.model import Chat, ChatKind, Subscription, Target

_CHANNEL = re.compile(r"@([A-Za-z][A-Za-z0-9_]{3,31})(?:\s+(.*))?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Scope:
    """The chat, the topic in it, the words that are left, and the request's texts."""

    chat: Chat
    target: Target
    words: str
    texts: Texts


async def aimed(request: Request) -> Scope | None:
    """Return what a command is about; None for who may not, and has been told so, once.

    The chat has been seen then. Raises TelegramError.
    """
    try:
        return await _aimed(request)
    except NotAllowed as error:
        if not _is_group(request) or request.services.rights.to_be_told(
            request.place.chat_id, request.user_id
        ):
            await request.say(str(error))
        return None


async def aimed_here(request: Request) -> Scope:
    """Return the chat and topic where a button was tapped. Raises NotAllowed, TelegramError."""
    await _check(request, request.place.chat_id)
    chat = await request.services.chats.see(seen_in(request.chat, request.user))
    target = Target(chat.id, request.place.thread_id)
    return Scope(chat, target, request.spoken.words, request.texts)


async def check_tap(request: Request) -> None:
    """Raise NotAllowed for whoever taps in a channel and is no admin of it.

    Whatever comes of a tap there is posted to all its readers. Raises TelegramError.
    """
    if request.chat.type == ChatType.CHANNEL:
        try:
            await _check(request, request.place.chat_id)
        except NotAllowed:
            raise NotAllowed(request.texts.people.read_in_private) from None


async def aimed_at(request: Request, chat_id: int) -> Scope:
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
    return Scope(chat, Target(chat.id), request.spoken.words, request.texts)


async def aimed_at_subscription(request: Request, number: int) -> tuple[Scope, Subscription]:
    """Return a subscription that a button or a reply names, and its chat, as `aimed_at` does."""
    subscription = await request.services.subscriptions.get(number)
    if subscription is None:
        raise NotAllowed(request.texts.subscribing.gone)
    return await aimed_at(request, subscription.target.chat_id), subscription


async def _aimed(request: Request) -> Scope:
    words = request.spoken.words
    if request.chat.type == ChatType.PRIVATE and (named := _CHANNEL.fullmatch(words)):
        return await _channel(request, named[1], (named[2] or "").strip())
    return await aimed_here(request)


async def _channel(request: Request, name: str, words: str) -> Scope:
    texts, rights, bot = request.texts.subscribing, request.services.rights, request.bot
    try:
        found = await bot.get_chat(f"@{name}")
    except (BadRequest, Forbidden):
        raise NotAllowed(texts.channel_unknown.format(name=name)) from None
    if found.type != ChatType.CHANNEL:
        raise NotAllowed(texts.channel_only.format(name=name))
    if request.user_id is None or not await rights.is_admin(bot, found.id, request.user_id):
        raise NotAllowed(texts.not_admin_there.format(name=name))
    if not await rights.may_post(bot, found.id):
        raise NotAllowed(texts.cannot_post.format(name=name))
    chat = await request.services.chats.see(seen_in(found))
    return Scope(chat, Target(chat.id), words, request.texts)


async def _check(request: Request, chat_id: int) -> None:
    """Raise NotAllowed for who may not change what the chat has."""
    here = chat_id == request.place.chat_id
    if here and (request.chat.type == ChatType.PRIVATE or request.in_its_name):
        return
    user_id = request.user_id
    if user_id is None or not await request.services.rights.is_admin(request.bot, chat_id, user_id):
        raise NotAllowed(request.texts.subscribing.admins_only)


def _is_group(request: Request) -> bool:
    return request.chat.type != ChatType.PRIVATE
