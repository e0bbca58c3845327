"""The papers that a snapshot has, told apart by their compact names."""

from typing import Protocol

import numpy as np

from retrieval.index.document_store import NO_PAPER
from retrieval.index.kernel import Ids, Keys
from retrieval.index.postings import Mask
from retrieval.model import StoredArticle
from retrieval.model.issues import DayNumber, Paper


class _Printed(Protocol):
    """What is asked of a snapshot."""

    @property
    def printings(self) -> tuple[Ids, Ids, Keys]: ...
    @property
    def printed_papers(self) -> Keys: ...
    @property
    def printed_held(self) -> Mask: ...
    def stored(self, doc_id: int) -> StoredArticle: ...


def papers(snapshot: _Printed) -> tuple[Paper, ...]:
    """Return the papers, those with the newest issues first, of one day by what there is most of.

    One that has nothing but pages that are held back is among the last.
    """
    doc_ids, days, _ = snapshot.printings
    keys, held = snapshot.printed_papers, snapshot.printed_held
    found = []
    for key in np.unique(keys[keys != NO_PAPER]).tolist():
        own = keys == key
        free = own & ~held
        issued = np.unique(days[free & (days > 0)])
        found.append(
            Paper(
                _name(snapshot, own),
                len(np.unique(doc_ids[free])),
                len(issued),
                DayNumber(int(issued[0]) if len(issued) else 0),
                DayNumber(int(issued[-1]) if len(issued) else 0),
                key,
            )
        )
    return tuple(sorted(found, key=lambda one: (-one.last.value, -one.articles, one.name)))


def _name(snapshot: _Printed, own: Mask) -> str:
    """Return a paper's name as its newest printing has it."""
    doc_ids, days, pages = snapshot.printings
    at = np.flatnonzero(own)
    newest = int(at[np.lexsort((pages[at], days[at]))[-1]])
    page_id = int(pages[newest])
    printed = snapshot.stored(int(doc_ids[newest])).printings
    return next(one.paper for one in printed if one.page_id == page_id and one.paper)
