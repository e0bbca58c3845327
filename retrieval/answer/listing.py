"""Answers from articles' own fields: a reporter's stories, a day's, the newest bulletin's.

Each article comes once, in a listing's order: the newest issue first, its pages in order.
"""

from collections.abc import Iterable

from retrieval.answer.cite import hits, newest_first
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, AnswerKind, Passage, Remark, StoredArticle
from retrieval.passages import split
from retrieval.query.days import Days
from retrieval.query.query import Query


def listing(
    snapshot: Snapshot,
    question: str,
    articles: Iterable[StoredArticle],
    query: Query | None = None,
    remarks: tuple[Remark, ...] = (),
) -> Answer:
    """List articles, each with the passage that names the day asked for, or its first."""
    ordered = sorted(articles, key=newest_first)
    days = query.days if query else None
    shown = hits(snapshot, query, [(_shown(stored, days), 0.0) for stored in ordered])
    return Answer(question, AnswerKind.LISTING, shown, len(shown), remarks=remarks)


def of_reporters(snapshot: Snapshot, names: Iterable[str]) -> list[StoredArticle]:
    """Give the articles that any of these wrote or, if none, those that have their pictures."""
    wanted = set(names)
    articles = [one for one in snapshot.articles if not wanted.isdisjoint(credited(one))]
    written = [
        one
        for one in articles
        if not wanted.isdisjoint((*one.article.reporters, *one.article.correspondents))
    ]
    return written or articles


def credited(stored: StoredArticle) -> tuple[str, ...]:
    """Give everybody an article is credited to."""
    article = stored.article
    return (*article.reporters, *article.correspondents, *article.photographers)


def of_days(snapshot: Snapshot, days: Days) -> list[StoredArticle]:
    """Give the articles dated on one of these days or, where the day stands in them, told of it."""
    return [
        stored
        for stored in snapshot.articles
        if (stored.article.date is not None and days.agrees(stored.article.date))
        or any(wording in stored.article.body for wording in days.wordings)
    ]


def of_newest(snapshot: Snapshot) -> list[StoredArticle]:
    """Give the articles of the newest issue: of its day, on all pages.

    The page added last is the newest issue where it has no date.
    """
    if not snapshot.articles:
        return []
    printings = [
        (stored, printing) for stored in snapshot.articles for printing in stored.printings
    ]
    _, last = max(printings, key=lambda pair: pair[1].page_id)
    if last.date is None:
        return [stored for stored, printing in printings if printing.page_id == last.page_id]
    dated = [(stored, str(p.date)) for stored, p in printings if p.date is not None]
    newest = max(day for _, day in dated)
    return list({stored.id: stored for stored, day in dated if day == newest}.values())


def _shown(stored: StoredArticle, days: Days | None) -> Passage:
    passages = split(stored)
    for wording in days.wordings if days else ():
        for passage in passages:
            if wording in passage.text:
                return passage
    return passages[0]
