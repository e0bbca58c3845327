"""The passages for a question, best first: BM25's candidates, rescored.

A candidate's score is that of BM25 and what `rescoring` adds.
"""

from retrieval.answer.rescoring import SHIPPED, Rescorer, Weights
from retrieval.answer.search import Scored, ranked
from retrieval.index.postings import Mask
from retrieval.index.snapshot import Snapshot
from retrieval.query.query import Query

CANDIDATES = 20
"""Passages that are rescored; what BM25 puts behind them is no answer by itself."""
JUDGED = 10
"""One of so many best passages must answer, or there is no answer."""


def ranking(
    snapshot: Snapshot,
    query: Query,
    articles: Mask | None = None,
    weights: Weights = SHIPPED,
    *,
    depth: int = CANDIDATES,
) -> tuple[Scored, ...]:
    """Return the passages for a query, best first, answers or not, of the `articles` if given.

    With a ``depth`` of more than `CANDIDATES` those that BM25 puts behind them follow.
    """
    found = ranked(
        snapshot, query.terms, query.wholes, limit=depth, articles=articles, days=query.days
    )
    rescorer = Rescorer(snapshot, query, weights)
    candidates, behind = found[:CANDIDATES], found[CANDIDATES:]
    best = [Scored(one.passage, one.score + rescorer.gain(one.passage)) for one in candidates]
    return (*sorted(best, key=lambda one: (-one.score, one.passage)), *behind)
