"""What an open archive serves: the current snapshot, and how the next one is built.

The first snapshot is read from the index on disk, or else built from the database by two cores;
after that only changes are read. A snapshot replaces the last one when it is complete.
"""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from retrieval.analysis import words
from retrieval.archive.threads import in_thread
from retrieval.archive.workers import MOST_WORKERS, workers
from retrieval.errors import ArchiveUnavailable, BulletinError
from retrieval.index.folder import Folder, Index
from retrieval.index.merge import merge_layers, merge_segments
from retrieval.index.passages import texts_of
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.snapshot import Snapshot
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.layer import NameLayer
from retrieval.names.making import layer_of
from retrieval.names.name import Name  # noqa: TC001 (a type argument at run time)
from retrieval.store.articles import current_revision, mark_of, moved_articles
from retrieval.store.changes import LOT, Changed, changed_lots, count_changed, gone_since
from retrieval.store.database import Database
from retrieval.store.segmentation_cache import (
    Analyzer,
    SegmentationCache,
    cache_segmentations,
    cached_segmentations,
)
from retrieval.store.transaction import View

WORTH_SAVING = 2000  # passages; fewer are read from the database as fast
_Lot = tuple[list[IndexedArticle], Segment, dict[int, bytes]]
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Served:
    """The archive at a revision, with all names' layers.

    ``moved`` are the ids that open another article now; ``unsaved`` passages are not on disk yet.
    """

    snapshot: Snapshot
    revision: int = 0
    mark: str = ""
    layers: tuple[NameLayer, ...] = ()
    moved: Mapping[int, int] = field(default_factory=dict)
    unsaved: int = 0

    @property
    def segments(self) -> tuple[Segment, ...]:
        """What the snapshot is of."""
        return self.snapshot.segments

    @classmethod
    def over(cls, revision: int, index: Index, moved: Mapping[int, int], unsaved: int = 0) -> Self:
        """Serve an index; so many passages of it are not on disk."""
        snapshot = Snapshot(index.segments, Gazetteer(index.layers))
        return cls(snapshot, revision, index.mark, index.layers, moved, unsaved)


class Serving:
    """Serves the archive in a database; several processes may serve the same one."""

    def __init__(self, database: Database, analyzer: Analyzer) -> None:
        self._database = database
        self._analyzer = analyzer
        self._folder = Folder(
            database.path.with_name(f"{database.path.name}-index"), analyzer.version
        )
        self._served: Served | None = None
        self._refreshing = asyncio.Lock()
        self._verifying = asyncio.Lock()
        self._rebuilt = 0  # times that a damaged index was built again

    @property
    def started(self) -> bool:
        """Whether there is a snapshot, or the first one is being built."""
        return self._served is not None or self._refreshing.locked()

    @property
    def served(self) -> Served | None:
        """What is served, if anything is yet."""
        return self._served

    async def current(self) -> Served:
        """Return what is served; the first call builds it. Raises ArchiveUnavailable."""
        while self._served is None:
            await self.refresh()
        return self._served

    async def latest(self) -> Served:
        """Return what is served, all that is written included. Raises ArchiveUnavailable."""
        await self.refresh()
        return await self.current()

    async def refresh(self) -> bool:
        """Serve the archive as it is now; return whether it had changed.

        An index that can't be read because it is damaged is built again. Raises ArchiveUnavailable.
        """
        try:
            return await self._refreshed()
        except BulletinError:
            raise
        except Exception:  # whatever is in a damaged index may raise whatever there is
            if await self.verify():
                raise
        return True

    async def _refreshed(self) -> bool:
        async with self._refreshing:
            served = self._served or await self._opened()
            async with self._database.reading() as view:
                revision = await current_revision(view)
                if revision == served.revision and self._served is not None:
                    return False
                served, made = await self._next(view, served, revision)
            before = 0 if self._served is None else self._served.revision
            self._served = served
            self._served = await in_thread(self._saved, served)
        if made:
            # What can't be stored now is made again next time; searches have it already.
            with suppress(ArchiveUnavailable):
                async with self._database.transaction() as transaction:
                    await cache_segmentations(transaction, self._analyzer.version, made)
        return before != revision

    async def verify(self) -> bool:
        """Read the whole index on disk; rebuild it if damaged. Return whether it was sound.

        Of many who ask at once each is told, and one reads. Raises ArchiveUnavailable.
        """
        asked = self._rebuilt
        async with self._verifying:
            if self._rebuilt != asked:
                return False
            if await in_thread(self._folder.sound):
                return True
            _LOG.warning("the index on disk is damaged; it is built again from the archive")
            await in_thread(self._folder.clear)
            async with self._refreshing:
                self._served = None
            await self._refreshed()
            self._rebuilt += 1
        return False

    async def _opened(self) -> Served:
        """Return what the index on disk serves, or nothing where it is not this archive's."""
        nothing = Served(Snapshot((), Gazetteer()))
        index = await in_thread(self._folder.open)
        if index is None:
            return nothing
        try:
            revision = int(index.mark.partition(":")[0])
            served = Served.over(revision, index, {})
        except Exception as error:  # noqa: BLE001 (as above)
            _LOG.warning("the index on disk can't be read, it is built again: %r", error)
            return nothing
        async with self._database.reading() as view:
            if await mark_of(view, revision) != index.mark:
                return nothing
        return served

    async def _next(
        self, view: View, served: Served, revision: int
    ) -> tuple[Served, dict[int, bytes]]:
        """Return what is to be served next, and the new segmentations."""
        total = await count_changed(view, served.revision)
        gone = set(await gone_since(view, served.revision))
        changes = _Changes(gone)
        async for entries, segment, segmentations in self._indexed(view, served.revision, total):
            changes.add(entries, segment, segmentations)
            if total > LOT:
                _LOG.info("indexed %d of %d articles", changes.articles, total)
        mark = await mark_of(view, revision) or ""
        moved = await moved_articles(view)
        following = await in_thread(changes.on, served, revision, mark, moved)
        return following, changes.segmentations

    async def _indexed(self, view: View, revision: int, total: int) -> AsyncIterator[_Lot]:
        """Yield what changed after a revision, in lots; many lots by processes beside."""
        lots = changed_lots(view, revision)
        if total <= LOT:
            async for lot in lots:
                yield await in_thread(_lot, *await self._given(view, lot))
            return
        # Workers cut in the way for many texts; jieba would be loaded by each.
        loop, waiting = asyncio.get_running_loop(), deque[asyncio.Future[_Lot]]()
        with workers() as pool:
            async for lot in lots:
                entries, cached, _ = await self._given(view, lot)
                bulk = Analyzer(self._analyzer.version, words.cut_fast)
                waiting.append(loop.run_in_executor(pool, _lot, entries, cached, bulk))
                if len(waiting) > MOST_WORKERS:
                    yield await waiting.popleft()
            while waiting:
                yield await waiting.popleft()

    async def _given(
        self, view: View, lot: Sequence[Changed]
    ) -> tuple[list[IndexedArticle], dict[int, bytes], Analyzer]:
        entries = [IndexedArticle(one.stored, one.names) for one in lot]
        texts = [text for one in lot for text in texts_of(one.stored.article)]
        version = self._analyzer.version
        return entries, await cached_segmentations(view, version, texts), self._analyzer

    def _saved(self, served: Served) -> Served:
        """Save the index where enough of it is not on disk; return what is mapped from there."""
        if served.unsaved < WORTH_SAVING or not served.mark:
            return served
        try:
            index = self._folder.save(Index(served.mark, served.segments, served.layers))
        except OSError as error:
            _LOG.warning("the index can't be saved to disk: %s", error)
            return served
        if index is None or index.mark != served.mark:
            return served
        return Served.over(served.revision, index, served.moved)


class _Changes:
    """What was added and deleted since a revision, collected lot by lot."""

    def __init__(self, gone: set[int]) -> None:
        self.segmentations: dict[int, bytes] = {}
        self.articles = 0
        self._gone = gone
        self._segments: list[Segment] = []
        self._names: Counter[Name] = Counter()

    def add(
        self,
        entries: Sequence[IndexedArticle],
        segment: Segment,
        segmentations: Mapping[int, bytes],
    ) -> None:
        """Add a lot."""
        self._segments.append(segment)
        self._gone.update(entry.stored.id for entry in entries)
        self._names.update(name for entry in entries for name in entry.names)
        self.segmentations.update(segmentations)
        self.articles += len(entries)

    def on(self, served: Served, revision: int, mark: str, moved: Mapping[int, int]) -> Served:
        """Return what is served after these changes."""
        for number in self._gone:
            before = served.snapshot.entry(number)
            self._names.subtract(before.names if before else ())
        new = (
            Segment.merged(self._segments)
            if len(self._segments) > 1
            else next(iter(self._segments), None)
        )
        counted = {name: count for name, count in self._names.items() if count}
        index = Index(
            mark,
            merge_segments(served.segments, new, self._gone),
            merge_layers(served.layers, layer_of(counted)),
        )
        unsaved = served.unsaved + (0 if new is None else len(new))
        return Served.over(revision, index, moved, unsaved)


def _lot(entries: list[IndexedArticle], cached: Mapping[int, bytes], analyzer: Analyzer) -> _Lot:
    cache = SegmentationCache(analyzer, cached)
    return entries, Segment.of(entries, cache.analyse), cache.made
