"""What becomes of chats: the bot is let in or shut out, they get new names and ids."""

import logging
from dataclasses import replace
from functools import partial

from telegram import Bot, ChatMember, ChatMemberUpdated, Message, Update
from telegram.constants import ChatMemberStatus, ChatType, ParseMode
from telegram.error import BadRequest, Forbidden
from telegram.ext import BaseHandler, ContextTypes

from bot.access.chat_info import seen_in
from bot.access.language import texts_in
from bot.access.services import Services
from bot.messages.membership import welcome_screen
from bot.model import ChatKind
from bot.telegram.keyboard import keyboard
from bot.telegram.patience import patiently

_Context = ContextTypes.DEFAULT_TYPE
_OUT = (ChatMemberStatus.LEFT, ChatMemberStatus.BANNED)

_LOG = logging.getLogger(__name__)


class Membership(BaseHandler[Update, _Context, None]):
    """Keeps in step with what the bot is in chats, and with the names and ids that these have.

    A chat that shut the bot out gets nothing that waits for it, and nothing new; what it subscribed
    to stays as it is, and goes on when it lets the bot in again. A group or channel that lets it in
    is told once what it does; one that only changes what it may do there is not.
    """

    def __init__(self, services: Services) -> None:
        super().__init__(self._act)
        self._desk = services

    def check_update(self, update: object) -> bool:
        """Return whether this tells of the bot's own membership, or of a chat's new name or id."""
        if not isinstance(update, Update):
            return False
        message = update.message or update.channel_post
        return update.my_chat_member is not None or (message is not None and _tells(message))

    async def _act(self, update: Update, context: _Context) -> None:
        message = update.message or update.channel_post
        if update.my_chat_member is not None:
            await self._changed(update.my_chat_member, context.bot)
        elif message is not None:
            await self._told(message)

    async def _changed(self, change: ChatMemberUpdated, bot: Bot) -> None:
        chats, chat = self._desk.chats, change.chat
        private = chat.type == ChatType.PRIVATE
        if _is_out(change.new_chat_member):
            reason = "blocked by the user" if private else f"removed from the {chat.type}"
            await chats.lost(chat.id, reason)
        elif private or not _is_out(change.old_chat_member):
            await chats.known(seen_in(chat, change.from_user))
            await chats.back(chat.id)
        else:
            joined_at = int(change.date.timestamp())
            seen = replace(seen_in(chat), spoken=change.from_user.language_code)
            to_welcome = await chats.joined(seen, joined_at)
            if to_welcome and _may_write(change.new_chat_member):
                await self._welcome(change, bot)

    async def _welcome(self, change: ChatMemberUpdated, bot: Bot) -> None:
        chat = change.chat
        texts = texts_in(await self._desk.chats.get(chat.id), change.from_user)
        screen = welcome_screen(ChatKind(chat.type), bot.username, texts)
        send = partial(
            bot.send_message,
            chat.id,
            screen.text.html,
            parse_mode=ParseMode.HTML,
            reply_markup=keyboard(screen),
        )
        try:
            await patiently(send)
        except (BadRequest, Forbidden) as error:  # the group lets only its admins write
            _LOG.info("chat %d was not welcomed: %s", chat.id, error)

    async def _told(self, message: Message) -> None:
        chats = self._desk.chats
        if message.migrate_to_chat_id is not None:
            await chats.moved(message.chat.id, message.migrate_to_chat_id)
        elif message.migrate_from_chat_id is not None:
            await chats.moved(message.migrate_from_chat_id, message.chat.id)
        else:
            await chats.known(seen_in(message.chat))


def _tells(message: Message) -> bool:
    """Return whether a service message tells of a chat's new name or id."""
    return bool(
        message.migrate_to_chat_id or message.migrate_from_chat_id or message.new_chat_title
    )


def _is_out(member: ChatMember) -> bool:
    """Return whether who is this can't read or write any more."""
    restricted = member.status == ChatMemberStatus.RESTRICTED
    return member.status in _OUT or (restricted and not getattr(member, "is_member", True))


def _may_write(member: ChatMember) -> bool:
    """Return whether who is this may write: not all admins of channels do, nor the restricted."""
    in_channel = getattr(member, "can_post_messages", None)
    restricted = member.status == ChatMemberStatus.RESTRICTED
    return in_channel is not False and (
        not restricted or getattr(member, "can_send_messages", True)
    )
