"""The line of files of the inbox: each is taken once, and one that fails is set aside.

A failure is the file's own, whatever it is: it is recorded with a sentence, told once, and the next
file is taken. The file is tried again after pauses that grow; one that is no page, that failed at
`ITEM_TRIES`, or twice took the process with it, comes into **quarantine**: that is told once more,
and it is tried again when it was changed or touched. All of it holds over restarts. Only where the
archive itself can't be written does the line wait.
"""

import asyncio
import logging
import math
import time
from collections.abc import Awaitable, Callable, Iterable
from contextlib import aclosing, suppress
from dataclasses import replace
from enum import Enum, auto
from functools import partial
from pathlib import Path
from typing import Protocol

from bot.model.file_names import key_of, shown_name
from bot.model.inbox import SetAside
from bot.model.uploads import DoubtfulPage
from bot.runtime.logs import FAULT, fault_of, trace
from bot.runtime.loops import ITEM_PAUSES, ITEM_TRIES, Loop, LoopName
from bot.services.inbox.files import Stamp, contents
from bot.services.inbox.processed import ProcessedFiles, digest
from bot.services.inbox.units import Units
from bot.services.incoming import read_pages
from retrieval.archive import Addition, Archive, Origin
from retrieval.errors import ArchiveUnavailable, PageRefused
from retrieval.model.doubts import DoubtKind
from retrieval.model.files import BOUNDS, Bounds
from retrieval.model.page_text import PageText
from retrieval.model.pages import Currency, PageOutcome

MOST_DEATHS = 2  # tries, of which the last ended with the process
RETRY_SECONDS = 30.0  # when the archive can't be written

Told = Callable[[], Awaitable[None]]
"""Called once somebody was told."""


class Report(Protocol):
    """Tells the admins of a page, in time; ``told`` is called when they were."""

    async def __call__(
        self, page: PageRefused | PageOutcome | DoubtfulPage, told: Told | None = None, /
    ) -> None:
        """Take a page that is to be told."""


_DIED = "上次读它时程序中断了 (the process ended while reading it)"
_AGAIN = "{reason}；会自动再试 (it is tried again)"
_QUARANTINED = "试了 {tries} 次都没读成，不再自动试 (tried in vain, not tried again)：{reason}"
_FAILED = "读它时程序出了错 {fault} (an error of the program)"


class _Fault(Enum):
    """What a try failed by; it says after how many a file comes into quarantine."""

    PAGE = auto()  # at once: it is no page
    DEATH = auto()  # the process ended
    ARCHIVE = auto()  # never: it may be full
    OTHER = auto()


_MOST = {
    _Fault.PAGE: 1,
    _Fault.DEATH: MOST_DEATHS,
    _Fault.ARCHIVE: math.inf,
    _Fault.OTHER: ITEM_TRIES,
}
_LOG = logging.getLogger(__name__)


class InboxLine:
    """Takes the files of ``folder`` into the archive, each within ``bounds``.

    ``clock`` returns Unix time.
    """

    def __init__(  # noqa: PLR0913, PLR0917 (what it stands between)
        self,
        folder: Path,
        archive: Archive,
        processed: ProcessedFiles,
        report: Report,
        clock: Callable[[], float] = time.time,
        bounds: Bounds = BOUNDS,
    ) -> None:
        self._folder = folder
        self._bounds = bounds
        self._units = Units(folder, bounds)
        self._archive = archive
        self._processed = processed
        self._report = report
        self._clock = clock
        self._set_aside: dict[str, SetAside] = {}
        self._archive_failed = False  # at the last file that was to be stored
        self.loop = Loop(LoopName.INBOX, RETRY_SECONDS)

    async def resume(self) -> None:
        """Go on where the last process ended, maybe of a file. Raises ArchiveUnavailable."""
        self._set_aside = dict(await self._processed.set_aside())
        for key, file in tuple(self._set_aside.items()):
            if file.begun:
                await self._fail(key, file, _DIED, _Fault.DEATH)
            elif not file.told:
                await self._tell(key, file)

    def waits(self, path: Path, stamp: Stamp) -> bool:
        """Return whether a file as it is now is set aside, and not to be tried yet."""
        file = self._set_aside.get(self._key(path)) if self._set_aside else None
        return file is not None and file.stamp == stamp and not self._due(file)

    def has_due(self) -> bool:
        """Return whether a file is to be tried again."""
        return any(map(self._due, self._set_aside.values()))

    async def take(self, path: Path, stamp: Stamp) -> bool:
        """Read a file and store it; return whether it is done with, False if it is set aside.

        Waits as long as nothing can be recorded in the archive; where it refuses two files on end,
        for a moment before it is taken for the second one's fault too.
        """
        key, waited = self._key(path), False
        self.loop.working()
        while True:
            try:
                done = await self._take(path, key, stamp, waited=waited)
            except ArchiveUnavailable as error:
                self.loop.failed(error)
            else:
                self.loop.moved()
                return done
            await asyncio.sleep(RETRY_SECONDS)
            waited = True

    async def keep_only(self, paths: Iterable[Path]) -> None:
        """Forget all other files, set aside or read. Raises ArchiveUnavailable."""
        keys = set(map(self._key, paths))
        self._set_aside = {key: one for key, one in self._set_aside.items() if key in keys}
        await self._processed.keep_only(keys)

    def _key(self, path: Path) -> str:
        return key_of(path.relative_to(self._folder))

    def _due(self, file: SetAside) -> bool:
        return file.again_at is not None and file.again_at <= self._clock()

    async def _take(self, path: Path, key: str, stamp: Stamp, *, waited: bool) -> bool:
        """Try a file once. Raises ArchiveUnavailable where that seems to be nobody's fault."""
        before = self._set_aside.get(key)
        tries = before.tries if before is not None and before.stamp == stamp else 0
        reason = before.reason if before is not None and tries else ""
        read = await self._processed.last_read(key)
        told = before.told if before is not None and tries else True
        file = SetAside(reason, tries + 1, None, stamp, begun=True, read=read, told=told)
        try:
            if await self._added(path, key, file):
                self._archive_failed = False
        except asyncio.CancelledError:
            await self._not_begun(key, file)  # the bot was stopped: the file is not to blame
            raise
        except PageRefused as refused:
            await self._fail(key, file, refused.reason, _Fault.PAGE)
        except ArchiveUnavailable as error:
            if self._archive_failed and not waited:
                await self._not_begun(key, file)
                raise
            self._archive_failed = True
            await self._fail(key, file, str(error), _Fault.ARCHIVE)
        except OSError as error:
            await self._fail(key, file, error.strerror or type(error).__name__)
        except Exception as error:  # noqa: BLE001 (the file's own failure, whatever it is)
            fault = fault_of(error)
            _LOG.error("inbox: a file fails: %s", trace(error), extra={FAULT: fault})
            await self._fail(key, file, _FAILED.format(fault=fault))
        else:
            return True
        return False

    async def _added(self, path: Path, key: str, file: SetAside) -> bool:
        """Store what is in a file; return whether it was not there yet. Raises whatever happens."""
        try:
            data = await asyncio.to_thread(contents, path, self._bounds)
        except FileNotFoundError:
            return False
        if digest(data) == file.read:
            if self._set_aside.pop(key, None) is not None:
                await self._processed.drop(key, file)
            return False
        await self._processed.keep(key, file)
        refused = await self._add_pages(path, data)
        await self._processed.note(key, data)
        self._set_aside.pop(key, None)
        for page in refused:
            await self._report(page)
        return True

    async def _add_pages(self, path: Path, data: bytes) -> list[PageRefused]:
        """Store the pages in a file; return those that are none. Raises the first if all are.

        A file that is only a part of others, or only leads to them, has none, and is no failure.
        """
        if await asyncio.to_thread(self._units.is_part, path, data):
            return []
        unit = await asyncio.to_thread(self._units.unit, path, data)
        refused, count = [], 0
        async with aclosing(read_pages(unit.files, self._bounds)) as pages:
            async for page in pages:
                self.loop.moved()
                self.loop.working()
                if isinstance(page, PageText):
                    addition = await self._archive.add_page_text(page, origin=Origin.INBOX)
                    await self._processed.note_doubts(addition, int(self._clock()))
                    await self._say(addition, self._folder / page.name)
                    count += 1
                elif isinstance(page, PageRefused):
                    refused.append(page)
        self._units.read(unit)
        if len(unit.files) > 1:  # the others' failures are their own
            name = shown_name(self._key(path))
            return [] if count else [one for one in refused if one.name == name]
        if refused and not count:
            if await asyncio.to_thread(self._units.leads_on, path, data):
                return []
            raise refused[0]
        return refused

    async def _not_begun(self, key: str, file: SetAside) -> None:
        """Record a file as it was before this try, if anything can be recorded."""
        before = self._set_aside.get(key)
        with suppress(ArchiveUnavailable):
            if before is None:
                await self._processed.drop(key, file)
            else:
                await self._processed.keep(key, before)

    async def _fail(
        self, key: str, file: SetAside, reason: str, fault: _Fault = _Fault.OTHER
    ) -> None:
        """Set a file aside, and tell what is to be told.

        Raises ArchiveUnavailable: the failure is the archive's then, and not the file's.
        """
        name, tries = shown_name(key), file.tries
        last = tries >= _MOST[fault]
        pause = ITEM_PAUSES[min(tries, len(ITEM_PAUSES)) - 1]
        again_at = None if last else self._clock() + pause
        news = last or tries == 1
        failed = replace(
            file, reason=reason, again_at=again_at, begun=False, told=file.told and not news
        )
        await self._processed.keep(key, failed)
        self._set_aside[key] = failed
        if news:
            await self._tell(key, failed)
        else:
            _LOG.warning("inbox: %s: try %d failed: %s", name, tries, reason)

    async def _tell(self, key: str, file: SetAside) -> None:
        """Report a file that is set aside; the next process does again, unless the admins knew."""
        reason = file.reason
        if file.again_at is not None:
            reason = _AGAIN.format(reason=reason)
        elif file.tries > 1:
            reason = _QUARANTINED.format(tries=file.tries, reason=reason)
        told = partial(self._note_told, key, file)
        await self._report(PageRefused(shown_name(key), reason), told)

    async def _note_told(self, key: str, file: SetAside) -> None:
        """Record that the admins know of a file, unless it failed once more meanwhile."""
        if self._set_aside.get(key) != file:
            return
        known = replace(file, told=True)
        try:
            await self._processed.keep(key, known)
        except ArchiveUnavailable as error:
            _LOG.warning("inbox: %s is told again after a restart: %s", shown_name(key), error)
        else:
            self._set_aside[key] = known

    async def _say(self, addition: Addition, path: Path) -> None:
        _LOG.info("inbox: %s: %d new, %d changed", addition.name, addition.new, addition.changed)
        if addition.currency.is_held:
            _LOG.warning("inbox: %s is held back: %s", addition.name, addition.currency)
        elif addition.currency is not Currency.DATED:
            _LOG.info("inbox: %s has no date: it counts as of today", addition.name)
        # The outcome's own report names the page that may be meant, with what to do.
        doubts = tuple(one for one in addition.doubts if one.kind is not DoubtKind.OTHER_VERSION)
        if doubts:
            page = DoubtfulPage(addition.page_id, addition.name, doubts, addition.currency)
            await self._report(page)
        if addition.outcome is not None:
            await self._report(replace(addition.outcome, path=str(path)))
