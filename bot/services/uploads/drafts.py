"""The use cases of uploads: keep a draft, read it, publish it, drop it, undo it.

A page is published, and taken back, in one transaction with the record of it. So what is stopped in
the middle continues with the remaining pages when it is asked for again, and what is asked for
twice is done once.
"""

from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from functools import partial

from bot.model.uploads import Refusal, RefusedFile, Upload, UploadRefused, UploadState
from bot.services.uploads.changing import ChangedDrafts
from bot.services.uploads.files import SentFile, filed, says_nothing
from bot.services.uploads.kept import KEPT, UploadGone
from bot.services.uploads.pasting import NAME, is_full
from bot.services.uploads.reading import FileReader, FoundPages
from bot.services.uploads.refusing import refused_file
from bot.store.doubts import settle_doubts
from bot.store.uploads import ReadPage, forget_uploads, insert_upload, keep_change, settle_upload
from retrieval.archive import Archive, Origin
from retrieval.errors import PageChanged, PageRefused
from retrieval.formats import Began
from retrieval.store import Change, Database, Transaction

__all__ = ["AT_ONCE", "KEPT", "UNDO", "Drafts", "TooLate", "UploadGone"]

AT_ONCE = 10  # seconds within which the parts of a text arrive that Telegram cut
UNDO = 3600  # seconds for which a published upload can be taken back


class TooLate(Exception):
    """It was published too long ago to be taken back."""


@dataclass(frozen=True, slots=True)
class _Cut:
    """A draft of pasted text that may go on in the next message."""

    upload: Upload
    text: str


class Drafts(ChangedDrafts):
    """What admins sent, in the database; ``loaded`` records the end of a load.

    Files are read by ``reader``. Only which pasted text may continue is kept in memory, for some
    seconds.
    """

    def __init__(
        self,
        database: Database,
        archive: Archive,
        loaded: Callable[[], Awaitable[None]],
        clock: Callable[[], int],
        reader: FileReader | None = None,
    ) -> None:
        super().__init__(database, archive, clock)
        self._loaded = loaded
        self._reader = reader or FileReader()
        self._cut: dict[int, _Cut] = {}

    async def receive(
        self,
        owner: int,
        sent: Sequence[SentFile],
        began: Began,
        *,
        day: str = "",
        refused: Sequence[RefusedFile] = (),
    ) -> Upload:
        """Read what was sent together, and `keep` it; ``refused`` are files that did not come.

        ``day`` is what is said of the day; ``began`` is called with the name of each page whose
        words are about to be read from a picture. Raises UploadRefused.
        """
        found = await self._reader.read(filed(sent, day), began) if sent else FoundPages(())
        return await self.keep(owner, FoundPages(found.pages, (*refused, *found.refused)))

    async def keep(self, owner: int, found: FoundPages) -> Upload:
        """Store what was read as a draft, without the pages that have no story.

        Deletes drafts that are too old. Raises UploadRefused if nothing is left.
        """
        pages, refused = [], list(found.refused)
        for page in found.pages:
            try:
                reading = await self._archive.read_page(page)
            except PageRefused as error:
                refused.append(refused_file(error, self._reader.bounds))
                continue
            stories = len(reading.bulletin.articles)
            if stories:
                pages.append(ReadPage(page, stories, len(reading.doubts)))
            else:
                refused.append(RefusedFile(page.name, Refusal.NO_STORY))
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
        (file,) = filed((SentFile(NAME, whole.encode("utf-8", "replace")),))
        upload = await self.keep(owner, await self._reader.read_text(file))
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

    async def publish(self, upload: Upload, *, replacing: bool = False) -> Upload:
        """Add a draft's pages to the archive, those that are missing; return the upload.

        A page that may be a new version of a stored one takes its place if ``replacing``, or else
        both are kept. Pages whose stories were all left out are not added.

        Does nothing to what is no draft, and to one without stories. Raises ArchiveUnavailable;
        another call adds the rest then.
        """
        if upload.state is not UploadState.DRAFT or not upload.stories:
            return upload
        for one in upload.pages:
            if one.change is None and one.stories:
                page = await self._page(upload, one.position)
                _, stated = await self._read(upload, one.position)
                meant = await self.meant(upload, one.position) if replacing else None
                await self._archive.add_page_text(
                    page,
                    partial(_record, upload.id, one.position),
                    origin=Origin.CHAT,
                    stated=stated,
                    pasted=says_nothing(page.name),
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


async def _record(number: int, position: int, transaction: Transaction, change: Change) -> None:
    await keep_change(transaction, number, position, change)
    await settle_doubts(transaction, change.added.page_id)  # whoever confirmed it has looked


async def _erase(number: int, position: int, transaction: Transaction, _: Change) -> None:
    await keep_change(transaction, number, position, None)
