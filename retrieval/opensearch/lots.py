"""What is to be brought into indexes, read from the archive as it is at one moment, in lots."""

import asyncio
from collections.abc import AsyncIterator, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass, field

from retrieval.errors import ArchiveUnavailable
from retrieval.index.passages import texts_of
from retrieval.index.records import IndexedArticle
from retrieval.names.name import Name
from retrieval.opensearch.documents import PassageDocument, Source, documents
from retrieval.store.articles import current_revision, former_ids, has_revision, mark_of
from retrieval.store.changes import count_changed, gone_since, next_changed
from retrieval.store.database import Database
from retrieval.store.names import count_names
from retrieval.store.segmentation_cache import (
    Analyzer,
    SegmentationCache,
    cache_segmentations,
    cached_segmentations,
)
from retrieval.store.transaction import View

LOT = 200
"""Articles that are read, and written, at a time."""


@dataclass(frozen=True, slots=True)
class Lot:
    """Articles, by id, and ids of articles that are ``gone``.

    ``segmentations`` are those that are kept of their texts.
    """

    articles: tuple[Source, ...] = ()
    segmentations: Mapping[int, bytes] = field(default_factory=dict)
    gone: tuple[int, ...] = ()

    @property
    def last(self) -> int:
        """The highest id of its articles; 0 for none."""
        return self.articles[-1].entry.stored.id if self.articles else 0


class Moment:
    """An archive as it is at a ``revision``, whose mark is ``mark``."""

    def __init__(self, view: View, revision: int, mark: str, version: str) -> None:
        self.revision = revision
        self.mark = mark
        self._view = view
        self._version = version

    async def knows(self, revision: int, mark: str) -> bool:
        """Return whether a revision of this mark is the archive's; 0 is any archive's."""
        return await has_revision(self._view, revision, mark)

    async def count(self, revision: int, after: int) -> int:
        """Return how many articles after an id were changed after a revision."""
        return await count_changed(self._view, revision, after)

    async def changed(self, revision: int, after: int) -> Lot:
        """Return the next articles after an id that were changed after a revision; maybe none."""
        changed = await next_changed(self._view, revision, after, LOT)
        former = await former_ids(self._view, [one.stored.id for one in changed])
        texts = [text for one in changed for text in texts_of(one.stored.article)]
        kept = await cached_segmentations(self._view, self._version, texts)
        articles = (
            Source(
                IndexedArticle(one.stored, one.names),
                self.revision,
                former.get(one.stored.id, ()),
            )
            for one in changed
        )
        return Lot(tuple(articles), kept)

    async def gone(self, revision: int) -> list[Lot]:
        """Return the ids of the articles that were deleted after a revision, in lots."""
        gone = sorted(await gone_since(self._view, revision))
        return [Lot(gone=tuple(gone[at : at + LOT])) for at in range(0, len(gone), LOT)]

    async def counted(self, texts: Collection[str]) -> dict[Name, int]:
        """Return the names of some texts, with how often each is introduced."""
        return await count_names(self._view, texts)


class Lots:
    """Reads an archive. All raise ArchiveUnavailable."""

    def __init__(self, database: Database, analyzer: Analyzer) -> None:
        self._database = database
        self._analyzer = analyzer

    async def is_current(self, revision: int, mark: str) -> bool:
        """Return whether a revision of a mark is the archive's last one."""
        async with self._database.reading() as view:
            newest = await current_revision(view)
            return newest == revision and await has_revision(view, revision, mark)

    @asynccontextmanager
    async def moment(self) -> AsyncIterator[Moment]:
        """Hold the archive as it is now for a ``with`` block; others go on writing to it."""
        async with self._database.moment() as view:
            revision = await current_revision(view)
            mark = await mark_of(view, revision) or ""
            yield Moment(view, revision, mark, self._analyzer.version)

    async def documents(self, lot: Lot) -> list[PassageDocument]:
        """Return the documents of a lot's articles; how their texts are cut is kept."""
        cache = SegmentationCache(self._analyzer, lot.segmentations)
        made = await asyncio.to_thread(lambda: list(documents(lot.articles, cache.analyse)))
        if cache.made:
            with suppress(ArchiveUnavailable):  # they are made again next time
                async with self._database.transaction() as transaction:
                    await cache_segmentations(transaction, self._analyzer.version, cache.made)
        return made
