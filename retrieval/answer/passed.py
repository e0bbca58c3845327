"""The articles that a filter lets pass as an answer, each once, with its best passage."""

from collections.abc import Iterable

from retrieval.analysis.analyzer import terms
from retrieval.answer.cite import hits
from retrieval.answer.listing import newest
from retrieval.answer.passing import wordings
from retrieval.answer.search import Scored, ranked
from retrieval.index.id_set import IdSet
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Order, Remark, RemarkKind
from retrieval.query.filter.clause import Clause, Field
from retrieval.query.filter.filter import Filter
from retrieval.query.offices import other_names
from retrieval.query.query import Query

_PER_ARTICLE = 4  # passages ranked for each article wanted, at first
_WHOLES = 8  # words that rank as wholes; of more, the rarest


def passed(
    snapshot: Snapshot, query: Query, passes: IdSet, page: tuple[int, int], order: Order
) -> Answer:
    """Return a page (start, size) of some articles, ranked by a query of `query_of`.

    By relevance those that have the words in their titles alone come last, newest first. A query
    without words gives a listing, newest first.
    """
    ranks = bool(query.terms or query.wholes)
    start, limit = page
    if order is Order.NEWEST or not ranks:
        places = newest(snapshot, passes, start, limit)
        best = _best(snapshot, query, IdSet.of(places), len(places)) if ranks else {}
    else:
        best = _best(snapshot, query, passes, start + limit)
        places = list(best)[start : start + limit]
        rest = passes - IdSet.of(list(best))
        places += newest(snapshot, rest, max(start - len(best), 0), limit - len(places))
    shown = [best.get(at) or Scored(snapshot.passages_of(at).start, 0.0) for at in places]
    pairs = [(snapshot.passage(one.passage), one.score) for one in shown]
    return Answer(
        query.text,
        AnswerKind.PASSAGES if ranks else AnswerKind.LISTING,
        hits(snapshot, query, pairs, start),
        total=len(passes),
        remarks=query.remarks,
    )


def _best(snapshot: Snapshot, query: Query, among: IdSet, count: int) -> dict[int, Scored]:
    """Return the best passage of each article by its place, best first; of ``count`` or more."""
    depth = _PER_ARTICLE * count
    while True:
        scored = ranked(snapshot, query.terms, query.wholes, limit=depth, articles=among)
        best: dict[int, Scored] = {}
        for one in scored:
            best.setdefault(snapshot.doc_id_of(one.passage), one)
        if len(best) >= count or len(scored) < depth:
            return best
        depth *= _PER_ARTICLE


def aliases(snapshot: Snapshot, wanted: Filter) -> tuple[Remark, ...]:
    """Return a remark for each alias among the words for texts: the names that it stands for.

    Of an office's other names those that are in print.
    """
    return tuple(
        Remark(RemarkKind.ALIAS, (word, "、".join(names)))
        for clause in _worded(wanted)
        for word in clause.words
        if (names := (*snapshot.names.aliased(word), *_in_print(snapshot, other_names(word))))
    )


def _in_print(snapshot: Snapshot, names: Iterable[str]) -> tuple[str, ...]:
    return tuple(name for name in names if len(snapshot.name_postings(name)))


def _worded(wanted: Filter) -> list[Clause]:
    """Return the required clauses that look for words in texts."""
    in_text = (Field.ANYWHERE, Field.TITLE)
    return [clause for clause in wanted.required if clause.field in in_text]


def query_of(snapshot: Snapshot, text: str, wanted: Filter) -> Query:
    """Return a query that ranks by the filter's required words: as wholes, and by their terms."""
    worded = _worded(wanted)
    wholes = list(dict.fromkeys(w for clause in worded for w in wordings(snapshot, clause)))
    weights = dict.fromkeys((term for word in wholes for term in terms(word)), 1.0)
    if len(wholes) > _WHOLES:
        wholes.sort(key=lambda word: len(snapshot.name_postings(word)))
    return Query(
        text,
        terms=tuple(weights.items()),
        names=tuple(wholes[:_WHOLES]),
        wholes=tuple((word, 1.0) for word in wholes[:_WHOLES]),
        remarks=aliases(snapshot, wanted),
    )
