"""Opens the archive and the bot's tables beside it, for every command and the bot."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Self

from bot.alerts.matching import Matching
from bot.runtime.metrics import Metrics
from bot.runtime.settings import Settings
from bot.services.former_pages import give_back_former_pages
from bot.store.milestones import note_loaded
from bot.store.schema import steps
from retrieval.archive import Archive, Intake
from retrieval.store import Database


def _now() -> int:
    return int(time.time())


@dataclass(frozen=True, slots=True)
class OpenArchive:
    """An open archive, and the database that it shares with chats, subscriptions and the outbox.

    Changes of the archive put alerts into the outbox.
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
        metrics: Metrics | None = None,
        *,
        new: bool = False,
    ) -> AsyncIterator[Self]:
        """Open what the settings name, for a ``with`` block. Raises ArchiveUnavailable.

        By ``new`` an empty archive is made also beside what a former one left.
        """
        async with Database.open(settings.database, steps(), new=new) as database:
            archive = await Archive.over(
                database,
                timezone=settings.timezone,
                clock=lambda: datetime.fromtimestamp(clock(), UTC),
                hook=Matching(
                    clock, settings.timezone, timedelta(days=settings.alert_max_age_days)
                ),
                metrics=metrics,
                intake=Intake(settings.paper, settings.asks_day, bool(settings.admins)),
            )
            await give_back_former_pages(database, clock())
            yield cls(database, archive, clock)

    async def loaded(self) -> None:
        """Record the end of a load; after the first that stored a page, undated pages are news.

        Raises ArchiveUnavailable.
        """
        async with self.database.transaction() as transaction:
            await note_loaded(transaction, self.clock())
