"""Deletes what a person asks to be deleted, and what is too old."""

import asyncio
from collections.abc import Awaitable, Callable, Sequence
from datetime import timedelta
from functools import partial
from zoneinfo import ZoneInfo

from bot.runtime.loops import Loop
from bot.services.asked import day_of
from bot.store.asked import forget_asked
from bot.store.privacy import (
    forget_chat,
    forget_feedback,
    forget_lost,
    forget_maker,
    forget_questions,
    forget_uploads,
    forget_words,
)
from bot.store.questions import KEPT_DAYS, forget_answer_messages
from retrieval.store import Database, Transaction

_DAY = 24 * 60 * 60  # seconds


class Privacy:
    """The use cases; ``clock`` returns Unix time in seconds. All raise ArchiveUnavailable."""

    def __init__(self, database: Database, timezone: ZoneInfo, clock: Callable[[], int]) -> None:
        self._database = database
        self._timezone = timezone
        self._clock = clock

    async def person(self, user_id: int) -> int:
        """Delete all data of a person; return the number of their subscriptions.

        What they made for groups and channels stays, without their name.
        """
        async with self._database.transaction() as transaction:
            count = await forget_chat(transaction, user_id)
            await forget_questions(transaction, user_id)
            await forget_lost(transaction, user_id)
            await forget_feedback(transaction, user_id)
            await forget_uploads(transaction, user_id)
            await forget_maker(transaction, user_id)
        return count

    async def old(self) -> None:
        """Delete questions that are too old."""
        for _, deletion in self._deletions():
            await deletion()

    async def keep_at_it(self, loop: Loop) -> None:
        """Delete what is too old, now and daily, until cancelled; each kind for itself."""
        while True:
            async with asyncio.TaskGroup() as tasks:
                for kind, deletion in self._deletions():
                    tasks.create_task(loop.insist(deletion, kind))
            await asyncio.sleep(_DAY)

    def _deletions(self) -> Sequence[tuple[str, Callable[[], Awaitable[None]]]]:
        """Return for each kind of what grows old its name and how it is deleted."""
        kinds = (
            ("answers", forget_answer_messages),
            ("words of votes", forget_words),
            ("questions", self._forget_asked),
        )
        return tuple((name, partial(self._forget, forget)) for name, forget in kinds)

    async def _forget(self, forget: Callable[[Transaction, int], Awaitable[None]]) -> None:
        async with self._database.transaction() as transaction:
            await forget(transaction, self._clock() - KEPT_DAYS * _DAY)

    async def _forget_asked(self, transaction: Transaction, before: int) -> None:
        """Delete the questions of whole days: of the day that ``before`` is in, all go with it."""
        await forget_asked(transaction, day_of(before, self._timezone) + timedelta(days=1))
