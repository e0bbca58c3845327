"""Forgetting: what a person asks to be forgotten, and what has been kept long enough."""

from collections.abc import Callable

from bot.store.forgetting import forget_chat, forget_maker
from retrieval.store.database import Database

KEPT_DAYS = 30
"""For so long the words of a question are kept."""
_DAY = 24 * 60 * 60  # seconds


class Forgetting:
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
            await forget_maker(connection, user_id)
        return count
