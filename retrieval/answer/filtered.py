"""/search: the articles that a filter lets pass, each once, with its best passage."""

from dataclasses import replace
from datetime import date

from retrieval.answer.answer import answer
from retrieval.answer.diagnosis import diagnose
from retrieval.answer.issue_answers import asked_issue
from retrieval.answer.listing import newest_issue
from retrieval.answer.passage_answers import nothing
from retrieval.answer.passed import passed, query_of
from retrieval.answer.passing import passing
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, Order, Remark, RemarkKind
from retrieval.query.filter.clause import Clause
from retrieval.query.filter.filter import Filter
from retrieval.query.parse import parse

_LIMIT = 5
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
    answered as a question or, failing that, by what has some of them, with a remark that says so
    and remarks on what matches nothing.
    """
    page = (max(start, 0), max(limit, 0))
    wanted = Filter.parse(text)
    passes = passing(snapshot, wanted, today)
    if passes:
        return passed(snapshot, query_of(snapshot, text, wanted), passes, page, order)
    if (
        len(snapshot)
        and wanted.words
        and asked_issue(snapshot, parse(text, snapshot, today), today) is not None
    ):
        return answer(snapshot, text, start=page[0], listed=page[1], today=today)
    remarks = diagnose(snapshot, wanted, today) if len(snapshot) else ()
    if wanted.required and not wanted.words and len(snapshot):
        none = nothing(text)
        return replace(none, remarks=remarks or none.remarks)
    plain = " ".join(wanted.words) or text
    found = answer(
        snapshot, plain, limit=limit, start=start, stories=True, listed=page[1], today=today
    )
    asked = replace(found, question=text)
    if asked.hits:
        said = (one for one in asked.remarks if one.kind is not RemarkKind.NOT_SAID)
        return replace(asked, remarks=(Remark(RemarkKind.RELAXED), *remarks, *said))
    some = Filter((Clause(wanted.words),))
    tried = not asked.total and len(wanted.words) > 1
    if tried and (passes := passing(snapshot, some, today)):
        relaxed = passed(snapshot, query_of(snapshot, text, some), passes, page, order)
        return replace(relaxed, remarks=(Remark(RemarkKind.RELAXED), *remarks), doubtful=True)
    if any(one.kind is RemarkKind.SUGGESTION for one in remarks):
        asked = replace(asked, remarks=tuple(r for r in asked.remarks if r.values == ()))
    return replace(asked, remarks=(*asked.remarks, *remarks))


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
    if passes:
        return passed(snapshot, query_of(snapshot, text, wanted), passes, page, Order.RELEVANCE)
    asked = answer(snapshot, text, limit=_TYPED, stories=True, listed=_TYPED, today=today)
    return replace(asked.page(*page), total=len(asked.hits))
