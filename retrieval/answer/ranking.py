"""The passages for a question, best first: BM25's candidates, by score and evidence.

A candidate's rank is its BM25 score and what its evidence adds (see `evidence`).
"""

from retrieval.answer.evidence import SHIPPED, Evidence, Weights
from retrieval.index.postings import Mask
from retrieval.index.snapshot import Snapshot
from retrieval.query.query import Query
from retrieval.search import Scored, ranked

CANDIDATES = 20
"""Passages whose evidence is looked at; what BM25 puts behind them is no answer."""
JUDGED = 10
"""Of so many best passages one must answer, or nothing does."""


def ranking(
    snapshot: Snapshot,
    query: Query,
    articles: Mask | None = None,
    weights: Weights = SHIPPED,
) -> tuple[Scored, ...]:
    """Rank the passages for a query, best first, supported or not; `articles` restrict them."""
    candidates = ranked(
        snapshot, query.terms, query.wholes, limit=CANDIDATES, articles=articles, days=query.days
    )
    evidence = Evidence(snapshot, query, weights)
    found = [Scored(one.passage, one.score + evidence.gain(one.passage)) for one in candidates]
    return tuple(sorted(found, key=lambda one: (-one.score, one.passage)))
