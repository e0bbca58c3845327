"""The updates that are being handled, on disk until they are done, so that a kill loses none.

Telegram forgets an update once it is confirmed: by the next getUpdates, or by 200 to a webhook. So
it is confirmed only when it is **safe**: written to the database, or done already. A handler gets
it at once, while it is being written, so that a search never waits for the disk. What a previous
process left is resumed by the next; an update that comes again is known by its id and skipped.

An update that ends whatever process begins it is given up after `MAX_ATTEMPTS` of them. One that
waits for Telegram, or that a stop cuts short, has ended none: however often the bot is started anew
while Telegram can't be reached, it is resumed.

An update that was done but not yet recorded as done when the process was killed is done twice.
Those are at most what one write holds, as each write begins when the last is over.
"""

import asyncio
import logging
from collections.abc import Callable

from cachetools import FIFOCache

from bot.runtime.loops import Loop, LoopName
from bot.store.updates import (
    clear_attempts,
    count_attempt,
    forget_done,
    insert_updates,
    known_ids,
    mark_done,
    unfinished_updates,
)
from retrieval.errors import ArchiveUnavailable
from retrieval.store import Database

REMEMBERED = 10_000  # updates that are recognised when they come again
MAX_AGE_SECONDS = 24 * 60 * 60  # Telegram keeps an update for as long, too
MAX_ATTEMPTS = 3  # processes that may begin an update anew: it may be what kills them
RETRY_SECONDS = 5.0  # at most, before a write that failed: no update comes in until it is safe

_LOG = logging.getLogger(__name__)


class Ledger:
    """The updates that are being handled, in a database. ``clock`` returns Unix time."""

    def __init__(self, database: Database, clock: Callable[[], int]) -> None:
        self._database = database
        self._clock = clock
        self._seen = FIFOCache[int, None](REMEMBERED)
        self._left: dict[int, int] = {}  # what a previous process left: when each was taken
        self._resumed: dict[int, int] = {}  # those of them that are at work
        self._survived: set[int] = set()
        self._unwritten: dict[int, str | None] = {}
        self._finished: set[int] = set()
        self._unsafe: dict[int, asyncio.Event] = {}
        self._changed = asyncio.Event()
        self.loop = Loop(LoopName.LEDGER, RETRY_SECONDS)

    async def unfinished(self) -> dict[int, str]:
        """Return what a previous process left, by id and in order; call it once, before all else.

        Raises ArchiveUnavailable.
        """
        async with self._database.transaction() as transaction:
            since = self._clock() - MAX_AGE_SECONDS
            unfinished = await unfinished_updates(transaction, since, MAX_ATTEMPTS)
            self._seen.update(dict.fromkeys(await known_ids(transaction)))
        self._left = {update_id: one.taken_at for update_id, one in unfinished.items()}
        return {update_id: one.data for update_id, one in unfinished.items()}

    def accept(self, update_id: int, data: str | None) -> bool:
        """Add an update; return whether to handle it: False if it came before.

        Of one without ``data`` no more is kept than that it came; a kill loses it.
        """
        if update_id in self._left:
            self._resumed[update_id] = self._left.pop(update_id)
            return True
        if update_id in self._seen:
            return False
        self._seen[update_id] = None
        self._unwritten[update_id] = data
        self._unsafe[update_id] = asyncio.Event()
        self._changed.set()
        return True

    def resumed(self, update_id: int) -> bool:
        """Return whether an accepted update was left by a previous process."""
        return update_id in self._resumed

    def age(self, update_id: int) -> float:
        """Return how many seconds ago an accepted update was taken first; 0 for a new one."""
        now = self._clock()
        return max(0.0, now - self._resumed.get(update_id, now))

    async def begin(self, update_id: int) -> None:
        """Record that an update is begun; one that is begun anew is counted first."""
        if update_id not in self._resumed:
            return
        try:
            async with self._database.transaction() as transaction:
                await count_attempt(transaction, update_id)
        except ArchiveUnavailable as error:
            _LOG.warning("update %d is begun anew, uncounted: %s", update_id, error)

    def survive(self, update_id: int) -> None:
        """Record that an update was begun and did not end the process."""
        if update_id in self._resumed:
            self._survived.add(update_id)
            self._changed.set()

    def done(self, update_id: int) -> None:
        """Record that an update is done."""
        self._resumed.pop(update_id, None)
        self._survived.discard(update_id)
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
        """Write what came in, what is done and what ended no process, since the last time.

        Raises ArchiveUnavailable; then the next call writes the same again. So it does after a
        cancelled write, which may have succeeded.
        """
        accepted, finished = dict(self._unwritten), frozenset(self._finished)
        survived = frozenset(self._survived)
        if not (accepted or finished or survived):
            return
        async with self._database.transaction() as transaction:
            if accepted:
                await insert_updates(transaction, accepted, self._clock())
            if survived:
                await clear_attempts(transaction, survived)
            if finished:
                await mark_done(transaction, finished)
                await forget_done(transaction, REMEMBERED)
        for update_id in accepted:
            self._unwritten.pop(update_id, None)
            self._make_safe(update_id)
        self._finished -= finished  # what was done meanwhile is recorded the next time
        self._survived -= survived

    async def run(self) -> None:
        """Write whenever there is something to write, until cancelled; then once more."""
        try:
            while True:
                await self._changed.wait()
                self._changed.clear()
                if (pause := await self.loop.attempt(self.write)) is not None:
                    self._changed.set()
                    await asyncio.sleep(pause)
        finally:
            await self.write()

    def _make_safe(self, update_id: int) -> None:
        if (unsafe := self._unsafe.pop(update_id, None)) is not None:
            unsafe.set()
