"""What a passage's sentences, its article and its headline add to its BM25 score.

BM25 looks at a passage alone. For the few that it puts first, five more signals count, each in the
same unit, a term's weight times its idf (g):

- the **article**: BM25 over all of its text, for what is asked is often spread over it: the name in
  one passage, what was done in another;
- the **sentence** of the passage that holds most of what the headline does not, and the headline:
  words that stand together answer more often than words that stand apart;
- the **headline**, as far as the question names it whole: of two stories that hold the same words
  the one that is about nothing else;
- the **day**: where the question names one, a story of that day counts as one more rare word;
- the **kind** of answer: a passage that holds a sum, where one is asked for, counts as one, too.

A term is found where its string stands, a number's value where the number does. Only the `TERMS`
heaviest are looked for.
"""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from retrieval.answer.annotation import Annotation
from retrieval.answer.answer_type import RECOGNIZABLE, holds
from retrieval.answer.search import nearness
from retrieval.answer.typed_thing import TypedThing
from retrieval.index.occurrences import MOST, Formula, Strings, weigh
from retrieval.index.snapshot import Snapshot
from retrieval.query.query import Query, UnitKind

K1, B, TITLE = 1.5, 0.5, 0.5
TERMS = MOST

_BESIDE = re.compile(r"\(.*?\)|[\W_]+")


@dataclass(frozen=True, slots=True)
class Weights:
    """How much each signal counts, beside a passage's own score.

    ``headline`` is for a headline that the question names whole. ``day`` is times the idf of the
    days asked for, ``kind`` times that of what stands once.
    """

    article: float = 1.0
    sentence: float = 1.0
    headline: float = 1.0
    day: float = 3.0
    kind: float = 1.0


SHIPPED = Weights()


class Rescorer:
    """Rescores passages of a snapshot for one question."""

    def __init__(self, snapshot: Snapshot, query: Query, weights: Weights = SHIPPED) -> None:
        self._weights = weights
        self._snapshot = snapshot
        self._question = query.line
        index = snapshot.index
        asked = (term for term, _ in query.terms)
        worth = dict(zip(asked, index.worths(query.terms), strict=True))
        for whole, weight in query.wholes:
            alone = weight * index.idf_at(len(snapshot.name_postings(whole)))
            worth[whole] = max(worth.get(whole, 0.0), alone)
        heaviest = sorted(worth.items(), key=lambda pair: -pair[1])[:TERMS]
        self._strings = Strings.of([term for term, _ in heaviest])
        self._worths = np.array([worth for _, worth in heaviest], np.float64)
        self._near = None if query.days is None else nearness(snapshot, query.days)
        if self._near is not None:
            self._day = weights.day * index.idf_at(len(self._near.stretches(snapshot)))
        mean = index.avgdl * len(snapshot) / max(snapshot.count, 1) or 1.0
        self._formula = Formula(K1, K1 * (1 - B), K1 * B / mean, TITLE)
        self._kinds = [
            tuple(unit.wordings) for unit in query.units if unit.kind is UnitKind.SPECIFIC
        ]
        self._answer_type = query.answer_type if query.answer_type in RECOGNIZABLE else None
        self._names = query.names
        self._typed = TypedThing(query, snapshot.names)
        self._kind = weights.kind * index.idf_at(1)
        self._annotation = Annotation(snapshot, (term for term, _ in query.terms))

    def gains(self, passages: Sequence[int]) -> list[float]:
        """Return what to add to the scores of passages, in their order."""
        gains = [0.0] * len(passages)
        for stories, own, which in self._annotation.stories(passages):
            found = weigh(stories, own, self._strings, self._worths, self._formula)
            signals = zip(*(signal.tolist() for signal in found), strict=True)
            for at, (article, title, sentence) in zip(which, signals, strict=True):
                gains[at] = self._gain(passages[at], article, title, sentence)
        return gains

    def _gain(self, passage: int, article: float, title: float, sentence: float) -> float:
        snapshot, weights = self._snapshot, self._weights
        share = _share(snapshot.compact_title(passage), self._question) if title else 0.0
        headed = (weights.sentence + weights.headline * share) * title
        day = 0.0 if self._near is None else self._day * self._near.of(snapshot.doc_id_of(passage))
        kinds = self._kind * self._kind_matches(passage)
        return weights.article * article + headed + day + weights.sentence * sentence + kinds

    def _kind_matches(self, passage: int) -> int:
        """Count the kinds of answer in a passage, of those that are asked for."""
        if not (self._kinds or self._typed.forms or self._answer_type is not None):
            return 0
        text = self._snapshot.compact(passage)
        matches = sum(any(wording in text for wording in wordings) for wordings in self._kinds)
        matches += self._typed.matches(text)
        if self._answer_type is not None:
            matches += holds(self._answer_type, text, self._snapshot.names, self._names)
        return matches


@lru_cache(maxsize=1 << 12)
def _plain(title: str) -> str:
    return _BESIDE.sub("", title)


def _share(title: str, question: str) -> float:
    """Return how much of a title stands in the question, by its bigrams."""
    plain = _plain(title)
    if len(plain) < 2:  # noqa: PLR2004 (no bigram)
        return float(bool(plain) and plain in question)
    pairs = len(plain) - 1
    return sum(plain[at : at + 2] in question for at in range(pairs)) / pairs
