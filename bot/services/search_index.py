"""Keeps the indexes of the search cluster up to date for as long as the bot runs.

One step of the loop follows what is searched; the other fills what is to be searched, where that
is not there yet. What fails in either is tried again; pages and alerts go on meanwhile.
"""

import asyncio
import logging
import time
from contextlib import suppress

from bot.runtime.logs import fault_of
from bot.runtime.loops import Loop, LoopName
from retrieval.errors import ArchiveUnavailable
from retrieval.opensearch import IndexHeld, SearchIndex

FOLLOW = 0.3  # seconds between looks for what is not in the cluster yet
FILL = 5.0  # seconds between looks whether other indexes are needed
LONGEST_PAUSE = 15.0  # seconds until it is noticed that the cluster is back
SEEN_WITHIN = 10.0
"""Seconds that are waited until searches find what came in."""
TOLD = 10.0
"""Seconds between two lines about how far a fill has come."""
_LETTING_GO = 1.0  # seconds
NOT_YET = "the indexes of this version are not filled yet"
_LOG = logging.getLogger(__name__)


class IndexKeeping:
    """Keeps ``index``; its steps are those of a loop."""

    def __init__(self, index: SearchIndex) -> None:
        self._index = index
        self._wrong: str | None = NOT_YET
        self._looked = asyncio.Event()
        self._told_at = 0.0
        self.loop = Loop(LoopName.SEARCH_INDEX, LONGEST_PAUSE)

    @property
    def wrong(self) -> str | None:
        """Why questions can't be answered, None where they can."""
        return self._wrong

    async def run(self) -> None:
        """Keep the indexes until cancelled; others may write to them then."""
        try:
            async with asyncio.TaskGroup() as tasks:
                tasks.create_task(self.loop.repeat(self._follow))
                tasks.create_task(self.loop.repeat(self._fill, "fill"))
        finally:
            with suppress(Exception):  # else who comes next waits a little
                async with asyncio.timeout(_LETTING_GO):
                    await self._index.let_go()

    async def is_found(self, within: float = SEEN_WITHIN) -> bool:
        """Wait until searches find all that is in the archive now; return whether they do.

        Not while the cluster does not answer.
        """
        try:
            revision = await self._index.revision()
            async with asyncio.timeout(within):
                while (self._index.found or 0) < revision:
                    if self._wrong is not None:
                        return False
                    self._looked.clear()
                    await self._looked.wait()
        except (TimeoutError, ArchiveUnavailable):
            return False
        return self._wrong is None

    async def _follow(self) -> float:
        try:
            await self._index.follow(self._following)
        except Exception as error:
            self._wrong = fault_of(error)
            raise
        else:
            self._wrong = None if self._index.found is not None else NOT_YET
        finally:
            self._looked.set()
        return FOLLOW

    async def _fill(self) -> float:
        with suppress(IndexHeld):  # who fills them lets go of them in the end
            await self._index.fill(self._filling)
        return FILL

    def _following(self, _done: int, _of: int) -> None:
        self.loop.moved()
        self.loop.working()

    def _filling(self, done: int, of: int) -> None:
        self.loop.moved("fill")
        self.loop.working("fill")
        if time.monotonic() - self._told_at >= TOLD:
            self._told_at = time.monotonic()
            _LOG.info("search index: filled %d of %d articles", done, of)
