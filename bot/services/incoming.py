"""Files that come in, read in a thread, a page at a time."""

import asyncio
from collections.abc import AsyncGenerator, Sequence
from contextlib import closing

from retrieval.formats import Began, FileIntake, Found
from retrieval.model.files import Bounds, File


async def read_pages(
    files: Sequence[File], bounds: Bounds, began: Began | None = None
) -> AsyncGenerator[Found, None]:
    """Yield the pages of what comes in together, as `retrieval.formats.pages_of` does.

    ``began`` is called in the thread. Whoever does not want all of them closes this; then, and when
    the task is cancelled, the process that reads words is ended.
    """
    with closing(FileIntake(bounds, began)) as intake:
        found = intake.pages(files)
        while True:
            step = asyncio.ensure_future(asyncio.to_thread(next, found, None))
            try:
                page = await asyncio.shield(step)
            except asyncio.CancelledError:
                intake.close()
                await asyncio.wait([step])
                raise
            if page is None:
                return
            yield page
