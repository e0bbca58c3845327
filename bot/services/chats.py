"""The chats that the bot knows: whether they can be reached, and their settings."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.model import Chat, ChatKind, ChatSettings, Target
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
from bot.store.refusals import try_again
from bot.store.topics import name_topic, topic_names
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
    """The use cases; a new chat gets the default settings, in ``timezone``.

    All raise ArchiveUnavailable.
    """

    def __init__(self, database: Database, timezone: ZoneInfo, clock: Callable[[], float]) -> None:
        self._database = database
        self._timezone = timezone
        self._clock = clock

    async def see(self, seen: ChatInfo) -> Chat:
        """Store a chat as it is now, if anything is new about it, and return it."""
        chat = await self.get(seen.id)
        if chat is not None and _is_as(chat, seen):
            return chat
        async with self._database.transaction() as transaction:
            return await self._see(transaction, seen)

    async def known(self, seen: ChatInfo) -> Chat | None:
        """Return a chat that is known, and store what is new about it; None for any other."""
        chat = await self.get(seen.id)
        return chat if chat is None or _is_as(chat, seen) else await self.see(seen)

    async def get(self, chat_id: int) -> Chat | None:
        """Return a chat by its id; None for one never seen."""
        async with self._database.reading() as view:
            return await chat_of(view, chat_id)

    async def joined(self, seen: ChatInfo, joined_at: int) -> bool:
        """Record that the bot joined a group or channel; return True once a join: to welcome it."""
        async with self._database.transaction() as transaction:
            if await has_grown(transaction, seen.id, seen.kind, seen.title):
                return False
            await self._see(transaction, seen)
            await mark_back(transaction, seen.id)
            await try_again(transaction, seen.id, now=int(self._clock()))
            return await mark_welcomed(transaction, seen.id, joined_at)

    async def back(self, chat_id: int) -> None:
        """Record that a chat can be sent to; it is still to be told what it missed, if anything.

        What it refused is tried again at once.
        """
        async with self._database.transaction() as transaction:
            await mark_back(transaction, chat_id)
            await try_again(transaction, chat_id, now=int(self._clock()))

    async def opened(self, chat_id: int) -> None:
        """Try again at once what a chat refused: one of its topics was opened."""
        async with self._database.transaction() as transaction:
            await try_again(transaction, chat_id, now=int(self._clock()))

    async def topics(self, chat_id: int) -> Mapping[int, str]:
        """Return the names of a forum's topics by their threads, as far as they are known."""
        async with self._database.reading() as view:
            return await topic_names(view, chat_id)

    async def name_topic(self, topic: Target, name: str, *, at_first: bool = False) -> None:
        """Store what a topic is called; what it was called ``at_first``, only where none is known.

        Nothing of a chat that is not known.
        """
        known = (await self.topics(topic.chat_id)).get(topic.thread_id or 0)
        if topic.thread_id is None or known == name or (at_first and known is not None):
            return
        async with self._database.transaction() as transaction:
            await name_topic(transaction, topic, name)

    async def lost(self, chat_id: int, reason: str) -> None:
        """Record that a chat shut the bot out, and fail what is pending for it."""
        now = int(self._clock())
        async with self._database.transaction() as transaction:
            await mark_away(transaction, chat_id, reason, now)
            await fail_chat(transaction, chat_id, reason, now=now)

    async def moved(self, former: int, to: int) -> None:
        """Move a group that became a supergroup, with all that it has, to its new id."""
        async with self._database.transaction() as transaction:
            await move_chat(transaction, former, to)

    async def told(self, chat_id: int) -> None:
        """Record that a chat can be sent to and was told what it missed."""
        async with self._database.transaction() as transaction:
            await mark_back(transaction, chat_id)
            await mark_told(transaction, chat_id)

    async def settle(self, chat_id: int, settings: ChatSettings) -> None:
        """Store the settings of a chat, and reschedule what is pending for it."""
        now = int(self._clock())
        async with self._database.transaction() as transaction:
            await keep_settings(transaction, chat_id, settings)
            await reschedule(transaction, [(chat_id, due(settings, now))], now=now)

    async def _see(self, transaction: Transaction, seen: ChatInfo) -> Chat:
        await see_chat(
            transaction,
            seen.id,
            seen.kind,
            seen.title,
            timezone=self._timezone,
            username=seen.username,
            spoken=seen.spoken,
        )
        chat = await chat_of(transaction, seen.id)
        assert chat is not None  # noqa: S101 (the transaction has just put it there)
        return chat


def _is_as(chat: Chat, seen: ChatInfo) -> bool:
    """Return whether a chat is as it was seen now."""
    now = (seen.id, seen.kind, seen.title, seen.username, seen.spoken or chat.spoken)
    return (chat.id, chat.kind, chat.title, chat.username, chat.spoken) == now
