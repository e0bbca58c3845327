"""The passages for a question, best first: BM25's candidates, by score and evidence.

A candidate's rank is its BM25 score and what its evidence adds (see `evidence`).
"""

from retrieval.answer.rescoring import SHIPPED, Rescorer, Weights
from retrieval.answer.search import Scored, ranked
from retrieval.index.postings import Mask
from retrieval.index.snapshot import Snapshot
from retrieval.query.query import Query

CANDIDATES = 20
"""Passages whose evidence is looked at; what BM25 puts behind them is no answer by itself."""
JUDGED = 10
"""Of so many best passages one must answer, or nothing does."""


def ranking(
    snapshot: Snapshot,
    query: Query,
    articles: Mask | None = None,
    weights: Weights = SHIPPED,
    *,
    depth: int = CANDIDATES,
) -> tuple[Scored, ...]:
    """Rank the passages for a query, best first, supported or not; `articles` restrict them.

    With a ``depth`` of more than `CANDIDATES` those that BM25 puts behind them follow.
    """
    found = ranked(
        snapshot, query.terms, query.wholes, limit=depth, articles=articles, days=query.days
    )
    evidence = Rescorer(snapshot, query, weights)
    candidates, behind = found[:CANDIDATES], found[CANDIDATES:]
    best = [Scored(one.passage, one.score + evidence.gain(one.passage)) for one in candidates]
    return (*sorted(best, key=lambda one: (-one.score, one.passage)), *behind)
