"""The use cases of uploads: keep a draft, read it, publish it, drop it, undo it.

A page is published, and taken back, in one transaction with the record of it. So what is stopped in
the middle continues with the remaining pages when it is asked for again, and what is asked for
twice is done once.
"""

import asyncio
from collections.abc import Awaitable, Callable
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

from bot.model.uploads import (
    File,
    Refusal,
    RefusedFile,
    Unpacked,
    Upload,
    UploadRefused,
    UploadState,
)
from bot.services.uploads.pasting import NAME, is_full
from bot.store.uploads import (
    file_of,
    forget_uploads,
    insert_upload,
    keep_change,
    keep_day,
    keep_label,
    keep_paper,
    settle_upload,
    upload_of,
)
from retrieval.archive import Archive, Origin
from retrieval.errors import PageChanged, PageRefused
from retrieval.model import DoubtKind, Reading
from retrieval.model.pages import PageName, Stated
from retrieval.store import Change, Database, Transaction

_FORMATS = {
    "html": Refusal.WEB,
    "xml": Refusal.DATA,
    "json": Refusal.DATA,
    "columns": Refusal.COLUMNS,
}

SETTING = 1
"""The key of the paper that the settings name, where the archive has none of its pages."""

KEPT = 24 * 3600  # seconds for which a draft can be published
AT_ONCE = 10  # seconds within which the parts of a text arrive that Telegram cut
UNDO = 3600  # seconds for which a published upload can be taken back


class UploadGone(Exception):
    """The upload does not exist any more, or is not this person's."""


class TooLate(Exception):
    """It was published too long ago to be taken back."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A draft of pasted text that may go on in the next message."""

    upload: Upload
    text: str


class Drafts:
    """What admins sent, in the database; ``loaded`` records the end of a load.

    Only which pasted text may continue is kept in memory, for some seconds.
    """

    def __init__(
        self,
        database: Database,
        archive: Archive,
        loaded: Callable[[], Awaitable[None]],
        clock: Callable[[], int],
    ) -> None:
        self._database = database
        self._archive = archive
        self._loaded = loaded
        self._clock = clock
        self._cut: dict[int, _Cut] = {}

    async def keep(self, owner: int, unpacked: Unpacked) -> Upload:
        """Store what was sent as a draft, without the files that can't be read.

        Deletes drafts that are too old. Raises UploadRefused if nothing is left.
        """
        pages, refused = await asyncio.to_thread(_sorted, unpacked)
        if not pages:
            raise UploadRefused(*refused)
        now = self._clock()
        async with self._database.transaction() as transaction:
            await forget_uploads(transaction, now - KEPT)
            number = await insert_upload(transaction, owner, pages, refused, now)
        return await self.get(number, owner)

    async def pasted(self, owner: int, text: str) -> tuple[Upload, bool]:
        """Store text as a draft; return it, and whether it continues what was `unfinished`.

        If it does, that draft is dropped: the text of both is one. Raises UploadRefused.
        """
        before = self._cut.get(owner) if self.unfinished(owner) else None
        whole = text if before is None else f"{before.text}\n{text}"
        page = File(NAME, whole.encode("utf-8", "replace"))
        upload = await self.keep(owner, Unpacked((page,)))
        if before is not None:
            await self.drop(before.upload)
        self._cut.pop(owner, None)
        if is_full(text):
            self._cut[owner] = _Cut(upload, whole)
        return upload, before is not None

    def unfinished(self, owner: int) -> bool:
        """Return whether somebody has just pasted what a further message may go on from."""
        cut = self._cut.get(owner)
        return cut is not None and self._clock() - cut.upload.made_at <= AT_ONCE

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
        if position >= len(upload.pages):
            raise UploadGone
        return (await self._read(upload, position))[0]

    def today(self) -> date:
        """Return the day that it is where the paper is."""
        return self._archive.today()

    async def papers(self) -> dict[int, str]:
        """Return the names of the papers that a draft may be of, by their keys.

        They are those of the archive, and the one that the settings name.
        """
        found = {
            one.key: one.paper for one in await self._archive.issues() if one.key and one.paper
        }
        own = self._archive.paper
        return found if own is None or own in found.values() else {SETTING: own, **found}

    async def state_day(self, upload: Upload, day: date) -> Upload:
        """Keep the day that a draft is of, for its pages that tell none; return the upload."""
        return await self._state(upload, partial(keep_day, day=day))

    async def state_paper(self, upload: Upload, paper: str) -> Upload:
        """Keep the paper that a draft is of; return the upload."""
        return await self._state(upload, partial(keep_paper, paper=paper))

    async def state_label(self, upload: Upload, position: int, label: str) -> Upload:
        """Keep what a page of a draft is called; return the upload.

        Raises UploadGone where there is no such page.
        """
        if position >= len(upload.pages):
            raise UploadGone
        return await self._state(upload, partial(keep_label, position=position, label=label))

    async def _state(
        self, upload: Upload, keep: Callable[[Transaction, int], Awaitable[None]]
    ) -> Upload:
        """Keep what is said of a draft; of what is none any more nothing is kept."""
        if upload.state is UploadState.DRAFT:
            async with self._database.transaction() as transaction:
                await keep(transaction, upload.id)
        return await self.get(upload.id, upload.owner)

    async def _read(self, upload: Upload, position: int) -> tuple[Reading, Stated]:
        """Return a page as read, and what is stated of it: the day only where it is wanted."""
        file = await self._file(upload, position)
        stated = Stated(None, upload.paper, upload.pages[position].label)
        reading = await self._archive.read_page(file.data, file.name, stated)
        if upload.day is not None and wants_day(reading):
            stated = replace(stated, day=upload.day)
            reading = await self._archive.read_page(file.data, file.name, stated)
        return reading, stated

    async def meant(self, upload: Upload, position: int) -> PageName | None:
        """Return the stored page that a page of a draft may be a new version of; maybe None."""
        file = await self._file(upload, position)
        _, stated = await self._read(upload, position)
        pasted = file.name == NAME
        return await self._archive.meant_page(file.data, file.name, stated, pasted=pasted)

    async def publish(self, upload: Upload, *, replacing: bool = False) -> Upload:
        """Add a draft's pages to the archive, those that are missing; return the upload.

        A page that may be a new version of a stored one takes its place if ``replacing``, or else
        both are kept.

        Does nothing to what is no draft. Raises ArchiveUnavailable; another call adds the rest
        then.
        """
        if upload.state is not UploadState.DRAFT:
            return upload
        for page in upload.pages:
            if page.change is None:
                file = await self._file(upload, page.position)
                _, stated = await self._read(upload, page.position)
                meant = await self.meant(upload, page.position) if replacing else None
                record = partial(_record, upload.id, page.position)
                await self._archive.add_page(
                    file.data,
                    file.name,
                    record,
                    origin=Origin.CHAT,
                    stated=stated,
                    pasted=file.name == NAME,
                    replacing=None if meant is None else meant.page_id,
                )
        await self._loaded()
        return await self._settle(upload, UploadState.PUBLISHED)

    async def drop(self, upload: Upload) -> Upload:
        """Drop a draft, and take back the pages of a publication that was interrupted."""
        if upload.state is not UploadState.DRAFT:
            return upload
        await self._withdraw(upload)
        return await self._settle(upload, UploadState.DROPPED)

    async def take_back(self, upload: Upload) -> Upload:
        """Undo the publication of an upload; return the upload.

        A page that was changed again since stays as it is. Does nothing to what is not published.
        Raises TooLate, and ArchiveUnavailable; another call takes back the rest then.
        """
        if upload.state is not UploadState.PUBLISHED or upload.published_at is None:
            return upload
        if not self.can_be_taken_back(upload):
            raise TooLate
        await self._withdraw(upload)
        return await self._settle(upload, UploadState.TAKEN_BACK)

    def can_be_taken_back(self, upload: Upload) -> bool:
        """Return whether an upload is published, and not too long ago to be taken back."""
        published_at = upload.published_at if upload.state is UploadState.PUBLISHED else None
        return published_at is not None and self._clock() - published_at < UNDO

    async def _withdraw(self, upload: Upload) -> None:
        # The last first: a page may be there twice, as its own earlier version.
        for page in reversed(upload.pages):
            if page.change is not None:
                try:
                    await self._archive.undo(page.change, partial(_erase, upload.id, page.position))
                except PageChanged:
                    continue

    async def _settle(self, upload: Upload, state: UploadState) -> Upload:
        async with self._database.transaction() as transaction:
            await settle_upload(transaction, upload.id, state, self._clock())
        return await self.get(upload.id, upload.owner)

    async def _file(self, upload: Upload, position: int) -> File:
        async with self._database.reading() as view:
            return await file_of(view, upload.id, position)


def wants_day(reading: Reading) -> bool:
    """Return whether the day of a page has to be said: it tells none, or one far ahead."""
    return any(one.kind in (DoubtKind.NO_DAY, DoubtKind.FUTURE_DAY) for one in reading.doubts)


async def _record(number: int, position: int, transaction: Transaction, change: Change) -> None:
    await keep_change(transaction, number, position, change)


async def _erase(number: int, position: int, transaction: Transaction, _: Change) -> None:
    await keep_change(transaction, number, position, None)


def _sorted(unpacked: Unpacked) -> tuple[list[tuple[File, int]], list[RefusedFile]]:
    """Return the pages, each with its number of stories, and the files that are refused."""
    pages, refused = [], list(unpacked.refused)
    for file in unpacked.pages:
        try:
            stories = len(_read(file).bulletin.articles)
        except PageRefused as error:
            why = _FORMATS.get(error.format or "", Refusal.UNREADABLE)
            detail = error.reason if why is Refusal.UNREADABLE else ""
            refused.append(RefusedFile(file.name, why, detail))
            continue
        if stories:
            pages.append((file, stories))
        else:
            refused.append(RefusedFile(file.name, Refusal.NO_STORY))
    return pages, refused


def _read(file: File) -> Reading:
    # Its patterns take a fifth of a second to compile; most runs of the bot read no page here.
    from retrieval.reading.page import read_page  # noqa: PLC0415

    return read_page(file.data, file.name)
