"""BM25 over postings.

`PassageIndex` is a ``rank_bm25.BM25Okapi`` that looks only at the passages in which a term stands
(its **postings**) instead of at every passage for every term. A passage d scores, for a query of
terms t with weights w:

    Σ w(t) · idf(t) · tf(t, d) · (k1 + 1) / (tf(t, d) + k1 · (1 − b + b · |d| / avg|d|))

Shipped, idf(t) = log(1 + (N − n(t) + 0.5) / (n(t) + 0.5)): Lucene's, never below zero, as the
parent's is for a term in half of a small archive (Robertson's, floored at epsilon times the mean;
`epsilon` chooses it). A title's terms count ``title_weight`` each towards tf of every passage of
their article, and nothing towards its length.

The postings lie in segments. Passages are numbered through all of them, deleted ones too; N, n(t)
and avg|d| are those of the passages that are not deleted, so that the scores are those of an index
made afresh.
"""

import weakref
from collections.abc import Sequence
from functools import cached_property
from itertools import chain
from typing import NamedTuple, Self, TypeVar

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from retrieval.analysis.keys import CHARACTER_BITS, key_of, keys_of
from retrieval.index import kernel, max_score
from retrieval.index.id_set import NO_IDS, IdSet
from retrieval.index.inverted import K1, TITLE_WEIGHT, B, Bags, InvertedIndex, PostingRanges
from retrieval.index.kernel import Keys
from retrieval.index.max_score import (
    NAME,
    SEGMENT,
    STRETCH,
    OutsidePostings,
    QueryTerms,
    TopPassages,
    Within,
)
from retrieval.index.outside import NO_STRETCHES, Outside, Stretches
from retrieval.index.postings import NO_POSTINGS, Floats, Ids, Postings, best, standing_in
from retrieval.index.vocabulary import Vocabulary

_CHARACTER = (1 << CHARACTER_BITS) - 1
_LAST_TWO = (1 << 2 * CHARACTER_BITS) - 1
_MOST_KNOWN = 1 << 15  # terms whose frequency is kept at hand
_NO_IDS = np.empty(0, np.int32)
_T = TypeVar("_T")


class Idf:
    """The idf of each term that stands somewhere."""

    def __init__(self, index: "PassageIndex") -> None:
        # The index holds this one: a cycle would keep its arrays until the collector comes by.
        self._index = weakref.proxy(index)

    def __contains__(self, term: str) -> bool:
        return int(self._index.document_frequency(term)) > 0

    def __getitem__(self, term: str) -> float:
        frequency = self._index.document_frequency(term)
        if not frequency:
            raise KeyError(term)
        return float(self._index.idfs(np.array([frequency]))[0])


class PassageIndex(BM25Okapi):  # type: ignore[misc]
    """BM25 over a corpus of token lists, one per passage; `titles` in step with it, if given.

    ``epsilon=None`` takes the shipped idf; a number the parent's. ``doc_freqs`` stays empty:
    `postings` holds what it held.
    """

    corpus_size: int
    avgdl: float
    k1: float
    b: float
    idf: Idf

    def __init__(  # noqa: PLR0913
        self,
        corpus: Sequence[Sequence[str]],
        tokenizer: None = None,
        k1: float = K1,
        b: float = B,
        epsilon: float | None = None,
        *,
        titles: Sequence[Sequence[str]] = (),
        title_weight: float = TITLE_WEIGHT,
    ) -> None:
        self._titles = titles or [()] * len(corpus)
        self._title_weight = title_weight
        super().__init__(corpus, tokenizer, k1, b, epsilon)

    @classmethod
    def over(cls, segments: Sequence[InvertedIndex], deleted: Sequence[Ids] = ()) -> Self:
        """Open segments as one index, by the shipped formula; ``deleted`` are those of each."""
        index = cls.__new__(cls)
        index.k1, index.b, index.epsilon = K1, B, None
        index._open(segments, deleted)  # noqa: SLF001 (its own)
        index.idf = Idf(index)
        return index

    def _initialize(self, corpus: Sequence[Sequence[str]]) -> npt.NDArray[np.int64]:
        """Build the postings; return in how many passages each term stands."""
        titles = _bags(self._titles)
        each = np.arange(len(corpus), dtype=np.int32)
        segment = InvertedIndex.of(_bags(corpus), titles, each, self._title_weight)
        self._open([segment], ())
        return np.diff(segment.starts)

    def _open(self, segments: Sequence[InvertedIndex], deleted: Sequence[Ids]) -> None:
        self.segments = tuple(segments)
        self._at_hand: dict[str, _KnownTerm] = {}
        self.deleted = tuple(deleted) or (_NO_IDS,) * len(self.segments)
        self.__dict__.pop("doc_len", None)  # the parent's
        self.offsets = np.cumsum([0, *map(len, self.segments)])
        self.max_passage = int(self.offsets[-1])
        """One more than the highest passage number: how many there are, deleted ones counted."""
        removed = sum(map(len, self.deleted))
        passages = self.max_passage - removed
        total = sum(int(segment.lengths.sum()) for segment in self.segments) - sum(
            int(segment.lengths[deleted].sum())
            for segment, deleted in zip(self.segments, self.deleted, strict=True)
        )
        self._measure(passages, total)

    def _measure(self, passages: int, tokens: int) -> None:
        """Take it that so many passages of so many tokens are searched."""
        self.corpus_size = passages
        self.avgdl = tokens / passages if passages else 0.0
        # k1 · (1 − b + b · |d| / avg|d|) is fixed + sloped · |d|.
        self._fixed = float(self.k1 * (1 - self.b))
        self._sloped = self.k1 * self.b / (self.avgdl or 1.0)
        self._constants = kernel.Constants(float(self.k1), self._fixed, self._sloped)

    @cached_property
    def doc_len(self) -> Ids:
        """How many tokens each passage has; it is as long as the archive, `lengths` is not."""
        return np.concatenate([_NO_IDS, *(segment.lengths for segment in self.segments)])

    def lengths(self, passages: range) -> Ids:
        """Return how many tokens each of some passages of one article has."""
        number = int(self.offsets.searchsorted(passages.start, "right")) - 1
        first = int(self.offsets[number])
        return self.segments[number].lengths[passages.start - first : passages.stop - first]

    def _calc_idf(self, nd: npt.NDArray[np.int64]) -> None:
        self.idf = Idf(self)
        if self.epsilon is not None:
            idf = np.log(_odds(self.corpus_size, nd[nd > 0]))
            self.average_idf = float(idf.mean()) if len(idf) else 0.0

    def idfs(self, frequencies: npt.NDArray[np.int64]) -> Floats:
        """Return the idf of what stands in so many passages, by the index's formula."""
        if self.epsilon is None:
            return np.log1p(_odds(self.corpus_size, frequencies))
        idf: Floats = np.log(_odds(self.corpus_size, frequencies))
        idf[idf < 0] = self.epsilon * self.average_idf
        return idf

    def worths(self, terms: Sequence[tuple[str, float]]) -> list[float]:
        """Return each term's weight times its idf, `idf_of`'s; cheaper than one after the other."""
        found = self._looked_up([term for term, _ in terms])
        return [weight * one.idf for (_, weight), one in zip(terms, found, strict=True)]

    def idf_of(self, term: str) -> float:
        """Return a term's idf; an unknown one's as if it stood nowhere, the highest there is."""
        return self.idf_at(self.document_frequency(term))

    def idf_at(self, frequency: int) -> float:
        """Return the shipped idf of what stands in so many passages."""
        return float(np.log1p((self.corpus_size - frequency + 0.5) / (frequency + 0.5)))

    def document_frequency(self, term: str) -> int:
        """Return in how many passages (their titles counted in) a term stands."""
        return self._looked_up([term])[0].frequency

    def frequencies(self, terms: Sequence[str]) -> list[int]:
        """Return in how many passages (their titles counted in) each of some terms stands."""
        return [one.frequency for one in self._looked_up(terms)]

    def _looked_up(self, terms: Sequence[str]) -> list["_KnownTerm"]:
        """Return what is known of terms, in their order; a question asks of each several times."""
        known = {term: self._at_hand.get(term) for term in terms}
        if missing := [term for term, one in known.items() if one is None]:
            frequencies = self._counted(missing)
            idfs = self.idfs(frequencies).tolist()
            found = map(_KnownTerm, frequencies.tolist(), idfs)
            new = dict(zip(missing, found, strict=True))
            if len(self._at_hand) + len(new) > _MOST_KNOWN:
                self._at_hand.clear()
            self._at_hand |= new
            known |= new
        return [one for term in terms if (one := known[term]) is not None]

    def _counted(self, terms: Sequence[str]) -> npt.NDArray[np.int64]:
        keys = keys_of(terms)
        return self._frequencies(keys, [segment.posting_ranges(keys) for segment in self.segments])

    @cached_property
    def vocabulary(self) -> Vocabulary:
        """What stands side by side in print."""
        return Vocabulary(self.segments)

    def postings(self, term: str) -> Postings:
        """Return the passages in which a term stands; none for an unknown one."""
        return self._postings(key_of(term))

    def _postings(self, key: int) -> Postings:
        found = []
        for number, segment in enumerate(self.segments):
            _, [start], [end] = segment.posting_ranges(np.array([key]))
            if start < end:
                ids, tf = segment.ids[start:end], segment.tf[start:end]
                if len(self.deleted[number]):
                    live = ~standing_in(self.deleted[number], ids)
                    ids, tf = ids[live], tf[live]
                found.append((ids + np.int32(self.offsets[number]), tf))
        if not found:
            return NO_POSTINGS
        return Postings(
            np.concatenate([ids for ids, _ in found]),
            np.concatenate([tf for _, tf in found]).astype(np.float32)
            * np.float32(1 / kernel.UNIT),
        )

    def holding(self, character: str) -> Postings:
        """Return the passages that a Chinese character stands in, alone or in any bigram."""
        alone = ord(character) << 2 * CHARACTER_BITS
        ids, often = [_NO_IDS], [np.empty(0, np.int64)]
        for number, segment in enumerate(self.segments):
            opened = np.searchsorted(segment.keys, [alone + 1, alone + (1 << 2 * CHARACTER_BITS)])
            single = np.searchsorted(segment.keys, [alone, alone + 1])
            ending = np.searchsorted(segment.keys, 0), len(segment.keys)
            each = [
                segment.masked(int(first), int(end), mask, wanted)
                for (first, end), mask, wanted in (
                    (opened, _CHARACTER, 0),
                    (ending, _LAST_TWO, ord(character) << CHARACTER_BITS),
                    (single, 0, 0),
                )
            ]
            own = np.concatenate([passages for passages, _ in each])
            own, of = np.unique(own, return_inverse=True)
            most = np.zeros(len(own), np.int64)
            np.maximum.at(most, of, np.concatenate([counts for _, counts in each]))
            live = ~standing_in(self.deleted[number], own)
            ids.append(own[live] + np.int32(self.offsets[number]))
            often.append(most[live])
        tf = np.concatenate(often).astype(np.float32) * np.float32(1 / kernel.UNIT)
        return Postings(np.concatenate(ids), tf)

    def get_scores(self, query: Sequence[str]) -> Floats:
        """Return the score of each passage by number; terms count as often as they come."""
        scores = np.zeros(self.max_passage)
        keys = keys_of(query)
        ranges = [segment.posting_ranges(keys) for segment in self.segments]
        weights = self.idfs(self._frequencies(keys, ranges))
        for number, segment in enumerate(self.segments):
            own = scores[self.offsets[number] : self.offsets[number + 1]]
            _, starts, ends = ranges[number]
            for at in range(len(keys)):
                postings = slice(starts[at], ends[at])
                kernel.add_parts(
                    segment.ids[postings],
                    segment.tf[postings],
                    weights[at],
                    segment.lengths,
                    self._constants,
                    own,
                )
            own[self.deleted[number]] = 0.0
        return scores

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """Return the scores of the passages named, in the order named."""
        scores: list[float] = self.get_scores(query)[np.asarray(doc_ids, np.int64)].tolist()
        return scores

    def get_top_n(self, query: Sequence[str], documents: Sequence[_T], n: int = 5) -> list[_T]:
        """Return the `documents` of the n best passages, best first; there is one for each passage.

        Only passages in which a term of the query stands; of equal scores the earlier one first.
        """
        if len(documents) != self.max_passage:
            raise ValueError(f"{len(documents)} documents for {self.max_passage} passages")
        standing = [_NO_IDS, *(self.postings(term).ids for term in query)]
        found, _ = best(self.get_scores(query), np.unique(np.concatenate(standing)), n)
        return [documents[at] for at in found]

    def top(
        self,
        terms: Sequence[tuple[str, float]],
        k: int,
        *,
        names: Sequence[tuple[Postings, float]] = (),
        stretches: Stretches | None = None,
        allowed: IdSet | None = None,
    ) -> tuple[Ids, Floats]:
        """Return the k best passages and their scores, best first, the earlier one of equals first.

        `terms` come with their weights, above 0; `names` are postings from outside of the index
        with theirs; `stretches` count as a name of weight 1; `allowed` are the passages that may be
        returned. Only passages that a term, a name or a stretch stands in are. By the shipped idf.
        """
        keys = keys_of(term for term, _ in terms)
        ranges = [segment.posting_ranges(keys) for segment in self.segments]
        weights = np.array([weight for _, weight in terms], np.float64)
        often = np.array(self.frequencies([term for term, _ in terms]), np.int64)
        weights *= np.log1p(_odds(self.corpus_size, often))
        named = [(p, weight * self.idf_at(len(p))) for p, weight in names if len(p)]
        dated = stretches if stretches is not None and len(stretches) else NO_STRETCHES
        alone = [self.idf_at(len(dated))] if len(dated) else []
        sources = np.repeat(
            np.array([SEGMENT, NAME, STRETCH], np.uint8),
            [len(keys), len(named), len(alone)],
        )
        top = TopPassages(np.empty(max(k, 0), np.int64), np.empty(max(k, 0)))
        found = 0
        for number, segment in enumerate(self.segments):
            first, end = self.offsets[number : number + 2].tolist()
            outside = Outside.of(named, first, end)
            at, starts, ends = ranges[number]
            own_bounds = weights * (self.k1 + 1) * segment.bounds(at, self._fixed, self._sloped)
            others = np.append(outside.weights, alone)
            bounds = np.concatenate([own_bounds, others * (self.k1 + 1)])
            within = NO_IDS if allowed is None else allowed.within(first, end)
            own_stretches = dated.within(first, end)
            query = QueryTerms(
                sources,
                np.concatenate([starts, outside.starts[:-1], np.zeros(len(alone), np.int64)]),
                np.concatenate(
                    [ends, outside.starts[1:], np.full(len(alone), len(own_stretches.tf))]
                ),
                np.concatenate([weights, others]),
                bounds,
                np.argsort(bounds),
            )
            found = max_score.best(
                segment.ids,
                segment.tf,
                segment.lengths,
                OutsidePostings(outside.ids, outside.tf),
                own_stretches,
                query,
                Within(allowed is None, within.starts, within.ends, self.deleted[number]),
                first,
                self._constants,
                top,
                found,
                max_score.scratch(len(bounds)),
            )
        return top.numbers[:found].astype(np.int32), top.scores[:found]

    def _frequencies(self, keys: Keys, ranges: Sequence[PostingRanges]) -> npt.NDArray[np.int64]:
        """Add up in how many passages that are not deleted each term stands."""
        found = np.zeros(len(keys), np.int64)
        for segment, deleted, (_, starts, ends) in zip(
            self.segments, self.deleted, ranges, strict=True
        ):
            found += ends - starts
            if len(deleted):
                removed = (
                    kernel.shared_with(segment.ids, start, end, deleted)
                    for start, end in zip(starts.tolist(), ends.tolist(), strict=True)
                )
                found -= np.fromiter(removed, np.int64, len(keys))
        return found


class _KnownTerm(NamedTuple):
    """In how many passages a term stands, and its idf."""

    frequency: int
    idf: float


def _odds(passages: int, frequencies: npt.NDArray[np.int64]) -> Floats:
    return (passages - frequencies + 0.5) / (frequencies + 0.5)


def _bags(corpus: Sequence[Sequence[str]]) -> Bags:
    lengths = np.fromiter(map(len, corpus), np.int32, len(corpus))
    return Bags(lengths, keys_of(chain.from_iterable(corpus)))
