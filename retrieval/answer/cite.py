"""Citations, and passages as hits."""

import re
from collections.abc import Mapping, Sequence

from retrieval.analysis.normalise import compact_text
from retrieval.answer.facts import FactFinder, Facts
from retrieval.answer.highlight import snippet
from retrieval.index.snapshot import Snapshot
from retrieval.model import Citation, Hit, Passage, StoredArticle
from retrieval.query.query import Query

_Page = tuple[str, int]
_Ordered = tuple[tuple[int, int, int], int, _Page, int]
_LABEL = re.compile(r"([A-Za-z]*)\s*([0-9]+)")


def citation(stored: StoredArticle, *, several_papers: bool = False) -> Citation:
    """Cite an article by its newest printing; of ``several_papers`` its own has to be named."""
    article, printing = stored.article, stored.printings[0]
    return Citation(
        stored.id,
        article.title,
        article.subtitle,
        article.reporters,
        article.date,
        printing.paper,
        article.page or printing.page,
        printing.date,
        several_papers,
    )


def cited(snapshot: Snapshot, stored: StoredArticle) -> Citation:
    """Cite an article of a snapshot."""
    return citation(stored, several_papers=snapshot.several_papers)


def hits(
    snapshot: Snapshot,
    query: Query | None,
    found: Sequence[tuple[Passage, float]],
    start: int = 0,
    *,
    facts: FactFinder | None = None,
) -> tuple[Hit, ...]:
    """Return passages with their scores as hits, in the order given, what matches the query marked.

    Ranks count on from ``start``, the number of hits before them. The query's facts are found by
    ``facts``, by the query where none are given.
    """
    weights, names = highlight_terms(snapshot, query)
    if facts is None and query is not None:
        facts = Facts(query, snapshot.names)
    shown: list[Hit] = []
    for rank, (passage, score) in enumerate(found, start + 1):
        stored = snapshot.article(passage.article_id)
        if stored is not None:
            title = compact_text(stored.article.title)
            view = snippet(passage.text, weights, names, facts, headline=title)
            shown.append(Hit(rank, score, passage, view, cited(snapshot, stored)))
    return tuple(shown)


def highlight_terms(
    snapshot: Snapshot, query: Query | None
) -> tuple[Mapping[str, float], Sequence[str]]:
    """Return what a query marks in texts: its printed terms with their weights, and its names."""
    if query is None:
        return {}, ()
    index = snapshot.index
    frequencies = index.frequencies([term for term, _ in query.terms])
    worths = zip(query.terms, index.worths(query.terms), frequencies, strict=True)
    return {term: worth for (term, _), worth, count in worths if count}, query.names


def newest_first(stored: StoredArticle) -> _Ordered:
    """Return a sort key: the newest issue first, its pages in order; undated ones last."""
    printing = stored.printings[0]
    day = printing.date
    known = (-(day.year or 0), -day.month, -day.day) if day else (1, 0, 0)
    page_id = 0 if day else -printing.page_id
    return known, page_id, page_order(printing.page or ""), printing.position


def page_order(page: str) -> _Page:
    """Return a sort key: 第2版 before 第10版, A02版 between 第A01版 and 第A03版."""
    label = _LABEL.search(page)
    return (label[1].upper(), int(label[2])) if label else (page, 0)
