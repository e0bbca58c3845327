"""Privacy: what a person asks to be forgotten, and what has been kept long enough."""

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
from bot.store.questions import KEPT_DAYS, forget_showings
from retrieval.store import Database

_DAY = 24 * 60 * 60  # seconds


class Privacy:
    """The use cases; ``clock`` gives seconds of Unix time. All raise ArchiveUnavailable."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock

    async def person(self, user_id: int) -> int:
        """Delete all that is kept of a person; give the number of their subscriptions.

        What they made for groups and channels stays, and does not name them any more.
        """
        async with self._database.transaction() as connection:
            count = await forget_chat(connection, user_id)
            await forget_questions(connection, user_id)
            await forget_feedback(connection, user_id)
            await forget_uploads(connection, user_id)
            await forget_maker(connection, user_id)
        return count

    async def old(self) -> None:
        """Delete what was asked too long ago."""
        async with self._database.transaction() as connection:
            before = self._clock() - KEPT_DAYS * _DAY
            await forget_showings(connection, before)
            await forget_words(connection, before)

    async def keep_at_it(self) -> None:
        """Delete what is old, now and daily, until cancelled."""
        while True:
            await self.old()
            await asyncio.sleep(_DAY)
