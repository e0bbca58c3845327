"""Which articles of a snapshot pass a filter: `Filter.matches` for all of them at once.

A string that runs over the end of a passage is not found.
"""

from collections.abc import Iterable, Iterator
from datetime import date

from retrieval.analysis.bounds import standing as bounded
from retrieval.analysis.keys import key_of
from retrieval.analysis.labels import asked
from retrieval.analysis.normalise import compact_text
from retrieval.analysis.respelling import RespelledWord, respelled_word, standing
from retrieval.analysis.values import term_of
from retrieval.index.document_store import paper_key
from retrieval.index.id_set import NO_IDS, IdSet, union
from retrieval.index.lookups import By
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
            known = union([snapshot.standing(word) for word in wordings(snapshot, clause)])
            return union([known, *_valued(snapshot, clause, known)])
        case Field.TITLE:
            each_titled = [snapshot.titled(word) for word in wordings(snapshot, clause)]
            return union([_valued_titles(snapshot, clause), *each_titled])
        case Field.REPORTER:
            return snapshot.credited_to(clause.words)
        case Field.PAGE:
            labels = [key_of(place) for word in clause.words for place in asked(word)]
            return snapshot.having(By.LABEL, labels)
        case Field.PAPER:
            keys = [paper_key(name) for name in papers_named(snapshot, clause.words)]
            return snapshot.having(By.PAPER, keys)
        case Field.DATE:
            return union(
                [
                    snapshot.of_days(when, by)
                    for when in _periods(clause, today)
                    for by in (By.PRINTED_DAY, By.OWN_DAY)
                ]
            )


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


def _valued(snapshot: Snapshot, clause: Clause, known: IdSet) -> Iterator[IdSet]:
    """Yield the articles that have, or whose titles have, what each of the words says.

    That is the value that it is, or all of it with its numbers in other spellings. Articles that
    are ``known`` to hold need not be looked at for that.
    """
    for word in clause.words:
        if term := term_of(word):
            yield snapshot.having_term(term)
        elif held := respelled_word(word):
            yield _respelled(snapshot, word, held, known)


def _respelled(snapshot: Snapshot, word: str, held: RespelledWord, known: IdSet) -> IdSet:
    literals = [one for one in held.literals if len(one) > 1]
    left = snapshot.readable(snapshot.sharing(held.terms, literals) - known)
    return IdSet.of([at for at in left if _stands(snapshot, word, at)])


def _stands(snapshot: Snapshot, word: str, doc_id: int) -> bool:
    places = snapshot.passages_of(doc_id)
    texts = (snapshot.compact_title(places.start), *map(snapshot.compact, places))
    return any(any(standing(word, text)) for text in texts)


def _valued_titles(snapshot: Snapshot, clause: Clause) -> IdSet:
    found = []
    for articles in _valued(snapshot, clause, NO_IDS):
        for doc_id in snapshot.readable(articles):
            title = snapshot.compact_title(snapshot.passages_of(doc_id).start)
            if any(any(standing(word, title)) for word in clause.words):
                found.append(doc_id)
    return IdSet.of(found)


def wordings(snapshot: Snapshot, clause: Clause) -> Iterator[str]:
    """Yield a clause's words, and behind each the names that it is an alias or another name of."""
    for word in clause.words:
        yield word
        yield from snapshot.names.aliased(word)
        yield from other_names(word)
