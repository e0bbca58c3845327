"""The archive's use cases: add a page, correct, undo, export and import; and ask (see `reader`).

An incoming page is written to SQLite first, then the next snapshot is built in a thread and
replaces the last (see `serving`). The first snapshot is built when it is first needed; a process
that only adds pages needs none.
"""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from retrieval.analysis import analyzer, words
from retrieval.archive.addition import Addition, addition
from retrieval.archive.changes import TransactionHook
from retrieval.archive.currency import Intake
from retrieval.archive.page_writer import PageWriter
from retrieval.archive.rereading import Reread, reread_page
from retrieval.metrics import ArchiveMetrics
from retrieval.model.pages import (
    HeldPage,
)
from retrieval.searcher.searcher import Searcher
from retrieval.store.adding import (
    place_stored,
    release_page,
    stored_page,
    withdraw_page,
)
from retrieval.store.checksums import make_checksums
from retrieval.store.database import Database
from retrieval.store.pages import held_pages
from retrieval.store.reindex import reindex_names
from retrieval.store.segmentation_cache import (
    Analyzer,
)
from retrieval.store.sources import pages_since
from retrieval.store.undo import Change, Record, undo_change

SHANGHAI = ZoneInfo("Asia/Shanghai")
ANALYZER = Analyzer(analyzer.VERSION, words.cut)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Archive(PageWriter):
    """The pages in one SQLite file, open to be asked and changed.

    Several processes may have it open at once.
    """

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        path: Path,
        *,
        timezone: ZoneInfo = SHANGHAI,
        clock: Callable[[], datetime] = _utc_now,
        analyzer: Analyzer = ANALYZER,
    ) -> AsyncIterator[Self]:
        """Open the archive at ``path``; file and folder are made where they are missing.

        Names that former rules found are found again, and checksums made where there are none.
        ``clock`` returns aware times: today, which questions may speak of, is its day in
        ``timezone``. Raises ArchiveUnavailable.
        """
        async with Database.open(path) as database:
            yield await cls.over(database, timezone=timezone, clock=clock, analyzer=analyzer)

    @classmethod
    async def over(  # noqa: PLR0913 (as above)
        cls,
        database: Database,
        *,
        timezone: ZoneInfo = SHANGHAI,
        clock: Callable[[], datetime] = _utc_now,
        analyzer: Analyzer = ANALYZER,
        hook: TransactionHook | None = None,
        metrics: ArchiveMetrics | None = None,
        intake: Intake | None = None,
        searcher: Searcher | None = None,
    ) -> Self:
        """Return the archive in an open database, as `open` does.

        ``hook`` runs in the transaction of every change that this archive makes; ``metrics``
        count what this archive does; pages are taken in as ``intake`` says. With a ``searcher``
        all that is asked is answered by it. Raises ArchiveUnavailable.
        """
        await reindex_names(database)
        await make_checksums(database)
        return cls(database, timezone, clock, analyzer, hook, metrics, intake, searcher)

    @property
    def paper(self) -> str | None:
        """What pages are called that name no paper."""
        return self._intake.paper

    async def release_page(self, page_id: int) -> bool:
        """Release a page that is held back; return whether it was.

        The hook runs as for a page that comes in. Raises ArchiveUnavailable; nothing is changed
        then.
        """
        async with self._changing() as transaction:
            released = await release_page(transaction, page_id)
        await self._refresh_if_serving()
        return released

    async def held_pages(self) -> tuple[HeldPage, ...]:
        """Return the pages that are held back, the last that came first."""
        async with self._database.reading() as view:
            return await held_pages(view)

    async def replace_page(
        self, new_page_id: int, old_page_id: int, record: Record | None = None
    ) -> Addition:
        """Make a stored page, kept as a new one in doubt, the new version of another.

        The number of the page that was there first stays, and so do the ids of its stories. With
        ``record`` the change can be undone. Raises PageUnknown where there is no such page,
        and ArchiveUnavailable; nothing is changed then.
        """
        async with self._changing() as transaction:
            incoming = await stored_page(transaction, new_page_id)
            place = await place_stored(transaction, new_page_id, old_page_id)
            added = await self._add(transaction, incoming, place, record)
        await self._refresh_if_serving()
        return addition(incoming.page.file, added)

    async def withdraw_page(self, page_id: int) -> int:
        """Delete a page; return the number of articles that no page prints any more.

        That is 0 where there is no such page. Raises ArchiveUnavailable; nothing is changed then.
        """
        async with self._changing() as transaction:
            added = await withdraw_page(transaction, page_id)
        await self._refresh_if_serving()
        return added.removed

    async def pages_to_reread(
        self, paper: str | None = None, since: date | None = None
    ) -> dict[int, bool]:
        """Return the numbers of stored pages, ascending, and whether the text of each is kept.

        They are those of a paper, or all; ``since`` a day they are those of issues of that day or
        later, or that came in then where the issue's is unknown. Raises ArchiveUnavailable.
        """
        async with self._database.reading() as view:
            return await pages_since(view, paper, since)

    async def reread(self, page_id: int, *, store: bool = False) -> Reread | None:
        """Read a stored page again, and store what changes if ``store``; the hook does not run.

        Ids and corrections stay. None where the page's text was not kept. Raises PageUnknown,
        PageRefused where that can't be done, and ArchiveUnavailable; nothing is changed then.
        """
        found = await reread_page(
            self._database, page_id, lambda: self._clock().astimezone(UTC), store=store
        )
        if store:
            await self._refresh_if_serving()
        return found

    async def undo(self, change: Change, record: Record) -> None:
        """Restore a page to what it was before a change, or delete it if the change added it.

        ``record`` records that the change was undone. Raises PageChanged where the page has been
        changed since, and ArchiveUnavailable; nothing is changed then.
        """
        async with self._changing() as transaction:
            await undo_change(transaction, change, self._clock().astimezone(UTC), record)
        await self._refresh_if_serving()
