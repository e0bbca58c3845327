"""The updates that are being handled, on disk until they are done, so that a kill loses none.

Telegram forgets an update once it is confirmed: by the next getUpdates, or by 200 to a webhook. So
it is confirmed only when it is **safe**: written to the database, or done already. A handler gets
it at once, while it is being written, so that a search never waits for the disk. What a previous
process left is resumed by the next; an update that comes again is known by its id and skipped.

An update that was done but not yet recorded as done when the process was killed is done twice.
Those are at most what one write holds, as each write begins when the last is over.
"""

import asyncio
import logging
from collections.abc import Callable

from cachetools import FIFOCache

from bot.store.updates import forget_done, insert_updates, known_ids, mark_done, resume_updates
from retrieval.errors import ArchiveUnavailable
from retrieval.store import Database

REMEMBERED = 10_000  # updates that are recognised when they come again
MAX_AGE_SECONDS = 24 * 60 * 60  # Telegram keeps an update for as long, too
MAX_ATTEMPTS = 3  # processes that may resume an update: it may be what kills them
RETRY_SECONDS = 1.0  # before a write that failed is tried again

_LOG = logging.getLogger(__name__)


class Ledger:
    """The updates that are being handled, in a database. ``clock`` returns Unix time."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock
        self._seen = FIFOCache[int, None](REMEMBERED)
        self._resumed: set[int] = set()
        self._unwritten: dict[int, str | None] = {}
        self._finished: set[int] = set()
        self._unsafe: dict[int, asyncio.Event] = {}
        self._changed = asyncio.Event()

    async def unfinished(self) -> dict[int, str]:
        """Return what a previous process left, by id and in order; call it once, before all else.

        Raises ArchiveUnavailable.
        """
        async with self._database.transaction() as transaction:
            since = self._clock() - MAX_AGE_SECONDS
            unfinished = await resume_updates(transaction, since, MAX_ATTEMPTS)
            self._seen.update(dict.fromkeys(await known_ids(transaction)))
        self._resumed = set(unfinished)
        return unfinished

    def accept(self, update_id: int, data: str) -> bool:
        """Add an update; return whether to handle it: False if it came before."""
        if update_id in self._resumed:
            self._resumed.discard(update_id)
            return True
        if update_id in self._seen:
            return False
        self._seen[update_id] = None
        self._unwritten[update_id] = data
        self._unsafe[update_id] = asyncio.Event()
        self._changed.set()
        return True

    def done(self, update_id: int) -> None:
        """Record that an update is done."""
        if update_id in self._unwritten:
            self._unwritten[update_id] = None
        self._finished.add(update_id)
        self._make_safe(update_id)
        while len(self._finished) > REMEMBERED:  # nothing can be written, for long
            self._unwritten.pop(self._finished.pop(), None)
        self._changed.set()

    async def wait_safe(self, update_id: int) -> None:
        """Wait until an accepted update may be confirmed."""
        unsafe = self._unsafe.get(update_id)
        if unsafe is not None:
            await unsafe.wait()

    async def wait_all_safe(self) -> None:
        """Wait until all updates accepted so far may be confirmed."""
        for unsafe in tuple(self._unsafe.values()):
            await unsafe.wait()

    async def write(self) -> None:
        """Write the updates that came in, and those that are done, since the last time.

        Raises ArchiveUnavailable; then the next call writes the same again. So it does after a
        cancelled write, which may have succeeded.
        """
        accepted, finished = dict(self._unwritten), frozenset(self._finished)
        if not accepted and not finished:
            return
        async with self._database.transaction() as transaction:
            await insert_updates(transaction, accepted, self._clock())
            await mark_done(transaction, finished)
            await forget_done(transaction, REMEMBERED)
        for update_id in accepted:
            self._unwritten.pop(update_id, None)
            self._make_safe(update_id)
        self._finished -= finished  # what was done meanwhile is recorded the next time

    async def run(self) -> None:
        """Write whenever there is something to write, until cancelled; then once more."""
        try:
            while True:
                await self._changed.wait()
                self._changed.clear()
                try:
                    await self.write()
                except ArchiveUnavailable as error:
                    _LOG.warning(
                        "updates can't be written to disk, a kill would lose them: %s", error
                    )
                    self._changed.set()
                    await asyncio.sleep(RETRY_SECONDS)
        finally:
            await self.write()

    def _make_safe(self, update_id: int) -> None:
        if (unsafe := self._unsafe.pop(update_id, None)) is not None:
            unsafe.set()
