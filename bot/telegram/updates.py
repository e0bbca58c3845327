"""How updates are taken and worked off: chats in parallel, one chat's updates in their order.

**Taken** are updates that were fetched and are not done yet, **at work** those of them that a
handler has in hand. Both are bounded: what is not taken waits at Telegram, so that a burst costs
memory for `TAKEN` updates and connections for `AT_ONCE`. What happens to each is told to a
`Course`, which keeps them from being lost and takes the time.
"""

import json
import logging
import time
from asyncio import CancelledError, Lock, Queue, Semaphore, Task, current_task, gather
from collections.abc import Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, nullcontext
from weakref import WeakValueDictionary

from telegram import Bot, Update
from telegram.ext import BaseUpdateProcessor

from bot.runtime import logs
from bot.runtime.metrics import Metrics
from bot.telegram.ledger import Ledger
from retrieval.errors import ArchiveUnavailable

TAKEN = 1000
AT_ONCE = 64
OTHER = "other"  # the kind of an update of which we know none

_LOG = logging.getLogger(__name__)


class Course:
    """The way of updates through the process. ``steady`` gives seconds that never go back."""

    def __init__(
        self, ledger: Ledger, metrics: Metrics, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self.ledger = ledger
        self.metrics = metrics
        self._steady = steady
        self._at: dict[int, tuple[float, float]] = {}  # when each was taken, and begun

    def took(self, update: Update) -> bool:
        """Take an update; tell whether it is to be worked on: it may have come before."""
        if not self.ledger.took(update.update_id, update.to_json()):
            self.metrics.update_skipped("replayed")
            return False
        now = self._steady()
        self._at[update.update_id] = now, now
        self.metrics.update_taken(_kind(update))
        return True

    def begun(self, update: Update) -> None:
        """Note that an update's turn has come."""
        now, (taken, _) = self._steady(), self._at[update.update_id]
        self._at[update.update_id] = taken, now
        self.metrics.update_begun(now - taken)

    def done(self, update: Update) -> None:
        """Note that an update is done."""
        now, (taken, begun) = self._steady(), self._at.pop(update.update_id)
        self.ledger.done(update.update_id)
        self.metrics.update_done(now - begun, now - taken)


class Intake(Queue[object]):
    """A queue that takes in no more than ``most`` before what it gave out is done."""

    def __init__(self, course: Course, most: int = TAKEN) -> None:
        super().__init__()
        self._course = course
        self._room = Semaphore(most)

    async def put(self, item: object) -> None:
        """Put the update in as soon as there is room, unless it has come before."""
        await self._room.acquire()
        if isinstance(item, Update) and not self._course.took(item):
            self._room.release()
        else:
            await super().put(item)

    async def put_again(self, bot: Bot) -> None:
        """Put in what a former process did not end; to be done before anything else comes in."""
        try:
            left = await self._course.ledger.left()
        except ArchiveUnavailable as error:
            _LOG.warning("what a former process did not end can't be read: %s", error)
            return
        for update_id, data in left.items():
            with logs.about(update_id):
                _LOG.info("begun anew: a former process did not end it")
            await self.put(Update.de_json(json.loads(data), bot))

    def task_done(self) -> None:
        """Say that one update is done, which makes room for another."""
        super().task_done()
        self._room.release()


class InOrder(BaseUpdateProcessor):
    """Works off ``at_once`` updates at a time, never two of one chat, each chat's in their order.

    An update waits for its chat's turn before it takes one of the ``at_once`` places, so that a
    busy chat holds one place, whatever it has waiting. An update of no chat (an inline query) is in
    order among its user's.
    """

    def __init__(self, course: Course, at_once: int = AT_ONCE, taken: int = TAKEN) -> None:
        super().__init__(taken)
        self.course = course
        self._places = Semaphore(at_once)
        # asyncio.Lock is fair: it is given to those who wait in the order they came. A lock lives
        # as long as an update holds it or waits for it.
        self._turns: WeakValueDictionary[int, Lock] = WeakValueDictionary()
        self._begun: set[Task[object]] = set()

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        """Await ``coroutine`` when it is this update's turn."""
        task = current_task()
        assert task is not None  # noqa: S101 (a coroutine runs in one)
        self._begun.add(task)
        try:
            async with self._turn(update), self._places:
                if isinstance(update, Update):
                    await self._work_on(update, coroutine)
                else:
                    await coroutine
        finally:
            self._begun.discard(task)
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # it was never begun if waiting for the turn was cancelled

    async def _work_on(self, update: Update, coroutine: Awaitable[object]) -> None:
        """Await ``coroutine``; the update is done unless that is cancelled, also if it fails."""
        self.course.begun(update)
        with logs.about(update.update_id):
            try:
                await coroutine
            except CancelledError:
                raise
            except BaseException:
                self.course.done(update)
                raise
        self.course.done(update)

    def _turn(self, update: object) -> AbstractAsyncContextManager[object]:
        whose = _whose(update)
        if whose is None:
            return nullcontext()
        return self._turns.setdefault(whose, Lock())

    async def initialize(self) -> None:
        """Do nothing: there is nothing to prepare."""

    async def shutdown(self) -> None:
        """Give up what is at work still: the application has awaited it as long as it would."""
        left = tuple(self._begun)
        for task in left:
            task.cancel()
        await gather(*left, return_exceptions=True)


def _kind(update: Update) -> str:
    """Return the name of the field that says what has happened."""
    kinds = (kind for kind in Update.ALL_TYPES if getattr(update, kind) is not None)
    return next(kinds, OTHER)


def _whose(update: object) -> int | None:
    if not isinstance(update, Update):
        return None
    chat, user = update.effective_chat, update.effective_user
    if chat is not None:
        return chat.id
    return user.id if user is not None else None
