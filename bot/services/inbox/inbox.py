"""The inbox: a folder whose files are read into the archive as they come.

A file is **whole** when its size and time of change have stayed the same for a moment and, where
the system can tell, nobody has it open for writing; until then it is still being copied. Names that
programs give to unfinished files are ignored until the file has its own. Removing a file from the
folder removes nothing from the archive.

Whoever may write to the folder may publish, and no more: links are never followed, so that none
publishes a file from elsewhere, and pipes and devices are never opened, so that none blocks us.
"""

import asyncio
import fcntl
import logging
import os
import signal
import stat
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from watchfiles import awatch

from bot.model.uploads import DoubtfulPage
from bot.services.inbox.processed import ProcessedFiles
from retrieval.archive import Addition, Archive, Origin
from retrieval.errors import ArchiveUnavailable, PageRefused
from retrieval.model import DoubtKind
from retrieval.model.pages import Currency, PageOutcome
from retrieval.reading.decode import MAX_PAGE_BYTES

UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp", "~")
SETTLE_SECONDS = 0.5  # for which a whole file stays the same
RETRY_SECONDS = 30.0  # when the archive can't be written

_PLAINLY = os.O_NOFOLLOW | os.O_NONBLOCK

Report = Callable[[PageRefused | PageOutcome | DoubtfulPage], Awaitable[None]]
Done = Callable[[], Awaitable[None]]

_LOG = logging.getLogger(__name__)


class _Stamp(NamedTuple):
    """What shows that a file was changed."""

    size: int
    changed: int
    inode: int


async def watch(  # noqa: PLR0913 (what it works with)
    folder: Path,
    archive: Archive,
    processed: ProcessedFiles,
    report: Report,
    done: Done,
    *,
    settled: float = SETTLE_SECONDS,
) -> None:
    """Read what is in ``folder`` (made if missing) and what comes into it, until cancelled.

    ``done`` is called whenever all files there have been read. Files that were ``processed`` by a
    previous process are not read again: their pages may have been corrected since. A page that is
    refused goes to ``report``, once, and the file stays where it is; so does what there is to say
    of a page that replaced another, or may be its new version, and what a person should look at.
    Returns if the folder itself is removed. Raises OSError if it can't be made or watched.
    """
    await asyncio.to_thread(folder.mkdir, parents=True, exist_ok=True)
    signal.signal(signal.SIGIO, signal.SIG_IGN)  # sent when a writer breaks a lease; it would kill
    stamps: dict[Path, _Stamp] = {}
    settling: dict[Path, _Stamp] = {}
    unseen = True  # something may have come before the watching began
    async for changes in awatch(
        folder,
        watch_filter=None,
        step=50,
        debounce=200,
        rust_timeout=int(settled * 1000),
        yield_on_timeout=True,
    ):
        if not (changes or settling or unseen):
            continue
        unseen = False
        if not await asyncio.to_thread(folder.is_dir):
            return
        found = await asyncio.to_thread(lambda: dict(_files(folder)))
        stamps = {path: stamp for path, stamp in stamps.items() if path in found}
        fresh = {path: stamp for path, stamp in found.items() if stamps.get(path) != stamp}
        for path in sorted(fresh):
            if settling.get(path) == fresh[path] and not await asyncio.to_thread(_is_written, path):
                await _process(path, folder, archive, processed, report)
                stamps[path] = fresh.pop(path)
        settling = fresh
        if not fresh:
            try:
                await processed.keep_only([_name(path, folder) for path in found])
                await done()
            except ArchiveUnavailable as error:
                _LOG.warning("inbox: the end of a load can't be recorded: %s", error)


def _name(path: Path, folder: Path) -> str:
    return path.relative_to(folder).as_posix()


async def _process(
    path: Path, folder: Path, archive: Archive, processed: ProcessedFiles, report: Report
) -> None:
    name = _name(path, folder)
    while True:
        try:
            data = await asyncio.to_thread(_read, path)
            if await processed.has(name, data):
                return
            addition = await archive.add_page(data, name, origin=Origin.INBOX)
            await processed.note(name, data)
        except FileNotFoundError:
            return
        except OSError as error:
            await report(PageRefused(name, error.strerror or type(error).__name__))
            return
        except PageRefused as refused:
            await report(refused)
            return
        except ArchiveUnavailable:
            _LOG.exception("inbox: %s can't be stored, retrying in %.0f s", name, RETRY_SECONDS)
            await asyncio.sleep(RETRY_SECONDS)
        else:
            _LOG.info("inbox: %s: %d new, %d changed", name, addition.new, addition.changed)
            await _report_doubts(addition, report)
            if addition.outcome is not None:
                await report(replace(addition.outcome, path=str(path)))
            return


async def _report_doubts(addition: Addition, report: Report) -> None:
    if addition.currency.is_held:
        _LOG.warning("inbox: %s is held back: %s", addition.name, addition.currency)
    elif addition.currency is not Currency.DATED:
        _LOG.info("inbox: %s has no date: it counts as of today", addition.name)
    # The outcome's own report names the page that may be meant, with what to do.
    doubts = tuple(one for one in addition.doubts if one.kind is not DoubtKind.OTHER_VERSION)
    if doubts:
        await report(DoubtfulPage(addition.page_id, addition.name, doubts, addition.currency))


def _read(path: Path) -> bytes:
    with os.fdopen(os.open(path, os.O_RDONLY | _PLAINLY), "rb") as page:
        return page.read(MAX_PAGE_BYTES + 1)


def _is_written(path: Path) -> bool:
    """Return whether anybody has the file open for writing; False where the system can't tell.

    Linux, and no other system, grants a lease on reading a file only while nobody may write it
    (fcntl(2), F_SETLEASE).
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        opened = os.open(path, os.O_RDONLY | _PLAINLY)
    except OSError:
        return False
    try:
        fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False  # not the file's owner, or a file system without leases
    finally:
        os.close(opened)
    return False


def _files(folder: Path) -> Iterator[tuple[Path, _Stamp]]:
    """Yield the finished files in ``folder``, at any depth, that are there when looked at."""
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.startswith(".") or name.lower().endswith(UNFINISHED):
                continue
            path = Path(at, name)
            try:
                status = path.lstat()
            except OSError:
                continue  # gone again
            if not stat.S_ISREG(status.st_mode):
                continue
            yield path, _Stamp(status.st_size, status.st_mtime_ns, status.st_ino)
