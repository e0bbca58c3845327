"""The searcher over a cluster: what the port promises, by the cluster's means."""

import asyncio
from base64 import b64decode
from collections.abc import Awaitable, Callable, Mapping, Sequence
from dataclasses import dataclass
from math import log1p
from typing import Self

import msgspec

from retrieval.errors import SearchUnavailable
from retrieval.index.kernel import Keys
from retrieval.index.records import from_bytes
from retrieval.names.name import Name
from retrieval.opensearch.address import SearchAddress
from retrieval.opensearch.client import SearchClient
from retrieval.opensearch.counting import Counting
from retrieval.opensearch.frequencies import Frequencies
from retrieval.opensearch.lru_cache import LruCache
from retrieval.opensearch.mapping import IndexKind, alias
from retrieval.opensearch.name_search import NameSearch
from retrieval.opensearch.queries import (
    FIELDS,
    FIRST,
    UNFETCHED,
    all_queries,
    any_of,
    any_query,
    inexact,
    of_articles,
    replaced,
)
from retrieval.opensearch.ranking import counted_for, near, ranked
from retrieval.opensearch.responses import FoundDocument
from retrieval.opensearch.totals import State, state, totals
from retrieval.searcher.indexed import Indexed, indexed
from retrieval.searcher.searcher import Listed, Ranked, Totals
from retrieval.searcher.sets import Articles, ArticleSet

_AT_ONCE = 500  # articles of an answer
_FETCHED = 10_000  # documents without their sources
_WHOLE = 2000  # more articles of the last key
_MOST_KEPT = 2000  # articles that are remembered, some 20 kB each
_FEW = 5000  # articles that are told one by one what they have


@dataclass(frozen=True, slots=True)
class _Known:
    """What is remembered of a state of the archive."""

    state: State
    totals: Totals
    frequencies: Frequencies
    tallies: tuple[Keys, Keys, Keys]
    articles: LruCache[int, Indexed]


class _Article(msgspec.Struct):
    """What is kept of an article."""

    revision: int
    record: str
    cuts: list[str]


IsOwn = Callable[[int, str], Awaitable[bool]]
"""Says of a revision and its mark whether they are the archive's."""


class OpenSearchSearcher:
    """Searches an archive in a cluster; a context manager, which ends its connections.

    ``is_own`` says of a revision and its mark whether they are the archive's: what another archive
    has there is never told. Without it all is taken for the archive's.
    """

    def __init__(self, client: SearchClient, is_own: IsOwn | None = None) -> None:
        self._client = client
        self._is_own = is_own
        self._index = alias(client.prefix, IndexKind.PASSAGES)
        self._counting = Counting(client)
        self._names = NameSearch(client)
        self._known: _Known | None = None
        self._learning = asyncio.Lock()

    @classmethod
    def at(cls, address: SearchAddress) -> Self:
        """Search the archive at an address. Raises SearchUnavailable without the extra."""
        return cls(SearchClient(address))

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(self, *_: object) -> None:
        await self.close()

    async def close(self) -> None:
        """End all connections."""
        await self._client.close()

    async def totals(self) -> Totals:
        """Return how much there is, and the revision that is wholly indexed."""
        return (await self._learnt()).totals

    async def frequencies(self, terms: Sequence[str], wholes: Sequence[str]) -> list[int]:
        """Return in how many passages each stands; terms first."""
        return await (await self._at_hand()).frequencies.of(terms, wholes)

    async def counts(self, sets: Sequence[ArticleSet], passages: Sequence[ArticleSet]) -> list[int]:
        """Return how many articles each set has, then how many passages others' articles have."""
        each = await asyncio.gather(
            self._counting.articles(sets), self._counting.passages(passages)
        )
        return [count for counts in each for count in counts]

    async def candidates(self, asked: Sequence[Ranked]) -> list[list[int]]:
        """Return for each the ids of the articles with its best passages."""
        known = await self._at_hand()
        exact = await self._told(asked)
        days = [near(one) for one in exact]
        terms, wholes = counted_for(exact)
        often, passages = await asyncio.gather(
            known.frequencies.of(terms, wholes),
            self._counting.passages([one for one in days if one is not None]),
        )
        counted = dict(zip([*terms, *wholes], often, strict=True))
        counts = iter(passages)

        def idf(frequency: int) -> float:
            return log1p((known.totals.passages - frequency + 0.5) / (frequency + 0.5))

        bodies = [
            ranked(one, idf, counted, 0 if day is None else next(counts))
            for one, day in zip(exact, days, strict=True)
        ]
        answers = iter(
            await self._client.searches(
                self._index, [body for body in bodies if body is not None], everywhere=True
            )
        )
        return [[] if body is None else _articles_of(next(answers).hits.hits) for body in bodies]

    async def listings(self, asked: Sequence[Listed]) -> list[list[int]]:
        """Return the ids of the articles of each, in order."""
        found: list[list[tuple[int, int]]] = [[] for _ in asked]
        left = [at for at, one in enumerate(asked) if one.limit > 0]
        while left:
            bodies = [_listed(asked[at], found[at]) for at in left]
            further = []
            answers = await self._client.searches(self._index, bodies)
            for at, body, answer in zip(left, bodies, answers, strict=True):
                rows = [(int(hit.sort[0]), int(hit.sort[1])) for hit in answer.hits.hits]
                found[at] += rows
                if len(rows) == body["size"] and len(found[at]) < _wanted(asked[at]):
                    further.append(at)
            left = further
        return [_first(one, rows) for one, rows in zip(asked, found, strict=True)]

    async def articles(self, ids: Sequence[int]) -> dict[int, Indexed]:
        """Return articles by the ids asked for, or that they had before."""
        kept = (await self._at_hand()).articles
        found = kept.of(ids)
        if missing := [number for number in dict.fromkeys(ids) if number not in found]:
            fetched = await self._fetched(missing)
            kept.keep(fetched)
            found |= fetched
        return found

    async def _fetched(self, wanted: Sequence[int]) -> dict[int, Indexed]:
        """Return articles that are not remembered."""
        lots = [wanted[at : at + _AT_ONCE] for at in range(0, len(wanted), _AT_ONCE)]
        bodies = [
            {
                "query": all_queries(
                    [FIRST, any_query([any_of("article", lot), any_of("formers", lot)])]
                ),
                "size": 2 * len(lot),
                "docvalue_fields": ["formers"],
                "track_total_hits": False,
            }
            for lot in lots
        ]
        answers = await self._client.searches(self._index, bodies)
        hits = [hit for answer in answers for hit in answer.hits.hits]
        own = await asyncio.to_thread(_read, hits)
        former = {
            number: one
            for hit, one in zip(hits, own, strict=True)
            for number in hit.fields.get("formers", ())
        }
        every = former | {one.entry.stored.id: one for one in own}
        return {number: every[number] for number in wanted if number in every}

    async def names(self, texts: Sequence[str], misspelt: Sequence[str]) -> Mapping[Name, int]:
        """Return the names that may be meant in texts, each with how often it is introduced."""
        return await self._names.meant(texts, misspelt)

    async def reporters(self, most: int) -> Mapping[Name, int]:
        """Return the names of those who are credited most."""
        return await self._names.reporters(most)

    async def day_ends(self, asked: Sequence[tuple[ArticleSet, int]]) -> list[tuple[int, int]]:
        """Return the first and the last day of each set, of those from a least one on."""
        return await self._counting.day_ends(asked)

    async def credits(self, sets: Sequence[ArticleSet]) -> list[Keys]:
        """Return who is credited in each set."""
        return await self._counting.credits(sets)

    async def tallies(self) -> tuple[Keys, Keys, Keys]:
        """Return what there is of issues, days and papers."""
        return (await self._at_hand()).tallies

    async def _at_hand(self) -> _Known:
        return self._known or await self._learnt()

    async def _learnt(self) -> _Known:
        """Return what is known of the archive as it is now."""
        now = await state(self._client)
        if self._known is not None and self._known.state == now:
            return self._known
        async with self._learning:
            known = self._known  # which another question may have learnt meanwhile
            now = await state(self._client)
            if known is None or known.state != now:
                if self._is_own is not None and not await self._is_own(now.revision, now.mark):
                    raise SearchUnavailable(f"{now.index} is of another archive, or is ahead of it")
                tallies = await self._counting.tallies()
                found, shards = await totals(self._client, self._counting, now.revision, tallies)
                frequencies = Frequencies(self._client, shards, found.passages)
                known = self._known = _Known(now, found, frequencies, tallies, LruCache(_MOST_KEPT))
        return known

    async def _told(self, asked: Sequence[Ranked]) -> list[Ranked]:
        """Return what is asked with those parts of its sets named that passages can't tell.

        Not of parts with many articles: few passages of others come with theirs.
        """
        sets = [some for one in asked for some in (one.among, one.on, one.after) if some]
        parts = list(dict.fromkeys(part for one in sets for part in inexact(one)))
        bodies = [
            {
                "query": of_articles(part),
                "size": _FEW,
                "sort": ["_doc"],
                "docvalue_fields": ["article"],
                **UNFETCHED,
            }
            for part in parts
        ]
        known: dict[ArticleSet, ArticleSet] = {}
        answers = await self._client.searches(self._index, bodies)
        for part, answer in zip(parts, answers, strict=True):
            if len(answer.hits.hits) < _FEW:
                known[part] = Articles(frozenset(_articles_of(answer.hits.hits)))
        return [
            Ranked(
                one.terms,
                one.wholes,
                replaced(one.among, known),
                one.limit,
                None if one.on is None else replaced(one.on, known),
                None if one.after is None else replaced(one.after, known),
            )
            for one in asked
        ]


def _articles_of(hits: Sequence[FoundDocument]) -> list[int]:
    """Return the articles of documents, each once, in order."""
    return list(dict.fromkeys(hit.fields["article"][0] for hit in hits))


def _wanted(asked: Listed) -> int:
    return asked.limit + (_WHOLE if asked.whole else 0)


def _listed(asked: Listed, found: Sequence[tuple[int, int]]) -> dict[str, object]:
    """Return the search for what is to be listed after what was found."""
    highest = {"order": "desc", "mode": "max", "missing": 0}
    body: dict[str, object] = {
        "query": of_articles(asked.among),
        "size": min(_wanted(asked) - len(found), _FETCHED),
        "sort": [{FIELDS[asked.by]: highest}, "article"],
        **UNFETCHED,
    }
    return {**body, "search_after": list(found[-1])} if found else body


def _first(asked: Listed, rows: Sequence[tuple[int, int]]) -> list[int]:
    """Return the articles of rows of key and article that are asked for."""
    end = min(asked.limit, len(rows))
    if asked.whole and end:
        last = rows[end - 1][0]
        end += sum(key == last for key, _ in rows[end:])
    return [article for _, article in rows[:end]]


def _read(hits: Sequence[FoundDocument]) -> list[Indexed]:
    """Return the articles of first documents, in order."""
    entries, revisions, cuts = [], [], []
    for hit in hits:
        try:
            kept = msgspec.json.decode(hit.source, type=_Article)
            entries.append(from_bytes(kept.record.encode()))
            cuts.append(list(map(b64decode, kept.cuts)))
        except ValueError as error:
            raise SearchUnavailable(f"the record of {hit.id} can't be read") from error
        revisions.append(kept.revision)
    return indexed(entries, revisions, cuts)
