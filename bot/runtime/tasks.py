"""Tasks with a time limit, tasks that a stop interrupts, and tasks that are restarted."""

import asyncio
import logging
from collections.abc import Awaitable, Callable, Coroutine, Sequence
from typing import Any

from bot.runtime import logs

RESTART_SECONDS = 5.0  # before a task that failed is restarted

_LOG = logging.getLogger(__name__)


async def finish_within(seconds: float, work: Coroutine[Any, Any, object]) -> bool:
    """Do ``work``, cancelled after ``seconds``; return whether it ended. Raises what it raises."""
    doing = asyncio.ensure_future(work)
    await asyncio.wait((doing,), timeout=seconds)
    if doing.done():
        doing.result()
        return True
    doing.cancel()
    await asyncio.wait((doing,), timeout=seconds)  # it may have something to clean up
    return False


async def unless_stopped(stop: asyncio.Event, work: Coroutine[Any, Any, object]) -> bool:
    """Do ``work`` unless ``stop`` comes first; return whether it ended. Raises what it raises."""
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


async def keep_running(begin: Callable[[], Awaitable[None]]) -> None:
    """Run what ``begin`` returns, again whenever it ends or fails, so that the bot goes on."""
    while True:
        try:
            await begin()
        except Exception as error:  # noqa: BLE001 (the process's edge)
            fault = {logs.FAULT: logs.fault_of(error)}
            _LOG.error(
                "a background task failed, restarting it: %s", logs.trace(error), extra=fault
            )
        await asyncio.sleep(RESTART_SECONDS)


async def cancel_all(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel tasks and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
