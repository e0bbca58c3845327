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
from retrieval.index.postings import Ids, Mask, shared
from retrieval.index.snapshot import Snapshot
from retrieval.query.filter.clause import Clause, Field
from retrieval.query.filter.filter import Filter
from retrieval.query.filter.periods import Period, period
from retrieval.query.offices import other_names


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
            for passages in _valued(snapshot, clause, holds):
                holds[snapshot.article_of[passages]] = True
        case Field.TITLE:
            holds |= _valued_titles(snapshot, clause)
            for word in wordings(snapshot, clause):
                holds |= snapshot.titled(word)
        case Field.REPORTER:
            holds[snapshot.credited_to(clause.words)] = True
        case Field.PAGE | Field.PAPER | Field.DATE:
            places, _, _ = snapshot.printings
            holds[places[_printed(snapshot, clause, today)]] = True
    if clause.field is Field.DATE:
        for when in _periods(clause, today):
            holds |= when.among(snapshot.own_days)
    return holds


def _printed(snapshot: Snapshot, clause: Clause, today: date) -> Mask:
    """Return a mask of the printings that match one of a clause's words for pages, papers, days."""
    if clause.field is Field.PAGE:
        labels = [key_of(place) for word in clause.words for place in asked(word)]
        return np.isin(snapshot.printed_labels, labels)
    if clause.field is Field.PAPER:
        keys = [paper_key(name) for name in papers_named(snapshot, clause.words)]
        return np.isin(snapshot.printed_papers, keys)
    _, days, _ = snapshot.printings
    held = np.zeros(len(days), np.bool_)
    for when in _periods(clause, today):
        held |= when.among(days)
    return held


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


def _valued(snapshot: Snapshot, clause: Clause, known: Mask) -> Iterator[Ids]:
    """Yield the passages that have, or whose titles have, what each of the words says.

    That is the value that it is, or all of it with its numbers in other spellings. Articles that
    are ``known`` to hold need not be looked at for that.
    """
    for word in clause.words:
        if term := term_of(word):
            yield snapshot.index.postings(term).ids
        elif held := respelled_word(word):
            yield _respelled(snapshot, word, held, known)


def _respelled(snapshot: Snapshot, word: str, held: RespelledWord, known: Mask) -> Ids:
    among = [snapshot.index.postings(term) for term in held.terms]
    among += [snapshot.name_postings(one) for one in held.literals if len(one) > 1]
    ids = shared(among).ids
    ids = ids[~known[snapshot.article_of[ids]]]
    stands = [
        any(standing(word, snapshot.compact(at))) or any(standing(word, snapshot.compact_title(at)))
        for at in ids.tolist()
    ]
    return ids[np.array(stands, np.bool_)]


def _valued_titles(snapshot: Snapshot, clause: Clause) -> Mask:
    holds = np.zeros(snapshot.max_doc, np.bool_)
    for passages in _valued(snapshot, clause, holds):
        for doc_id, passage in {snapshot.doc_id_of(at): at for at in passages.tolist()}.items():
            title = snapshot.compact_title(passage)
            holds[doc_id] |= any(any(standing(word, title)) for word in clause.words)
    return holds


def wordings(snapshot: Snapshot, clause: Clause) -> Iterator[str]:
    """Yield a clause's words, and behind each the names that it is an alias or another name of."""
    for word in clause.words:
        yield word
        yield from snapshot.names.aliased(word)
        yield from other_names(word)
