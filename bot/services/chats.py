"""Chats as they were seen: what becomes of each, and how it wants to be told."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.model import Chat, ChatKind, ChatSettings
from bot.services.schedule import due
from bot.store.chats import (
    chat_of,
    keep_settings,
    mark_away,
    mark_back,
    mark_told,
    move_chat,
    see_chat,
)
from bot.store.membership import has_grown, mark_welcomed
from bot.store.outbox import fail_chat, reschedule
from retrieval.store import Database, Transaction


@dataclass(frozen=True, slots=True)
class ChatInfo:
    """A chat as Telegram shows it; ``spoken`` is the language of who is in it, if that is known."""

    id: int
    kind: ChatKind
    title: str
    username: str | None = None
    spoken: str | None = None


class Chats:
    """The use cases; a chat that is new has the usual settings, in ``timezone``.

    All raise ArchiveUnavailable.
    """

    def __init__(self, database: Database, timezone: ZoneInfo, clock: Callable[[], float]) -> None:
        self._database = database
        self._timezone = timezone
        self._clock = clock

    async def see(self, seen: ChatInfo) -> Chat:
        """Note that a chat was seen, if that tells anything new, and give what is known of it."""
        chat = await self.get(seen.id)
        if chat is not None and _is_as(chat, seen):
            return chat
        async with self._database.transaction() as connection:
            return await self._see(connection, seen)

    async def known(self, seen: ChatInfo) -> Chat | None:
        """Return a chat that was seen before, noting what is new about it; None for any other."""
        chat = await self.get(seen.id)
        return chat if chat is None or _is_as(chat, seen) else await self.see(seen)

    async def get(self, chat_id: int) -> Chat | None:
        """Return a chat by its id; None for one never seen."""
        async with self._database.reading() as view:
            return await chat_of(view, chat_id)

    async def joined(self, seen: ChatInfo, joined_at: int) -> bool:
        """Note that the bot is in a group or channel; tell whether to welcome it, which is once."""
        async with self._database.transaction() as connection:
            if await has_grown(connection, seen.id, seen.kind, seen.title):
                return False
            await self._see(connection, seen)
            await mark_back(connection, seen.id)
            return await mark_welcomed(connection, seen.id, joined_at)

    async def back(self, chat_id: int) -> None:
        """Note that a chat can be sent to; what it missed, if anything, is still to be told."""
        async with self._database.transaction() as connection:
            await mark_back(connection, chat_id)

    async def lost(self, chat_id: int, reason: str) -> None:
        """Note that a chat shut the bot out, and give up what waits for it."""
        now = int(self._clock())
        async with self._database.transaction() as connection:
            await mark_away(connection, chat_id, reason, now)
            await fail_chat(connection, chat_id, reason, now=now)

    async def moved(self, former: int, to: int) -> None:
        """Give a group that became a supergroup its new id, with all that it has."""
        async with self._database.transaction() as connection:
            await move_chat(connection, former, to)

    async def told(self, chat_id: int) -> None:
        """Note that a chat can be sent to, and was told what it missed."""
        async with self._database.transaction() as connection:
            await mark_back(connection, chat_id)
            await mark_told(connection, chat_id)

    async def settle(self, chat_id: int, settings: ChatSettings) -> None:
        """Keep how a chat that was seen wants to be told; what waits for it is due accordingly."""
        now = int(self._clock())
        async with self._database.transaction() as connection:
            await keep_settings(connection, chat_id, settings)
            await reschedule(connection, [(chat_id, due(settings, now))], now=now)

    async def _see(self, connection: Transaction, seen: ChatInfo) -> Chat:
        await see_chat(
            connection,
            seen.id,
            seen.kind,
            seen.title,
            timezone=self._timezone,
            username=seen.username,
            spoken=seen.spoken,
        )
        chat = await chat_of(connection, seen.id)
        assert chat is not None  # noqa: S101 (the transaction has just put it there)
        return chat


def _is_as(chat: Chat, seen: ChatInfo) -> bool:
    """Return whether a chat is as it was seen now."""
    now = (seen.id, seen.kind, seen.title, seen.username, seen.spoken or chat.spoken)
    return (chat.id, chat.kind, chat.title, chat.username, chat.spoken) == now
