"""What is counted of articles in a cluster: how many, by whom, of which days, in which issues."""

from collections.abc import Mapping, Sequence

import msgspec
import numpy as np

from retrieval.index.kernel import Keys
from retrieval.index.lookups import COUNTED, TALLIED, By
from retrieval.opensearch.client import SearchClient
from retrieval.opensearch.documents import PARTED
from retrieval.opensearch.mapping import IndexKind, alias
from retrieval.opensearch.queries import FIELDS, FIRST, ROLES, Query, all_queries, of_articles
from retrieval.opensearch.responses import Bucket, Buckets, Figure, SearchAnswer
from retrieval.searcher.sets import ArticleSet

TALLIES = ("tally", "day_tally", "paper_tally")
"""Fields of what `retrieval.index.lookups.tallies` counts, in its order."""

_LOT = 10_000  # values of an answer
_COUNT: Mapping[str, object] = {"size": 0, "track_total_hits": True}
_NONE: Mapping[str, object] = {"size": 0, "track_total_hits": False}


class Counting:
    """Counts articles."""

    def __init__(self, client: SearchClient) -> None:
        self._client = client
        self._index = alias(client.prefix, IndexKind.PASSAGES)

    async def articles(self, sets: Sequence[ArticleSet]) -> list[int]:
        """Return how many articles each set has. Raises SearchUnavailable, as all here."""
        bodies = [{"query": of_articles(one), **_COUNT} for one in sets]
        return [one.count for one in await self._client.searches(self._index, bodies)]

    async def passages(self, sets: Sequence[ArticleSet]) -> list[int]:
        """Return how many passages the articles of each set have."""
        total = {"passages": {"sum": {"field": "passages"}}}
        bodies = [{"query": of_articles(one), "aggs": total, **_NONE} for one in sets]
        answers = await self._client.searches(self._index, bodies)
        return [_figure(one, "passages") for one in answers]

    async def day_ends(self, asked: Sequence[tuple[ArticleSet, int]]) -> list[tuple[int, int]]:
        """Return the first and the last day of each set, of those from a least one on; or 0, 0."""
        field = FIELDS[By.DAY]
        ends = {name: {name: {"field": field}} for name in ("min", "max")}
        bodies = []
        for one, least in asked:
            since: Query = {"range": {field: {"gte": least}}}
            bodies.append({"query": all_queries([of_articles(one), since]), "aggs": ends, **_NONE})
        answers = await self._client.searches(self._index, bodies)
        return [(_figure(one, "min"), _figure(one, "max")) for one in answers]

    async def credits(self, sets: Sequence[ArticleSet]) -> list[Keys]:
        """Return who is credited in each set, as `retrieval.index.lookups.credits_by_name` does."""
        fields = [ROLES[role] for role in COUNTED]
        asked = [(of_articles(one), field) for one in sets for field in fields]
        found = iter(await self.values(asked))
        return [_credited([next(found) for _ in fields]) for _ in sets]

    async def tallies(self) -> tuple[Keys, Keys, Keys]:
        """Return what there is of issues, days and papers: see `retrieval.index.lookups`."""
        found = await self.values([(FIRST, field) for field in TALLIES])
        issues, days, papers = (
            _tallied(buckets, columns) for buckets, columns in zip(found, TALLIED, strict=True)
        )
        return issues, days, papers

    async def values(self, asked: Sequence[tuple[Query, str]]) -> list[list[Bucket]]:
        """Return for queries and fields the values that documents have, ascending, with counts."""
        found: list[list[Bucket]] = [[] for _ in asked]
        left = [(at, _by_value(query, field, None)) for at, (query, field) in enumerate(asked)]
        while left:
            further = []
            answers = await self._client.searches(self._index, [body for _, body in left])
            for (at, _), answer in zip(left, answers, strict=True):
                read = msgspec.json.decode(answer.aggregations["values"], type=Buckets)
                found[at] += read.buckets
                if len(read.buckets) == _LOT:
                    further.append((at, _by_value(*asked[at], read.after_key)))
            left = further
        return found


def _by_value(
    query: Query, field: str, after: Mapping[str, int | str] | None
) -> Mapping[str, object]:
    every: dict[str, object] = {
        "size": _LOT,
        "sources": [{"value": {"terms": {"field": field}}}],
    }
    if after is not None:
        every["after"] = after
    return {"query": query, "aggs": {"values": {"composite": every}}, **_NONE}


def value_of(bucket: Bucket) -> int:
    """Return the number that documents of a bucket have."""
    return int(bucket.key["value"])


def _figure(answer: SearchAnswer, name: str) -> int:
    figure = msgspec.json.decode(answer.aggregations[name], type=Figure).value
    return 0 if figure is None else int(figure)


def _credited(by_role: Sequence[Sequence[Bucket]]) -> Keys:
    rows: dict[int, list[int]] = {}
    for column, buckets in enumerate(by_role):
        for bucket in buckets:
            rows.setdefault(value_of(bucket), [0] * len(by_role))[column] = bucket.count
    return _rows({(key,): counts for key, counts in rows.items()}, 1 + len(by_role))


def _tallied(buckets: Sequence[Bucket], columns: int) -> Keys:
    """Return rows of values with how many articles have them, and how many not held back."""
    rows: dict[tuple[int, ...], list[int]] = {}
    for bucket in buckets:
        *values, free = map(int, str(bucket.key["value"]).split(PARTED))
        counts = rows.setdefault(tuple(values), [0, 0])
        counts[0] += bucket.count
        counts[1] += bucket.count * free
    return _rows(rows, columns + 2)


def _rows(counted: Mapping[tuple[int, ...], Sequence[int]], width: int) -> Keys:
    rows = [[*values, *counted[values]] for values in sorted(counted)]
    return np.array(rows, np.int64).reshape(-1, width)
