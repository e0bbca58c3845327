"""An upload as a message, as it stands."""

from bot.access.request import Request
from bot.messages.markup import plain
from bot.messages.screen import Screen
from bot.messages.uploads import (
    draft_screen,
    overview_screen,
    published_screen,
    taken_back_screen,
)
from bot.messages.uploads_pages import listed_pages
from bot.messages.uploads_stories import part_with
from bot.model.uploads import Upload, UploadState


async def shown(  # noqa: PLR0913 (what is shown of it)
    request: Request,
    upload: Upload,
    page: int = 0,
    *,
    start: int = 0,
    line: int = 0,
    warning: str = "",
    found: bool = True,
) -> Screen:
    """Return an upload as it stands: of a draft a page (from 0), with a ``warning`` above its end.

    Stories have buttons from ``start`` (from 0) on, or those about the one at ``line``. Unless what
    was published is ``found`` already, that is said. Raises UploadGone where there is no such page.
    """
    words, drafts = request.texts.uploads, request.services.drafts
    match upload.state:
        case UploadState.DRAFT:
            view = await drafts.view(upload, page)
            return draft_screen(
                *(upload, page, view.reading, request.texts),
                today=drafts.today(),
                meant=view.meant,
                faint=view.faint,
                told=view.told,
                warning=warning,
                start=part_with(view.reading, line) if line else start,
            )
        case UploadState.PUBLISHED:
            undo = drafts.can_be_taken_back(upload)
            return published_screen(upload, request.texts, undo=undo, found=found)
        case UploadState.DROPPED:
            return Screen(plain(words.dropped))
        case UploadState.TAKEN_BACK:
            return taken_back_screen(upload, words)


async def listed(request: Request, upload: Upload) -> Screen:
    """Return the list of a draft's pages. Raises UploadGone."""
    drafts = request.services.drafts
    pages = [page.position for page in listed_pages(upload)]
    readings = {at: await drafts.read(upload, at) for at in pages}
    return overview_screen(upload, readings, request.texts)


async def shown_first(request: Request, upload: Upload) -> Screen:
    """Return an upload as it is opened: the list of a draft's pages where there are several."""
    if upload.state is UploadState.DRAFT and len(upload.pages) > 1:
        return await listed(request, upload)
    return await shown(request, upload)
