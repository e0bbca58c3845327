"""Answers from articles' own fields: a reporter's stories, a day's, the newest bulletin's.

Each article comes once, in a listing's order: the newest issue first, its pages in order.
"""

from collections.abc import Iterable

import numpy as np

from retrieval.analysis.day_numbers import without_years, years
from retrieval.answer.cite import hits, newest_first
from retrieval.answer.issues import newest_printings
from retrieval.index.document_store import WROTE
from retrieval.index.id_set import IdSet, union
from retrieval.index.lookups import By
from retrieval.index.passages import first, split
from retrieval.index.postings import Ids, Mask
from retrieval.index.snapshot import Snapshot
from retrieval.model import Hit, Passage, StoredArticle
from retrieval.model.issues import DayNumber
from retrieval.query.days import Days

_ISSUE = 2000
"""The most articles that an issue has."""


def listed(snapshot: Snapshot, articles: IdSet, start: int, limit: int) -> tuple[Hit, ...]:
    """Return the articles ``[start, start + limit)`` of some as hits, each by its first passage.

    They are in the order of `newest`; ranks count on from ``start``.
    """
    places = newest(snapshot, articles, start, limit)
    return hits(snapshot, None, [(first(snapshot.stored(place)), 0.0) for place in places], start)


def of_reporters(snapshot: Snapshot, names: Iterable[str]) -> IdSet:
    """Return the articles that any of these wrote or, if none, those that have their pictures."""
    wanted = tuple(names)
    return snapshot.credited_to(wanted, WROTE) or snapshot.credited_to(wanted)


def of_days(snapshot: Snapshot, days: Days) -> IdSet:
    """Return the articles dated on one of these days, and those that mention one.

    A day that is mentioned is of the article's year or, if later in the year than the article, of
    the year before.
    """
    mentioning = [snapshot.readable(snapshot.standing(wording)) for wording in days.wordings]
    if days.year is not None:
        each = [places.ids() for places in mentioning]
        mentioning = [
            IdSet.of(places[_in_year(snapshot.days(places), days, days.year)]) for places in each
        ]
    return union([snapshot.of_days(days, By.OWN_DAY), *mentioning])


def _in_year(printed: Ids, days: Days, year: int) -> Mask:
    """Return which of the articles that mention a day mean this year's; undated ones may.

    ``printed`` are the articles' days as numbers.
    """
    own = years(printed)
    named = DayNumber.at(None, *days.first)
    before = (own == year + 1) & (without_years(printed) < named.value)
    meant: Mask = (own == 0) | (own == year) | before
    return meant


def newest_issue(snapshot: Snapshot) -> IdSet:
    """Return the doc ids of the articles in the newest issue: see `newest_printings`."""
    return IdSet.of(newest_printings(snapshot).doc_ids)


def newest(snapshot: Snapshot, among: IdSet, start: int, limit: int) -> list[int]:
    """Return the places ``[start, start + limit)`` of some articles in a listing's order.

    Only the articles of the issues that these are in are read. An issue of more articles than any
    paper prints stays in the order that its articles came in.
    """
    if limit < 1:  # a searcher would be asked for nothing
        return []
    at = snapshot.newest_by(among, start + limit, By.NEWEST_ISSUE).ids()
    issues = snapshot.issue_orders(at)
    order = np.argsort(-issues, kind="stable")
    at, issues = at[order], issues[order]
    bounds = 1 + np.flatnonzero(np.diff(issues))
    first = max((0, *bounds[bounds <= start].tolist()))
    places: list[int] = []
    for issue in np.split(at[first:], bounds[bounds > first] - first):
        if first + len(places) >= start + limit:
            break
        own: list[int] = issue.tolist()
        if len(own) <= _ISSUE:
            own.sort(key=lambda place: newest_first(snapshot.stored(place)))
        places += own
    return places[start - first : start - first + limit]


def passage_to_show(stored: StoredArticle, days: Days | None) -> Passage:
    """Return the passage of an article that names the days asked for, or its first."""
    wordings = days.wordings if days else ()
    passages = split(stored) if wordings else ()
    naming = (one for wording in wordings for one in passages if wording in one.text)
    return next(naming, None) or first(stored)
