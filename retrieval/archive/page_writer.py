"""Pages put into an archive: one that comes, or many.

A page is read and prepared before its transaction, which decides what it is and writes it whole
(see `retrieval.store.adding`).
"""

import asyncio
from collections.abc import Sequence
from dataclasses import replace
from datetime import UTC
from functools import partial

from retrieval.analysis import words
from retrieval.archive.addition import Addition, addition
from retrieval.archive.changes import Following
from retrieval.archive.currency import Origin
from retrieval.archive.many_pages import ManyPages, Ready, Taken
from retrieval.archive.page_readers import PageReaders
from retrieval.archive.page_reading import PageAsRead, habits_for, read_incoming
from retrieval.archive.preparing import PageGiven, PreparedPage, incoming_page, prepared
from retrieval.archive.serving import WORTH_SAVING
from retrieval.archive.writer import Writer
from retrieval.errors import ArchiveUnavailable, PageRefused
from retrieval.model import Reading
from retrieval.model.page_text import PageText
from retrieval.model.pages import NOTHING_STATED, PageName, Stated
from retrieval.store.adding import Added, IncomingPage, Place, add_page, meant_name, place_page
from retrieval.store.segmentation_cache import (
    Analyzer,
    cache_segmentations,
    cached_segmentations,
)
from retrieval.store.transaction import Transaction
from retrieval.store.undo import Record, add_recorded

_MOST_FOLLOWED = 2000  # articles kept in memory for the hook before it sees them served


class PageWriter(Writer):
    """An open archive that pages can be put into."""

    # By what the hook was told of many pages, and how many of their texts are not indexed.
    _following: Following | None = None
    _unindexed = 0

    async def read_page(self, page: PageText, stated: Stated = NOTHING_STATED) -> Reading:
        """Return what is read of a page, and all that is in doubt of it today; nothing is stored.

        What its paper is known to print on its pages is left out. Raises PageRefused and
        ArchiveUnavailable.
        """
        return (await self._read(page, stated)).reading

    async def _read(self, page: PageText, stated: Stated) -> PageAsRead:
        return await read_incoming(self._database, self._given(page, stated=stated).text)

    def _given(
        self,
        page: PageText,
        *,
        origin: Origin = Origin.COMMAND,
        stated: Stated = NOTHING_STATED,
        pasted: bool = False,
    ) -> PageGiven:
        # A file's name may hold bytes that are no text, which neither a page nor SQLite can take.
        name = page.name.encode("utf-8", "replace").decode("utf-8")
        given = page if name == page.name else replace(page, name=name)
        return PageGiven(given, self.today(), self._intake, origin, stated, pasted)

    async def meant_page(
        self, page: PageText, stated: Stated = NOTHING_STATED, *, pasted: bool = False
    ) -> PageName | None:
        """Return the stored page that a page may be a new version of, where that is in doubt.

        None where it surely is one, or is none. Nothing is stored. Raises PageRefused.
        """
        reading = await self.read_page(page, stated)
        given = self._given(page, stated=stated, pasted=pasted)
        incoming = await asyncio.to_thread(incoming_page, given, reading.bulletin)
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
        given = self._given(page, origin=origin, stated=stated, pasted=pasted)
        try:
            read = await read_incoming(self._database, given.text)
            ready = await asyncio.to_thread(prepared, given, read)
        except PageRefused:
            self._metrics.page_refused()
            raise
        async with self._database.reading() as view:
            kept = await cached_segmentations(view, self._analyzer.version, ready.texts)
        ready = await asyncio.to_thread(ready.segmented, self._analyzer, kept)
        async with self._changing() as transaction:
            done = await self._store(transaction, ready, record, replacing)
        self._metrics.page_added()
        await self._refresh_if_serving()
        return done

    async def _store(
        self,
        transaction: Transaction,
        ready: PreparedPage,
        record: Record | None = None,
        replacing: int | None = None,
    ) -> Addition:
        incoming = replace(ready.incoming, source=ready.source)
        place = await place_page(transaction, incoming, replacing)
        added = await self._add(transaction, incoming, place, record)
        version, made = self._analyzer.version, ready.segmentations
        await cache_segmentations(transaction, version, made, over=False)
        if added.new or added.changed:
            self._unindexed += len(made)
        return addition(ready.given.page.name, added, ready.doubts, ready.currency)

    def many_pages(self, origin: Origin = Origin.COMMAND) -> ManyPages:
        """Return what takes many pages in, one after the other; close it when it is done with.

        What it stores is what `add_page_text` would; searches find it after `index_many`.
        """
        # Processes beside this one cut by rjieba, the engine for many texts.
        readers = PageReaders(Analyzer(self._analyzer.version, words.cut_fast))
        guessed: set[str] = set()
        store = partial(self._store_many, guessed)
        return ManyPages(partial(self._given, origin=origin), store, readers, guessed)

    async def _store_many(self, guessed: set[str], pages: Sequence[Ready]) -> list[Taken]:
        """Store pages in one transaction; where one fails in it, each in its own."""
        try:
            taken = await self._store_together(guessed, pages)
        except ArchiveUnavailable:
            self._following = None
            raise
        except Exception:
            self._following = None
            if len(pages) == 1:
                raise
            each = [await self._store_many(guessed, [page]) for page in pages]
            return [one for some in each for one in some]
        for one in taken:
            if isinstance(one, PageRefused):
                self._metrics.page_refused()
            else:
                self._metrics.page_added()
        return taken

    async def _store_together(self, guessed: set[str], pages: Sequence[Ready]) -> list[Taken]:
        before = self._following
        if before is not None and before.kept > _MOST_FOLLOWED:
            before = None
        while True:
            following = await self._followed(before)
            async with self._database.transaction() as transaction:
                if await self._is_behind(transaction, following):
                    before = None
                    continue
                taken: list[Taken] = []
                for page in pages:
                    taken.append(await self._taken(transaction, guessed, page))
                    await self._tell(transaction, following)
            self._following = following
            self._note(following)
            return taken

    async def _taken(self, transaction: Transaction, guessed: set[str], page: Ready) -> Taken:
        """Store a page in its turn, read by its paper's habits as they are known by then."""
        if isinstance(page, PageRefused):
            return page
        habits = await habits_for(transaction, page.given.page, page.paper, page.source.lines)
        guessed |= habits.shapes
        if habits.shapes == page.shapes:
            return await self._store(transaction, page.known_at(habits.revision))
        try:
            ready = await asyncio.to_thread(page.read_by, habits, self._analyzer)
        except PageRefused as refused:
            return refused
        return await self._store(transaction, ready)

    async def index_many(self) -> None:
        """Index what `many_pages` stored, if it is so much that the next question would wait.

        Raises ArchiveUnavailable.
        """
        worth = self._rows is None and self._unindexed >= WORTH_SAVING
        if self._serving.started or worth:
            await self._serving.refresh()
        self._unindexed = 0

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


def _text_page(data: bytes, name: str) -> PageText:
    # Its patterns take a fifth of a second to compile; a command that only asks need not wait.
    from retrieval.reading.decode import text_page  # noqa: PLC0415

    return text_page(data, name)
