"""Drafts as they are kept: whose they are, what is read of their pages, what may be of a page."""

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date

from bot.model.uploads import PageEdit, Upload
from bot.services.uploads.editing import edited
from bot.services.uploads.files import SMALL, is_photo, says_nothing
from bot.store.uploads import kept_page, upload_of
from retrieval.archive import Archive
from retrieval.model import Reading
from retrieval.model.doubts import DoubtKind
from retrieval.model.page_text import PLAIN, PageText
from retrieval.model.pages import PageName, Stated
from retrieval.store import Database

KEPT = 24 * 3600  # seconds for which a draft can be published


class UploadGone(Exception):
    """The upload does not exist any more, or is not this person's."""


@dataclass(frozen=True, slots=True)
class PageView:
    """A page of a draft as it is shown: what was read, and the stored page that it may be.

    A page is ``faint`` if Telegram made its picture too small for its words. It is ``told`` if its
    file is more than a text, and may have been misread.
    """

    reading: Reading
    meant: PageName | None
    faint: bool
    told: bool


class KeptDrafts:
    """Drafts in the database, read by the archive."""

    def __init__(self, database: Database, archive: Archive, clock: Callable[[], int]) -> None:
        self._database = database
        self._archive = archive
        self._clock = clock

    async def get(self, number: int, owner: int) -> Upload:
        """Return an upload of this person. Raises UploadGone, also for one that is too old."""
        async with self._database.reading() as view:
            upload = await upload_of(view, number)
        if upload is None or upload.owner != owner:
            raise UploadGone
        if self._clock() - (upload.published_at or upload.made_at) >= KEPT:
            raise UploadGone
        return upload

    async def read(self, upload: Upload, position: int) -> Reading:
        """Read a page of a draft again. Raises UploadGone where there is no such page."""
        self._check(upload, position)
        return (await self._read(upload, position))[0]

    async def view(self, upload: Upload, position: int) -> PageView:
        """Return a page of a draft as it is shown.

        Raises UploadGone where there is no such page.
        """
        self._check(upload, position)
        page, edits = await self._as_it_came(upload, position)
        reading, stated = await self._read(upload, position)
        meant = await self._meant(edited(page, edits), stated)
        return PageView(reading, meant, _is_faint(page, reading), page.layout != PLAIN)

    async def meant(self, upload: Upload, position: int) -> PageName | None:
        """Return the stored page that a page of a draft may be a new version of; maybe None."""
        page = await self._page(upload, position)
        return await self._meant(page, (await self._read(upload, position))[1])

    def today(self) -> date:
        """Return the day that it is where the paper is."""
        return self._archive.today()

    def _check(self, upload: Upload, position: int) -> None:
        if position >= len(upload.pages):
            raise UploadGone

    async def _meant(self, page: PageText, stated: Stated) -> PageName | None:
        reading = await self._archive.read_page(page, stated)
        if not reading.bulletin.articles:
            return None
        pasted = says_nothing(page.name)
        return await self._archive.meant_page(page, stated, pasted=pasted)

    async def _page(self, upload: Upload, position: int) -> PageText:
        """Return a page with what its sender changed in it."""
        return edited(*await self._as_it_came(upload, position))

    async def _as_it_came(
        self, upload: Upload, position: int
    ) -> tuple[PageText, tuple[PageEdit, ...]]:
        async with self._database.reading() as view:
            kept = await kept_page(view, upload.id, position)
        page = kept.page
        if page is None:
            page = await asyncio.to_thread(_text_page, kept.data, kept.name)
        return page, kept.edits

    async def _read(self, upload: Upload, position: int) -> tuple[Reading, Stated]:
        """Return a page as read, and what is stated of it: the draft's day only where it wants one.

        A day of its own it is of whatever it tells.
        """
        page, one = await self._page(upload, position), upload.pages[position]
        stated = Stated(one.day, upload.paper, one.label)
        reading = await self._archive.read_page(page, stated)
        if one.day is None and upload.day is not None and wants_day(reading):
            stated = replace(stated, day=upload.day)
            reading = await self._archive.read_page(page, stated)
        return reading, stated


def wants_day(reading: Reading) -> bool:
    """Return whether the day of a page has to be said: it tells none, or one far ahead."""
    return any(one.kind in (DoubtKind.NO_DAY, DoubtKind.FUTURE_DAY) for one in reading.doubts)


def _is_faint(page: PageText, reading: Reading) -> bool:
    unsure = any(one.kind is DoubtKind.UNSURE_WORDS for one in reading.doubts)
    size = page.layout.size
    return is_photo(page.name) and (unsure or (size is not None and max(size) < SMALL))


def _text_page(data: bytes, name: str) -> PageText:
    # Its patterns take a while to compile; most runs of the bot read no page of a former version.
    from retrieval.reading.decode import text_page  # noqa: PLC0415

    return text_page(data, name)
