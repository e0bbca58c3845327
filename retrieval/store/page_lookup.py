"""The stored pages that an incoming one may be; `identity.same_page` decides which it is."""

from collections.abc import Mapping, Sequence

from retrieval.identity.page import Page
from retrieval.identity.same_page import PageCandidate, by_place, by_text, may_be_one
from retrieval.identity.same_story import StorySignature
from retrieval.store.pages import pages_at, pages_sharing
from retrieval.store.printings import printed_on
from retrieval.store.transaction import View


async def stored_page(
    view: View, page: Page, stories: Sequence[StorySignature]
) -> tuple[int, Page] | None:
    """Return the id and the stored form of the page that this one is, or None for a new page."""
    found = by_place(page, await _candidates(view, await pages_at(view, page), stories))
    if found is None:
        hashes = {one for story in stories for one in story.sketch}
        sharing = await pages_sharing(view, hashes)
        near = {number: stored for number, stored in sharing.items() if may_be_one(stored, page)}
        found = by_text(await _candidates(view, near, stories))
    return None if found is None else (found.page_id, found.page)


async def _candidates(
    view: View, pages: Mapping[int, Page], incoming: Sequence[StorySignature]
) -> list[PageCandidate]:
    found = []
    for page_id, page in pages.items():
        printed = await printed_on(view, page_id)
        stories = [StorySignature.of(article) for _, article in printed]
        found.append(PageCandidate.of(page_id, page, stories, incoming))
    return found
