"""BM25 over passages: terms, whole strings and days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.index.bm25 import PassageIndex
from retrieval.index.id_set import NO_IDS, IdSet
from retrieval.index.outside import Stretches
from retrieval.index.snapshot import Snapshot
from retrieval.query.days import Days

PER_ARTICLE = 3
AFTER = 0.5


MOST_TERMS = 64
"""Terms that passages are ranked by; of more, the heaviest."""


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage, by its place in the snapshot, and its score."""

    passage: int
    score: float


def heaviest(
    index: PassageIndex, terms: Sequence[tuple[str, float]]
) -> Sequence[tuple[str, float]]:
    """Return the `MOST_TERMS` terms whose weight times idf is the most, in their order.

    So no question costs more than that many terms.
    """
    if len(terms) <= MOST_TERMS:
        return terms
    worths = np.array(index.worths(terms))
    kept = np.sort(np.argsort(-worths, kind="stable")[:MOST_TERMS])
    return [terms[at] for at in kept]


def ranked(  # noqa: PLR0913
    snapshot: Snapshot,
    terms: Sequence[tuple[str, float]],
    wholes: Sequence[tuple[str, float]] = (),
    *,
    limit: int,
    articles: IdSet | None = None,
    days: Days | None = None,
) -> tuple[Scored, ...]:
    """Return the best passages for terms and for wholes, strings with their weights, best first.

    `articles` are those that may be found. Passages in which nothing stands are left out;
    of equal ones the one earlier in the archive comes first. ``days`` count as a term of the
    passages dated on them, or, for less, right after.
    """
    found, scores = snapshot.best(
        heaviest(snapshot.index, terms),
        wholes,
        limit,
        among=articles,
        stretches=None if days is None else nearness(snapshot, days).stretches(snapshot),
    )
    return tuple(map(Scored, found.tolist(), scores.tolist()))


@dataclass(frozen=True, slots=True)
class Nearness:
    """The articles that are dated on some days, and those right after them: these are less near."""

    on: IdSet
    after: IdSet

    def of(self, doc_id: int) -> float:
        """Return how near an article is: 1 on the days, `AFTER` right after, or 0."""
        return 1.0 if doc_id in self.on else AFTER * (doc_id in self.after)

    def stretches(self, snapshot: Snapshot) -> Stretches:
        """Return the passages of the articles, counted by how near these are."""
        on, after = snapshot.passages_in(self.on), snapshot.passages_in(self.after)
        return Stretches(((on, 1.0), (after, AFTER)))


def nearness(snapshot: Snapshot, days: Days) -> Nearness:
    """Return which articles are near to days."""
    on = snapshot.of_days(days)
    after = NO_IDS if days.after is None else snapshot.of_days(days.after) - on
    return Nearness(on, after)


def spread(snapshot: Snapshot, scored: Sequence[Scored], limit: int) -> tuple[Scored, ...]:
    """Return up to `limit` passages, at most `PER_ARTICLE` of one article before others'."""
    seen: Counter[int] = Counter()
    first: list[Scored] = []
    later: list[Scored] = []
    for one in scored:
        article = snapshot.doc_id_of(one.passage)
        (first if seen[article] < PER_ARTICLE else later).append(one)
        seen[article] += 1
    return tuple([*first, *later][:limit])
