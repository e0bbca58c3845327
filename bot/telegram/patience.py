"""Calls that people wait for, made again after faults that pass by themselves.

Which faults do, `bot.telegram.outcome` says. Pauses grow to `LONGEST_PAUSE`, or are as long as
Telegram asks, until the time is over that the update's **turn** has: `LASTING` seconds from when it
was taken. Calls of no update are given up sooner, as nobody waits for them in a chat.
"""

import logging
import time
from asyncio import sleep
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import (
    AbstractAsyncContextManager,
    asynccontextmanager,
    contextmanager,
    nullcontext,
)
from contextvars import ContextVar
from dataclasses import dataclass
from itertools import chain, repeat
from typing import TypeVar

from bot.telegram.calls import CallFailed, once
from bot.telegram.outcome import Outcome, RateLimited, Transient, WaitsNoLonger

LASTING = 900.0  # seconds from when an update was taken; nobody waits for an answer longer
LONGEST_PAUSE = 60.0  # seconds
BRIEF = 60.0  # seconds, for calls of no update
OF_USE = 10.0  # seconds for which a tap, or somebody who types, waits to be answered
_PAUSES = (0.5, 2.0, 5.0, 10.0, 20.0, 40.0)  # seconds before each retry; then the longest

_T = TypeVar("_T")
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Turn:
    """An update's turn: its calls are made again ``until`` then, by ``clock``, in seconds.

    What ``aside`` returns is entered for a pause, so that others have the slot meanwhile; ``leave``
    lets the chat's next updates be handled, too. ``resumed`` is whether a previous process began
    the update.
    """

    until: float
    clock: Callable[[], float]
    aside: Callable[[], AbstractAsyncContextManager[object]] = nullcontext
    resumed: bool = False
    leave: Callable[[], None] = lambda: None


_turn: ContextVar[Turn | None] = ContextVar("turn", default=None)


@contextmanager
def taking(turn: Turn) -> Iterator[None]:
    """Have calls of a ``with`` block go by a turn."""
    token = _turn.set(turn)
    try:
        yield
    finally:
        _turn.reset(token)


def is_resumed() -> bool:
    """Return whether a previous process began the update that is handled; it may be answered."""
    turn = _turn.get()
    return turn is not None and turn.resumed


@asynccontextmanager
async def standing_aside() -> AsyncIterator[None]:
    """Leave the update's slot to others for a ``with`` block; its chat's other updates wait."""
    turn = _turn.get()
    async with nullcontext() if turn is None else turn.aside():
        yield


def leave_chat() -> None:
    """Leave the chat to its next updates from now on, while this one is still handled."""
    turn = _turn.get()
    if turn is not None:
        turn.leave()


async def patiently(call: Callable[[], Awaitable[_T]], within: float | None = None) -> _T:
    """Make a call, and again after faults that pass: until the turn ends, or ``within`` seconds.

    A message whose answer was lost may arrive twice, rather than never. Only this chat's updates
    wait meanwhile. Returns what ``call`` returns; raises the CallFailed that it comes to at last.
    """
    turn = _turn.get() or Turn(time.monotonic() + BRIEF, time.monotonic)
    until = turn.until if within is None else min(turn.until, turn.clock() + within)
    for pause in chain(_PAUSES, repeat(LONGEST_PAUSE)):
        try:
            return await once(call)
        except CallFailed as error:
            wait = _wait(error.outcome, pause, until - turn.clock())
            if wait is None:
                raise
        async with turn.aside():
            await sleep(wait)
    raise AssertionError  # pauses have no end


async def while_it_waits(answer: Callable[[], Awaitable[object]]) -> None:
    """Answer a tap, or what is typed inline, for as long as whoever waits can see it.

    Raises CallFailed, but not for one that waits no longer, or can't be reached meanwhile.
    """
    try:
        await patiently(answer, OF_USE)
    except CallFailed as error:
        if not error.passes and not isinstance(error.outcome, WaitsNoLonger):
            raise
        _LOG.info("an answer came too late for a tap or an inline query: %s", error)


def _wait(outcome: Outcome, pause: float, left: float) -> float | None:
    """Return how long to wait before the call is made again; None if it is of no use."""
    match outcome:
        case RateLimited(seconds):
            return seconds if seconds <= left else None
        case Transient():
            return min(pause, left) if left > 0 else None
        case _:
            return None
