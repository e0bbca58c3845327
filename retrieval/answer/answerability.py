"""Whether a passage answers what is asked: how much of the question it meets, and how well.

A score ranks passages but does not tell an answer from the best of nothing, and less so in a small
archive; that a passage has the question's words tells less and less the more passages there are.
So both are looked at, against the number of passages.

The question's own structure (see `Query`) says what must be there: its **units**, each met by a
wording that stands in the passage, in its headline, or, for less, elsewhere in the article; a
longer word in part by its bigrams. A unit weighs by its kind, and by how rare it is: what stands in
every article tells little, what stands nowhere as much as what stands once. Some units must be met
whatever else is; and of what is **asked**, the units that are not names, a share: that a passage is
about 郑州大学 does not make it say who its 校长 is.

Where nothing speaks against a passage, the odds that it answers decide: a logistic regression over
its score as a share of the question's weight (each term's and name's times its idf), the share of
the units' weight that it meets, and how the number of passages grows, which is by ever less. It is
learnt from questions asked of archives of some tens of passages to a hundred thousand, with the
document that answers and without it, by ``python -m retrieval.evaluation silence
../shared/ir/cmrc2018 --limit 1500 --learn``; how it does is told by the same without ``--learn``.
"""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

from retrieval.analysis.analyzer import terms
from retrieval.analysis.bigrams import bigrams
from retrieval.analysis.bounds import standing
from retrieval.analysis.keys import keys_of
from retrieval.answer.answer_type import TOLD, holds
from retrieval.answer.search import telling
from retrieval.index.snapshot import Snapshot
from retrieval.model import PrintedDate
from retrieval.query.query import AnswerType, Query, Unit, UnitKind

ASKED = 0.3
"""The least share of what is asked that an answer meets."""
ALWAYS, SCORE, WHOLE, SIZE = 0.98, 2.71, 1.73, -3.74
"""Learnt: what the log odds are made of."""
ODDS = -2.5
"""The least log odds of an answer, one in twelve: rather nearest passages than one withheld."""
LARGEST = 100_000
"""Passages of the largest archive learnt from; of a larger one no more is demanded."""

_ABOUT = frozenset((UnitKind.NAME, UnitKind.PLACE))
_NEEDED = frozenset((UnitKind.SPECIFIC, UnitKind.FIGURE))
_REWORDED, _BLURRED, _HALF, _SEAM = 0.75, 0.7, 0.5, 0.4
_IN_TITLE, _IN_ARTICLE = 0.75, 0.55
_SOUGHT = 0.5  # the weight of what is sought, where a passage can show it
_UNDATED = 0.3
_DEMANDING = 0.5  # the least weight of what is asked that demands anything
_COMMONEST = 0.25  # what is left of the weight of a unit that stands in every passage
_SPEAKING = 3  # the least length of a word whose parts tell something


@dataclass(frozen=True, slots=True)
class Answerability:
    """What a passage does for a question.

    ``score`` is its score as a share of the question's weight (above 1 where it is met more than
    once over, in the passage, its article and headline), ``whole`` the share of the units' weight
    that it meets, from 0 to 1. It is ``possible`` that it answers if no rule speaks against it.
    """

    score: float
    whole: float
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

    def support(self, passage: int, score: float) -> Answerability:
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
        sought = holds(self._query.answer_type, here, self._snapshot.names, self._query.names)
        shown = [(_SOUGHT, float(sought))] if self._query.answer_type in TOLD else []
        asked = [(weight, share) for unit, weight, share in met if unit.kind not in _ABOUT]
        demanding = sum(weight for weight, _ in asked) >= _DEMANDING
        whole = _share([*((weight, share) for _, weight, share in met), *shown])
        named = [share for unit, _, share in met if unit.kind is UnitKind.NAME]
        possible = (
            bool(met)
            and not self._elsewhere
            and (not named or any(named))
            and (sought or self._query.answer_type is not AnswerType.POST)
            and all(share for unit, _, share in met if unit.kind in _NEEDED)
            and _share(asked if demanding else shown) >= ASKED
        )
        part = score / self._worth if self._worth else 0.0
        odds = log_odds(part, whole, len(self._snapshot))
        return Answerability(part, whole, possible, possible and odds >= ODDS)

    def _article(self, passage: int) -> tuple[str, str]:
        """Return the compact title and body of a passage's article, read once a question."""
        at = self._snapshot.doc_id_of(passage)
        if at not in self._articles:
            body = "\n".join(map(self._snapshot.compact, self._snapshot.passages_of(at)))
            self._articles[at] = self._snapshot.compact_title(passage), body
        return self._articles[at]


def log_odds(score: float, whole: float, passages: int) -> float:
    """Return the log odds that a passage answers; see `Answerability` for the two shares."""
    return ALWAYS + SCORE * score + WHOLE * whole + SIZE * growth(passages)


def growth(passages: int) -> float:
    """Return how large an archive is for the odds: the logarithm of its logarithm, from 0 on.

    Each passage more is one more that may look like an answer, but ever less of a surprise.
    """
    return math.log1p(math.log(min(max(passages, 1), LARGEST)))


def _worth(snapshot: Snapshot, query: Query) -> float:
    """Return the weight of all that passages are ranked by, each times its idf."""
    index = snapshot.index
    terms = sum(index.worths(telling(index, query.terms)))
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
    if standing(first).search(text):
        return 1.0
    if any(other in text for other in others):
        return 1.0 if unit.kind is UnitKind.NAME else _REWORDED
    if any(re.search(blur, text) for blur in unit.blurs):
        return _BLURRED
    if unit.kind is UnitKind.WORD and len(first) >= _SPEAKING:
        pairs = _pairs(first)
        share = sum(pair in text for pair in pairs) / len(pairs)
        if share >= _HALF:
            return share
    return _SEAM if any(seam in text for seam in unit.seams) else 0.0


@lru_cache(maxsize=1 << 12)
def _pairs(word: str) -> tuple[str, ...]:
    return tuple(pair for _, pair in bigrams(word))
