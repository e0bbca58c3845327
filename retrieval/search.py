"""Ranking: which passages answer a query best."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

from retrieval.index.postings import Mask
from retrieval.index.snapshot import Snapshot

PER_ARTICLE = 2


@dataclass(frozen=True, slots=True)
class Scored:
    """A passage, by its place in the snapshot, and its score."""

    passage: int
    score: float


def ranked(
    snapshot: Snapshot,
    terms: Sequence[tuple[str, float]],
    names: Sequence[str] = (),
    *,
    limit: int,
    articles: Mask | None = None,
) -> tuple[Scored, ...]:
    """Give the best passages for terms with their weights and for names, best first.

    `articles` says of each article of the snapshot whether it may be given. Passages in which none
    of it stands are never given; of equal ones the one earlier in the archive comes first.
    """
    found, scores = snapshot.index.top(
        terms,
        limit,
        names=[(snapshot.name_postings(name), 1.0) for name in names],
        allowed=None if articles is None else articles[snapshot.article_of],
    )
    return tuple(
        Scored(int(passage), float(score)) for passage, score in zip(found, scores, strict=True)
    )


def spread(snapshot: Snapshot, scored: Sequence[Scored], limit: int) -> tuple[Scored, ...]:
    """Give up to `limit` of them, at most two per article before others get their turn."""
    seen: Counter[int] = Counter()
    first: list[Scored] = []
    later: list[Scored] = []
    for one in scored:
        article = int(snapshot.article_of[one.passage])
        (first if seen[article] < PER_ARTICLE else later).append(one)
        seen[article] += 1
    return tuple([*first, *later][:limit])
