"""Why a filter finds nothing: which of its clauses match no article, and what comes near them."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, islice

import numpy as np

from retrieval.analysis.labels import place_of
from retrieval.analysis.normalise import compact_text
from retrieval.answer.cite import page_order
from retrieval.answer.day_span import day_span_of_all
from retrieval.answer.passing import holding, passing
from retrieval.index.document_store import NO_LABEL
from retrieval.index.lookups import By
from retrieval.index.snapshot import Snapshot
from retrieval.model import Remark, RemarkKind
from retrieval.model.issues import DayNumber
from retrieval.query.filter.clause import Clause, Field
from retrieval.query.filter.filter import Filter, labels_of

_KINDS = {
    Field.ANYWHERE: RemarkKind.NO_WORD,
    Field.TITLE: RemarkKind.NO_TITLE,
    Field.REPORTER: RemarkKind.NO_REPORTER,
    Field.DATE: RemarkKind.NO_DATE,
    Field.PAGE: RemarkKind.NO_PAGE,
    Field.PAPER: RemarkKind.NO_PAPER,
}
_MOST = 3
"""Clauses that are reported, and similar names for each; of more, the first ones."""
_SHORTEST_NAME = 3
"""The least length of a word that may be a misspelt name, outside of the reporters' field."""
_PAGES, _READ = 12, 200
"""Pages that are listed, of so many articles that are read."""


def diagnose(snapshot: Snapshot, wanted: Filter, today: date) -> tuple[Remark, ...]:
    """Return remarks on the required clauses that match no article, in their order; maybe none.

    For dates, pages and papers they say which ones there are. Where a filter with similar names
    matches articles, it is suggested; where none does, the similar names are listed.
    """
    missing = _missing(snapshot, wanted, today)
    right = wanted
    for clause in missing:
        right = _respelled(snapshot, right, clause)
    answered = right != wanted and bool(passing(snapshot, right, today))
    suggested = [Remark(RemarkKind.SUGGESTION, (str(right),))] if answered else []
    named = [_remarks(snapshot, clause, with_near=not answered) for clause in missing]
    return tuple(chain(*named, suggested))


def _missing(snapshot: Snapshot, wanted: Filter, today: date) -> list[Clause]:
    """Return the clauses that match no article, up to `_MOST`."""
    each = (one for one in wanted.required if not holding(snapshot, one, today))
    return list(islice(each, _MOST))


def _remarks(snapshot: Snapshot, clause: Clause, *, with_near: bool) -> Iterator[Remark]:
    yield Remark(_KINDS[clause.field], ("|".join(clause.words),))
    match clause.field:
        case Field.DATE if days := _ends(snapshot):
            yield Remark(RemarkKind.DAYS, days)
        case Field.PAGE if pages := _pages(snapshot):
            yield Remark(RemarkKind.PAGES, ("、".join(pages),))
        case Field.PAPER if snapshot.papers:
            yield Remark(RemarkKind.PAPERS, ("、".join(one.name for one in snapshot.papers),))
        case Field.ANYWHERE | Field.TITLE | Field.REPORTER:
            near = [name for word in clause.words for name in _near(snapshot, clause.field, word)]
            if near and with_near:
                yield Remark(RemarkKind.NEAREST, ("、".join(dict.fromkeys(near)),))


def _near(snapshot: Snapshot, field: Field, word: str) -> tuple[str, ...]:
    """Return the names most similar to a word that matches nothing; for reporters, reporters'."""
    near = snapshot.names.nearest(word)
    if field is Field.REPORTER:
        near = tuple(name for name in near if snapshot.names.is_reporter(name))
    elif len(word) < _SHORTEST_NAME:
        near = ()
    return near[:_MOST]


def _respelled(snapshot: Snapshot, wanted: Filter, clause: Clause) -> Filter:
    """Return the filter with a clause's words replaced by the most similar names, if any."""
    if clause.field in (Field.DATE, Field.PAGE, Field.PAPER):
        return wanted
    near = [(*_near(snapshot, clause.field, word), word)[0] for word in clause.words]
    right = replace(clause, words=tuple(dict.fromkeys(map(compact_text, near))))
    return Filter(tuple(right if one == clause else one for one in wanted.clauses))


def _ends(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the first and the last day of the archive's articles; empty where none is dated.

    Those without a year count where there are no others.
    """
    ends = day_span_of_all(snapshot, DayNumber.YEAR) or day_span_of_all(snapshot)
    return tuple(map(str, ends)) if ends else ()


def _pages(snapshot: Snapshot) -> list[str]:
    keys = np.unique(np.concatenate([np.empty(0, np.int64), *snapshot.keys(By.LABEL)])).tolist()
    firsts = (snapshot.first(By.LABEL, key) for key in keys if key != NO_LABEL)
    known = islice((at for at in firsts if at is not None), _READ)
    labels = {label for place in known for label in labels_of(snapshot.stored(place))}
    return sorted({place_of(label) for label in labels}, key=page_order)[:_PAGES]
