"""The updates in hand, kept on disk until they are done, so that a kill loses none.

Telegram forgets an update once it is confirmed: by the next getUpdates, or by 200 to a webhook. So
it is confirmed only when it is **safe**: written to the database, or done already. Work on it
begins at once, beside the writing, and a search never waits for the disk. What a former process
left is begun anew by the next; an update that comes again is known by its id and passed over.

An update that was done but not noted so when the process was killed is done twice: those are what
one write holds at most, as each begins when the last is over.
"""

import asyncio
import logging
from collections.abc import Callable

from cachetools import FIFOCache

from bot.store.updates import begin_again, forget, known, record, settle
from retrieval.errors import ArchiveUnavailable
from retrieval.store import Database

REMEMBERED = 10_000  # updates that are known when they come again
WORTH_SECONDS = 24 * 60 * 60  # Telegram keeps an update for as long, too
ATTEMPTS = 3  # processes that may begin an update anew: it may be what ends them
AGAIN = 1.0  # seconds before what could not be written is written again

_LOG = logging.getLogger(__name__)


class Ledger:
    """What is in hand, in a database. ``clock`` gives Unix time."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock
        self._seen = FIFOCache[int, None](REMEMBERED)
        self._left: set[int] = set()
        self._unwritten: dict[int, str | None] = {}
        self._finished: set[int] = set()
        self._unsafe: dict[int, asyncio.Event] = {}
        self._wanted = asyncio.Event()

    async def left(self) -> dict[int, str]:
        """Return what a former process left, by id, in order, to be taken again; once, at first.

        Raises ArchiveUnavailable.
        """
        async with self._database.transaction() as connection:
            since = self._clock() - WORTH_SECONDS
            left = await begin_again(connection, since, ATTEMPTS)
            self._seen.update(dict.fromkeys(await known(connection)))
        self._left = set(left)
        return left

    def took(self, update_id: int, data: str) -> bool:
        """Take an update in hand; tell whether it is to be worked on: it may have come before."""
        if update_id in self._left:
            self._left.discard(update_id)
            return True
        if update_id in self._seen:
            return False
        self._seen[update_id] = None
        self._unwritten[update_id] = data
        self._unsafe[update_id] = asyncio.Event()
        self._wanted.set()
        return True

    def done(self, update_id: int) -> None:
        """Note that an update is done."""
        if update_id in self._unwritten:
            self._unwritten[update_id] = None
        self._finished.add(update_id)
        self._make_safe(update_id)
        while len(self._finished) > REMEMBERED:  # nothing can be written, for long
            self._unwritten.pop(self._finished.pop(), None)
        self._wanted.set()

    async def safe(self, update_id: int) -> None:
        """Wait until an update that was taken may be confirmed."""
        unsafe = self._unsafe.get(update_id)
        if unsafe is not None:
            await unsafe.wait()

    async def all_safe(self) -> None:
        """Wait until all updates that were taken by now may be confirmed."""
        for unsafe in tuple(self._unsafe.values()):
            await unsafe.wait()

    async def write(self) -> None:
        """Write down what has come and what is done since the last time.

        Raises ArchiveUnavailable; it is written the next time then, also if it was written already:
        a write that is cancelled may have been.
        """
        taken, finished = dict(self._unwritten), frozenset(self._finished)
        if not taken and not finished:
            return
        async with self._database.transaction() as connection:
            await record(connection, taken, self._clock())
            await settle(connection, finished)
            await forget(connection, REMEMBERED)
        for update_id in taken:
            self._unwritten.pop(update_id, None)
            self._make_safe(update_id)
        self._finished -= finished  # what was done meanwhile stays, to be noted the next time

    async def run(self) -> None:
        """Write whenever there is something to write, until cancelled; then once more."""
        try:
            while True:
                await self._wanted.wait()
                self._wanted.clear()
                try:
                    await self.write()
                except ArchiveUnavailable as error:
                    _LOG.warning("updates in hand are not safe from a kill: %s", error)
                    self._wanted.set()
                    await asyncio.sleep(AGAIN)
        finally:
            await self.write()

    def _make_safe(self, update_id: int) -> None:
        if (unsafe := self._unsafe.pop(update_id, None)) is not None:
            unsafe.set()
