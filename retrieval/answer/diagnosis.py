"""What a filter asks for that is nowhere in the archive, and what there is that is near it."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date
from itertools import chain, islice

import numpy as np

from retrieval.analysis.day_numbers import have_years
from retrieval.analysis.labels import place_of
from retrieval.analysis.normalise import compact_text
from retrieval.answer.cite import page_order
from retrieval.answer.passing import holding, passing
from retrieval.index.document_store import NO_LABEL
from retrieval.index.snapshot import Snapshot
from retrieval.model import DayNumber, Remark, RemarkKind
from retrieval.query.filter.clause import Clause, Field
from retrieval.query.filter.filter import Filter, labels_of

_KINDS = {
    Field.ANYWHERE: RemarkKind.NO_WORD,
    Field.TITLE: RemarkKind.NO_TITLE,
    Field.REPORTER: RemarkKind.NO_REPORTER,
    Field.DATE: RemarkKind.NO_DATE,
    Field.PAGE: RemarkKind.NO_PAGE,
}
_NAMED = 3
"""Clauses that are named, and names near each; of more, the first ones."""
_SPEAKING = 3
"""The least length of a word that may be a name with a character wrong, where nothing says so."""
_PAGES, _READ = 12, 200
"""Pages that are named, of so many that are looked at."""


def told(snapshot: Snapshot, wanted: Filter, today: date) -> tuple[Remark, ...]:
    """Name the required clauses that hold of no article at all, in their order, maybe none.

    The days and pages that there are are told beside; the names that may be meant only where the
    filter with them has no articles, or else that filter.
    """
    missing = _missing(snapshot, wanted, today)
    right = wanted
    for clause in missing:
        right = _respelt(snapshot, right, clause)
    answered = right != wanted and passing(snapshot, right, today).any()
    suggested = [Remark(RemarkKind.SUGGESTION, (str(right),))] if answered else []
    named = [_named(snapshot, clause, with_near=not answered) for clause in missing]
    return tuple(chain(*named, suggested))


def _missing(snapshot: Snapshot, wanted: Filter, today: date) -> list[Clause]:
    """Return the clauses that hold of nothing, up to `_NAMED`."""
    each = (one for one in wanted.required if not holding(snapshot, one, today).any())
    return list(islice(each, _NAMED))


def _named(snapshot: Snapshot, clause: Clause, *, with_near: bool) -> Iterator[Remark]:
    yield Remark(_KINDS[clause.field], ("|".join(clause.words),))
    match clause.field:
        case Field.DATE if days := _ends(snapshot):
            yield Remark(RemarkKind.DAYS, days)
        case Field.PAGE if pages := _pages(snapshot):
            yield Remark(RemarkKind.PAGES, ("、".join(pages),))
        case Field.ANYWHERE | Field.TITLE | Field.REPORTER:
            near = [name for word in clause.words for name in _near(snapshot, clause.field, word)]
            if near and with_near:
                yield Remark(RemarkKind.NEAREST, ("、".join(dict.fromkeys(near)),))


def _near(snapshot: Snapshot, field: Field, word: str) -> tuple[str, ...]:
    """Return the names that a word that is nowhere may mean: a reporter's, or longer ones."""
    near = snapshot.names.nearest(word)
    if field is Field.REPORTER:
        near = tuple(name for name in near if snapshot.names.is_reporter(name))
    elif len(word) < _SPEAKING:
        near = ()
    return near[:_NAMED]


def _respelt(snapshot: Snapshot, wanted: Filter, clause: Clause) -> Filter:
    """Put the words of a clause right where names are near, those nearest first."""
    if clause.field in (Field.DATE, Field.PAGE):
        return wanted
    near = [(*_near(snapshot, clause.field, word), word)[0] for word in clause.words]
    right = replace(clause, words=tuple(dict.fromkeys(map(compact_text, near))))
    return Filter(tuple(right if one == clause else one for one in wanted.clauses))


def _ends(snapshot: Snapshot) -> tuple[str, ...]:
    """Return the first and the last day of the archive's articles, or nothing."""
    days = snapshot.days[snapshot.days > 0]
    full = days[have_years(days)]
    dated = full if len(full) else days
    ends = (dated.min(), dated.max()) if len(dated) else ()
    return tuple(str(DayNumber(int(end))) for end in ends)


def _pages(snapshot: Snapshot) -> list[str]:
    places, _, _ = snapshot.printings
    keys, first = np.unique(snapshot.printed_labels, return_index=True)
    known = places[first[keys != NO_LABEL]][:_READ].tolist()
    labels = {label for place in known for label in labels_of(snapshot.stored(place))}
    return sorted({place_of(label) for label in labels}, key=page_order)[:_PAGES]
