"""The passages for a question, best first: BM25's candidates, rescored.

A candidate's score is that of BM25 and what `rescoring` adds.
"""

from collections.abc import Sequence

from retrieval.answer.rescoring import SHIPPED, Rescorer, Weights
from retrieval.answer.search import Scored, ranked
from retrieval.index.postings import Mask
from retrieval.index.snapshot import Snapshot
from retrieval.query.query import Query

CANDIDATES = 20
"""Passages that are rescored; what BM25 puts behind them is no answer by itself."""
JUDGED = 5
"""So many best passages are looked at for evidence."""


MATTER = 300
"""Passages among which the newest are looked for, where the newest are asked for."""

_ON_MATTER = 0.6  # of the best score, to be of a story on the matter


def ranking(
    snapshot: Snapshot,
    query: Query,
    articles: Mask | None = None,
    weights: Weights = SHIPPED,
    *,
    depth: int = CANDIDATES,
) -> tuple[Scored, ...]:
    """Return the passages for a query, best first, answers or not, of the `articles` if given.

    With a ``depth`` of more than `CANDIDATES` those that BM25 puts behind them follow. Where the
    newest is asked for, the newest of the stories on the matter come first; of equal passages the
    newest does in any case.
    """
    found = ranked(
        snapshot,
        query.terms,
        query.wholes,
        limit=max(depth, MATTER) if query.recent else depth,
        articles=articles,
        days=query.days,
    )
    if query.recent:
        found = _newest(snapshot, found)
    rescorer = Rescorer(snapshot, query, weights)
    candidates, behind = found[:CANDIDATES], found[CANDIDATES:depth]
    best = [Scored(one.passage, one.score + rescorer.gain(one.passage)) for one in candidates]
    best.sort(key=lambda one: (-one.score, -_day(snapshot, one), one.passage))
    return (*(_newest(snapshot, best) if query.recent else best), *behind)


def _newest(snapshot: Snapshot, found: Sequence[Scored]) -> tuple[Scored, ...]:
    """Return passages, best first, with those on the matter of the best first, the newest first."""
    on = [one for one in found if one.score >= _ON_MATTER * found[0].score]
    on.sort(key=lambda one: -_day(snapshot, one))
    return (*on, *found[len(on) :])


def _day(snapshot: Snapshot, one: Scored) -> int:
    return int(snapshot.days[snapshot.doc_id_of(one.passage)])
