"""Which articles of a snapshot pass a filter: `Filter.matches` for all of them at once.

A string that runs over the end of a passage is not found.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np

from retrieval.analysis.bounds import standing as bounded
from retrieval.analysis.keys import key_of
from retrieval.analysis.labels import asked
from retrieval.analysis.normalise import compact_text
from retrieval.analysis.respelling import RespelledWord, respelled_word, standing
from retrieval.analysis.values import term_of
from retrieval.index.document_store import paper_key
from retrieval.index.id_set import NO_IDS, IdSet, union
from retrieval.index.lookups import By
from retrieval.index.postings import Ids, shared
from retrieval.index.snapshot import Snapshot
from retrieval.query.filter.clause import Clause, Field
from retrieval.query.filter.filter import Filter
from retrieval.query.filter.periods import Period, period
from retrieval.query.offices import other_names


def passing(snapshot: Snapshot, wanted: Filter, today: date) -> IdSet:
    """Return the doc ids of the articles that pass; none for a filter that requires nothing."""
    required = wanted.required
    if not required:
        return NO_IDS
    passes = snapshot.there
    for clause in (*required, *(one for one in wanted.clauses if one.excluded)):
        held = holding(snapshot, clause, today)
        passes = passes - held if clause.excluded else passes & held
        if not passes:
            break
    return passes


def holding(snapshot: Snapshot, clause: Clause, today: date) -> IdSet:
    """Return the doc ids of the articles that match one of a clause's words."""
    match clause.field:
        case Field.ANYWHERE:
            each = [snapshot.name_postings(word).ids for word in wordings(snapshot, clause)]
            known = union([_articles(snapshot, passages) for passages in each])
            each = list(_valued(snapshot, clause, known))
            return union([known, *(_articles(snapshot, passages) for passages in each)])
        case Field.TITLE:
            each_titled = [snapshot.titled(word) for word in wordings(snapshot, clause)]
            return union([_valued_titles(snapshot, clause), *each_titled])
        case Field.REPORTER:
            return snapshot.credited_to(clause.words)
        case Field.PAGE:
            labels = [key_of(place) for word in clause.words for place in asked(word)]
            return snapshot.found(By.LABEL, lambda runs: runs.having(labels))
        case Field.PAPER:
            keys = [paper_key(name) for name in papers_named(snapshot, clause.words)]
            return snapshot.found(By.PAPER, lambda runs: runs.having(keys))
        case Field.DATE:
            return union(
                [
                    snapshot.of_days(when, by)
                    for when in _periods(clause, today)
                    for by in (By.PRINTED_DAY, By.OWN_DAY)
                ]
            )


def _articles(snapshot: Snapshot, passages: Ids) -> IdSet:
    return IdSet.of(snapshot.doc_ids_of(passages))


def _periods(clause: Clause, today: date) -> Iterator[Period]:
    for word in clause.words:
        when = period(word, today)
        if when is not None:
            yield when


def papers_named(snapshot: Snapshot, words: Iterable[str]) -> list[str]:
    """Return the names of the papers that have one of some compact strings in their names."""
    patterns = [bounded(word) for word in words]
    return [
        paper.name
        for paper in snapshot.papers
        if any(pattern.search(compact_text(paper.name)) for pattern in patterns)
    ]


def _valued(snapshot: Snapshot, clause: Clause, known: IdSet) -> Iterator[Ids]:
    """Yield the passages that have, or whose titles have, what each of the words says.

    That is the value that it is, or all of it with its numbers in other spellings. Articles that
    are ``known`` to hold need not be looked at for that.
    """
    for word in clause.words:
        if term := term_of(word):
            yield snapshot.index.postings(term).ids
        elif held := respelled_word(word):
            yield _respelled(snapshot, word, held, known)


def _respelled(snapshot: Snapshot, word: str, held: RespelledWord, known: IdSet) -> Ids:
    among = [snapshot.index.postings(term) for term in held.terms]
    among += [snapshot.name_postings(one) for one in held.literals if len(one) > 1]
    ids = shared(among).ids
    ids = ids[~known.holds(snapshot.doc_ids_of(ids))]
    stands = [
        any(standing(word, snapshot.compact(at))) or any(standing(word, snapshot.compact_title(at)))
        for at in ids.tolist()
    ]
    return ids[np.array(stands, np.bool_)]


def _valued_titles(snapshot: Snapshot, clause: Clause) -> IdSet:
    found = []
    for passages in _valued(snapshot, clause, NO_IDS):
        for doc_id, passage in {snapshot.doc_id_of(at): at for at in passages.tolist()}.items():
            title = snapshot.compact_title(passage)
            if any(any(standing(word, title)) for word in clause.words):
                found.append(doc_id)
    return IdSet.of(found)


def wordings(snapshot: Snapshot, clause: Clause) -> Iterator[str]:
    """Yield a clause's words, and behind each the names that it is an alias or another name of."""
    for word in clause.words:
        yield word
        yield from snapshot.names.aliased(word)
        yield from other_names(word)
