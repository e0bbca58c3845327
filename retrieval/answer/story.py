"""An article to be read, with the words of a question marked and its neighbours in print."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from retrieval.answer.cite import highlight_terms
from retrieval.answer.issues import (
    PagePrintings,
    Printed,
    in_pages,
    issue_hits,
    paper_keys,
    part_of,
    printed_in,
)
from retrieval.answer.marks import Matched
from retrieval.answer.passed import query_of
from retrieval.index.printings import Printings, of_day, of_page
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Span, StoredArticle
from retrieval.model.issues import DayNumber
from retrieval.query.filter.filter import Filter
from retrieval.query.parse import parse
from retrieval.query.query import Query


class Asked(StrEnum):
    """How the words that are to be marked were asked."""

    QUESTION = "question"
    FILTER = "filter"


@dataclass(frozen=True, slots=True)
class Story:
    """An article, the matches in each of its paragraphs, and the ids of its neighbours.

    These are the articles before and after it in its newest issue, over all pages, or None.
    """

    stored: StoredArticle
    marks: tuple[tuple[Span, ...], ...] = ()
    before: int | None = None
    after: int | None = None


def story(
    snapshot: Snapshot, stored: StoredArticle, text: str, asked: Asked, *, today: date
) -> Story:
    """Return an article of the snapshot with what ``text`` asks for marked; nothing for no text."""
    weights, names = highlight_terms(snapshot, _query(snapshot, text, asked, today))
    marks = tuple(
        tuple(Matched.of(paragraph, weights, names).marks)
        for paragraph in stored.article.paragraphs
    )
    return Story(stored, marks, *_neighbours(snapshot, stored))


def _query(snapshot: Snapshot, text: str, asked: Asked, today: date) -> Query | None:
    if not text.strip():
        return None
    if asked is Asked.FILTER:
        return query_of(snapshot, text, Filter.parse(text))
    return parse(text, snapshot, today)


def _neighbours(snapshot: Snapshot, stored: StoredArticle) -> tuple[int | None, int | None]:
    """Return the ids of the stories before and after one in its newest issue, over its pages."""
    pages = in_pages(snapshot, _issue_of(snapshot, stored))
    own = _place_among(snapshot, pages, stored)
    before = part_of(snapshot, pages, max(0, own - 1), own)
    after = part_of(snapshot, pages, own + 1, own + 2)
    return _id_of(before), _id_of(after)


def _id_of(printed: Sequence[Printed]) -> int | None:
    return printed[0].stored.id if printed else None


def _place_among(snapshot: Snapshot, pages: Sequence[PagePrintings], stored: StoredArticle) -> int:
    """Return how many stories of an issue come before one that is on its pages."""
    doc_id, passed = snapshot.doc_id(stored.id), 0
    for page in pages:
        if doc_id in page.printings.doc_ids:
            own = printed_in(snapshot, page.printings)
            return passed + [one.stored.id for one in own].index(stored.id)
        passed += page.articles
    raise LookupError(f"article {stored.id} is not in its issue")


def same_day(snapshot: Snapshot, stored: StoredArticle, limit: int, start: int = 0) -> Answer:
    """Return a listing of the other stories of an article's newest issue, in page order."""
    pages = in_pages(snapshot, _issue_of(snapshot, stored))
    own, end = _place_among(snapshot, pages, stored), start + limit
    part = part_of(snapshot, pages, start + (start >= own), end + (end > own))
    others = [one for one in part if one.stored.id != stored.id]
    shown = issue_hits(snapshot, others, start)
    total = sum(page.articles for page in pages) - 1
    return Answer(stored.article.title, AnswerKind.LISTING, shown, total)


def _issue_of(snapshot: Snapshot, stored: StoredArticle) -> Printings:
    """Return the printings in an article's newest issue; of its page if without a day."""
    newest = stored.printings[0]
    page = of_page(snapshot, newest.page_id)
    if newest.date is None:
        return page
    issue = of_day(snapshot, DayNumber.of(newest.date).value)
    return issue.where(paper_keys(snapshot, issue) == paper_keys(snapshot, page)[0])
