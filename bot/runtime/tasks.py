"""Tasks with a time limit, and tasks that a stop interrupts."""

import asyncio
from collections.abc import Coroutine, Sequence
from typing import Any


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


async def cancel_all(tasks: Sequence[asyncio.Task[None]]) -> None:
    """Cancel tasks and wait until they have ended."""
    for task in tasks:
        task.cancel()
    await asyncio.gather(*tasks, return_exceptions=True)
