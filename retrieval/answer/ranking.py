"""The passages for a question, best first: BM25's candidates, rescored.

A candidate's score is that of BM25 and what `rescoring` adds.
"""

from collections import defaultdict
from collections.abc import Sequence
from itertools import groupby

from retrieval.answer.evidence import Witness
from retrieval.answer.rescoring import SHIPPED, Rescorer, Weights
from retrieval.answer.search import Scored, ranked
from retrieval.answer.typed_thing import TypedThing
from retrieval.index.id_set import IdSet
from retrieval.index.snapshot import Snapshot
from retrieval.query.query import Query

CANDIDATES = 20
"""Passages that are rescored; what BM25 puts behind them is no answer by itself."""
JUDGED = 5
"""So many best passages are looked at for evidence."""


MATTER = 300
"""Passages among which the newest are looked for, where the newest are asked for."""

_NEAR_BEST = 0.7  # of the score of a story's best passage, to be shown before it
_ON_MATTER = 0.5  # of the best score, to be a candidate where the newest is asked for
_MENTIONED = 0.4  # of the best score, to be of a story that does more than mention the matter


def ranking(
    snapshot: Snapshot,
    query: Query,
    articles: IdSet | None = None,
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
    gains = rescorer.gains([one.passage for one in candidates])
    best = [
        Scored(one.passage, one.score + gain) for one, gain in zip(candidates, gains, strict=True)
    ]
    best.sort(key=lambda one: (-one.score, one.passage))
    best = [
        one
        for _, equals in groupby(best, key=lambda one: one.score)
        for one in _newest_first(snapshot, list(equals))
    ]
    ordered = _newest_stories(snapshot, query, best) if query.recent else best
    return (*_typed_first(snapshot, query, ordered), *behind)


def _typed_first(snapshot: Snapshot, query: Query, found: Sequence[Scored]) -> Sequence[Scored]:
    """Return passages with those of one story in another order: what is asked for comes first.

    It is looked for in the first `JUDGED`. Stories and scores stay where they are, and so do
    passages that score far below their story's best.
    """
    typed = TypedThing(query, snapshot.names)
    if not typed.is_asked:
        return found
    places: defaultdict[int, list[int]] = defaultdict(list)
    for at, one in enumerate(found[:JUDGED]):
        story = places[snapshot.doc_id_of(one.passage)]
        if not story or one.score >= _NEAR_BEST * found[story[0]].score:
            story.append(at)
    ordered = list(found)
    for story in (one for one in places.values() if len(one) > 1):
        held = {at: typed.holds(snapshot.compact(found[at].passage)) for at in story}
        first = sorted(story, key=lambda at: not held[at])
        for at, better in zip(story, first, strict=True):
            ordered[at] = Scored(found[better].passage, found[at].score)
    return ordered


def _newest(snapshot: Snapshot, found: Sequence[Scored]) -> tuple[Scored, ...]:
    """Return passages, best first, with those on the matter of the best first, the newest first."""
    on = [one for one in found if one.score >= _ON_MATTER * found[0].score]
    on.sort(key=lambda one: -_day(snapshot, one))
    return (*on, *found[len(on) :])


def _newest_stories(
    snapshot: Snapshot, query: Query, found: Sequence[Scored]
) -> tuple[Scored, ...]:
    """Return passages, best first, with those first whose stories have all that the best one has.

    Of these the newest comes first.
    """
    witness = Witness(snapshot, query)
    covered = [witness.of(one.passage, one.score).coverage for one in found]
    on = [
        one
        for one, coverage in zip(found, covered, strict=True)
        if coverage >= covered[0] and one.score >= _MENTIONED * found[0].score
    ]
    off = [one for one in found if one not in on]
    return (*sorted(on, key=lambda one: -_day(snapshot, one)), *off)


def _newest_first(snapshot: Snapshot, equals: list[Scored]) -> list[Scored]:
    """Return passages that score the same, the newest first, of one day in the order given."""
    return sorted(equals, key=lambda one: -_day(snapshot, one)) if len(equals) > 1 else equals


def _day(snapshot: Snapshot, one: Scored) -> int:
    return snapshot.day(snapshot.doc_id_of(one.passage))
