"""Brings indexes in the cluster up to date with the archive, and loses nothing.

A **pass** leads from the marker's revision to the archive's, which is read as it is at one moment.
Articles are written in lots, with the revision as their documents' version; then what is gone is
deleted, all of it is made to be found, and only then the marker moves. What is written twice is the
same, and the cluster keeps what is newer.

Names that more of a lot's articles introduce than before, or fewer, are counted in the archive, and
written before the articles: by what the cluster has of an article it is known what changes.

A pass that was stopped is gone on with as the archive is then. The marker says up to which article
it had come; those before that are written again if they have changed since. All names that it had
counted are counted again: it may have counted what an article had, that was not written any more.
Each revision that documents may be of is noted before they are written: where a restore has taken
one back, the index is another archive's.
"""

import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from retrieval.errors import BulletinError
from retrieval.index.records import from_bytes
from retrieval.names.name import Name
from retrieval.opensearch.bulk import Write
from retrieval.opensearch.documents import PassageDocument, document_id
from retrieval.opensearch.lots import Lot, Lots, Moment
from retrieval.opensearch.mapping import IndexKind
from retrieval.opensearch.marker import LEASE, Marker
from retrieval.opensearch.name_counts import NameCounts
from retrieval.opensearch.target import Kept, Seen, Target
from retrieval.store.database import Database
from retrieval.store.segmentation_cache import Analyzer

NOTED = 10.0
"""Seconds of a long pass after which it is noted how far it has come."""

Progress = Callable[[int, int], None]
"""Is told how many articles of a pass are done, and of how many."""


def untold(done: int, of: int) -> None:
    """Pass over how many are done."""


class OfAnother(BulletinError):
    """An index is of another archive, or of one that was since restored from a backup."""

    def __init__(self, name: str) -> None:
        super().__init__(
            f"检索集群里的 {name} 不是这个资料库的，或者资料库从备份恢复过：要重新填一个 "
            f"({name} in the cluster is not of this archive, or that was restored: fill a new one)"
        )


class Indexer:
    """Writes one index. ``owner`` names the process, ``clock`` returns Unix time.

    All calls raise SearchUnavailable and ArchiveUnavailable, and can be made again then; and
    IndexHeld while another process writes to the index.
    """

    def __init__(
        self,
        database: Database,
        target: Target,
        analyzer: Analyzer,
        owner: str,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._lots = Lots(database, analyzer)
        self._target = target
        self._names = NameCounts(target)
        self._owner = owner
        self._clock = clock

    async def catch_up(self, progress: Progress = untold) -> Marker:
        """Bring the index up to the archive as it is now; return the marker.

        Where there is nothing to do, the marker is looked at, and kept from others. Raises
        OfAnother, too.
        """
        seen = await self._held()
        marker = seen.marker
        if marker.whole and await self._lots.is_current(marker.revision, marker.mark):
            return marker
        async with self._lots.moment() as moment:
            await self._check_own(marker, moment)
            return (await self._passed(seen, moment, progress)).marker

    async def checked(self) -> Marker:
        """Return the marker; raise OfAnother if it is of another archive."""
        marker = (await self._target.marker()).marker
        async with self._lots.moment() as moment:
            await self._check_own(marker, moment)
        return marker

    async def let_go(self) -> None:
        """Leave the indexes to others."""
        seen = await self._target.marker()
        if seen.marker.owner == self._owner:
            await self._target.mark(seen, seen.marker.let_go())

    async def _held(self) -> Seen:
        """Return the marker, of which this process is the owner for at least half a lease more."""
        seen = await self._target.marker()
        now = self._clock()
        if seen.marker.owner == self._owner and seen.marker.until - now > LEASE / 2:
            return seen
        return await self._target.mark(seen, seen.marker.held_by(self._owner, now))

    async def _check_own(self, marker: Marker, moment: Moment) -> None:
        """Raise OfAnother where a marker is not of the archive."""
        for revision, mark in marker.revisions:
            if not await moment.knows(revision, mark):
                raise OfAnother(self._target.generation.title)

    async def _passed(self, seen: Seen, moment: Moment, progress: Progress) -> Seen:
        """Carry out a pass, or what is left of one; return the marker after it."""
        base, stopped, after = seen.marker.revision, seen.marker.to, seen.marker.after
        start = seen.marker
        if stopped:
            start = start.gone_on_with(moment.revision, moment.mark)
        else:
            start = start.toward(moment.revision, moment.mark, 0)
        seen = await self._noted(seen, start)
        told = _Told(progress, await moment.count(base, after))
        if stopped:
            await self._write_changed(moment, stopped, after)
        noted_at = self._clock()
        while (lot := await moment.changed(base, after)).articles:
            await self._write(lot, moment)
            after = lot.last
            told.add(len(lot.articles))
            if self._clock() - noted_at >= NOTED:
                at = seen.marker
                seen = await self._noted(seen, at.toward(at.to, at.to_mark, after))
                noted_at = self._clock()
        for gone in await moment.gone(base or seen.marker.to):  # what went before never came in
            await self._write(gone, moment)
        if stopped:
            await self._names.write_again(base, moment)
        await self._target.refresh(IndexKind.PASSAGES, IndexKind.NAMES)
        return await self._noted(seen, seen.marker.arrived(moment.revision, moment.mark))

    async def _write_changed(self, moment: Moment, revision: int, until: int) -> None:
        """Write the articles up to an id that were changed after a revision, maybe some more."""
        after = 0
        while after < until and (lot := await moment.changed(revision, after)).articles:
            await self._write(lot, moment)
            after = lot.last

    async def _write(self, lot: Lot, moment: Moment) -> None:
        """Write a lot of articles, or what is gone; first the names that it changes."""
        before = await self._before([*_ids(lot), *lot.gone])
        await self._names.write(_touched(lot, before), moment)
        made = await self._lots.documents(lot)
        await self._target.write(IndexKind.PASSAGES, _writes(lot, made, before, moment.revision))

    async def _before(self, ids: Iterable[int]) -> dict[int, "_Before"]:
        """Return articles as they are in the index, by id; those that are there."""
        first = {document_id(one, 0): str(one) for one in ids}
        kept = await self._target.kept(IndexKind.PASSAGES, first, "record,cuts")
        return {int(first[one]): _Before.of(has) for one, has in kept.items()}

    async def _noted(self, seen: Seen, marker: Marker) -> Seen:
        """Replace the marker, and keep others from the index for a lease from now on."""
        return await self._target.mark(seen, marker.held_by(self._owner, self._clock()))


class _Told:
    """Tells how many of so many articles are done."""

    def __init__(self, progress: Progress, total: int) -> None:
        self._progress = progress
        self._total = total
        self._done = 0

    def add(self, count: int) -> None:
        self._done += count
        self._progress(self._done, max(self._total, self._done))


@dataclass(frozen=True, slots=True)
class _Before:
    """What the index has of an article: the names that it introduces, and how many passages."""

    names: frozenset[Name]
    passages: int

    @classmethod
    def of(cls, kept: Kept) -> "_Before":
        cuts = kept.fields["cuts"]  # the last is the title's
        return cls(from_bytes(kept.fields["record"].encode()).names, len(cuts) - 1)


def _ids(lot: Lot) -> list[int]:
    return [one.entry.stored.id for one in lot.articles]


def _touched(lot: Lot, before: Mapping[int, _Before]) -> set[Name]:
    """Return the names that are introduced by more articles of the lot, or by fewer."""
    nothing = _Before(frozenset(), 0)
    now = {one.entry.stored.id: one.entry.names for one in lot.articles}
    return {
        name
        for number in (*now, *lot.gone)
        for name in before.get(number, nothing).names ^ now.get(number, frozenset())
    }


def _writes(
    lot: Lot, made: Sequence[PassageDocument], before: Mapping[int, _Before], revision: int
) -> Iterator[Write]:
    """Yield what a lot changes.

    How many passages an article has, its first one says. It never says fewer than there are: of
    those that go it is the last, of those that come the first.
    """
    by_article: dict[int, list[PassageDocument]] = defaultdict(list)
    for document in made:
        by_article[int(document.routing)].append(document)
    for number in (*_ids(lot), *lot.gone):
        own, routing = by_article[number], str(number)
        had = before[number].passages if number in before else 0
        for ordinal in reversed(range(len(own), had)):
            yield Write(document_id(number, ordinal), revision, None, routing)
        for one in own:
            yield Write(one.id, revision, one.fields, routing)
