"""Chats that let the bot in or shut it out, or get a new name or id."""

import logging
from dataclasses import replace
from functools import partial

from telegram import Bot, ChatMember, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType
from telegram.ext import BaseHandler, ContextTypes

from bot.access.chat_info import chat_info
from bot.access.language import texts_in
from bot.access.services import Services
from bot.messages.membership import welcome_screen
from bot.model import ChatKind, Target
from bot.telegram.calls import CallFailed
from bot.telegram.keyboard import keyboard
from bot.telegram.patience import patiently

_Context = ContextTypes.DEFAULT_TYPE
_OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)

_LOG = logging.getLogger(__name__)


class Membership(BaseHandler[Update, _Context, None]):
    """Keeps the records in step with the bot's membership in chats, their names, ids and topics.

    A chat that shut the bot out is sent nothing; its subscriptions stay, and go on when it lets the
    bot in again. A group or channel that lets the bot in is told once what it does; one that only
    changes the bot's rights is not: what it refused before is tried again, as where a topic opens.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(self._act)
        self._services = services

    def check_update(self, update: object) -> bool:
        """Return whether this tells of the bot's own membership, or of a chat's name, id, topic."""
        if not isinstance(update, Update):
            return False
        message = update.message or update.channel_post
        return update.my_chat_member is not None or (message is not None and _is_of_chat(message))

    async def _act(self, update: Update, context: _Context) -> None:
        message = update.message or update.channel_post
        if update.my_chat_member is not None:
            await self._changed(update.my_chat_member, context.bot)
        elif message is not None:
            await self._noted(message)

    async def _changed(self, change: ChatMemberUpdated, bot: Bot) -> None:
        chats, chat = self._services.chats, change.chat
        private = chat.type == ChatType.PRIVATE
        if _is_out(change.new_chat_member):
            reason = "blocked by the user" if private else f"removed from the {chat.type}"
            await chats.lost(chat.id, reason)
        elif private or not _is_out(change.old_chat_member):
            await chats.known(chat_info(chat, change.from_user))
            await chats.back(chat.id)
        else:
            joined_at = int(change.date.timestamp())
            info = replace(chat_info(chat), spoken=change.from_user.language_code)
            to_welcome = await chats.joined(info, joined_at)
            if to_welcome and _may_write(change.new_chat_member):
                await self._welcome(change, bot)

    async def _welcome(self, change: ChatMemberUpdated, bot: Bot) -> None:
        chat = change.chat
        texts = texts_in(await self._services.chats.get(chat.id), change.from_user)
        screen = welcome_screen(ChatKind(chat.type), bot.username, texts)
        send = partial(
            bot.send_message,
            chat.id,
            screen.text.html,
            reply_markup=keyboard(screen),
        )
        try:
            await patiently(send)
        except CallFailed as error:
            if not error.refused:
                raise
            # The group lets only its admins write.
            _LOG.info("chat %d was not welcomed: %s", chat.id, error)

    async def _noted(self, message: Message) -> None:
        chats = self._services.chats
        if message.migrate_to_chat_id is not None:
            await chats.moved(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            await chats.moved(message.migrate_from_chat_id, message.chat.id)
        elif _opens_topic(message):
            await chats.opened(message.chat.id)
        elif name := _named_topic(message):
            await chats.name_topic(Target(message.chat.id, message.message_thread_id), name)
        else:
            await chats.known(chat_info(message.chat))


def _is_of_chat(message: Message) -> bool:
    """Return whether a service message tells of a chat's name or id, or a topic's, or opens one."""
    return bool(
        message.migrate_to_chat_id
        or message.migrate_from_chat_id
        or message.new_chat_title
        or _opens_topic(message)
        or _named_topic(message)
    )


def _named_topic(message: Message) -> str | None:
    """Return what a topic is called that was just made or renamed."""
    told = message.forum_topic_created or message.forum_topic_edited
    return told.name if told is not None else None


def _opens_topic(message: Message) -> bool:
    return bool(message.forum_topic_reopened or message.general_forum_topic_unhidden)


def _is_out(member: ChatMember) -> bool:
    """Return whether this member can no longer read or write."""
    restricted = member.status == ChatMemberStatus.RESTRICTED
    return member.status in _OUT or (restricted and not getattr(member, "is_member", True))


def _may_write(member: ChatMember) -> bool:
    """Return whether this member may write: not all admins of channels may, nor the restricted."""
    in_channel = getattr(member, "can_post_messages", None)
    restricted = member.status == ChatMemberStatus.RESTRICTED
    return in_channel is not False and (
        not restricted or getattr(member, "can_send_messages", True)
    )
