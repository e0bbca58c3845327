"""Who may change what a chat has: its admins, whom Telegram is asked for once a minute at most."""

from collections.abc import Callable
from time import monotonic

from cachetools import TTLCache
from telegram import Bot, ChatMemberAdministrator
from telegram.constants import ChatMemberStatus

from bot.telegram.calls import CallFailed
from bot.telegram.patience import patiently

CACHED = 60.0  # seconds
QUIET = 180.0  # seconds until somebody is told again that they may not, so that no group is flooded
_ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
REMEMBERED = 10_000  # people in chats; beyond that, the least lately used is forgotten

Key = tuple[int, int]  # chat, user


class NotAllowed(Exception):
    """Somebody may not do what they want to; the text says why, in their language."""


class Rights:
    """Who is an admin where, as far as is known; ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._admins = TTLCache[Key, bool](REMEMBERED, CACHED, clock)
        self._told = TTLCache[Key, None](REMEMBERED, QUIET, clock)

    async def is_admin(self, bot: Bot, chat_id: int, user_id: int) -> bool:
        """Return whether a user is an admin of a group or channel. Raises CallFailed."""
        known = self._admins.get((chat_id, user_id))
        if known is None:
            try:
                member = await patiently(lambda: bot.get_chat_member(chat_id, user_id))
            except CallFailed as error:
                if not error.refused:
                    raise
                known = False  # no such member; a chat that we are not in
            else:
                known = member.status in _ADMINS
            self._admins[chat_id, user_id] = known
        return known

    @staticmethod
    async def may_post(bot: Bot, channel_id: int) -> bool:
        """Return whether the bot may post in a channel. Raises CallFailed."""
        try:
            member = await patiently(lambda: bot.get_chat_member(channel_id, bot.id))
        except CallFailed as error:
            if not error.refused:
                raise
            return False
        return isinstance(member, ChatMemberAdministrator) and member.can_post_messages is not False

    def to_be_told(self, chat_id: int, user_id: int | None) -> bool:
        """Return whether to tell somebody that they may not: once in `QUIET` seconds."""
        key = (chat_id, user_id or 0)
        if key in self._told:
            return False
        self._told[key] = None
        return True
