"""The stored pages that an incoming one may be; `identity.which_page` decides which it is."""

from collections.abc import Sequence
from datetime import date

from retrieval.identity.page import Page
from retrieval.identity.shared_stories import sketch
from retrieval.identity.signature import Signature, Signed
from retrieval.identity.which_page import Decision, KnownPage, PageFacts, decide
from retrieval.model import PrintedDate
from retrieval.store.pages import pages_claiming, pages_sharing
from retrieval.store.printings import kept_on
from retrieval.store.transaction import View


async def decide_page(view: View, page: Page, stories: Sequence[Signature]) -> Decision:
    """Decide which stored page a page is, if any."""
    pages = await pages_claiming(view, page)
    pages |= await pages_sharing(view, {mark for story in stories for mark in sketch(story)})
    kept = await kept_on(view, list(pages))
    known = [
        KnownPage(page_id, _facts(one, [story.signature for story in kept[page_id]]))
        for page_id, one in pages.items()
    ]
    return decide(_facts(page, stories), known)


def _facts(page: Page, stories: Sequence[Signed]) -> PageFacts:
    return PageFacts(
        page.paper, _day(page.date), page.place, page.file or None, page.digest, tuple(stories)
    )


def _day(printed: PrintedDate | None) -> date | None:
    """Return an issue's day; None for one that the calendar does not have."""
    if printed is None or printed.year is None:
        return None
    try:
        return date(printed.year, printed.month, printed.day)
    except ValueError:
        return None
