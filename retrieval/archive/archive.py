"""The archive's use cases: add a page, correct, undo, export and import; and ask (see `reader`).

An incoming page is written to SQLite first, then the next snapshot is built in a thread and
replaces the last (see `serving`). The first snapshot is built when it is first needed; a process
that only adds pages needs none.
"""

import asyncio
import sys
from collections.abc import AsyncGenerator, AsyncIterator, Callable, Iterable
from contextlib import aclosing, asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from retrieval.analysis import analyzer, words
from retrieval.archive.changes import TransactionHook, changes_since
from retrieval.archive.reader import Reader
from retrieval.archive.serving import TURN, Serving, texts_of
from retrieval.errors import ArticleUnknown, PageRefused
from retrieval.metrics import ArchiveMetrics
from retrieval.store.adding import Added, IncomingPage, add_page, withdraw_page
from retrieval.store.articles import current_revision
from retrieval.store.corrections import correct
from retrieval.store.database import Database
from retrieval.store.jsonl import Header
from retrieval.store.reindex import reindex_names
from retrieval.store.segmentation_cache import (
    Analyzer,
    SegmentationCache,
    cache_segmentations,
    cached_segmentations,
)
from retrieval.store.transaction import Transaction
from retrieval.store.transfer import export_lines, import_lines
from retrieval.store.undo import Change, Record, add_recorded, undo_change

SHANGHAI = ZoneInfo("Asia/Shanghai")
ANALYZER = Analyzer(analyzer.VERSION, words.cut)


@dataclass(frozen=True, slots=True)
class Addition:
    """What adding the page ``name`` did, counted in articles.

    ``new``, ``changed`` and ``unchanged`` are together the page's articles; a story that another
    page has printed before is not new. ``removed`` are those no page prints any more.
    """

    name: str
    new: int
    changed: int
    unchanged: int
    page_id: int
    removed: int


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Archive(Reader):
    """The pages in one SQLite file, open to be asked and changed.

    Several processes may have it open at once.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (what it works with)
        self,
        database: Database,
        timezone: ZoneInfo,
        clock: Callable[[], datetime],
        analyzer: Analyzer,
        hook: TransactionHook | None = None,
        metrics: ArchiveMetrics | None = None,
    ) -> None:
        super().__init__(Serving(database, analyzer), timezone, clock, metrics or ArchiveMetrics())
        self._database = database
        self._hook = hook
        self._analyzer = analyzer

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

        Names that former rules found are found again. ``clock`` returns aware times: today, which
        questions may speak of, is its day in ``timezone``. Raises ArchiveUnavailable.
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
    ) -> Self:
        """Return the archive in an open database, as `open` does.

        ``hook`` runs in the transaction of every change that this archive makes; ``metrics``
        count what this archive does. Raises ArchiveUnavailable.
        """
        await reindex_names(database)
        return cls(database, timezone, clock, analyzer, hook, metrics)

    async def add_page(self, data: bytes, name: str, record: Record | None = None) -> Addition:
        """Read a page and store it, whole or not at all; searches find it when this returns.

        ``name`` is its path as given, of which a date and a page's label may be read. With
        ``record`` the change can be undone. Raises PageRefused for bytes that are no page, and
        ArchiveUnavailable; nothing is changed then.
        """
        # A file's name may hold bytes that are no text, which neither a page nor SQLite can take.
        name = name.encode("utf-8", "replace").decode("utf-8")
        try:
            incoming = await asyncio.to_thread(_incoming, data, name)
        except PageRefused:
            self._metrics.page_refused()
            raise
        texts = [text for story in incoming.stories for text in texts_of(story.article)]
        async with self._database.reading() as view:
            cached = await cached_segmentations(view, self._analyzer.version, texts)
        cache = SegmentationCache(self._analyzer, cached)
        await asyncio.to_thread(cache.analyse, texts)
        async with self._changing() as transaction:
            now = self._clock().astimezone(UTC)
            if record is None:
                added = await add_page(transaction, incoming, now)
            else:
                added = await add_recorded(transaction, incoming, now, record)
            await cache_segmentations(transaction, cache.version, cache.made)
        self._metrics.page_added()
        await self._refresh_if_serving()
        return _addition(name, added)

    async def withdraw_page(self, page_id: int) -> int:
        """Delete a page; return the number of articles that no page prints any more.

        That is 0 where there is no such page. Raises ArchiveUnavailable; nothing is changed then.
        """
        async with self._changing() as transaction:
            added = await withdraw_page(transaction, page_id)
        await self._refresh_if_serving()
        return added.removed

    async def undo(self, change: Change, record: Record) -> None:
        """Restore a page to what it was before a change, or delete it if the change added it.

        ``record`` records that the change was undone. Raises PageChanged where the page has been
        changed since, and ArchiveUnavailable; nothing is changed then.
        """
        async with self._changing() as transaction:
            await undo_change(transaction, change, self._clock().astimezone(UTC), record)
        await self._refresh_if_serving()

    async def correct(
        self, article_id: int, shown: str, text: str, made_by: int | None = None
    ) -> None:
        """Correct a paragraph of an article, ``shown`` as it reads now, to ``text``.

        What was printed stays, and is shown beside it; ``made_by`` is the person who corrects.
        Raises ArticleUnknown where there is no such article, or no such paragraph in it any more,
        and ArchiveUnavailable; nothing is changed then.
        """
        stored = await self.article(article_id)
        now = self._clock().astimezone(UTC)
        async with self._changing() as transaction:
            if not await correct(transaction, stored.id, shown, text, made_by=made_by, now=now):
                raise ArticleUnknown(article_id)
        await self._refresh_if_serving()

    async def export(self) -> AsyncGenerator[bytes, None]:
        """Yield all that was printed, as lines of JSON; see `retrieval.store.jsonl`.

        All lines are of one moment. Raises ArchiveUnavailable.
        """
        async with self._database.reading() as view, aclosing(export_lines(view)) as it:
            async for line in it:
                yield line

    async def import_(self, lines: Iterable[bytes]) -> Header:
        """Import an export into this archive, which has to be empty; the hook does not run.

        Raises ExportRefused and ArchiveUnavailable; nothing is changed then.
        """
        async with self._database.transaction() as transaction:
            header = await import_lines(transaction, lines)
        await self._refresh_if_serving()
        return header

    @asynccontextmanager
    async def _changing(self) -> AsyncIterator[Transaction]:
        """Hold the write transaction; at its end run the hook on what was changed."""
        while True:
            served = None
            if self._hook is not None:
                async with self._database.reading() as view:
                    wanted = await self._hook.wants_changes(view)
                served = await self._serving.latest() if wanted else None
            async with self._database.transaction() as transaction:
                revision = await current_revision(transaction)
                if served is not None and served.revision != revision:
                    continue  # another process was faster: see first what it wrote
                yield transaction
                if self._hook is not None and served is not None:
                    changes = await changes_since(transaction, served)
                    if changes.stories or changes.gone:
                        await self._hook.on_changes(transaction, changes)
                return

    async def _refresh_if_serving(self) -> None:
        if self._serving.started:
            await self._serving.refresh()

    async def refresh(self) -> bool:
        """Serve what other processes have written since; return whether there was anything.

        Cheap where there was nothing. The first call builds the first snapshot. Raises
        ArchiveUnavailable; searches go on with what they had.
        """
        return await self._serving.refresh()

    async def warm_up(self) -> None:
        """Prepare a process that goes on running.

        Loads jieba, and reads all of the index on disk, which is built again where it is damaged.
        Threads take turns every `TURN` from now on. Raises ArchiveUnavailable.
        """
        sys.setswitchinterval(TURN)
        await asyncio.to_thread(words.load)
        await self._serving.verify()


def _incoming(data: bytes, name: str) -> IncomingPage:
    # Its patterns take a fifth of a second to compile; a command that only asks need not wait.
    from retrieval.reading.page import read_page  # noqa: PLC0415

    bulletin = read_page(data, name).bulletin
    if not bulletin.articles:
        raise PageRefused(name, "只有版面标记，没有文章 (no article, only page furniture)")
    return IncomingPage.of(bulletin, name)


def _addition(name: str, added: Added) -> Addition:
    return Addition(name, added.new, added.changed, added.unchanged, added.page_id, added.removed)
