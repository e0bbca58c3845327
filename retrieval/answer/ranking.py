"""The passages for a question, best first: BM25's candidates, by score and evidence.

A candidate's rank is its BM25 score and what its evidence adds (see `evidence`).
"""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from retrieval.answer.evidence import SHIPPED, Evidence, Weights
from retrieval.answer.support import Judge
from retrieval.index.postings import Mask
from retrieval.index.snapshot import Snapshot
from retrieval.query.query import Query
from retrieval.search import Scored, ranked

CANDIDATES = 20
"""Passages whose evidence is looked at; what BM25 puts behind them is no answer."""
JUDGED = 10
"""Of so many best passages one must answer, or nothing does."""
WHOLE, SOUGHT = 0.3, 0.1
"""What a passage gains that meets all of a question, or the kind of thing it seeks: so many times
the question's weight."""


@dataclass(frozen=True, slots=True)
class Judged:
    """Ranked passages, best first, and whether one of them answers."""

    found: tuple[Scored, ...]
    answers: bool


def ranking(
    snapshot: Snapshot,
    query: Query,
    articles: Mask | None = None,
    weights: Weights = SHIPPED,
) -> tuple[Scored, ...]:
    """Rank the passages for a query, best first, supported or not; `articles` restrict them."""
    candidates = ranked(
        snapshot, query.terms, query.names, limit=CANDIDATES, articles=articles, days=query.days
    )
    evidence = Evidence(snapshot, query, weights)
    found = [Scored(one.passage, one.score + evidence.gain(one.passage)) for one in candidates]
    return _ordered(found)


def judged(snapshot: Snapshot, query: Query, found: Sequence[Scored]) -> Judged:
    """Judge the first `JUDGED` of the ranked passages; those that meet more of what is asked gain.

    On one page, where every story has its words, what is met tells more than any score.
    """
    judge = Judge(snapshot, query)
    gained: list[Scored] = []
    answers = False
    for one in found[:JUDGED]:
        support = judge.support(one.passage, one.score)
        gain = judge.worth * (WHOLE * support.whole + SOUGHT * support.sought)
        gained.append(Scored(one.passage, one.score + gain))
        answers = answers or support.answers
    return Judged((*_ordered(gained), *found[JUDGED:]), answers)


def _ordered(found: Iterable[Scored]) -> tuple[Scored, ...]:
    return tuple(sorted(found, key=lambda one: (-one.score, one.passage)))
