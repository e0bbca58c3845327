"""Keeps an archive's indexes in a cluster: follows those that are searched, fills those to come.

What this program makes documents by has a version. Where no indexes of it are searched, new ones
are filled beside the others, which are searched and followed meanwhile if they can be; once they
are whole they take their place in one step, and the others are deleted. Indexes of another archive,
or of a time before a restore, are searched no more at once: their ids are other stories'. While
another process writes to them they are left to it, and no question is answered by them here.
"""

import asyncio
import logging
import time
from collections.abc import Callable
from dataclasses import dataclass

from retrieval.analysis import analyzer, words
from retrieval.errors import BulletinError
from retrieval.opensearch import mapping
from retrieval.opensearch.generations import Generation, Generations, Health, newest, searched
from retrieval.opensearch.indexer import Indexer, OfAnother, Progress, untold
from retrieval.opensearch.lots import Lots
from retrieval.opensearch.marker import Marker
from retrieval.opensearch.target import Target
from retrieval.opensearch.wire import Wire
from retrieval.store.articles import current_revision, has_revision
from retrieval.store.database import Database
from retrieval.store.segmentation_cache import Analyzer

ANALYZER = Analyzer(analyzer.VERSION, words.cut_fast)
"""What texts are analysed by; most have been cut when they came in."""
LOOK = 5.0
"""Seconds after which the cluster is looked at where the archive has not changed."""
_LOG = logging.getLogger(__name__)


class Superseded(BulletinError):
    """Indexes of another version are searched since this process began: it is out of date."""

    def __init__(self) -> None:
        super().__init__(
            "检索集群里换上了另一个版本的程序填的索引；请用那个版本重新启动 (indexes that another "
            "version of the program filled are searched now: start that version)"
        )


class NotWhole(BulletinError):
    """No indexes are filled that could take the place of those that are searched."""

    def __init__(self) -> None:
        super().__init__(
            "没有填完的新索引可换；先运行 bulletin-bot search-index fill (no other indexes are "
            "filled whole: run bulletin-bot search-index fill first)"
        )


@dataclass(frozen=True, slots=True)
class Filled:
    """A generation of indexes, and how far it has come: articles that changed since are ``behind``.

    All are, where it is of another archive.
    """

    generation: Generation
    marker: Marker
    behind: int


@dataclass(frozen=True, slots=True)
class IndexStatus:
    """The indexes that there are, the cluster's health, and the archive's last ``revision``.

    ``version`` is that of this program.
    """

    version: str
    revision: int
    health: Health
    filled: tuple[Filled, ...]

    @property
    def searched(self) -> Filled | None:
        """What is searched, if anything is."""
        return next((one for one in self.filled if one.generation.searched), None)

    @property
    def of_version(self) -> bool:
        """Whether what is searched is of this program's version."""
        return self.searched is not None and self.searched.generation.version == self.version

    @property
    def current(self) -> bool:
        """Whether what is searched is of this program's version, and has all of the archive."""
        one = self.searched
        return one is not None and self.of_version and one.marker.whole and not one.behind


class SearchIndex:
    """The indexes of an archive, by the prefix of their names, as one process keeps them.

    ``owner`` names that process in the cluster; where one that was killed begins again under the
    same name, it need not wait. ``clock`` returns Unix time. All calls raise SearchUnavailable,
    ArchiveUnavailable, and IndexHeld while another process writes, and can be made again then.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (what it works with)
        self,
        database: Database,
        wire: Wire,
        prefix: str,
        owner: str,
        clock: Callable[[], float] = time.time,
        analyzer: Analyzer = ANALYZER,
        version: str | None = None,
    ) -> None:
        self._database = database
        self._wire = wire
        self._generations = Generations(wire, prefix)
        self._analyzer = analyzer
        self._owner = owner
        self._clock = clock
        self._version = version or mapping.version()
        self._moving = asyncio.Lock()  # what is followed is not deleted meanwhile
        self._was_ours = False  # indexes of this version are searched, or were
        self._looked_at: float | None = None
        self._found: int | None = None

    @property
    def found(self) -> int | None:
        """The revision up to which searches find everything.

        None where nothing is searched, or indexes of another version: this one's can't ask them.
        """
        return self._found

    async def revision(self) -> int:
        """Return the archive's last revision."""
        async with self._database.reading() as view:
            return await current_revision(view)

    async def is_own(self, revision: int, mark: str) -> bool:
        """Return whether an index up to a revision of this mark is of the archive as it is now."""
        async with self._database.reading() as view:
            return await has_revision(view, revision, mark)

    async def follow(self, progress: Progress = untold) -> None:
        """Bring what is searched up to the archive; cheap where that has not changed.

        Raises Superseded, too.
        """
        lately = self._looked_at is not None and self._clock() - self._looked_at < LOOK
        if lately and self._found in {None, await self.revision()}:
            return
        self._looked_at = None
        async with self._moving:
            in_use = searched(await self._generations.found())
            if in_use is None:
                self._found = None
            else:
                await self._follow(in_use, progress)
        self._looked_at = self._clock()

    async def _follow(self, in_use: Generation, progress: Progress) -> None:
        if in_use.version == self._version:
            self._was_ours = True
        elif self._was_ours:
            raise Superseded
        indexer = self._indexer(in_use)
        try:
            marker = await indexer.checked()
            # Those of another format stay as they are until they are replaced.
            if in_use.version == self._version or marker.format == mapping.FORMAT:
                marker = await indexer.catch_up(progress)
            self._found = marker.revision if in_use.version == self._version else None
        except OfAnother as error:
            self._found = None
            seen = await self._target(in_use).marker()
            seen.marker.check_free(self._owner, self._clock())  # else it is another bot's
            _LOG.warning("%s", error)
            await self._generations.switch(None)

    async def fill(self, progress: Progress = untold) -> bool:
        """Fill the indexes that are needed, have them searched, and delete the others.

        Return whether there was anything to fill.
        """
        there = await self._generations.found()
        in_use = searched(there)
        if in_use is not None and (in_use.version == self._version or self._was_ours):
            await self._remove_older(there, in_use)
            return False
        if in_use is not None:  # not while another process keeps it
            seen = await self._target(in_use).marker()
            seen.marker.check_free(self._owner, self._clock())
        filled = await self.fill_beside(progress)
        await self._take(filled)
        return True

    async def fill_beside(
        self, progress: Progress = untold, *, anew: bool = False, shards: int | None = None
    ) -> Generation:
        """Fill indexes beside those that are searched, or go on with that; return them.

        By ``anew`` those that were begun are left aside, and new ones begun.
        """
        begun = None if anew else newest(await self._generations.found(), self._version)
        if begun is None:
            begun = await self._begin(shards)
        else:
            await self._generations.complete(begun)
        try:
            await self._indexer(begun).catch_up(progress)
        except OfAnother:
            await self._generations.remove(begun)
            begun = await self._begin(shards)
            await self._indexer(begun).catch_up(progress)
        return begun

    async def _begin(self, shards: int | None) -> Generation:
        begun = await self._generations.create(self._version, shards)
        _LOG.info("%s is filled", begun.title)
        return begun

    async def switch(self) -> Generation:
        """Have what was filled beside take the place of what is searched; return it.

        Raises NotWhole where there is nothing.
        """
        filled = newest(await self._generations.found(), self._version)
        if filled is None or not (await self._target(filled).marker()).marker.whole:
            raise NotWhole
        await self._take(filled)
        return filled

    async def let_go(self) -> None:
        """Leave the indexes to other processes."""
        for one in await self._generations.found():
            await self._indexer(one).let_go()

    async def status(self) -> IndexStatus:
        """Return what there is in the cluster."""
        health = await self._generations.health()
        there = await self._generations.found()
        markers = [(await self._target(one).marker()).marker for one in there]
        filled = []
        async with Lots(self._database, self._analyzer).moment() as moment:
            for one, marker in zip(there, markers, strict=True):
                own = await moment.knows(marker.revision, marker.mark)
                behind = await moment.count(marker.revision if own else 0, 0)
                filled.append(Filled(one, marker, behind))
            return IndexStatus(self._version, moment.revision, health, tuple(filled))

    async def _take(self, filled: Generation) -> None:
        """Bring what was filled up to the archive, have it searched, and delete the others.

        Those that another process has begun to fill since stay.
        """
        marker = await self._indexer(filled).catch_up()
        async with self._moving:
            before = searched(await self._generations.found())
            await self._generations.switch(filled)
            self._was_ours, self._found, self._looked_at = True, marker.revision, None
            _LOG.info("%s is searched from now on", filled.title)
            if before is not None and before.number != filled.number:
                await self._remove(before)
            await self._remove_older(await self._generations.found(), filled)

    async def _remove_older(self, there: tuple[Generation, ...], than: Generation) -> None:
        for one in there:
            if one.number < than.number and not one.searched:
                await self._remove(one)

    async def _remove(self, one: Generation) -> None:
        await self._generations.remove(one)
        _LOG.info("%s is deleted", one.title)

    def _target(self, generation: Generation) -> Target:
        return Target(self._wire, generation)

    def _indexer(self, generation: Generation) -> Indexer:
        target = self._target(generation)
        return Indexer(self._database, target, self._analyzer, self._owner, self._clock)
