"""The archive and all that is kept with it, open: what every command and the bot begin with."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from bot.alerts.matching import Matching
from bot.runtime.settings import Settings
from bot.store.milestones import note_loaded
from bot.store.schema import steps
from retrieval.archive import UNOBSERVED, Archive, Observer
from retrieval.store import Database


def _now() -> int:
    return int(time.time())


@dataclass(frozen=True, slots=True)
class OpenArchive:
    """An open archive, and the database that it shares with chats, subscriptions and the outbox.

    What changes the archive puts alerts into the outbox.
    """

    database: Database
    archive: Archive
    clock: Callable[[], int]

    @classmethod
    @asynccontextmanager
    async def of(
        cls,
        settings: Settings,
        clock: Callable[[], int] = _now,
        observer: Observer = UNOBSERVED,
    ) -> AsyncIterator[Self]:
        """Open what the settings name, for a ``with`` block. Raises ArchiveUnavailable."""
        async with Database.open(settings.database, steps()) as database:
            archive = await Archive.over(
                database,
                timezone=settings.timezone,
                clock=lambda: datetime.fromtimestamp(clock(), UTC),
                hook=Matching(
                    clock, settings.timezone, timedelta(days=settings.alert_max_age_days)
                ),
                observer=observer,
            )
            yield cls(database, archive, clock)

    async def loaded(self) -> None:
        """Note the end of a load: if it is the first that left something, undated pages are news.

        Raises ArchiveUnavailable.
        """
        async with self.database.transaction() as connection:
            await note_loaded(connection, self.clock())
