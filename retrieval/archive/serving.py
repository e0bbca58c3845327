"""What an open archive serves: the current snapshot, and how the next one is built.

The first snapshot is read from the index on disk, or else built from the database by two cores;
after that only changes are read. A snapshot replaces the last one when it is complete.
"""

import asyncio
import logging
from collections import Counter, deque
from collections.abc import AsyncIterator, Collection, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass, field
from typing import Self

from retrieval.archive.threads import in_thread
from retrieval.archive.workers import MOST_WORKERS, workers
from retrieval.errors import ArchiveUnavailable, BulletinError
from retrieval.index.drafts import Drafts
from retrieval.index.folder import Folder, Index
from retrieval.index.merge import merge_layers, merge_segments
from retrieval.index.passages import texts_of
from retrieval.index.records import IndexedArticle
from retrieval.index.segment import Segment
from retrieval.index.segment_builder import SegmentBuilder
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
_Entries = list[IndexedArticle]
_Made = tuple[Segment, dict[int, bytes]]
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

    async def before(self, ids: Collection[int]) -> Mapping[int, IndexedArticle]:
        """Return articles by id, those that are served."""
        found = ((one, self.snapshot.entry(one)) for one in ids)
        return {one: entry for one, entry in found if entry is not None}

    @classmethod
    def over(cls, revision: int, index: Index, moved: Mapping[int, int], unsaved: int = 0) -> Self:
        """Serve an index; so many passages of it are not on disk."""
        snapshot = Snapshot(index.segments, Gazetteer(index.layers), moved)
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
            with self._folder.drafts() as drafts:
                async with self._database.reading() as view:
                    revision = await current_revision(view)
                    if revision == served.revision and self._served is not None:
                        return False
                    served, made = await self._next(view, served, revision, drafts)
                before = 0 if self._served is None else self._served.revision
                self._served = served
                self._served = await in_thread(self._saved, served)
        await self._cache(made)
        return before != revision

    async def _cache(self, made: Mapping[int, bytes]) -> None:
        """Store segmentations; those that can't be stored are made again next time."""
        if made:
            with suppress(ArchiveUnavailable):
                async with self._database.transaction() as transaction:
                    await cache_segmentations(transaction, self._analyzer.version, made)

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
        self, view: View, served: Served, revision: int, drafts: Drafts
    ) -> tuple[Served, dict[int, bytes]]:
        """Return what is to be served next, and the new segmentations that are not stored yet."""
        total = await count_changed(view, served.revision)
        changes = _Changes(set(await gone_since(view, served.revision)), drafts)
        made: dict[int, bytes] = {}
        async for entries, segment, segmentations in self._indexed(view, served.revision, total):
            await in_thread(changes.add, entries, segment)
            made |= segmentations
            if total > LOT:
                _LOG.info("indexed %d of %d articles", changes.articles, total)
        mark = await mark_of(view, revision) or ""
        moved = await moved_articles(view)
        return await in_thread(changes.on, served, revision, mark, moved), made

    async def _indexed(
        self, view: View, revision: int, total: int
    ) -> AsyncIterator[tuple[_Entries, *_Made]]:
        """Yield what changed after a revision, in lots; many lots by processes beside."""
        lots = changed_lots(view, revision)
        if total <= LOT:
            async for lot in lots:
                entries, cached = await self._given(view, lot)
                yield entries, *await in_thread(_lot, entries, cached, self._analyzer)
            return
        # So many are cut by compiled loops, which takes no longer than to look for their cuts.
        loop, waiting = (
            asyncio.get_running_loop(),
            deque[tuple[_Entries, asyncio.Future[Segment]]](),
        )
        with workers() as pool:
            async for lot in lots:
                entries = _entries(lot)
                waiting.append((entries, loop.run_in_executor(pool, Segment.of, entries)))
                if len(waiting) > MOST_WORKERS:
                    entries, made = waiting.popleft()
                    yield entries, await made, {}
            for entries, made in waiting:
                yield entries, await made, {}

    async def _given(self, view: View, lot: Sequence[Changed]) -> tuple[_Entries, dict[int, bytes]]:
        entries = _entries(lot)
        texts = [text for one in lot for text in texts_of(one.stored.article)]
        version = self._analyzer.version
        return entries, await cached_segmentations(view, version, texts)

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

    def __init__(self, gone: set[int], drafts: Drafts) -> None:
        self.articles = 0
        self._gone = gone
        self._segments = SegmentBuilder(drafts)
        self._names: Counter[Name] = Counter()

    def add(self, entries: Sequence[IndexedArticle], segment: Segment) -> None:
        """Add a lot. Raises OSError."""
        self._segments.add(segment)
        self._gone.update(entry.stored.id for entry in entries)
        self._names.update(name for entry in entries for name in entry.names)
        self.articles += len(entries)

    def on(self, served: Served, revision: int, mark: str, moved: Mapping[int, int]) -> Served:
        """Return what is served after these changes. Raises OSError."""
        for number in self._gone if served.segments else ():
            before = served.snapshot.entry(number)
            self._names.subtract(before.names if before else ())
        new = self._segments.segments()
        counted = {name: count for name, count in self._names.items() if count}
        index = Index(
            mark,
            merge_segments(served.segments, new, self._gone),
            merge_layers(served.layers, layer_of(counted)),
        )
        return Served.over(revision, index, moved, served.unsaved + sum(map(len, new)))


def _entries(lot: Sequence[Changed]) -> _Entries:
    return [IndexedArticle(one.stored, one.names) for one in lot]


def _lot(entries: list[IndexedArticle], cached: Mapping[int, bytes], analyzer: Analyzer) -> _Made:
    cache = SegmentationCache(analyzer, cached)
    return Segment.of(entries, cache.analyse), cache.made
