"""Chats as they were seen, and how each wants to be told."""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.alerts.schedule import due
from bot.model import Chat, ChatKind, ChatSettings
from bot.store.chats import chat_of, keep_settings, mark_back, mark_told, see_chat
from bot.store.outbox import reschedule
from retrieval.store.database import Database


@dataclass(frozen=True, slots=True)
class Seen:
    """A chat as Telegram shows it."""

    id: int
    kind: ChatKind
    title: str
    username: str | None = None


class Chats:
    """The use cases; a chat that is new has the usual settings, in ``timezone``.

    All raise ArchiveUnavailable.
    """

    def __init__(self, database: Database, timezone: ZoneInfo, clock: Callable[[], float]) -> None:
        self._database = database
        self._timezone = timezone
        self._clock = clock

    async def see(self, seen: Seen) -> Chat:
        """Note that a chat was seen, if that tells anything new, and give what is known of it."""
        async with self._database.reading() as view:
            chat = await chat_of(view, seen.id)
        if chat and (chat.id, chat.kind, chat.title, chat.username) == (
            *(seen.id, seen.kind, seen.title, seen.username),
        ):
            return chat
        async with self._database.transaction() as connection:
            await see_chat(
                connection,
                seen.id,
                seen.kind,
                seen.title,
                timezone=self._timezone,
                username=seen.username,
            )
            chat = await chat_of(connection, seen.id)
        assert chat is not None  # noqa: S101 (the transaction has just put it there)
        return chat

    async def get(self, chat_id: int) -> Chat | None:
        """Give a chat by its id; None for one never seen."""
        async with self._database.reading() as view:
            return await chat_of(view, chat_id)

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
