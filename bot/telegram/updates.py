"""How updates are queued and handled: chats in parallel, one chat's updates in their order.

**Pending** are updates that were fetched and are not done yet, **running** those of them that a
handler has. Both are bounded: what is not fetched waits at Telegram, so that a burst costs memory
for `MAX_PENDING` updates and connections for `MAX_CONCURRENT`. An `UpdateTracker` follows each of
them, keeps it from being lost and takes the time.
"""

import json
import logging
import time
from asyncio import CancelledError, Lock, Queue, Semaphore, Task, current_task, gather
from collections.abc import AsyncIterator, Awaitable, Callable, Coroutine
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from weakref import WeakValueDictionary

from telegram import Bot, Update
from telegram.ext import BaseUpdateProcessor

from bot.runtime import logs
from bot.runtime.metrics import Metrics
from bot.telegram.ledger import Ledger
from bot.telegram.patience import LASTING, Turn, taking
from retrieval.errors import ArchiveUnavailable

MAX_PENDING = 1000
MAX_CONCURRENT = 64
OTHER = "other"  # the kind of an update that we do not know

_LOG = logging.getLogger(__name__)


class UpdateTracker:
    """Follows updates through the process. ``steady`` returns seconds that never go back."""

    def __init__(
        self, ledger: Ledger, metrics: Metrics, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self.ledger = ledger
        self.metrics = metrics
        self._steady = steady
        self._times: dict[int, tuple[float, float]] = {}  # when each was accepted, and started

    def accept(self, update: Update) -> bool:
        """Accept an update; return whether to handle it: False if it came before."""
        # Nothing is kept of a chat that the bot is not in: who asked there sees it unanswered.
        data = None if update.guest_message is not None else update.to_json()
        if not self.ledger.accept(update.update_id, data):
            self.metrics.update_skipped("replayed")
            return False
        now = self._steady()
        self._times[update.update_id] = now, now
        self.metrics.update_taken(_kind(update))
        return True

    async def begin(self, update: Update) -> None:
        """Record that a handler gets an update."""
        await self.ledger.begin(update.update_id)
        now, (accepted, _) = self._steady(), self._times[update.update_id]
        self._times[update.update_id] = accepted, now
        self.metrics.update_begun(now - accepted)

    def turn(
        self,
        update: Update,
        aside: Callable[[], AbstractAsyncContextManager[None]],
        leave: Callable[[], None] = lambda: None,
    ) -> Turn:
        """Return the turn of an update that was accepted; ``aside`` is entered while it waits.

        ``leave`` gives its chat's turn to the next.
        """
        accepted, _ = self._times[update.update_id]
        ledger = self.ledger
        until = accepted + LASTING - ledger.age(update.update_id)
        return Turn(until, self._steady, aside, ledger.resumed(update.update_id), leave)

    def done(self, update: Update) -> None:
        """Record that an update is done."""
        now, (accepted, started) = self._steady(), self._times.pop(update.update_id)
        self.ledger.done(update.update_id)
        self.metrics.update_done(now - started, now - accepted)


class UpdateQueue(Queue[object]):
    """A queue that holds at most ``most`` updates, those handed out and not done included."""

    def __init__(self, tracker: UpdateTracker, most: int = MAX_PENDING) -> None:
        super().__init__()
        self._tracker = tracker
        self._capacity = Semaphore(most)

    async def put(self, item: object) -> None:
        """Put an update in as soon as there is room, unless it came before."""
        await self._capacity.acquire()
        if isinstance(item, Update) and not self._tracker.accept(item):
            self._capacity.release()
        else:
            await super().put(item)

    async def put_unfinished(self, bot: Bot) -> None:
        """Put in what a previous process left unfinished; to be called before any other update."""
        try:
            unfinished = await self._tracker.ledger.unfinished()
        except ArchiveUnavailable as error:
            _LOG.warning("updates left by a previous process can't be read: %s", error)
            return
        for update_id, data in unfinished.items():
            with logs.for_update(update_id):
                _LOG.info("resuming update %d, left by a previous process", update_id)
            await self.put(Update.de_json(json.loads(data), bot))

    def task_done(self) -> None:
        """Record that one update is done, which makes room for another."""
        super().task_done()
        self._capacity.release()


class OrderedProcessor(BaseUpdateProcessor):
    """Handles up to ``concurrent`` updates at a time, those of one chat one by one in their order.

    An update waits for its chat's turn before it takes one of the slots, so that a busy chat holds
    one slot, however many of its updates wait, and none while it waits for Telegram. The messages
    of an album have one turn together. An update that takes long may leave its turn to the next
    before it is done. An update of no chat (an inline query) keeps the order of its user's.
    """

    def __init__(
        self, tracker: UpdateTracker, concurrent: int = MAX_CONCURRENT, pending: int = MAX_PENDING
    ) -> None:
        super().__init__(pending)
        self.tracker = tracker
        self._slots = Semaphore(concurrent)
        # asyncio.Lock is fair: those who wait get it in the order they came. A lock lives while an
        # update holds it or waits for it.
        self._locks: WeakValueDictionary[int, Lock] = WeakValueDictionary()
        self._albums: WeakValueDictionary[tuple[int, str], _ChatTurn] = WeakValueDictionary()
        self._running: set[Task[object]] = set()

    async def do_process_update(self, update: object, coroutine: Awaitable[object]) -> None:
        """Await ``coroutine`` when it is this update's turn."""
        task = current_task()
        assert task is not None  # noqa: S101 (a coroutine runs in one)
        self._running.add(task)
        try:
            turn = self._turn_of(update)
            async with turn.joined(), self._slots:
                if isinstance(update, Update):
                    await self._handle(update, coroutine, turn)
                else:
                    await coroutine
        finally:
            self._running.discard(task)
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # it never started if it was cancelled while it waited

    async def _handle(
        self, update: Update, coroutine: Awaitable[object], of_chat: "_ChatTurn"
    ) -> None:
        """Await ``coroutine``; then the update is done, also after a failure, unless cancelled."""
        tracker = self.tracker
        await tracker.begin(update)
        turn = tracker.turn(
            update, lambda: self._aside(update), lambda: self._leave(update, of_chat)
        )
        with logs.for_update(update.update_id), taking(turn):
            try:
                await coroutine
            except CancelledError:
                tracker.ledger.survive(update.update_id)
                raise
            except BaseException:
                tracker.done(update)
                raise
        tracker.done(update)

    @asynccontextmanager
    async def _aside(self, update: Update) -> AsyncIterator[None]:
        """Leave the slot to others for a ``with`` block; an update keeps its chat's turn."""
        self.tracker.ledger.survive(update.update_id)
        self._slots.release()
        try:
            yield
        finally:
            await self._slots.acquire()

    def _turn_of(self, update: object) -> "_ChatTurn":
        key, album = _order_key(update), _album_of(update)
        if key is None:
            return _ChatTurn(Lock())
        turn = _ChatTurn(self._locks.setdefault(key, Lock()))
        return turn if album is None else self._albums.setdefault((key, album), turn)

    def _leave(self, update: Update, turn: "_ChatTurn") -> None:
        """Leave a chat to the next; what comes of the same album later has a turn of its own."""
        key, album = _order_key(update), _album_of(update)
        if key is not None and album is not None and self._albums.get((key, album)) is turn:
            del self._albums[key, album]
        turn.leave()

    async def initialize(self) -> None:
        """Do nothing: there is nothing to prepare."""

    async def shutdown(self) -> None:
        """Cancel what is still running: the application has waited for it long enough."""
        running = tuple(self._running)
        for task in running:
            task.cancel()
        await gather(*running, return_exceptions=True)


class _ChatTurn:
    """A chat's turn, of one update or of an album's together, until all are done or one leaves."""

    def __init__(self, lock: Lock) -> None:
        self._lock = lock
        self._entering = Lock()
        self._members = 0
        self._has_it = False

    @asynccontextmanager
    async def joined(self) -> AsyncIterator[None]:
        """Have the turn for a ``with`` block, which others of the album may enter, too."""
        async with self._entering:
            if not self._members:
                await self._lock.acquire()
                self._has_it = True
            self._members += 1
        try:
            yield
        finally:
            self._members -= 1
            if not self._members:
                self.leave()

    def leave(self) -> None:
        """Leave the chat to the next, if that was not done before."""
        if self._has_it:
            self._has_it = False
            self._lock.release()


def _kind(update: Update) -> str:
    """Return the name of the field that says what has happened."""
    kinds = (kind for kind in Update.ALL_TYPES if getattr(update, kind) is not None)
    return next(kinds, OTHER)


def _album_of(update: object) -> str | None:
    """Return what the messages of an album have in common; None for all other updates."""
    message = update.message if isinstance(update, Update) else None
    return None if message is None else message.media_group_id


def _order_key(update: object) -> int | None:
    if not isinstance(update, Update):
        return None
    chat, user = update.effective_chat, update.effective_user
    if chat is not None:
        return chat.id
    return user.id if user is not None else None
