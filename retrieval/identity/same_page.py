"""Which stored page an incoming one is, whatever its file is called.

Date and place decide, where both are known of both pages. Where one page lacks one of them (a
corrected file may lie in another folder), the text decides: most of each page must stand in the
other, so that a part of a page that comes in alone does not replace the whole. Two dates, two
places or the printed names of two papers that differ make two pages. But a name that differs on a
page of the same date, place and text is the paper's name misread.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Self

import numpy as np

from retrieval.identity.page import Page
from retrieval.identity.same_story import MOST, StorySignature
from retrieval.identity.similarity import Shingles, likeness


@dataclass(frozen=True, slots=True)
class PageCandidate:
    """A stored page that the incoming one may be, and how much text the two share, 0 to 1."""

    page_id: int
    page: Page
    alike: float

    @classmethod
    def of(
        cls,
        page_id: int,
        page: Page,
        stories: Sequence[StorySignature],
        incoming: Sequence[StorySignature],
    ) -> Self:
        """Compare the stories of a stored page with those of the incoming one."""
        return cls(page_id, page, likeness(_text(stories), _text(incoming)))


def by_place(page: Page, candidates: Sequence[PageCandidate]) -> PageCandidate | None:
    """Return which of the pages with the same date and place this one is; None for a new page.

    A page of the same paper goes before others, then the one with the most text in common.
    """
    possible = [one for one in candidates if one.alike > MOST or not _other_paper(one.page, page)]
    return max(possible, key=lambda one: (one.page.paper == page.paper, one.alike), default=None)


def by_text(candidates: Sequence[PageCandidate]) -> PageCandidate | None:
    """Return which of the pages that `may_be_one` with it this one is; None for a new page."""
    likest = max(candidates, key=lambda one: one.alike, default=None)
    return None if likest is None or likest.alike <= MOST else likest


def may_be_one(stored: Page, page: Page) -> bool:
    """Return whether nothing that is known of both pages differs: date, place and paper."""
    dates = None not in (stored.date, page.date) and str(stored.date) != str(page.date)
    places = None not in (stored.place, page.place) and stored.place != page.place
    return not (dates or places or _other_paper(stored, page))


def _other_paper(stored: Page, page: Page) -> bool:
    return None not in (stored.paper, page.paper) and stored.paper != page.paper


def _text(stories: Sequence[StorySignature]) -> Shingles:
    parts = [story.whole for story in stories]
    return np.unique(np.concatenate(parts)) if parts else np.empty(0, np.int64)
