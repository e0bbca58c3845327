"""Work of the process's that is bounded, that may be interrupted, or that goes on for good."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from bot.runtime import logs

AGAIN = 5.0  # seconds before a task that failed is begun again

_LOG = logging.getLogger(__name__)


async def within(seconds: float, work: Coroutine[Any, Any, object]) -> bool:
    """Do ``work``, cancelled after ``seconds``; tell whether it was done. Raises what it raises."""
    doing = asyncio.ensure_future(work)
    await asyncio.wait((doing,), timeout=seconds)
    if doing.done():
        doing.result()
        return True
    doing.cancel()
    await asyncio.wait((doing,), timeout=seconds)  # it may have an end of its own to make
    return False


async def unless(stop: asyncio.Event, work: Coroutine[Any, Any, object]) -> bool:
    """Do ``work`` unless ``stop`` comes first; tell whether it was done. Raises what it raises."""
    doing = asyncio.ensure_future(work)
    stopping = asyncio.ensure_future(stop.wait())
    await asyncio.wait((doing, stopping), return_when=asyncio.FIRST_COMPLETED)
    stopping.cancel()
    if not doing.done():
        doing.cancel()
        await asyncio.wait((doing,))
        return False
    doing.result()
    return True


async def lasting(begin: Callable[[], Awaitable[None]]) -> None:
    """Do what ``begin`` begins, and begin it again whenever it fails: the bot goes on meanwhile."""
    while True:
        try:
            await begin()
        except Exception as error:  # noqa: BLE001 (the process's edge)
            fault = {logs.FAULT: logs.fault_of(error)}
            _LOG.error("a task failed and is begun again: %s", logs.trace(error), extra=fault)
        await asyncio.sleep(AGAIN)


async def end(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel tasks, and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
