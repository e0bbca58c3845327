"""Which articles of a snapshot pass a filter: `Filter.matches` for all of them at once.

A string that runs over the end of a passage is not found.
"""

from collections.abc import Iterator
from datetime import date

import numpy as np

from retrieval.analysis.keys import key_of
from retrieval.analysis.labels import asked
from retrieval.index.postings import Mask
from retrieval.index.snapshot import Snapshot
from retrieval.query.filter.clause import Clause, Field
from retrieval.query.filter.filter import Filter
from retrieval.query.filter.periods import period


def passing(snapshot: Snapshot, wanted: Filter, today: date) -> Mask:
    """Return a mask of the articles that pass; none for a filter that requires nothing."""
    passes = np.zeros(snapshot.max_doc, np.bool_)
    required = wanted.required
    if not required:
        return passes
    passes[snapshot.doc_ids()] = True
    for clause in (*required, *(one for one in wanted.clauses if one.excluded)):
        passes &= holding(snapshot, clause, today) != clause.excluded
        if not passes.any():
            break
    return passes


def holding(snapshot: Snapshot, clause: Clause, today: date) -> Mask:
    """Return a mask of the articles that match one of a clause's words."""
    holds = np.zeros(snapshot.max_doc, np.bool_)
    match clause.field:
        case Field.ANYWHERE:
            for word in wordings(snapshot, clause):
                holds[snapshot.article_of[snapshot.name_postings(word).ids]] = True
        case Field.TITLE:
            for word in wordings(snapshot, clause):
                holds |= snapshot.titled(word)
        case Field.REPORTER:
            holds[snapshot.credited_to(clause.words)] = True
        case Field.PAGE:
            keys = [key_of(place) for word in clause.words for place in asked(word)]
            places, _, _ = snapshot.printings
            holds[places[np.isin(snapshot.printed_labels, keys)]] = True
        case Field.DATE:
            places, days, _ = snapshot.printings
            undated = snapshot.own_days[places] == 0
            for word in clause.words:
                when = period(word, today)
                if when is not None:
                    holds |= when.among(snapshot.own_days)
                    holds[places[undated & when.among(days)]] = True
    return holds


def wordings(snapshot: Snapshot, clause: Clause) -> Iterator[str]:
    """Yield a clause's words, and behind each the names that it is an alias of."""
    for word in clause.words:
        yield word
        yield from snapshot.names.aliased(word)
