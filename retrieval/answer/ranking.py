"""The passages that answer a question, best first: BM25's candidates, by score and evidence.

A candidate's rank is its BM25 score, as a share of the best one's, and its support (see `support`),
added up; what holds words of the kind sought, or stands in a story of the day asked for, gains.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.answer.support import Judge, Support
from retrieval.index.postings import Mask
from retrieval.index.snapshot import Snapshot
from retrieval.query.query import Query
from retrieval.search import Scored, ranked

CANDIDATES = 40
"""Passages that are judged; what BM25 puts behind them is no answer."""

_WHOLE, _SOUGHT = 1.5, 0.15  # beside a score of at most 1


@dataclass(frozen=True, slots=True)
class Judged:
    """A passage by its place in the snapshot, its score with all evidence, and its support."""

    scored: Scored
    support: Support


def judged(snapshot: Snapshot, query: Query, articles: Mask | None = None) -> Sequence[Judged]:
    """Rank the passages for a query, best first, supported or not; `articles` restrict them."""
    candidates = ranked(snapshot, query.terms, query.names, limit=CANDIDATES, articles=articles)
    judge = Judge(snapshot, query)
    best = max((one.score for one in candidates), default=0.0) or 1.0
    found = []
    for one in candidates:
        support = judge.support(one.passage)
        gain = _WHOLE * support.whole + _SOUGHT * support.sought
        found.append(Judged(Scored(one.passage, one.score / best + gain), support))
    return sorted(found, key=lambda judged: (-judged.scored.score, judged.scored.passage))
