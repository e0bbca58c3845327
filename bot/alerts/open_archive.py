"""Opens the archive and the bot's tables beside it, for every command and the bot."""

import time
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING, Self

from bot.alerts.matching import Matching
from bot.runtime.metrics import Metrics
from bot.runtime.settings import Settings
from bot.services.former_pages import give_back_former_pages
from bot.store.milestones import note_loaded
from bot.store.schema import steps
from retrieval.archive import Archive, Intake
from retrieval.store import Database

if TYPE_CHECKING:
    from bot.services.search_cluster import SearchCluster
    from bot.services.search_index import IndexKeeping


def _now() -> int:
    return int(time.time())


@dataclass(frozen=True, slots=True)
class OpenArchive:
    """An open archive, and the database that it shares with chats, subscriptions and the outbox.

    Changes of the archive put alerts into the outbox. Where it is searched on a ``cluster``, that
    is it.
    """

    database: Database
    archive: Archive
    clock: Callable[[], int]
    cluster: "SearchCluster | None" = None

    @classmethod
    @asynccontextmanager
    async def of(
        cls,
        settings: Settings,
        clock: Callable[[], int] = _now,
        metrics: Metrics | None = None,
        *,
        new: bool = False,
        keeper: bool = False,
    ) -> AsyncIterator[Self]:
        """Open what the settings name, for a ``with`` block. Raises ArchiveUnavailable.

        By ``new`` an empty archive is made also beside what a former one left. A ``keeper`` holds
        the archive's lock: it writes to the search cluster, if there is one, under the same name
        as one before it did. Raises SettingsInvalid where that can't be used at all.
        """
        async with (
            Database.open(settings.database, steps(), new=new) as database,
            AsyncExitStack() as stack,
        ):
            cluster = None
            if settings.search is not None:
                # It is an extra, and takes a while to load: only who has a cluster does.
                from bot.services import search_cluster  # noqa: PLC0415

                name = search_cluster.bots_name(settings.database) if keeper else None
                cluster = await stack.enter_async_context(
                    search_cluster.search_cluster(settings.search, database, name)
                )
            archive = await Archive.over(
                database,
                timezone=settings.timezone,
                clock=lambda: datetime.fromtimestamp(clock(), UTC),
                hook=Matching(
                    clock, settings.timezone, timedelta(days=settings.alert_max_age_days)
                ),
                metrics=metrics,
                intake=Intake(settings.paper, settings.asks_day, bool(settings.admins)),
                searcher=cluster.searcher if cluster else None,
            )
            await give_back_former_pages(database, clock())
            yield cls(database, archive, clock, cluster)

    def index_keeping(self) -> "IndexKeeping | None":
        """Return what keeps the indexes of the cluster, None where none is searched."""
        if self.cluster is None:
            return None
        from bot.services.search_index import IndexKeeping  # noqa: PLC0415 (as above)

        return IndexKeeping(self.cluster.index)

    async def loaded(self) -> None:
        """Record the end of a load; after the first that stored a page, undated pages are news.

        Raises ArchiveUnavailable.
        """
        async with self.database.transaction() as transaction:
            await note_loaded(transaction, self.clock())
