"""Keeps what the running bot serves up to date with what other processes write."""

import asyncio
import logging

from bot.messages.remarks import note
from bot.runtime.loops import Loop
from retrieval.archive import Archive

REFRESH = 0.5  # seconds between looks for what other processes wrote

_LOG = logging.getLogger(__name__)


async def keep_fresh(archive: Archive, loop: Loop) -> None:
    """Serve what other processes write within `REFRESH` seconds; log at first if there is nothing.

    Beside that the index is read through once. Never returns.
    """

    async def look_at_first() -> None:
        latest = await archive.latest()
        if not latest.answered:
            _LOG.warning("%s", note(latest))

    async def look() -> float:
        await archive.refresh()
        return REFRESH

    await loop.attempt(look_at_first)
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(loop.insist(archive.warm_up, "index", slow=True))
        await loop.repeat(look)
