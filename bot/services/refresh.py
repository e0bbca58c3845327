"""Keeps what the running bot serves up to date with what other processes write."""

import asyncio
import logging
from collections.abc import Coroutine, Sequence
from typing import Any, Protocol

from bot.messages.remarks import note
from bot.runtime.loops import Loop
from retrieval.archive import Archive

REFRESH = 0.5  # seconds between looks for what other processes wrote

_LOG = logging.getLogger(__name__)


class Keeping(Protocol):
    """Keeps what is searched on a cluster."""

    async def run(self) -> None:
        """Keep it up to date until cancelled."""
        ...


def kept_up(
    archive: Archive, loop: Loop, keeping: Keeping | None
) -> Sequence[Coroutine[Any, Any, None]]:
    """Return what keeps what is searched up to date: here, or on a cluster by ``keeping``."""
    if keeping is None:
        return (keep_fresh(archive, loop),)
    return keeping.run(), loop.insist(archive.warm_up, "index", slow=True)


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
