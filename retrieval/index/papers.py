"""The papers and the issues that a snapshot has; papers are told apart by their compact names.

Both come from what each segment has counted of its own, so that a page more costs no look at the
archive.
"""

from collections.abc import Callable
from typing import Protocol

import numpy as np

from retrieval.index.document_store import NO_PAPER
from retrieval.index.issue_list import IssueList
from retrieval.index.kernel import Keys
from retrieval.index.printings import Based, last_pages, of_day
from retrieval.model import StoredArticle
from retrieval.model.issues import DayNumber, Paper


class _Printed(Based, Protocol):
    """What is asked of a snapshot."""

    @property
    def tallies(self) -> tuple[Keys, Keys, Keys]: ...
    @property
    def papers(self) -> tuple[Paper, ...]: ...
    def stored(self, doc_id: int) -> StoredArticle: ...


def papers(snapshot: _Printed) -> tuple[Paper, ...]:
    """Return the papers, those with the newest issues first, of one day by what there is most of.

    One that has nothing but pages that are held back is among the last.
    """
    return counted_papers(snapshot.tallies, lambda key, last: _name(snapshot, key, last))


def counted_papers(
    tallies: tuple[Keys, Keys, Keys], named: Callable[[int, int], str]
) -> tuple[Paper, ...]:
    """Return the same by what was counted.

    ``named`` returns a paper's name by its key and the last day of its printings, 0 for none.
    """
    issues, _, counted = tallies
    found = []
    for key, _, free in counted.tolist():
        if key == NO_PAPER:
            continue
        own = issues[issues[:, 1] == key]
        issued = own[own[:, 3] > 0, 0]
        found.append(
            Paper(
                named(key, int(own[-1, 0]) if len(own) else 0),
                free,
                len(issued),
                DayNumber(int(issued[0]) if len(issued) else 0),
                DayNumber(int(issued[-1]) if len(issued) else 0),
                key,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.last.value, -one.articles, one.name)))


def issues(snapshot: _Printed, *, held: bool) -> IssueList:
    """Return the issues that have a day, the newest first, of one day in the order of the papers.

    What is held back counts only if ``held``.
    """
    names = {one.key: one.name for one in snapshot.papers}
    of_papers, of_days, _ = snapshot.tallies
    of_papers = of_papers[of_papers[:, 2 if held else 3] > 0]
    if len(names) > 1:
        days, keys, *counts = of_papers.T
        return IssueList.of(days, keys, counts[0 if held else 1], keys, names)
    of_days = of_days[of_days[:, 1 if held else 2] > 0]  # all of a day's pages are one issue
    days, *counts = of_days.T
    of_named = of_papers[of_papers[:, 1] != NO_PAPER]
    named = np.full(len(days), NO_PAPER, np.int64)
    named[days.searchsorted(of_named[:, 0])] = of_named[:, 1]
    return IssueList.of(days, np.zeros_like(days), counts[0 if held else 1], named, names)


def _name(snapshot: _Printed, key: int, last: int) -> str:
    """Return a paper's name as its newest printing has it; ``last`` is its day, 0 for none."""
    if last:
        own = of_day(snapshot, last)
        own = own.where(own.papers == key)
    else:
        own = last_pages(snapshot, lambda some: some.papers == key, undated=True)
    page_id = int(own.pages.max())
    doc_id = int(own.doc_ids[own.pages == page_id][-1])
    printed = snapshot.stored(doc_id).printings
    return next(one.paper for one in printed if one.page_id == page_id and one.paper)
