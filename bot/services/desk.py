"""The editor's desk: what waits for the bot's admins, and what they settle there.

Whose tap it is, is checked by who calls.
"""

from collections.abc import Callable
from dataclasses import dataclass
from zoneinfo import ZoneInfo

from bot.model import NotSentList
from bot.model.desk import (
    PER_PAGE,
    DeskCounts,
    DeskPage,
    Listed,
    ListedNotice,
    MadeCorrection,
    PrintedStory,
    part_of,
    start_of_part,
)
from bot.model.inbox import NotRead
from bot.model.uploads import Upload
from bot.services.feedback import Feedback
from bot.services.uploads.drafts import KEPT
from bot.store.corrections import count_last_made, last_made
from bot.store.desk import desk_counts, stored_page_of, stored_pages, stories_on
from bot.store.doubts import settle_doubts
from bot.store.inbox import not_read, set_aside_files
from bot.store.notices import listed_notices
from bot.store.quarantine import not_sent
from bot.store.uploads import drafts_of, upload_of
from retrieval.archive import Archive
from retrieval.errors import PageUnknown
from retrieval.store import Database

MOST_ALERTS = 200
"""Alerts that failed, of which so many are listed by name."""


class PageGone(Exception):
    """There is no such page any more."""


@dataclass(frozen=True, slots=True)
class OpenPage:
    """A stored page with its stories, and the page that it may be a new version of, if any."""

    page: DeskPage
    stories: tuple[PrintedStory, ...]
    former: DeskPage | None


class Desk:
    """The use cases; ``clock`` returns Unix time in seconds. All raise ArchiveUnavailable.

    Days are those of the paper's ``timezone``.
    """

    def __init__(
        self,
        database: Database,
        archive: Archive,
        feedback: Feedback,
        timezone: ZoneInfo,
        clock: Callable[[], int],
    ) -> None:
        self._database = database
        self._archive = archive
        self._feedback = feedback
        self._timezone = timezone
        self._clock = clock

    async def counts(self, admin: int) -> DeskCounts:
        """Return how much there is on each subject, for an admin."""
        async with self._database.reading() as view:
            return await desk_counts(view, admin, self._clock() - KEPT)

    async def drafts(self, admin: int, page: int) -> Listed[Upload]:
        """Return part ``page`` of an admin's drafts, the newest first."""
        async with self._database.reading() as view:
            ids = part_of(await drafts_of(view, admin, self._clock() - KEPT), page)
            found = [await upload_of(view, number) for number in ids.items]
        return Listed(tuple(one for one in found if one is not None), ids.start, ids.total)

    async def pages(self, page: int, *, doubted: bool = False) -> Listed[DeskPage]:
        """Return part ``page`` of the stored pages, those held back first, then the newest.

        They are those that somebody should look at if ``doubted``.
        """
        async with self._database.reading() as view:
            return await stored_pages(view, page, doubted=doubted)

    async def page(self, page_id: int) -> OpenPage:
        """Return a stored page with its stories. Raises PageGone."""
        async with self._database.reading() as view:
            found = await stored_page_of(view, page_id)
            if found is None:
                raise PageGone
            former = await stored_page_of(view, found.former) if found.former else None
            return OpenPage(found, await stories_on(view, page_id), former)

    async def release(self, page_id: int) -> bool:
        """Release a page that is held back, which settles its doubts; return whether it was."""
        released = await self._archive.release_page(page_id)
        if released:
            await self.seen(page_id)
        return released

    async def replace(self, page_id: int) -> None:
        """Make a page the new version of the one that it may be one of, which settles its doubts.

        Raises PageGone where one of the two is gone, or it is in doubt no more.
        """
        found = await self.page(page_id)
        if found.former is None:
            raise PageGone
        try:
            await self._archive.replace_page(page_id, found.former.page_id)
        except PageUnknown:
            raise PageGone from None
        await self.seen(page_id)

    async def seen(self, page_id: int) -> bool:
        """Take a page off the list of those in doubt; return whether it was there."""
        async with self._database.transaction() as transaction:
            return await settle_doubts(transaction, page_id)

    async def corrections(self, page: int) -> Listed[MadeCorrection]:
        """Return part ``page`` of the corrections that can be undone, the newest first."""
        async with self._database.reading() as view:
            total = await count_last_made(view)
            start = start_of_part(page, total)
            found = await last_made(view, start, PER_PAGE)
        made = [MadeCorrection(one, await self._feedback.title(one.article_id)) for one in found]
        return Listed(tuple(made), start, total)

    async def alerts(self) -> NotSentList:
        """Return the alerts that failed, `MOST_ALERTS` by name."""
        async with self._database.reading() as view:
            return await not_sent(view, MOST_ALERTS)

    async def files(self) -> tuple[NotRead, ...]:
        """Return the files of the inbox that are set aside, those in quarantine first."""
        async with self._database.reading() as view:
            files = not_read(await set_aside_files(view))
        return tuple(sorted(files, key=lambda one: one.again))

    async def notices(self, page: int) -> Listed[ListedNotice]:
        """Return part ``page`` of the notices, the newest first."""
        async with self._database.reading() as view:
            return await listed_notices(view, page, self._timezone)
