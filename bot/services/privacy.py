"""Deletes what a person asks to be deleted, and what is too old."""

import asyncio
from collections.abc import Callable

from bot.store.privacy import (
    forget_chat,
    forget_feedback,
    forget_maker,
    forget_questions,
    forget_uploads,
    forget_words,
)
from bot.store.questions import KEPT_DAYS, forget_answer_messages
from retrieval.store import Database

_DAY = 24 * 60 * 60  # seconds


class Privacy:
    """The use cases; ``clock`` returns Unix time in seconds. All raise ArchiveUnavailable."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock

    async def person(self, user_id: int) -> int:
        """Delete all data of a person; return the number of their subscriptions.

        What they made for groups and channels stays, without their name.
        """
        async with self._database.transaction() as transaction:
            count = await forget_chat(transaction, user_id)
            await forget_questions(transaction, user_id)
            await forget_feedback(transaction, user_id)
            await forget_uploads(transaction, user_id)
            await forget_maker(transaction, user_id)
        return count

    async def old(self) -> None:
        """Delete questions that are too old."""
        async with self._database.transaction() as transaction:
            before = self._clock() - KEPT_DAYS * _DAY
            await forget_answer_messages(transaction, before)
            await forget_words(transaction, before)

    async def keep_at_it(self) -> None:
        """Delete what is too old, now and daily, until cancelled."""
        while True:
            await self.old()
            await asyncio.sleep(_DAY)
