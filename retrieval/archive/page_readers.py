"""Processes that read pages, each ahead of its turn to be stored.

One that dies takes the pages with it that were being read. Each of them is read again in a process
of its own, so that the one that is to blame fails alone.
"""

import asyncio
import logging
from collections.abc import Callable
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from retrieval.archive.preparing import PageGiven, PreparedPage, prepare
from retrieval.archive.workers import workers
from retrieval.errors import PageRefused
from retrieval.store.segmentation_cache import Analyzer

Prepare = Callable[[PageGiven, frozenset[str], Analyzer], PreparedPage]

_DIED = "读这一版时程序中断了 (the process that read this page ended)"
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True, eq=False)
class PageBegun:
    """A page that is being read by habits that were guessed."""

    given: PageGiven
    guessed: frozenset[str]
    reading: Future[PreparedPage] = field(repr=False)


class PageReaders:
    """Reads pages in a few processes, which are begun with the first page.

    ``work`` is what they do, to be found by its module and name.
    """

    def __init__(self, analyzer: Analyzer, work: Prepare = prepare) -> None:
        self._analyzer = analyzer
        self._work = work
        self._many: ProcessPoolExecutor | None = None
        self._alone: ProcessPoolExecutor | None = None

    def begin(self, given: PageGiven, guessed: frozenset[str]) -> PageBegun:
        """Begin to read a page."""
        if self._many is None:
            self._many = workers()
        try:
            reading = self._many.submit(self._work, given, guessed, self._analyzer)
        except BrokenProcessPool as broken:
            reading = Future()
            reading.set_exception(broken)
            self._many = None
        return PageBegun(given, guessed, reading)

    async def here(self, given: PageGiven, guessed: frozenset[str]) -> PreparedPage:
        """Return a page that is read in this process. Raises PageRefused."""
        return await asyncio.to_thread(self._work, given, guessed, self._analyzer)

    async def prepared(self, begun: PageBegun) -> PreparedPage:
        """Return a page once it is read.

        Raises PageRefused, also for a page that ends the process that reads it.
        """
        try:
            return await asyncio.wrap_future(begun.reading)
        except BrokenProcessPool:
            self._many = None
            _LOG.warning(
                "a process that reads pages ended; %s is read again", begun.given.page.name
            )
        if self._alone is None:
            self._alone = workers(1)
        try:
            reading = self._alone.submit(self._work, begun.given, begun.guessed, self._analyzer)
            return await asyncio.wrap_future(reading)
        except BrokenProcessPool:
            self._alone = None
            raise PageRefused(begun.given.page.name, _DIED) from None

    def close(self) -> None:
        """End all processes, once each has read the page that it is at."""
        for pool in (self._many, self._alone):
            if pool is not None:
                pool.shutdown(cancel_futures=True)
