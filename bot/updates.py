"""How updates are taken and worked off: chats in parallel, one chat's updates in their order.

**Taken** are updates that were fetched and are not done yet, **at work** those of them that a
handler has in hand. Both are bounded: what is not taken waits at Telegram, so that a burst costs
memory for `TAKEN` updates and connections for `AT_ONCE`.
"""

from asyncio import Lock, Queue, Semaphore, Task, current_task, gather
from collections.abc import Awaitable, Coroutine
from contextlib import AbstractAsyncContextManager, nullcontext
from weakref import WeakValueDictionary

from telegram import Update
from telegram.ext import BaseUpdateProcessor

TAKEN = 1000
AT_ONCE = 64


class Intake(Queue[object]):
    """A queue that takes in no more than ``most`` before what it gave out is done."""

    def __init__(self, most: int = TAKEN) -> None:
        super().__init__()
        self._room = Semaphore(most)

    async def put(self, item: object) -> None:
        """Put the update in as soon as there is room."""
        await self._room.acquire()
        await super().put(item)

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

    def __init__(self, at_once: int = AT_ONCE, taken: int = TAKEN) -> None:
        super().__init__(taken)
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
                await coroutine
        finally:
            self._begun.discard(task)
            if isinstance(coroutine, Coroutine):
                coroutine.close()  # it was never begun if waiting for the turn was cancelled

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


def _whose(update: object) -> int | None:
    if not isinstance(update, Update):
        return None
    chat, user = update.effective_chat, update.effective_user
    if chat is not None:
        return chat.id
    return user.id if user is not None else None
