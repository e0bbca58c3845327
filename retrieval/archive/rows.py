"""What an archive that is searched elsewhere knows of itself, read from its rows.

Changes are told by it, and alerts are written by it, whether the searcher answers or not. Of all of
it only names are kept in memory: what a word may mean, all of them decide.
"""

import asyncio
from collections.abc import Collection, Mapping

from retrieval.analysis.normalise import compact_text
from retrieval.archive.threads import in_thread
from retrieval.errors import ArticleUnknown
from retrieval.model import StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.layer import NameLayer
from retrieval.names.making import layer_of
from retrieval.store.articles import current_revision, id_now
from retrieval.store.changes import Changed, articles_now
from retrieval.store.database import Database
from retrieval.store.names import count_names
from retrieval.store.pages import paper_names


class RowsKnown:
    """The archive at a ``revision``, with all names in ``layers``, until more is written."""

    def __init__(self, database: Database, revision: int, layers: tuple[NameLayer, ...]) -> None:
        self.revision = revision
        self.layers = layers
        self._database = database

    async def before(self, ids: Collection[int]) -> Mapping[int, Changed]:
        """Return articles as they are by what is committed, those that there are."""
        async with self._database.reading() as view:
            return {one.stored.id: one for one in await articles_now(view, ids)}


class Rows:
    """Reads an archive's rows. All raise ArchiveUnavailable."""

    def __init__(self, database: Database) -> None:
        self._database = database
        self._counting = asyncio.Lock()
        self._revision: int | None = None
        self._layers: tuple[NameLayer, ...] = ()
        self._several: tuple[int, bool] = (-1, False)

    async def revision(self) -> int:
        """Return the number of the last change."""
        async with self._database.reading() as view:
            return await current_revision(view)

    async def article(self, article_id: int) -> StoredArticle:
        """Return an article by its id, or by one that it had before. Raises ArticleUnknown."""
        async with self._database.reading() as view:
            found = await articles_now(view, [await id_now(view, article_id)])
        if not found:
            raise ArticleUnknown(article_id)
        return found[0].stored

    async def names(self) -> Gazetteer:
        """Return all names."""
        return Gazetteer((await self.known()).layers)

    async def several_papers(self) -> bool:
        """Return whether the names of more papers than one are known."""
        async with self._database.reading() as view:
            revision = await current_revision(view)
            if self._several[0] != revision:
                keys = {compact_text(name) for name in await paper_names(view)}
                self._several = revision, len(keys) > 1
        return self._several[1]

    async def known(self) -> RowsKnown:
        """Return the archive as it is now; where another process wrote, all names are counted."""
        async with self._counting:
            if self._revision != await self.revision():
                async with self._database.moment() as view:
                    self._revision = await current_revision(view)
                    counted = await count_names(view)
                self._layers = (await in_thread(layer_of, counted),)
            return RowsKnown(self._database, self._revision, self._layers)

    def note(self, revision: int, layers: tuple[NameLayer, ...]) -> None:
        """Take the names of a revision that this process wrote."""
        self._revision, self._layers = revision, layers
