"""Which names of a cluster may be meant in texts: those that a gazetteer would find, and others.

What a gazetteer looks up are strings of a text by their hashes (`retrieval.names.candidates`); so
are the cluster's names. An office may have thousands of holders, of whom a gazetteer reads a few:
of each office no more are fetched.
"""

import asyncio
from collections.abc import Iterable, Iterator, Mapping, Sequence

import msgspec
import numpy as np

from retrieval.names import hashes
from retrieval.names.aliases import ABBREVIATIONS, REORDERED
from retrieval.names.layers import MOST
from retrieval.names.name import Name, NameKind
from retrieval.names.posts import ADDRESSES, title
from retrieval.opensearch.client import SearchClient
from retrieval.opensearch.mapping import IndexKind, alias
from retrieval.opensearch.name_documents import hash_tokens
from retrieval.opensearch.queries import Query, any_of, any_query
from retrieval.opensearch.responses import SearchAnswer, TermBuckets

_LOT = 2000  # documents of an answer
_TERMS = 50_000  # values that a query may have
_OFFICES = 10_000  # of which an answer says how many hold each
_SHORTEST = 2  # characters of a name
_HOLDERS = 2 * MOST  # of an office: hashes may be the same by chance
_QUESTION = 500  # characters; in longer texts nobody abbreviates
_ADDRESSES = tuple(ADDRESSES)


class _Row(msgspec.Struct):
    """A key's names: text, kind, post and how often each is introduced."""

    records: list[tuple[str, NameKind, str | None, int]]


class NameSearch:
    """Asks for names."""

    def __init__(self, client: SearchClient) -> None:
        self._client = client
        self._index = alias(client.prefix, IndexKind.NAMES)

    async def meant(self, texts: Sequence[str], misspelt: Sequence[str]) -> dict[Name, int]:
        """Return the names that may be meant in compact texts, all of a key's together.

        Some of the texts may be misspelt. Raises SearchUnavailable.
        """
        looked_up = _LookedUp.of(list(dict.fromkeys([*texts, *misspelt])), misspelt)
        queries = [
            any_query([any_of(field, some) for field, some in fields.items()])
            for fields in _lots(looked_up.tokens())
        ]
        found, held = await asyncio.gather(self._every(queries), self._held(looked_up.offices))
        few = [office for office, holders in held.items() if holders <= _HOLDERS]
        many = [office for office, holders in held.items() if holders > _HOLDERS]
        if few:
            found |= await self._every([any_of("offices", few)])
        bodies = [self._heaviest(any_of("offices", [office]), _HOLDERS) for office in many]
        for answer in await self._client.searches(self._index, bodies):
            found |= _names(answer)
        return found

    async def reporters(self, most: int) -> dict[Name, int]:
        """Return the names of those who are credited most, all of a key's together.

        Raises SearchUnavailable.
        """
        body = self._heaviest({"term": {"reporter": True}}, most)
        found: dict[Name, int] = {}
        for answer in await self._client.searches(self._index, [body] if most else []):
            found |= _names(answer)
        return found

    async def _held(self, offices: Sequence[str]) -> dict[str, int]:
        """Return how many hold each of some offices, by their tokens; nothing of one that none do.

        Where there are few, what the values are is read of each document: to number all values
        first, as the cluster would, takes long after each change.
        """
        lots = [offices[at : at + _OFFICES] for at in range(0, len(offices), _OFFICES)]
        bodies: list[dict[str, object]] = []
        for lot in lots:
            counted = {"field": "offices", "include": list(lot), "size": len(lot)}
            by_office = {"terms": {**counted, "execution_hint": "map"}}
            query = any_of("offices", lot)
            bodies.append({"query": query, "size": 0, "aggs": {"offices": by_office}})
        held: dict[str, int] = {}
        for answer in await self._client.searches(self._index, bodies):
            read = msgspec.json.decode(answer.aggregations["offices"], type=TermBuckets)
            held |= {bucket.key: bucket.count for bucket in read.buckets}
        return held

    async def _every(self, queries: Sequence[Query]) -> dict[Name, int]:
        """Return all names that any query finds."""
        bodies: list[dict[str, object]] = [
            {"query": query, "size": _LOT, "sort": ["key"], "_source": ["records"]}
            for query in queries
        ]
        found: dict[Name, int] = {}
        while bodies:
            further = []
            answers = await self._client.searches(self._index, bodies)
            for body, answer in zip(bodies, answers, strict=True):
                found |= _names(answer)
                if len(answer.hits.hits) == _LOT:
                    further.append({**body, "search_after": answer.hits.hits[-1].sort})
            bodies = further
        return found

    @staticmethod
    def _heaviest(query: Query, most: int) -> dict[str, object]:
        return {
            "query": {"constant_score": {"filter": query}},
            "size": most,
            "sort": [{"weight": "desc"}, "key"],
            "_source": ["records"],
            "track_total_hits": False,
        }


class _LookedUp(msgspec.Struct):
    """The hash tokens of what is looked up in texts, by the field that it is looked up in."""

    called: list[str]
    misspelt: list[str]
    short: list[str]
    offices: list[str]

    @classmethod
    def of(cls, texts: Sequence[str], misspelt: Sequence[str]) -> "_LookedUp":
        questions = [text for text in texts if len(text) <= _QUESTION]
        return cls(
            _windows(texts, range(_SHORTEST, hashes.LONGEST + 1)),
            hash_tokens(_patterns(misspelt)),
            _windows(questions, ABBREVIATIONS),
            hash_tokens(set(map(hashes.hash_of, _offices(texts)))),
        )

    def tokens(self) -> Iterator[tuple[str, str]]:
        """Yield fields with tokens, but for offices."""
        for field in ("called", "misspelt", "short"):
            yield from ((field, token) for token in getattr(self, field))


def _windows(texts: Iterable[str], sizes: Iterable[int]) -> list[str]:
    """Return the hash tokens of all strings of some sizes that stand in texts."""
    each = [np.empty(0, np.uint32)]
    for text in texts:
        codes = hashes.codes_of(text)
        for size in sizes:
            if size <= len(codes):
                starts = np.arange(len(codes) - size + 1)
                each.append(hashes.halved(hashes.windows(codes, starts, size).sum(axis=1)))
    return hash_tokens(np.unique(np.concatenate(each)).tolist())


def _patterns(texts: Iterable[str]) -> set[int]:
    """Return the hashes of what is misspelt in texts, and of texts that are names misspelt."""
    found: set[int] = set()
    for text in texts:
        if len(text) >= REORDERED[0]:
            starts = np.arange(len(text) - REORDERED[0] + 1)
            rows = hashes.windows(hashes.codes_of(text), starts, REORDERED[-1])
            found |= set(np.unique(hashes.patterns(rows, tuple(REORDERED))).tolist())
        if _SHORTEST <= len(text) <= hashes.LONGEST:
            whole = hashes.patterns(hashes.weighed([text]), (len(text),))
            found |= set(whole[0].tolist())
    return found


def _offices(texts: Iterable[str]) -> set[str]:
    """Return the strings of texts that a post may be called: they end with a title."""
    found = set()
    for text in texts:
        for end in range(_SHORTEST, len(text) + 1):
            if text[:end].endswith(_ADDRESSES):
                starts = range(max(end - hashes.LONGEST, 0), end - _SHORTEST + 1)
                some = (text[start:end] for start in starts)
                found |= {office for office in some if title(office) in ADDRESSES}
    return found


def _lots(tokens: Iterable[tuple[str, str]]) -> Iterator[Mapping[str, list[str]]]:
    """Yield fields with their tokens, no more of all together than a query may have."""
    lot: dict[str, list[str]] = {}
    size = 0
    for field, token in tokens:
        lot.setdefault(field, []).append(token)
        size += 1
        if size == _TERMS:
            yield lot
            lot, size = {}, 0
    if lot:
        yield lot


def _names(answer: SearchAnswer) -> dict[Name, int]:
    rows = (msgspec.json.decode(hit.source, type=_Row) for hit in answer.hits.hits)
    return {
        Name(text, kind, post): often for row in rows for text, kind, post, often in row.records
    }
