"""In how many passages terms and strings stand: exactly, without those that were deleted.

The shards tell of many terms at once, but count deleted passages until they come to throw them
away. So what they tell is exact where it is 0, or where they have no deleted passages; the rest is
counted term by term, which takes several times as long.
"""

import asyncio
from collections.abc import Mapping, Sequence

from retrieval.analysis.keys import key_of
from retrieval.errors import SearchUnavailable
from retrieval.opensearch.client import SearchClient
from retrieval.opensearch.lru_cache import LruCache
from retrieval.opensearch.mapping import IndexKind, alias
from retrieval.opensearch.queries import Query, termed, whole
from retrieval.opensearch.responses import RoutedShards, Statistics
from retrieval.opensearch.tokens import OFTEN, key_token

_MOST_KNOWN = 1 << 15  # terms and strings that are remembered
_TRIED_AT_ONCE = 8
_MOST_TRIED = 4096  # routings, of which one in so many goes to a shard that is still looked for


class Frequencies:
    """The frequencies in one generation of an archive's index, remembered for a revision."""

    def __init__(self, client: SearchClient, shards: int, passages: int) -> None:
        """Begin with none; There are so many shards and passages."""
        self._client = client
        self._index = alias(client.prefix, IndexKind.PASSAGES)
        self._count = shards
        self._passages = passages
        self._routings: dict[tuple[str, int], str] = {}
        self._known = LruCache[tuple[bool, str], int](_MOST_KNOWN)

    async def of(self, terms: Sequence[str], wholes: Sequence[str]) -> list[int]:
        """Return in how many passages, their titles counted in, each stands; terms first.

        Raises SearchUnavailable.
        """
        asked = [*((False, term) for term in terms), *((True, word) for word in wholes)]
        known = self._known.of(asked)
        missing = [one for one in dict.fromkeys(asked) if one not in known]
        if missing:
            found = await self._found([word for is_whole, word in missing if not is_whole])
            left = [one for one in missing if one[0] or one[1] not in found]
            counted = await self._counted([_query(*one) for one in left])
            known |= dict(zip(left, counted, strict=True))
            known |= {(False, term): count for term, count in found.items()}
        self._known.keep(known)
        return [known[one] for one in asked]

    async def _found(self, terms: Sequence[str]) -> dict[str, int]:
        """Return the frequencies of those terms of which shards tell them exactly."""
        if not terms:
            return {}
        tokens = {term: key_token(key_of(term)) for term in terms}
        document = {"terms": " ".join(f"{token}{OFTEN}1" for token in tokens.values())}
        shards = await self._shards()
        statistics = await self._client.request(
            "POST",
            "/_mtermvectors",
            Statistics,
            {
                "docs": [
                    {
                        "_index": self._index,
                        "routing": routing,
                        "doc": document,
                        "term_statistics": True,
                        "positions": False,
                        "offsets": False,
                        "payloads": False,
                    }
                    for routing in shards.values()
                ]
            },
        )
        if any(shard.error is not None for shard in statistics.docs):
            raise SearchUnavailable("/_mtermvectors: some shards did not answer")
        if any(
            shard.index != index for shard, (index, _) in zip(statistics.docs, shards, strict=True)
        ):
            self._routings.clear()  # another index has come in its place
            return {}
        fields = [shard.fields["terms"] for shard in statistics.docs if "terms" in shard.fields]
        there = sum(field.of_field.documents for field in fields)
        found = {
            term: sum(f.terms[token].documents for f in fields if token in f.terms)
            for term, token in tokens.items()
        }
        if there == self._passages:
            return found
        return {term: 0 for term, count in found.items() if not count}

    async def _counted(self, queries: Sequence[Query]) -> list[int]:
        bodies = [{"query": query, "size": 0, "track_total_hits": True} for query in queries]
        return [one.count for one in await self._client.searches(self._index, bodies)]

    async def _shards(self) -> Mapping[tuple[str, int], str]:
        """Return a routing to each shard, by its index and number: try some until each has one."""
        if self._routings:
            return self._routings
        found: dict[tuple[str, int], str] = {}
        for first in range(0, _MOST_TRIED, _TRIED_AT_ONCE):
            tried = [str(number) for number in range(first, first + _TRIED_AT_ONCE)]
            shards = await asyncio.gather(*map(self._shard, tried))
            for routing, shard in zip(tried, shards, strict=True):
                found.setdefault(shard, routing)
            if len(found) == self._count:
                self._routings = found
                return found
        raise SearchUnavailable(f"{self._index}: a shard that nothing is routed to")

    async def _shard(self, routing: str) -> tuple[str, int]:
        """Return the shard that a routing leads to; a node knows it without the manager of all."""
        routed = await self._client.request(
            "GET",
            f"/{self._index}/_search_shards",
            RoutedShards,
            params={"routing": routing, "local": "true"},
        )
        copies = next(iter(routed.shards), [])
        if not copies:
            raise SearchUnavailable(f"{self._index}: a shard has no copy")
        return copies[0].index, copies[0].shard


def _query(is_whole: bool, word: str) -> Query:  # noqa: FBT001 (as it is asked)
    return whole(word) if is_whole else termed(word)
