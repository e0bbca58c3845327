"""What answering one question needed of a searcher so far, and what it was told."""

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field
from itertools import chain
from typing import Generic, TypeVar

from retrieval.index.kernel import Keys
from retrieval.names.name import Name
from retrieval.searcher.at_once import all_at_once
from retrieval.searcher.indexed import Indexed
from retrieval.searcher.searcher import Listed, Ranked, Searcher, Totals
from retrieval.searcher.sets import ArticleSet

_Asked = TypeVar("_Asked", bound=Hashable)
_Told = TypeVar("_Told")


class Batch(Generic[_Asked, _Told]):
    """Things of one kind that are asked for: told, or missing until the next round."""

    def __init__(self) -> None:
        self.told: dict[_Asked, _Told] = {}
        self._missing: dict[_Asked, None] = {}

    def of(self, asked: _Asked, otherwise: _Told) -> _Told:
        """Return what was told of a thing; else note that it is missing, return ``otherwise``."""
        if asked in self.told:
            return self.told[asked]
        self._missing[asked] = None
        return otherwise

    @property
    def is_met(self) -> bool:
        """Whether nothing is missing."""
        return not self._missing

    def take(self) -> list[_Asked]:
        """Return what is missing, in the order that it was asked for, to be told now."""
        missing = list(self._missing)
        self._missing.clear()
        return missing

    def tell(self, asked: Sequence[_Asked], told: Sequence[_Told]) -> None:
        """Keep what was told of what was asked, in the same order."""
        self.told.update(zip(asked, told, strict=True))


@dataclass(frozen=True, slots=True)
class Needs:
    """All kinds of needs of one question, and the articles at hand for it by their ids.

    ``totals`` are of the revision that all of it is of.
    """

    totals: Totals
    terms: Batch[str, int] = field(default_factory=Batch)
    wholes: Batch[str, int] = field(default_factory=Batch)
    counts: Batch[ArticleSet, int] = field(default_factory=Batch)
    passages: Batch[ArticleSet, int] = field(default_factory=Batch)
    ranked: Batch[Ranked, list[int]] = field(default_factory=Batch)
    listed: Batch[Listed, list[int]] = field(default_factory=Batch)
    articles: Batch[int, Indexed | None] = field(default_factory=Batch)
    texts: Batch[str, None] = field(default_factory=Batch)
    misspelt: Batch[str, None] = field(default_factory=Batch)
    reporters: Batch[int, None] = field(default_factory=Batch)
    day_ends: Batch[tuple[ArticleSet, int], tuple[int, int]] = field(default_factory=Batch)
    credits: Batch[ArticleSet, Keys] = field(default_factory=Batch)
    tallies: Batch[None, tuple[Keys, Keys, Keys]] = field(default_factory=Batch)
    names: dict[Name, int] = field(default_factory=dict)

    @property
    def are_met(self) -> bool:
        """Whether nothing is missing."""
        return all(
            need.is_met
            for need in (
                self.terms,
                self.wholes,
                self.counts,
                self.passages,
                self.ranked,
                self.listed,
                self.articles,
                self.texts,
                self.misspelt,
                self.reporters,
                self.day_ends,
                self.credits,
                self.tallies,
            )
        )

    def at_hand(self) -> list[Indexed]:
        """Return the articles that were handed out, each once, ascending by id."""
        there = {one.entry.stored.id: one for one in self.articles.told.values() if one is not None}
        return [there[number] for number in sorted(there)]

    async def meet(self, searcher: Searcher) -> None:
        """Ask for all that is missing, at once. Raises SearchUnavailable."""
        kinds = (
            self._frequencies,
            self._counts,
            self._found,
            self._names,
            self._day_ends,
            self._credits,
            self._tallies,
        )
        await all_at_once(kind(searcher) for kind in kinds)

    async def _frequencies(self, searcher: Searcher) -> None:
        terms, wholes = self.terms.take(), self.wholes.take()
        if terms or wholes:
            told = await searcher.frequencies(terms, wholes)
            self.terms.tell(terms, told[: len(terms)])
            self.wholes.tell(wholes, told[len(terms) :])

    async def _counts(self, searcher: Searcher) -> None:
        counts, passages = self.counts.take(), self.passages.take()
        if counts or passages:
            told = await searcher.counts(counts, passages)
            self.counts.tell(counts, told[: len(counts)])
            self.passages.tell(passages, told[len(counts) :])

    async def _found(self, searcher: Searcher) -> None:
        """Ask for what is ranked and listed, then for these articles and those that are missing."""
        ranked, listed = self.ranked.take(), self.listed.take()
        if ranked:
            self.ranked.tell(ranked, await searcher.candidates(ranked))
        if listed:
            self.listed.tell(listed, await searcher.listings(listed))
        found = [
            *map(self.ranked.told.__getitem__, ranked),
            *map(self.listed.told.__getitem__, listed),
        ]
        wanted = [*self.articles.take(), *chain.from_iterable(found)]
        left = [number for number in dict.fromkeys(wanted) if number not in self.articles.told]
        if left:
            there = await searcher.articles(left)
            self.articles.tell(left, [there.get(number) for number in left])

    async def _names(self, searcher: Searcher) -> None:
        texts, misspelt = self.texts.take(), self.misspelt.take()
        if texts or misspelt:
            self.names.update(await searcher.names(texts, misspelt))
            self.texts.tell(texts, [None] * len(texts))
            self.misspelt.tell(misspelt, [None] * len(misspelt))
        for most in self.reporters.take():
            self.names.update(await searcher.reporters(most))
            self.reporters.tell([most], [None])

    async def _day_ends(self, searcher: Searcher) -> None:
        if asked := self.day_ends.take():
            self.day_ends.tell(asked, await searcher.day_ends(asked))

    async def _credits(self, searcher: Searcher) -> None:
        if asked := self.credits.take():
            self.credits.tell(asked, await searcher.credits(asked))

    async def _tallies(self, searcher: Searcher) -> None:
        if asked := self.tallies.take():
            self.tallies.tell(asked, [await searcher.tallies()])
