"""/search: the articles that a filter lets pass, their best passages first."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import numpy as np

from retrieval.analysis.analyzer import terms
from retrieval.answer.answer import answer
from retrieval.answer.cite import hits
from retrieval.answer.listing import listing
from retrieval.filter import Clause, Field, Filter
from retrieval.index.postings import Ids
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Remark, RemarkKind
from retrieval.query.query import Intent, Query
from retrieval.search import ranked, spread

_DEPTH = 200  # passages ranked; /search pages through them
_LIMIT = 5


def found(snapshot: Snapshot, text: str, *, limit: int = _LIMIT, today: date) -> Answer:
    """Give the passages of the articles that pass `Filter.parse(text)`, up to ``limit``.

    Where no article passes, the same words are answered as a question, with a remark that says so.
    """
    wanted = Filter.parse(text)
    passing = [at for at in candidates(snapshot, wanted) if passes(snapshot, wanted, at)]
    if not passing:
        plain = " ".join(wanted.words) or text
        asked = replace(answer(snapshot, plain, limit=limit, today=today), question=text)
        if not asked.answered:
            return asked
        return replace(asked, remarks=(Remark(RemarkKind.RELAXED), *asked.remarks))
    query = _query(snapshot, text, wanted)
    mask = np.zeros(snapshot.all_places, np.bool_)
    mask[passing] = True
    best = ranked(snapshot, query.terms, query.wholes, limit=_DEPTH, articles=mask)
    if not best:
        return listing(snapshot, text, map(snapshot.stored, passing), query)
    shown = [(snapshot.passage(one.passage), one.score) for one in spread(snapshot, best, limit)]
    return Answer(
        text, AnswerKind.PASSAGES, hits(snapshot, query, shown), len(best), remarks=query.remarks
    )


def passes(snapshot: Snapshot, wanted: Filter, at: int) -> bool:
    """Tell whether the article at a place passes."""
    return wanted.matches(snapshot.stored(at).article, snapshot.names)


def candidates(snapshot: Snapshot, wanted: Filter) -> list[int]:
    """Give the places of articles that may pass, ascending: each required word stands in them."""
    required = [clause for clause in wanted.clauses if not clause.excluded]
    if not required:
        return []
    places = [_standing(snapshot, clause) for clause in required]
    places.sort(key=len)
    both = places[0]
    for other in places[1:]:
        both = np.intersect1d(both, other)
    return [int(at) for at in both]


def aliases(snapshot: Snapshot, wanted: Filter) -> tuple[Remark, ...]:
    """Tell what the aliases among the words that are required stand for."""
    return tuple(
        Remark(RemarkKind.ALIAS, (word, "、".join(names)))
        for clause in _worded(wanted)
        for word in clause.words
        if (names := snapshot.names.aliased(word))
    )


def _worded(wanted: Filter) -> list[Clause]:
    """Give the clauses whose words are required to stand in the text."""
    return [c for c in wanted.clauses if not c.excluded and c.field is not Field.REPORTER]


def _standing(snapshot: Snapshot, clause: Clause) -> Ids:
    if clause.field is Field.REPORTER:
        return np.array(snapshot.credited_to(clause.words), np.int32)
    ids = [snapshot.name_postings(word).ids for word in _wordings(snapshot, clause)]
    return np.unique(snapshot.article_of[np.concatenate(ids)])


def _wordings(snapshot: Snapshot, clause: Clause) -> Iterator[str]:
    for word in clause.words:
        yield word
        yield from snapshot.names.aliased(word)


def _query(snapshot: Snapshot, text: str, wanted: Filter) -> Query:
    """Rank by the words that are required: as wholes, and by their terms."""
    wordings = dict.fromkeys(w for clause in _worded(wanted) for w in _wordings(snapshot, clause))
    weights = dict.fromkeys((term for word in wordings for term in terms(word)), 1.0)
    return Query(
        text,
        Intent.PASSAGES,
        terms=tuple(weights.items()),
        names=tuple(wordings),
        wholes=tuple((wording, 1.0) for wording in wordings),
        remarks=aliases(snapshot, wanted),
    )
