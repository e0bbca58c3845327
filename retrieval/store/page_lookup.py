"""Which stored page an incoming one is, whatever its file is called.

Issue date and place say it, where both are known. Where the one page or the other lacks one of
them (a corrected file may lie in another folder), the text does: most of each must stand in the
other, so that a part of a page, come in alone, does not replace the whole. Two dates, two places or
the printed names of two papers that differ make two pages; but a name that differs on a page of the
same date, place and text is the paper's name read wrong.
"""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

import numpy as np

from retrieval.identity.page import Page
from retrieval.identity.same_story import MOST, StorySignature
from retrieval.identity.similarity import Shingles, likeness
from retrieval.store.pages import pages_at, pages_sharing
from retrieval.store.printings import printed_on
from retrieval.store.transaction import View


async def stored_page(
    view: View, page: Page, stories: Sequence[StorySignature]
) -> tuple[int, Page] | None:
    """Return the id and the stored form of the page that this one is, or None for a new page."""
    text = _text(stories)
    there = await _alike(view, await pages_at(view, page), text)
    here = [found for found in there if found.alike > MOST or not _other_paper(found.page, page)]
    if here:
        best = max(here, key=lambda found: (found.page.paper == page.paper, found.alike))
        return best.page_id, best.page
    sketch = {mark for story in stories for mark in story.sketch}
    near = {
        page_id: stored
        for page_id, stored in (await pages_sharing(view, sketch)).items()
        if not _contradicts(stored, page)
    }
    likest = max(await _alike(view, near, text), key=lambda found: found.alike, default=None)
    if likest is None or likest.alike <= MOST:
        return None
    return likest.page_id, likest.page


class _Candidate(NamedTuple):
    page_id: int
    page: Page
    alike: float


async def _alike(view: View, pages: Mapping[int, Page], text: Shingles) -> list[_Candidate]:
    found = []
    for page_id, page in pages.items():
        stored = [StorySignature.of(article) for _, article in await printed_on(view, page_id)]
        found.append(_Candidate(page_id, page, likeness(_text(stored), text)))
    return found


def _text(stories: Sequence[StorySignature]) -> Shingles:
    parts = [story.whole for story in stories]
    return np.unique(np.concatenate(parts)) if parts else np.empty(0, np.int64)


def _contradicts(stored: Page, page: Page) -> bool:
    dates = None not in (stored.date, page.date) and str(stored.date) != str(page.date)
    places = None not in (stored.place, page.place) and stored.place != page.place
    return dates or places or _other_paper(stored, page)


def _other_paper(stored: Page, page: Page) -> bool:
    return None not in (stored.paper, page.paper) and stored.paper != page.paper
