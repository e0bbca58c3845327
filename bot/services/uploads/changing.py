"""What its sender says of a draft, and changes in it, until it is published."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import date
from functools import partial

from bot.model.uploads import EditKind, Upload, UploadPage, UploadState
from bot.services.uploads.editing import with_edit, without_edit
from bot.services.uploads.kept import KeptDrafts, wants_day
from bot.store.uploads import (
    keep_counts,
    keep_day,
    keep_edits,
    keep_label,
    keep_page_day,
    keep_paper,
)
from retrieval.model.pages import Stated
from retrieval.store import Transaction

SETTING = 1
"""The key of the paper that the settings name, where the archive has none of its pages."""
COUNTED = 40
"""Pages whose doubts are counted anew where something is said of all: it takes a read of each."""


class ChangedDrafts(KeptDrafts):
    """Drafts of which their senders say more; of what is none any more nothing is kept."""

    async def papers(self) -> dict[int, str]:
        """Return the names of the papers that a draft may be of, by their keys.

        They are those of the archive, and the one that the settings name.
        """
        found = {
            one.key: one.paper for one in await self._archive.issues() if one.key and one.paper
        }
        own = self._archive.paper
        return found if own is None or own in found.values() else {SETTING: own, **found}

    async def state_day(self, upload: Upload, day: date, position: int | None = None) -> Upload:
        """Keep the day that a draft is of, for its pages that tell none; return the upload.

        Where it is said of a page that tells another day, it is kept for that page alone. Raises
        UploadGone where there is no such page.
        """
        if position is not None and await self._tells_day(upload, position):
            keep = partial(keep_page_day, position=position, day=day)
            return await self._change(upload, keep, position)
        return await self._change(upload, partial(keep_day, day=day))

    async def state_paper(self, upload: Upload, paper: str) -> Upload:
        """Keep the paper that a draft is of; return the upload."""
        return await self._change(upload, partial(keep_paper, paper=paper))

    async def state_label(self, upload: Upload, position: int, label: str) -> Upload:
        """Keep what a page of a draft is called; return the upload.

        Raises UploadGone where there is no such page.
        """
        self._check(upload, position)
        keep = partial(keep_label, position=position, label=label)
        return await self._change(upload, keep, position)

    async def edit(self, upload: Upload, position: int, kind: EditKind, line: int) -> Upload:
        """Leave out the story of a page that begins at a line, or join it to the one before.

        Nothing is changed where no story begins there, nor of a page that is in the archive already
        as its publishing was interrupted. Returns the upload. Raises UploadGone where there is no
        such page.
        """
        reading = await self.read(upload, position)
        if upload.pages[position].change is not None:
            return upload
        edits = with_edit(upload.pages[position].edits, reading, kind, line)
        keep = partial(keep_edits, position=position, edits=edits)
        return await self._change(upload, keep, position)

    async def take_back_edit(self, upload: Upload, position: int, line: int) -> Upload:
        """Undo what was last changed of the story that began at a line; return the upload.

        Nothing is changed where `edit` changes nothing. Raises UploadGone where there is no such
        page.
        """
        self._check(upload, position)
        if upload.pages[position].change is not None:
            return upload
        edits = without_edit(upload.pages[position].edits, line)
        keep = partial(keep_edits, position=position, edits=edits)
        return await self._change(upload, keep, position)

    async def _tells_day(self, upload: Upload, position: int) -> bool:
        self._check(upload, position)
        page = await self._page(upload, position)
        stated = Stated(None, upload.paper, upload.pages[position].label)
        return not wants_day(await self._archive.read_page(page, stated))

    async def _change(
        self,
        upload: Upload,
        keep: Callable[[Transaction, int], Awaitable[None]],
        position: int | None = None,
    ) -> Upload:
        """Keep a change of a draft, or of one of its pages; count stories and doubts anew."""
        if upload.state is UploadState.DRAFT:
            async with self._database.transaction() as transaction:
                await keep(transaction, upload.id)
            upload = await self.get(upload.id, upload.owner)
            pages = upload.pages[:COUNTED] if position is None else (upload.pages[position],)
            await self._count(upload, pages)
        return await self.get(upload.id, upload.owner)

    async def _count(self, upload: Upload, pages: Sequence[UploadPage]) -> None:
        readings = [(await self._read(upload, page.position))[0] for page in pages]
        async with self._database.transaction() as transaction:
            for page, reading in zip(pages, readings, strict=True):
                stories, doubts = len(reading.bulletin.articles), len(reading.doubts)
                if (stories, doubts) != (page.stories, page.doubts):
                    await keep_counts(transaction, upload.id, page.position, stories, doubts)
