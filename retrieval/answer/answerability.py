"""Whether a passage answers what is asked: how much of the question it meets, and how well.

A score ranks passages but does not tell an answer from the best of nothing, and less so in a small
archive. That a passage has the question's words says less the more passages there are. So both
count, against the number of passages.

The question's own structure (see `Query`) says what must be there: its **units**, each met by a
wording that stands in the passage, in its headline, or, for less, elsewhere in the article; a
longer word in part by its bigrams. A unit weighs by its kind, and by how rare it is: what stands in
every article weighs little, what stands nowhere as much as what stands once. Some units must be met
in any case; of what is **asked**, the units that are not names, a share must be met: a passage
about 郑州大学 need not say who its 校长 is.

Where nothing speaks against a passage, the odds that it answers decide: a logistic regression over
its score as a share of the question's weight (each term's and name's times its idf), the share of
the units' weight that it meets (its coverage), and the size of the archive. It is learnt from
questions asked of archives of some tens of passages to a hundred thousand, with the document that
answers and without it, by ``python -m retrieval.evaluation silence
cmrc2018 --limit 1500 --learn`` (docs/ranking.md says what lies in that folder); without
``--learn`` the same command measures it.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.analysis import values
from retrieval.analysis.analyzer import terms
from retrieval.analysis.bigrams import bigrams
from retrieval.analysis.bounds import standing
from retrieval.analysis.keys import keys_of
from retrieval.answer.answer_type import RECOGNIZABLE, holds
from retrieval.answer.search import heaviest
from retrieval.index.snapshot import Snapshot
from retrieval.model import PrintedDate
from retrieval.query.query import AnswerType, Query, Unit, UnitKind

ASKED = 0.3
"""The least share of what is asked that an answer meets."""
ALWAYS, SCORE, COVERAGE, SIZE = 0.98, 2.71, 1.73, -3.74
"""The learnt coefficients of the log odds."""
ODDS = -2.5
"""The least log odds of an answer, one in twelve: better a near passage than an answer withheld."""
LARGEST = 100_000
"""Passages of the largest archive that was learnt from; a larger one counts as this."""

_ABOUT = frozenset((UnitKind.NAME, UnitKind.PLACE))
_NEEDED = frozenset((UnitKind.SPECIFIC, UnitKind.FIGURE))
_REWORDED, _BLURRED, _HALF, _SEAM = 0.75, 0.7, 0.5, 0.4
_IN_TITLE, _IN_ARTICLE = 0.75, 0.55
_TYPE_WEIGHT = 0.5  # the weight of the answer type, where a pattern recognizes it
_UNDATED = 0.3
_DEMANDING = 0.5  # the least weight of what is asked that counts
_COMMONEST = 0.25  # what is left of the weight of a unit that stands in every passage
_LONG_WORD = 3  # the least length of a word whose bigrams may stand for it


@dataclass(frozen=True, slots=True)
class Answerability:
    """How well a passage answers a question.

    ``score`` is its score as a share of the question's weight (above 1 where passage, article and
    headline all match), ``coverage`` the share of the units' weight that it meets, 0 to 1. It is
    ``possible`` that it answers if no rule speaks against it.
    """

    score: float
    coverage: float
    possible: bool
    answers: bool


class Judge:
    """Judges passages of a snapshot against one question."""

    def __init__(self, snapshot: Snapshot, query: Query) -> None:
        self._snapshot = snapshot
        self._query = query
        self._articles: dict[int, tuple[str, str]] = {}
        self._units = [(unit, _weight(unit, snapshot)) for unit in query.units if unit.weight > 0]
        # A place that the archive never names is what none of it is about.
        self._elsewhere = any(
            unit.kind is UnitKind.PLACE and not len(snapshot.name_postings(unit.typed))
            for unit, _ in self._units
        )
        self._worth = _worth(snapshot, query)

    def assess(self, passage: int, score: float) -> Answerability:
        """Judge the passage at this place of the snapshot, ranked by this score."""
        article = self._snapshot.article_at(passage).article
        here = self._snapshot.compact(passage)
        title, body = self._article(passage)
        met = [
            (unit, weight, _met_day(self._query, unit, article.date, here))
            if unit.kind is UnitKind.DAY
            else (unit, weight, _met(unit, here, title, body))
            for unit, weight in self._units
        ]
        fits_type = holds(self._query.answer_type, here, self._snapshot.names, self._query.names)
        shown = (
            [(_TYPE_WEIGHT, float(fits_type))] if self._query.answer_type in RECOGNIZABLE else []
        )
        asked = [(weight, share) for unit, weight, share in met if unit.kind not in _ABOUT]
        demanding = sum(weight for weight, _ in asked) >= _DEMANDING
        coverage = _share([*((weight, share) for _, weight, share in met), *shown])
        named = [share for unit, _, share in met if unit.kind is UnitKind.NAME]
        possible = (
            bool(met)
            and not self._elsewhere
            and (not named or any(named))
            and (fits_type or self._query.answer_type is not AnswerType.POST)
            and all(share for unit, _, share in met if unit.kind in _NEEDED)
            and _share(asked if demanding else shown) >= ASKED
        )
        part = score / self._worth if self._worth else 0.0
        odds = log_odds(part, coverage, len(self._snapshot))
        return Answerability(part, coverage, possible, possible and odds >= ODDS)

    def _article(self, passage: int) -> tuple[str, str]:
        """Return the compact title and body of a passage's article, read once a question."""
        at = self._snapshot.doc_id_of(passage)
        if at not in self._articles:
            body = "\n".join(map(self._snapshot.compact, self._snapshot.passages_of(at)))
            self._articles[at] = self._snapshot.compact_title(passage), body
        return self._articles[at]


def log_odds(score: float, coverage: float, passages: int) -> float:
    """Return the log odds that a passage answers; see `Answerability` for the two shares."""
    return ALWAYS + SCORE * score + COVERAGE * coverage + SIZE * growth(passages)


def growth(passages: int) -> float:
    """Return the size of an archive as the odds take it: the logarithm of its logarithm, from 0 on.

    Each passage more may look like an answer, but changes ever less.
    """
    return math.log1p(math.log(min(max(passages, 1), LARGEST)))


def _worth(snapshot: Snapshot, query: Query) -> float:
    """Return the weight of all that passages are ranked by, each times its idf."""
    index = snapshot.index
    terms = sum(index.worths(heaviest(index, query.terms)))
    return terms + sum(
        weight * index.idf_at(len(snapshot.name_postings(name))) for name, weight in query.wholes
    )


def _share(met: Sequence[tuple[float, float]]) -> float:
    """Return the share of the weight that is met; all of it where nothing weighs anything."""
    total = sum(weight for weight, _ in met)
    return sum(weight * share for weight, share in met) / total if total else 1.0


def _weight(unit: Unit, snapshot: Snapshot) -> float:
    """Weigh a unit by its kind and rarity."""
    if unit.kind is UnitKind.DAY or not len(snapshot):
        return unit.weight
    frequencies = snapshot.index.frequencies(keys_of(terms(unit.typed)))
    frequency = int(frequencies.min(initial=len(snapshot))) if len(frequencies) else 0
    rarity = snapshot.index.idf_at(max(frequency, 1)) / snapshot.index.idf_at(1)
    return unit.weight * (_COMMONEST + (1 - _COMMONEST) * rarity)


def _met_day(query: Query, unit: Unit, printed: PrintedDate | None, here: str) -> float:
    if any(wording in here for wording in unit.wordings):
        return 1.0
    if printed is None or query.days is None:
        return _UNDATED
    if query.days.agrees(printed):
        return _UNDATED if query.days.year and not printed.year else 1.0
    return 0.0


def _met(unit: Unit, here: str, title: str, body: str) -> float:
    places = ((here, 1.0), (title, _IN_TITLE), (body, _IN_ARTICLE))
    return max(share * _stands(unit, text) for text, share in places)


def _stands(unit: Unit, text: str) -> float:
    first, *others = unit.wordings
    if standing(first).search(text) or any(values.standing(first, text)):
        return 1.0
    if any(other in text for other in others):
        return 1.0 if unit.kind in (UnitKind.NAME, UnitKind.OFFICE) else _REWORDED
    if any(re.search(blur, text) for blur in unit.blurs):
        return _BLURRED
    if unit.kind is UnitKind.WORD and len(first) >= _LONG_WORD:
        pairs = _pairs(first)
        share = sum(pair in text for pair in pairs) / len(pairs)
        if share >= _HALF:
            return share
    return _SEAM if any(seam in text for seam in unit.seams) else 0.0


@lru_cache(maxsize=1 << 12)
def _pairs(word: str) -> tuple[str, ...]:
    return tuple(pair for _, pair in bigrams(word))
