"""The issues that a snapshot has, told from one another by paper and day, and what is on them.

Papers are told apart only where the archive knows the names of several; otherwise all of a day's
pages are one issue. Pages without a day belong to no issue, but where they are the newest there is.
"""

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from retrieval.analysis.labels import place_of
from retrieval.answer.cite import cited, page_order
from retrieval.answer.highlight import snippet
from retrieval.index.document_store import NO_PAPER, label_key
from retrieval.index.id_set import NO_IDS, IdSet
from retrieval.index.issue_list import IssueList
from retrieval.index.kernel import Keys
from retrieval.index.passages import first
from retrieval.index.postings import Mask
from retrieval.index.printings import Printings, last_pages, of_day
from retrieval.index.snapshot import Snapshot
from retrieval.model import Citation, Hit, Printing, StoredArticle
from retrieval.model.issues import DayNumber, Front, Issue, IssuePage


@dataclass(frozen=True, slots=True)
class Printed:
    """An article as one of its printings has it."""

    stored: StoredArticle
    printing: Printing


@dataclass(frozen=True, slots=True)
class PagePrintings:
    """What is printed on a page, whose label is as printed."""

    label: str | None
    printings: Printings

    @property
    def articles(self) -> int:
        """How many articles it has."""
        return len(IdSet.of(self.printings.doc_ids))


def issues(snapshot: Snapshot, *, held: bool = False) -> IssueList:
    """Return the issues that have a day, the newest first, of one day in the order of the papers.

    What is held back counts only if ``held``.
    """
    return snapshot.issues_held_too if held else snapshot.issues


def paper_keys(snapshot: Snapshot, printings: Printings) -> Keys:
    """Return the keys that tell the papers of printings apart; 0 where there is no need to."""
    keys = printings.papers
    return keys if snapshot.several_papers else np.zeros_like(keys)


def on_issue(snapshot: Snapshot, issue: Issue, *, held: bool = False) -> Printings:
    """Return the printings in an issue; those held back only if ``held``.

    Of what has no day, those on the page that came in last.
    """

    def meant(some: Printings) -> Mask:
        own: Mask = paper_keys(snapshot, some) == issue.key
        return own if held else own & ~some.held

    if issue.day.value:
        found = of_day(snapshot, issue.day.value)
        return found.where(meant(found))
    found = last_pages(snapshot, meant, undated=True)
    return found.where(found.pages == found.pages.max()) if len(found) else found


def newest_issues(snapshot: Snapshot) -> list[Issue]:
    """Return the issues of the newest day; maybe one without a day; none of an empty archive."""
    return _issues(snapshot, newest_printings(snapshot))


def newest_printings(snapshot: Snapshot) -> Printings:
    """Return the printings in the newest issue, those of its day on all pages.

    The page added last is the newest issue where it has no date. What is held back is not in it,
    unless there is nothing else.
    """
    _, days, papers = snapshot.tallies
    free = bool(papers[:, 2].any())

    def meant(some: Printings) -> Mask:
        return ~some.held if free else np.ones(len(some), np.bool_)

    last = last_pages(snapshot, meant)
    if not len(last):
        return last
    newest = last.pages.argmax()
    if not last.days[newest]:
        return last.where(last.pages == last.pages[newest])
    issued = days[days[:, 2 if free else 1] > 0, 0]
    found = of_day(snapshot, int(issued[-1]))
    return found.where(meant(found))


def printed_in(snapshot: Snapshot, printings: Printings) -> list[Printed]:
    """Return the articles of some printings of one issue, its pages in order, each once."""
    found: dict[int, Printed] = {}
    for doc_id, page_id in zip(printings.doc_ids.tolist(), printings.pages.tolist(), strict=True):
        one = _printed(snapshot, doc_id, page_id)
        before = found.get(one.stored.id)
        if before is None or _place(one) < _place(before):
            found[one.stored.id] = one
    return sorted(found.values(), key=_place)


def printed_in_all(
    snapshot: Snapshot, every: Iterable[Issue], start: int, end: int
) -> list[Printed]:
    """Return the articles ``[start, end)`` of some issues, one issue after the other, each once.

    Nothing is read of the issues before, and of the pages that do not matter one article each.
    """
    found: list[Printed] = []
    seen, passed = NO_IDS, 0
    unread = 0  # articles that may be read later only
    for issue in every:
        on = on_issue(snapshot, issue, held=True)
        unread += 0 if len(on) else issue.articles
        on = on.where(~seen.holds(on.doc_ids))
        new = IdSet.of(on.doc_ids)
        seen |= new
        if passed + len(new) > start:
            found += part_of(snapshot, in_pages(snapshot, on), max(0, start - passed), end - passed)
        passed += len(new)
        if passed + unread >= end:
            break
    return found


def in_pages(snapshot: Snapshot, printings: Printings) -> list[PagePrintings]:
    """Return some printings of one issue page by page, in the issue's order.

    An article that is on several pages is on the first of them.
    """
    pairs = np.stack([printings.labels, printings.pages])
    _, first, of = np.unique(pairs, axis=1, return_index=True, return_inverse=True)
    each = [
        _printed(snapshot, doc_id, page)
        for doc_id, page in zip(
            printings.doc_ids[first].tolist(), printings.pages[first].tolist(), strict=True
        )
    ]
    seen, found = NO_IDS, []
    for at in sorted(range(len(each)), key=lambda at: _place(each[at])):
        own = printings.where(of == at)
        found.append(PagePrintings(each[at].printing.page, own.where(~seen.holds(own.doc_ids))))
        seen |= IdSet.of(own.doc_ids)
    return found


def part_of(
    snapshot: Snapshot, pages: Iterable[PagePrintings], start: int, end: int
) -> list[Printed]:
    """Return the articles ``[start, end)`` of some pages; no others are read."""
    found: list[Printed] = []
    passed = 0
    for page in pages:
        if passed < end and start < passed + page.articles:
            own = printed_in(snapshot, page.printings)
            found += own[max(0, start - passed) : end - passed]
        passed += page.articles
    return found


def front(snapshot: Snapshot, issue: Issue, printed: Iterable[Printed]) -> Front:
    """Return the front matter of an issue of which these articles are printed."""
    every = issues(snapshot)
    same = every.of_papers([issue.key])
    others: dict[int, Issue] = {}
    for one in (*every.of_day(issue.day), *every.newest_of_each()):
        if one.key != issue.key and one.paper is not None:
            others.setdefault(one.key, one)
    beside = same.before(issue.day), same.after(issue.day)
    return Front(issue, pages_of(printed), *beside, tuple(others.values()))


def pages_of(printed: Iterable[Printed]) -> tuple[IssuePage, ...]:
    """Return the pages that articles, in the order of their issue, are on."""
    found: dict[int, IssuePage] = {}
    for one in printed:
        key = label_key(one.printing.page)
        page = found.get(key) or IssuePage(one.printing.page, one.printing.section, 0, key)
        section = page.section or one.printing.section
        found[key] = replace(page, articles=page.articles + 1, section=section)
    return tuple(found.values())


def issue_hits(snapshot: Snapshot, printed: Iterable[Printed], start: int = 0) -> tuple[Hit, ...]:
    """Return articles as hits, in their order, each cited by the printing that is meant.

    Ranks count on from ``start``.
    """
    hits = []
    for rank, one in enumerate(printed, start + 1):
        passage = first(one.stored)
        hits.append(Hit(rank, 0.0, passage, snippet(passage.text, {}, ()), _cited(snapshot, one)))
    return tuple(hits)


def of_issue_day(snapshot: Snapshot, day: DayNumber, key: int) -> Issue | None:
    """Return the issue of a day, of the paper of a key or, for 0, of the first that has one.

    Where papers are not told apart the key does not matter: it may be from when they were.
    """
    on_day = issues(snapshot, held=True).of_day(day)
    return next((one for one in on_day if not one.key or key in (0, one.key)), None)


def _cited(snapshot: Snapshot, one: Printed) -> Citation:
    citation = cited(snapshot, one.stored)
    if one.printing is one.stored.printings[0]:
        return citation
    where = one.printing
    return replace(citation, paper=where.paper, page=where.page, issued=where.date)


def _printed(snapshot: Snapshot, doc_id: int, page_id: int) -> Printed:
    stored = snapshot.stored(doc_id)
    return Printed(stored, next(one for one in stored.printings if one.page_id == page_id))


def _place(one: Printed) -> tuple[bool, tuple[str, int], int, int]:
    """Return a sort key: pages with labels first, in their order."""
    label = one.printing.page
    order = page_order(place_of(label)) if label else ("", 0)
    return not label, order, one.printing.page_id, one.printing.position


def _issues(snapshot: Snapshot, printings: Printings) -> list[Issue]:
    """Return the issues that some printings are of, the newest first."""
    if not len(printings):
        return []
    doc_ids, days, named = printings.doc_ids, printings.days, printings.papers
    keys = paper_keys(snapshot, printings)
    order = np.lexsort((named == NO_PAPER, keys, days))  # a page with the paper's name comes first
    doc_ids, days, keys, named = doc_ids[order], days[order], keys[order], named[order]
    first = np.append(True, (np.diff(days) != 0) | (np.diff(keys) != 0))
    group = np.cumsum(first) - 1
    once = np.unique(group * np.int64(snapshot.max_doc) + doc_ids)
    counts = np.bincount(once // snapshot.max_doc)
    papers = {paper.key: paper.name for paper in snapshot.papers}
    ranks = {key: rank for rank, key in enumerate(papers)}
    found = [
        Issue(papers.get(paper), DayNumber(day), count, key)
        for paper, day, count, key in zip(
            named[first].tolist(),
            days[first].tolist(),
            counts.tolist(),
            keys[first].tolist(),
            strict=True,
        )
    ]
    return sorted(found, key=lambda one: (-one.day.value, ranks.get(one.key, len(ranks))))
