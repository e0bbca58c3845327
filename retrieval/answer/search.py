"""BM25 over passages: terms, whole strings and days."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from retrieval.index.bm25 import PassageIndex
from retrieval.index.postings import Floats, Mask, Postings
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
    articles: Mask | None = None,
    days: Days | None = None,
) -> tuple[Scored, ...]:
    """Return the best passages for terms and for wholes, strings with their weights, best first.

    `articles` is a mask of those that may be found. Passages in which nothing stands are left out;
    of equal ones the one earlier in the archive comes first. ``days`` count as a term of the
    passages dated on them, or, for less, right after.
    """
    beside = [(snapshot.name_postings(whole), weight) for whole, weight in wholes]
    if days is not None:
        beside.append((_dated(snapshot, days), 1.0))
    found, scores = snapshot.index.top(
        heaviest(snapshot.index, terms),
        limit,
        names=beside,
        allowed=None if articles is None else articles[snapshot.article_of],
    )
    return tuple(
        Scored(int(passage), float(score)) for passage, score in zip(found, scores, strict=True)
    )


def nearness(snapshot: Snapshot, days: Days) -> Floats:
    """Return how near each article's date is to days: 1 on them, `AFTER` right after, or 0."""
    near = days.among(snapshot.days).astype(np.float64)
    if days.after is not None:
        np.maximum(near, AFTER * days.after.among(snapshot.days), out=near)
    return near


def _dated(snapshot: Snapshot, days: Days) -> Postings:
    near = nearness(snapshot, days)[snapshot.article_of]
    ids = np.flatnonzero(near).astype(np.int32)
    return Postings(ids, near[ids].astype(np.float32))


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
