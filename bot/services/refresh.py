"""Keeping what the running bot serves in step with what other processes wrote."""

import asyncio
import logging

from bot.messages.remarks import note
from retrieval.archive import Archive
from retrieval.errors import ArchiveUnavailable

REFRESH = 0.5  # seconds between looks at what other processes wrote

_LOG = logging.getLogger(__name__)


async def keep_fresh(archive: Archive) -> None:
    """Serve what other processes wrote within `REFRESH` seconds; say at first if there is nothing.

    Never returns. Raises ArchiveUnavailable only where nothing could be read yet.
    """
    latest = await archive.latest()
    if not latest.answered:
        _LOG.warning("%s", note(latest))
    async with asyncio.TaskGroup() as tasks:
        tasks.create_task(_settle(archive))
        while True:
            try:
                await archive.refresh()
            except ArchiveUnavailable as error:
                _LOG.warning("what other processes wrote can't be read: %s", error)
            await asyncio.sleep(REFRESH)


async def _settle(archive: Archive) -> None:
    try:
        await archive.warm_up()
    except ArchiveUnavailable as error:
        _LOG.warning("the index could not be looked through: %s", error)
