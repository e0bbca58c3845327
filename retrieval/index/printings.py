"""The printings of a snapshot: what is on a page or in an issue, and how much each issue has."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Protocol, Self

import numpy as np

from retrieval.index.id_set import IdSet
from retrieval.index.kernel import Ids, Keys
from retrieval.index.lookups import DATED, TALLIED, By, added
from retrieval.index.postings import Mask
from retrieval.index.segment import Segment


class Based(Protocol):
    """What is asked of a snapshot."""

    @property
    def based(self) -> list[tuple[Segment, int]]:
        """The segments, each with the doc id of its first article."""
        ...

    def expect(self, by: By, key: int | None) -> None:
        """Make what has a key readable, or the last for None."""
        ...


@dataclass(frozen=True, slots=True)
class Printings:
    """Some printings in the archive's order: each article's doc id, the day of issue and the page.

    Days are as `retrieval.analysis.day_numbers` has them; ``labels`` are the keys of the pages'
    labels, ``papers`` those of the papers' names, and ``held`` are those whose pages are held back.
    """

    doc_ids: Ids
    days: Ids
    pages: Keys
    labels: Keys
    papers: Keys
    held: Mask

    def __len__(self) -> int:
        return len(self.doc_ids)

    def where(self, own: Mask) -> Self:
        """Return those of a mask."""
        return type(self)(
            self.doc_ids[own],
            self.days[own],
            self.pages[own],
            self.labels[own],
            self.papers[own],
            self.held[own],
        )


def _of(segment: Segment, base: int, found: IdSet) -> Printings:
    documents = segment.documents
    rows = found.checked(len(documents.printing_doc)).ids()
    doc_ids = documents.printing_doc[rows]
    if len(rows) and not 0 <= doc_ids.min() <= doc_ids.max() < len(documents):
        raise ValueError("printings of articles that are not there: the index is damaged")
    if len(segment.deleted):
        there = segment.there.holds(doc_ids)
        rows, doc_ids = rows[there], doc_ids[there]
    return Printings(
        doc_ids + np.int32(base),
        documents.printing_day[rows],
        documents.printing_page[rows],
        documents.printing_label[rows],
        documents.printing_paper[rows],
        documents.printing_held[rows],
    )


def _together(each: Sequence[Printings]) -> Printings:
    return Printings(
        np.concatenate([np.empty(0, np.int32), *(one.doc_ids for one in each)]),
        np.concatenate([np.empty(0, np.int32), *(one.days for one in each)]),
        np.concatenate([np.empty(0, np.int64), *(one.pages for one in each)]),
        np.concatenate([np.empty(0, np.int64), *(one.labels for one in each)]),
        np.concatenate([np.empty(0, np.int64), *(one.papers for one in each)]),
        np.concatenate([np.empty(0, np.bool_), *(one.held for one in each)]),
    )


def _having(snapshot: Based, by: By, key: int) -> Printings:
    snapshot.expect(by, key)
    return _together(
        [
            _of(segment, base, segment.lookups.runs(by).having([key]))
            for segment, base in snapshot.based
        ]
    )


def of_page(snapshot: Based, page: int) -> Printings:
    """Return the printings on a page."""
    return _having(snapshot, By.PAGE, page)


def of_day(snapshot: Based, day: int) -> Printings:
    """Return the printings in the issues of a day, 0 for none."""
    return _having(snapshot, By.ISSUE, day * DATED)


def last_pages(
    snapshot: Based, meant: Callable[[Printings], Mask], *, undated: bool = False
) -> Printings:
    """Return printings that are ``meant``, the last page's that has one among them; maybe none.

    Of those ``undated`` only. More and more pages are looked at until one has what is meant.
    """
    by = By.ISSUE if undated else By.PAGE
    snapshot.expect(by, None)
    each = [_last(segment, base, meant, by) for segment, base in snapshot.based]
    return _together(each)


def _last(segment: Segment, base: int, meant: Callable[[Printings], Mask], by: By) -> Printings:
    runs = segment.lookups.runs(by)
    end = int(runs.keys.searchsorted(DATED))
    size = 1
    while True:
        some = _of(segment, base, runs.at(slice(max(0, end - size), end)))
        found = some.where(meant(some))
        if len(found) or size >= end:
            return found
        size *= 4


def tallies(snapshot: Based) -> tuple[Keys, Keys, Keys]:
    """Return what there is of issues, days and papers, as `Lookups` counts them."""
    issues, days, papers = (
        added(
            [np.empty((0, columns + 2), np.int64), *(one.tallies[at] for one, _ in snapshot.based)],
            columns,
        )
        for at, columns in enumerate(TALLIED)
    )
    return issues, days, papers
