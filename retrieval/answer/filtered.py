"""/search: the articles that a filter lets pass, each once, with its best passage."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import date

import numpy as np

from retrieval.analysis.analyzer import terms
from retrieval.analysis.normalise import compact_text
from retrieval.answer.answer import answer, nothing
from retrieval.answer.cite import hits
from retrieval.answer.diagnosis import diagnose
from retrieval.answer.issue_answers import asked_issue
from retrieval.answer.listing import newest, newest_issue
from retrieval.answer.passing import passing, wordings
from retrieval.answer.search import Scored, ranked
from retrieval.index.postings import Mask
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Order, Remark, RemarkKind
from retrieval.query.filter.clause import Clause, Field
from retrieval.query.filter.filter import Filter
from retrieval.query.offices import other_names
from retrieval.query.query import Intent, Query

_LIMIT = 5
_PER_ARTICLE = 4  # passages ranked for each article wanted, at first
_WHOLES = 8  # words that rank as wholes; of more, the rarest
_TYPED = 50  # hits of a question that is being typed


def search(  # noqa: PLR0913 (a page of hits)
    snapshot: Snapshot,
    text: str,
    *,
    limit: int = _LIMIT,
    start: int = 0,
    order: Order = Order.RELEVANCE,
    today: date,
) -> Answer:
    """Return the articles ``[start, start + limit)`` of those that pass `Filter.parse(text)`.

    By relevance, articles that have the words in their titles alone come last, newest first. A
    filter without words gives a listing, newest first. Where no article passes, the words are
    answered as a question, with a remark that says so and remarks on what matches nothing.
    """
    page = (max(start, 0), max(limit, 0))
    wanted = Filter.parse(text)
    passes = passing(snapshot, wanted, today)
    if passes.any():
        return _shown(snapshot, query_of(snapshot, text, wanted), passes, page, order)
    if (
        len(snapshot)
        and wanted.words
        and asked_issue(snapshot, compact_text(text), today) is not None
    ):
        return _page_of(answer(snapshot, text, today=today), page)
    remarks = diagnose(snapshot, wanted, today) if len(snapshot) else ()
    if wanted.required and not wanted.words and len(snapshot):
        none = nothing(text)
        return replace(none, remarks=remarks or none.remarks)
    plain = " ".join(wanted.words) or text
    asked = replace(answer(snapshot, plain, limit=limit, start=start, today=today), question=text)
    if asked.hits:
        if asked.kind is AnswerKind.LISTING:
            asked = replace(asked, hits=asked.hits[page[0] : sum(page)])
        said = (one for one in asked.remarks if one.kind is not RemarkKind.NOT_SAID)
        return replace(asked, remarks=(Remark(RemarkKind.RELAXED), *remarks, *said))
    if any(one.kind is RemarkKind.SUGGESTION for one in remarks):
        asked = replace(asked, remarks=tuple(r for r in asked.remarks if r.values == ()))
    return replace(asked, remarks=(*asked.remarks, *remarks))


def _page_of(listed: Answer, page: tuple[int, int]) -> Answer:
    return replace(listed, hits=listed.hits[page[0] : sum(page)])


def inline(
    snapshot: Snapshot, text: str, *, limit: int = _TYPED, start: int = 0, today: date
) -> Answer:
    """Return the articles ``[start, start + limit)`` for what is being typed, each once.

    Those that pass it as a filter; or else those that answer it as a question; for no text at all,
    those of the newest issue.
    """
    page = (max(start, 0), max(limit, 0))
    wanted = Filter.parse(text)
    blank = not text.strip()
    passes = newest_issue(snapshot) if blank else passing(snapshot, wanted, today)
    if passes.any():
        return _shown(snapshot, query_of(snapshot, text, wanted), passes, page, Order.RELEVANCE)
    asked = answer(snapshot, text, limit=_TYPED, today=today)
    first = {hit.citation.article_id: hit for hit in reversed(asked.hits)}
    once = [hit for hit in asked.hits if first[hit.citation.article_id] is hit]
    numbered = [replace(hit, rank=rank) for rank, hit in enumerate(once, 1)]
    return replace(asked, hits=tuple(numbered[page[0] : sum(page)]), total=len(once))


def _shown(
    snapshot: Snapshot, query: Query, passes: Mask, page: tuple[int, int], order: Order
) -> Answer:
    ranks = bool(query.terms or query.wholes)
    start, limit = page
    if order is Order.NEWEST or not ranks:
        places = newest(snapshot, passes, start, limit)
        best = _best(snapshot, query, _only(snapshot, places), len(places)) if ranks else {}
    else:
        best = _best(snapshot, query, passes, start + limit)
        places = list(best)[start : start + limit]
        rest = passes & ~_only(snapshot, best)
        places += newest(snapshot, rest, max(start - len(best), 0), limit - len(places))
    shown = [best.get(at) or Scored(snapshot.passages_of(at).start, 0.0) for at in places]
    pairs = [(snapshot.passage(one.passage), one.score) for one in shown]
    return Answer(
        query.text,
        AnswerKind.PASSAGES if ranks else AnswerKind.LISTING,
        hits(snapshot, query, pairs, start),
        total=int(passes.sum()),
        remarks=query.remarks,
    )


def _best(snapshot: Snapshot, query: Query, among: Mask, count: int) -> dict[int, Scored]:
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


def _only(snapshot: Snapshot, places: Iterable[int]) -> Mask:
    only = np.zeros(snapshot.max_doc, np.bool_)
    only[list(places)] = True
    return only


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
        Intent.PASSAGES,
        terms=tuple(weights.items()),
        names=tuple(wholes[:_WHOLES]),
        wholes=tuple((word, 1.0) for word in wholes[:_WHOLES]),
        remarks=aliases(snapshot, wanted),
    )
