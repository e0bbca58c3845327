"""BM25 over postings.

`PassageIndex` is a ``rank_bm25.BM25Okapi`` that looks only at the passages in which a term stands
(its **postings**) instead of at every passage for every term. A passage d scores, for a query of
terms t with weights w:

    Σ w(t) · idf(t) · tf(t, d) · (k1 + 1) / (tf(t, d) + k1 · (1 − b + b · |d| / avg|d|))

Shipped, idf(t) = log(1 + (N − n(t) + 0.5) / (n(t) + 0.5)): Lucene's, never below zero, as the
parent's is for a term in half of a small archive (Robertson's, floored at epsilon times the mean;
`epsilon` chooses it). A title's terms count ``title_weight`` each towards tf of every passage of
their article, and nothing towards its length.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from functools import cached_property
from itertools import compress
from typing import TypeVar

import numpy as np
import numpy.typing as npt
from rank_bm25 import BM25Okapi

from retrieval.index.postings import NO_POSTINGS, Floats, Ids, Mask, Postings, best
from retrieval.index.tally import Tally, Vocabulary

K1 = 0.4
B = 0.3
TITLE_WEIGHT = 0.5

PAIR = 2
"""Characters of a bigram."""
_T = TypeVar("_T")


class _ByTerm(Mapping[str, float]):
    """A value for each term that stands somewhere, kept as an array by the term's number."""

    def __init__(self, vocabulary: Vocabulary, values: Floats, stands: Mask) -> None:
        self._vocabulary = vocabulary
        self._values = values
        self._stands = stands

    def __getitem__(self, term: str) -> float:
        number = self._vocabulary.number(term)
        if number is None or number >= len(self._stands) or not self._stands[number]:
            raise KeyError(term)
        return float(self._values[number])

    def __iter__(self) -> Iterator[str]:
        return compress(self._vocabulary.terms(), self._stands)

    def __len__(self) -> int:
        return int(self._stands.sum())


class PassageIndex(BM25Okapi):  # type: ignore[misc]
    """BM25 over a corpus of token lists, one per passage; `titles` in step with it, if given.

    Or over a tally, which has the titles counted in already. ``epsilon=None`` takes the shipped
    idf; a number the parent's. ``doc_freqs`` stays empty: `postings` holds what it held.
    """

    corpus_size: int
    avgdl: float
    k1: float
    b: float
    idf: Mapping[str, float]
    doc_len: npt.NDArray[np.int64]

    def __init__(  # noqa: PLR0913
        self,
        corpus: Sequence[Sequence[str]] | Tally,
        tokenizer: None = None,
        k1: float = K1,
        b: float = B,
        epsilon: float | None = None,
        *,
        titles: Sequence[Sequence[str]] = (),
        title_weight: float = TITLE_WEIGHT,
    ) -> None:
        if not isinstance(corpus, Tally):
            corpus = Tally.of(corpus, Vocabulary(), titles, title_weight)
        super().__init__(corpus, tokenizer, k1, b, epsilon)

    def _initialize(self, corpus: Tally) -> npt.NDArray[np.int64]:
        """Build the postings; give in how many passages each term stands."""
        self.corpus_size = len(corpus.lengths)
        self.doc_len = corpus.lengths
        self.avgdl = float(self.doc_len.mean()) if self.corpus_size else 0.0
        self._vocabulary = corpus.vocabulary
        by_term = np.argsort(corpus.numbers, kind="stable")
        passages = np.arange(self.corpus_size, dtype=np.int32)
        self._ids = np.repeat(passages, corpus.distinct)[by_term]
        self._tf = corpus.counts[by_term]
        found = np.bincount(corpus.numbers, minlength=len(self._vocabulary))
        self._starts = np.concatenate([[0], np.cumsum(found)])
        # The part of the divisor that is the passage's own.
        relative = self.doc_len / self.avgdl if self.avgdl else np.ones(self.corpus_size)
        self._norm = self.k1 * (1 - self.b + self.b * relative)
        return found

    def _calc_idf(self, nd: npt.NDArray[np.int64]) -> None:
        if self.epsilon is None:
            idf = np.log1p((self.corpus_size - nd + 0.5) / (nd + 0.5))
        else:
            idf = np.log(self.corpus_size - nd + 0.5) - np.log(nd + 0.5)
            self.average_idf = float(idf[nd > 0].mean()) if nd.any() else 0.0
            idf[idf < 0] = self.epsilon * self.average_idf
        self.idf = _ByTerm(self._vocabulary, idf, nd > 0)

    def postings(self, term: str) -> Postings:
        """Give the passages in which a term stands; none for an unknown one."""
        number = self._vocabulary.number(term)
        # The vocabulary may have grown since, for the next index.
        if number is None or number >= len(self._starts) - 1:
            return NO_POSTINGS
        stretch = slice(self._starts[number], self._starts[number + 1])
        return Postings(self._ids[stretch], self._tf[stretch])

    def holding(self, character: str) -> Postings:
        """Give the passages that a Chinese character stands in, alone or in any bigram."""
        starting, ending = self._by_character
        counts = np.zeros(self.corpus_size)
        for terms in (starting.get(character, ()), ending.get(character, ()), (character,)):
            count = np.zeros(self.corpus_size)
            for term in terms:
                postings = self.postings(term)
                count[postings.ids] += postings.tf
            np.maximum(counts, count, out=counts)
        ids = np.flatnonzero(counts).astype(np.int32)
        return Postings(ids, counts[ids].astype(np.float32))

    @cached_property
    def _by_character(self) -> tuple[dict[str, list[str]], dict[str, list[str]]]:
        """Give the bigrams by their first character, and by their last."""
        starting: dict[str, list[str]] = defaultdict(list)
        ending: dict[str, list[str]] = defaultdict(list)
        for term in self._vocabulary.terms():
            if len(term) == PAIR:
                starting[term[0]].append(term)
                ending[term[-1]].append(term)
        return starting, ending

    def document_frequency(self, term: str) -> int:
        """Give in how many passages (their titles counted in) a term stands."""
        return len(self.postings(term))

    def idf_of(self, term: str) -> float:
        """Give a term's idf; an unknown one's as if it stood nowhere, the highest there is."""
        return self.idf.get(term, self.idf_at(0))

    def idf_at(self, frequency: int) -> float:
        """Give the shipped idf of what stands in so many passages."""
        return float(np.log1p((self.corpus_size - frequency + 0.5) / (frequency + 0.5)))

    def parts(self, postings: Postings, idf: float) -> Floats:
        """Give what each passage of the postings gets for them."""
        tf = postings.tf.astype(np.float64)
        parts: Floats = idf * (tf * (self.k1 + 1) / (tf + self._norm[postings.ids]))
        return parts

    def get_scores(self, query: Sequence[str]) -> Floats:
        """Give every passage's score, in their order; terms count as often as they come."""
        scores = np.zeros(self.corpus_size)
        for term in query:
            postings = self.postings(term)
            if len(postings):
                scores[postings.ids] += self.parts(postings, self.idf[term])
        return scores

    def get_batch_scores(self, query: Sequence[str], doc_ids: Sequence[int]) -> list[float]:
        """Give the scores of the passages named, in the order named."""
        scores: list[float] = self.get_scores(query)[np.asarray(doc_ids, np.int64)].tolist()
        return scores

    def get_top_n(self, query: Sequence[str], documents: Sequence[_T], n: int = 5) -> list[_T]:
        """Give what stands in `documents` at the n best passages' places, best first.

        Only passages in which a term of the query stands; of equal scores the earlier one first.
        """
        if len(documents) != self.corpus_size:
            raise ValueError(f"{len(documents)} documents for {self.corpus_size} passages")
        best, _ = self.top([(term, 1.0) for term in query], n)
        return [documents[at] for at in best]

    def top(
        self,
        terms: Sequence[tuple[str, float]],
        k: int,
        *,
        names: Sequence[tuple[Postings, float]] = (),
        allowed: Mask | None = None,
    ) -> tuple[Ids, Floats]:
        """Give the k best passages and their scores, best first, the earlier one of equals first.

        `terms` come with their weights; `names` are postings from outside of the index with
        theirs; `allowed` says of each passage whether it may be given. Only passages that a term
        or a name stands in are.
        """
        scores = np.zeros(self.corpus_size)
        touched = np.zeros(self.corpus_size, np.bool_)
        for term, weight in terms:
            postings = self.postings(term)
            if len(postings):
                scores[postings.ids] += weight * self.parts(postings, self.idf[term])
                touched[postings.ids] = True
        for postings, weight in names:
            if len(postings):
                scores[postings.ids] += weight * self.parts(postings, self.idf_at(len(postings)))
                touched[postings.ids] = True
        if allowed is not None:
            touched &= allowed
        return best(scores, np.flatnonzero(touched).astype(np.int32), k)
