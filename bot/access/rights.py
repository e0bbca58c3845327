"""Who may change what a chat has: its admins, as Telegram tells, asked once a minute at most."""

from collections.abc import Callable
from time import monotonic
from typing import Generic, TypeVar

from telegram import Bot, ChatMemberAdministrator
from telegram.constants import ChatMemberStatus
from telegram.error import BadRequest, Forbidden

CACHED = 60.0  # seconds
QUIET = 3600.0  # seconds until somebody is told again that they may not
_ADMINS = (ChatMemberStatus.OWNER, ChatMemberStatus.ADMINISTRATOR)
REMEMBERED = 10_000  # people and chats; of more, the latest

Key = tuple[int, int]  # chat, user
_V = TypeVar("_V")


class NotAllowed(Exception):
    """Somebody may not do what they want to; the text says why, in their language."""


class Rights:
    """What is known of who is an admin where; ``clock`` gives seconds."""

    def __init__(self, clock: Callable[[], float] = monotonic) -> None:
        self._admins = _Lasting[bool](CACHED, clock)
        self._told = _Lasting[bool](QUIET, clock)

    async def is_admin(self, bot: Bot, chat_id: int, user_id: int) -> bool:
        """Return whether a user is an admin of a group or channel. Raises TelegramError."""
        known = self._admins.get((chat_id, user_id))
        if known is None:
            try:
                member = await bot.get_chat_member(chat_id, user_id)
            except (BadRequest, Forbidden):  # no such member; a chat that we are not in
                known = False
            else:
                known = member.status in _ADMINS
            self._admins.put((chat_id, user_id), known)
        return known

    @staticmethod
    async def may_post(bot: Bot, channel_id: int) -> bool:
        """Return whether the bot may post in a channel. Raises TelegramError."""
        try:
            member = await bot.get_chat_member(channel_id, bot.id)
        except (BadRequest, Forbidden):
            return False
        return isinstance(member, ChatMemberAdministrator) and member.can_post_messages is not False

    def to_be_told(self, chat_id: int, user_id: int | None) -> bool:
        """Return whether somebody is still to be told that they may not; they are, from now on."""
        key = (chat_id, user_id or 0)
        if self._told.get(key):
            return False
        self._told.put(key, value=True)
        return True


class _Lasting(Generic[_V]):
    """Values that are forgotten after some seconds; the oldest first, where there are many."""

    def __init__(self, seconds: float, clock: Callable[[], float]) -> None:
        self._seconds = seconds
        self._clock = clock
        self._kept: dict[Key, tuple[float, _V]] = {}

    def get(self, key: Key) -> _V | None:
        until, value = self._kept.get(key, (0.0, None))
        return value if self._clock() < until else None

    def put(self, key: Key, value: _V) -> None:
        self._kept.pop(key, None)
        if len(self._kept) >= REMEMBERED:
            del self._kept[next(iter(self._kept))]
        self._kept[key] = (self._clock() + self._seconds, value)
