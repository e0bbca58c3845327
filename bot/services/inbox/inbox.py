"""The inbox: a folder whose files are read into the archive as they come.

A file that is still being copied waits until it is whole (`bot.services.inbox.files`). Names that
programs give to unfinished files are ignored until the file has its own. Removing a file from the
folder removes nothing from the archive. Whoever may write to the folder may publish, and no more.
"""

import asyncio
import logging
import signal
from collections.abc import AsyncIterator, Awaitable, Callable, Iterable
from functools import partial
from pathlib import Path

from watchfiles import awatch

from bot.services.inbox.files import Stamp, files_in, is_written
from bot.services.inbox.line import InboxLine

SETTLE_SECONDS = 0.5  # for which a whole file stays the same
LONGEST_REST = 10.0  # seconds between two looks at a folder that can't be watched

Done = Callable[[], Awaitable[None]]

_LOG = logging.getLogger(__name__)


async def watch(
    folder: Path, line: InboxLine, done: Done, *, settled: float = SETTLE_SECONDS
) -> None:
    """Put what is in ``folder`` (made if missing) and what comes into ``line``, until cancelled.

    ``done`` is called whenever all files there have been read or set aside. Files that were read by
    a previous process are not read again: their pages may have been corrected since. What moves and
    what fails is recorded in the line's loop. Returns if the folder itself is removed. Raises
    OSError if it can't be made or watched, ArchiveUnavailable if what the last process left can't
    be read.
    """
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    signal.signal(signal.SIGIO, signal.SIG_IGN)  # sent when a writer breaks a lease; it would kill
    await line.resume()
    stamps: dict[Path, Stamp] = {}
    last: dict[Path, Stamp] | None = None  # what was there at the end of a load
    settling: dict[Path, Stamp] = {}
    again_at: float | None = None  # when the end of a load is to be recorded that was not yet
    clock = asyncio.get_running_loop().time
    async for changed in _looks(folder, settled):
        ends = again_at is not None and again_at <= clock()
        if not (changed or settling or ends or line.has_due()):
            line.loop.moved()
            continue
        line.loop.working()
        if not await asyncio.to_thread(folder.is_dir):
            return
        found = await asyncio.to_thread(lambda: dict(files_in(folder)))
        stamps = {path: stamp for path, stamp in stamps.items() if path in found}
        fresh = {
            path: stamp
            for path, stamp in found.items()
            if stamps.get(path) != stamp and not line.waits(path, stamp)
        }
        for path in sorted(fresh):
            if settling.get(path) == fresh[path] and not await asyncio.to_thread(is_written, path):
                stamp, last = fresh.pop(path), None
                if await line.take(path, stamp):
                    stamps[path] = stamp
        settling = fresh
        if not fresh and found != last:
            pause = await line.loop.attempt(partial(_end, line, found, done), "end of a load")
            again_at = None if pause is None else clock() + pause
            last = found if pause is None else last
        line.loop.moved()


async def _end(line: InboxLine, found: Iterable[Path], done: Done) -> None:
    await line.keep_only(found)
    await done()


async def _looks(folder: Path, settled: float) -> AsyncIterator[bool]:
    """Yield, every ``settled`` seconds at least, whether something may have changed in ``folder``.

    The watcher fails at whatever happens to a file or folder whose name is not UTF-8, a mere look
    at it included. So one with such a folder in it is looked at again and again instead, for at
    most a tenth of the time.
    """
    clock = asyncio.get_running_loop().time
    while True:
        unseen = True  # something may have come before the watching began
        try:
            async for changes in awatch(
                folder,
                watch_filter=None,
                step=50,
                debounce=200,
                rust_timeout=int(settled * 1000),
                yield_on_timeout=True,
            ):
                yield bool(changes) or unseen
                unseen = False
        except* RuntimeError as error:  # the base of the watcher's own, which has no public name
            _LOG.debug("inbox: the watch is begun anew: %r", error)
        else:
            return
        begun = clock()
        yield True
        await asyncio.sleep(max(settled, min(9 * (clock() - begun), LONGEST_REST)))
