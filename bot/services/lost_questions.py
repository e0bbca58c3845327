"""Questions that were given up because no message could be sent, and whom to tell."""

from collections.abc import Callable
from dataclasses import replace

from bot.model import Lost
from bot.store.chats import chat_of
from bot.store.lost_questions import (
    all_lost,
    drop_lost,
    drop_old_lost,
    put_lost,
)
from retrieval.store import Database

KEPT = 24 * 60 * 60
"""Seconds after which nobody is told any more."""


class LostQuestions:
    """The use cases; ``clock`` returns Unix time in seconds. All raise ArchiveUnavailable."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock

    async def put(self, lost: Lost) -> None:
        """Store a question that is given up now."""
        async with self._database.transaction() as transaction:
            await put_lost(transaction, replace(lost, lost_at=self._clock()))

    async def untold(self) -> list[Lost]:
        """Return what each chat is to be told, the oldest first; delete what is too old."""
        async with self._database.reading() as view:
            found = await all_lost(view)
        since = self._clock() - KEPT
        if any(one.lost_at < since for one in found):
            async with self._database.transaction() as transaction:
                await drop_old_lost(transaction, since)
        return [one for one in found if one.lost_at >= since]

    async def language(self, lost: Lost) -> str | None:
        """Return the language to tell it in: the chat's, or that of who asked; None if unknown."""
        async with self._database.reading() as view:
            chat = await chat_of(view, lost.chat_id)
        return (chat.language if chat is not None else None) or lost.language

    async def told(self, lost: Lost) -> None:
        """Delete what a chat was told, or can't be told."""
        async with self._database.transaction() as transaction:
            await drop_lost(transaction, lost)
