"""Keeps what the running bot serves up to date with what other processes write."""

import asyncio
import logging

from bot.messages.remarks import note
from retrieval.archive import Archive
from retrieval.errors import ArchiveUnavailable

REFRESH = 0.5  # seconds between looks for what other processes wrote

_LOG = logging.getLogger(__name__)


async def keep_fresh(archive: Archive) -> None:
    """Serve what other processes write within `REFRESH` seconds; log at first if there is nothing.

    Never returns. Raises ArchiveUnavailable only if the first read fails.
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
                _LOG.warning("the archive can't be refreshed, retrying: %s", error)
            await asyncio.sleep(REFRESH)


async def _settle(archive: Archive) -> None:
    try:
        await archive.warm_up()
    except ArchiveUnavailable as error:
        _LOG.warning("the index can't be checked: %s", error)
