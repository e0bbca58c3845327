"""The archive's use cases: add a page, correct, undo, export and import; and ask (see `reader`).

An incoming page is written to SQLite first, then the next snapshot is built in a thread and
replaces the last (see `serving`). The first snapshot is built when it is first needed; a process
that only adds pages needs none.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime
from functools import partial
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from retrieval.analysis import analyzer, words
from retrieval.archive.changes import TransactionHook
from retrieval.archive.currency import Intake, Origin, currency
from retrieval.archive.page_reading import IncomingText, PageAsRead, read_incoming
from retrieval.archive.rereading import Reread, reread_page
from retrieval.archive.serving import texts_of
from retrieval.archive.writer import Writer
from retrieval.errors import PageRefused
from retrieval.identity.which_page import Verdict
from retrieval.metrics import ArchiveMetrics
from retrieval.model import Bulletin, Reading
from retrieval.model.doubts import Doubt
from retrieval.model.page_text import PageText
from retrieval.model.pages import (
    NOTHING_STATED,
    Currency,
    HeldPage,
    PageName,
    PageOutcome,
    Stated,
)
from retrieval.store.adding import (
    Added,
    IncomingPage,
    Place,
    add_page,
    meant_name,
    place_page,
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
    SegmentationCache,
    cache_segmentations,
    cached_segmentations,
)
from retrieval.store.sources import pages_since
from retrieval.store.transaction import Transaction
from retrieval.store.undo import Change, Record, add_recorded, undo_change

SHANGHAI = ZoneInfo("Asia/Shanghai")
ANALYZER = Analyzer(analyzer.VERSION, words.cut)


@dataclass(frozen=True, slots=True)
class Addition:
    """What adding the page ``name`` did, counted in articles.

    ``new``, ``changed`` and ``unchanged`` are the page's own, and together all of them; a story
    that another page has told before is not new. ``removed`` are those no page prints any more.

    ``page`` is what the page is called now. ``replaced`` is what the version was called that it
    took the place of, None where it is new or changed nothing; ``meant`` is the page that a
    doubtful one, which was kept as a new one, may be a new version of.

    ``doubts`` are what a person should look at, the gravest first; ``currency`` is what the page
    counts as.
    """

    name: str
    new: int
    changed: int
    unchanged: int
    page_id: int
    removed: int
    verdict: Verdict = Verdict.NEW
    page: PageName | None = None
    replaced: PageName | None = None
    meant: PageName | None = None
    doubts: tuple[Doubt, ...] = ()
    currency: Currency = Currency.DATED

    @property
    def outcome(self) -> PageOutcome | None:
        """What whoever put the page in is to be told; None where it is new, or changed nothing."""
        if self.page is None or (self.replaced is None and self.meant is None):
            return None
        return PageOutcome(self.name, self.page, self.replaced, self.meant)


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Archive(Writer):
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
    ) -> Self:
        """Return the archive in an open database, as `open` does.

        ``hook`` runs in the transaction of every change that this archive makes; ``metrics``
        count what this archive does; pages are taken in as ``intake`` says. Raises
        ArchiveUnavailable.
        """
        await reindex_names(database)
        await make_checksums(database)
        return cls(database, timezone, clock, analyzer, hook, metrics, intake)

    @property
    def paper(self) -> str | None:
        """What pages are called that name no paper."""
        return self._intake.paper

    async def read_page(self, page: PageText, stated: Stated = NOTHING_STATED) -> Reading:
        """Return what is read of a page, and all that is in doubt of it today; nothing is stored.

        What its paper is known to print on its pages is left out. Raises PageRefused and
        ArchiveUnavailable.
        """
        return (await self._read(page, stated)).reading

    async def _read(self, page: PageText, stated: Stated) -> PageAsRead:
        text = IncomingText(page, self._intake.paper, stated, self.today())
        return await read_incoming(self._database, text)

    async def meant_page(
        self, page: PageText, stated: Stated = NOTHING_STATED, *, pasted: bool = False
    ) -> PageName | None:
        """Return the stored page that a page may be a new version of, where that is in doubt.

        None where it surely is one, or is none. Nothing is stored. Raises PageRefused.
        """
        reading = await self.read_page(page, stated)
        prepare = partial(_incoming, reading.bulletin, page.name, Currency.DATED, page.digest)
        incoming = await asyncio.to_thread(prepare, pasted=pasted)
        async with self._database.reading() as view:
            return await meant_name(view, incoming)

    async def add_page(  # noqa: PLR0913 (what is known of it)
        self,
        data: bytes,
        name: str,
        record: Record | None = None,
        *,
        origin: Origin = Origin.COMMAND,
        stated: Stated = NOTHING_STATED,
        pasted: bool = False,
        replacing: int | None = None,
    ) -> Addition:
        """Read a text file and store its page, as `add_page_text` does.

        Raises PageRefused for bytes that are no text, too.
        """
        try:
            page = await asyncio.to_thread(_text_page, data, name)
        except PageRefused:
            self._metrics.page_refused()
            raise
        return await self.add_page_text(
            page, record, origin=origin, stated=stated, pasted=pasted, replacing=replacing
        )

    async def add_page_text(  # noqa: PLR0913 (what is known of it)
        self,
        page: PageText,
        record: Record | None = None,
        *,
        origin: Origin = Origin.COMMAND,
        stated: Stated = NOTHING_STATED,
        pasted: bool = False,
        replacing: int | None = None,
    ) -> Addition:
        """Read a page and store it, whole or not at all; searches find it when this returns.

        Its name is its path as given, of which a date and a page's label may be read, and by which
        it is known when it comes again; that of ``pasted`` text says nothing. What is ``stated``
        beats what is read. The page may be held back (see `retrieval.archive.currency`). It becomes
        the new version of the one whose number is ``replacing``, or of the one that it proves to
        be. With ``record`` the change can be undone. Raises PageRefused for a page without stories,
        PageUnknown where there is none to replace, and ArchiveUnavailable; nothing is changed then.
        """
        # A file's name may hold bytes that are no text, which neither a page nor SQLite can take.
        name = page.name.encode("utf-8", "replace").decode("utf-8")
        try:
            read = await self._read(replace(page, name=name), stated)
            bulletin = read.reading.bulletin
            counts = currency(bulletin, self.today(), origin, self._intake)
            prepare = partial(_incoming, bulletin, name, counts, page.digest)
            incoming = await asyncio.to_thread(prepare, pasted=pasted)
            incoming = replace(incoming, source=read.source)
        except PageRefused:
            self._metrics.page_refused()
            raise
        texts = [text for article in incoming.articles for text in texts_of(article)]
        async with self._database.reading() as view:
            cached = await cached_segmentations(view, self._analyzer.version, texts)
        cache = SegmentationCache(self._analyzer, cached)
        await asyncio.to_thread(cache.analyse, texts)
        async with self._changing() as transaction:
            place = await place_page(transaction, incoming, replacing)
            added = await self._add(transaction, incoming, place, record)
            await cache_segmentations(transaction, cache.version, cache.made)
        self._metrics.page_added()
        await self._refresh_if_serving()
        return _addition(name, added, read.reading.doubts, counts)

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
        return _addition(incoming.page.file, added)

    async def _add(
        self,
        transaction: Transaction,
        incoming: IncomingPage,
        place: Place,
        record: Record | None,
    ) -> Added:
        now = self._clock().astimezone(UTC)
        if record is None:
            return await add_page(transaction, incoming, now, place)
        return await add_recorded(transaction, incoming, now, place, record)

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


def _text_page(data: bytes, name: str) -> PageText:
    # Its patterns take a fifth of a second to compile; a command that only asks need not wait.
    from retrieval.reading.decode import text_page  # noqa: PLC0415

    return text_page(data, name)


def _incoming(
    bulletin: Bulletin, name: str, counts: Currency, digest: bytes, *, pasted: bool
) -> IncomingPage:
    if not bulletin.articles:
        raise PageRefused(name, "只有版面标记，没有文章 (no article, only page furniture)")
    incoming = IncomingPage.of(bulletin, "" if pasted else name, digest=digest)
    return replace(incoming, page=replace(incoming.page, held=counts.is_held))


def _addition(
    name: str,
    added: Added,
    doubts: tuple[Doubt, ...] = (),
    counts: Currency = Currency.DATED,
) -> Addition:
    return Addition(
        name,
        added.new,
        added.changed,
        added.unchanged,
        added.page_id,
        added.removed,
        added.verdict,
        added.name,
        added.replaced,
        added.meant,
        doubts if added.meant is None else (added.meant.doubt, *doubts),
        counts,
    )
