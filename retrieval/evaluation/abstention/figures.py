"""How often no answer is given over archives of one size, and how well the odds tell them apart."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from retrieval.answer.answer import answer
from retrieval.answer.answerability import Answerability, Judge, log_odds
from retrieval.answer.ranking import JUDGED, ranking
from retrieval.evaluation.abstention.trials import Trial, trials
from retrieval.evaluation.retrieval_set import RetrievalSet
from retrieval.query.parse import parse
from retrieval.query.query import Intent


@dataclass(frozen=True, slots=True)
class AbstentionFigures:
    """What was measured at one size: shares from 0 to 1, None for those of nothing.

    ``precision`` is silence's: of all silences, those over an archive without an answer; ``recall``
    is of all questions without an answer, those met with silence; ``withheld`` is what it costs: of
    all questions with an answer, those met with silence. The rest says how well the odds tell
    questions with an answer from those without, and how well a passage's score or its coverage do
    alone, whatever rules say (see `auc`).
    """

    documents: int
    passages: int
    questions: int
    precision: float | None
    recall: float | None
    withheld: float | None
    auc: float | None
    score_auc: float | None
    coverage_auc: float | None


def measure(retrieval_set: RetrievalSet, size: int, real: int | None = None) -> AbstentionFigures:
    """Count silence over archives of one size; see `trials`."""
    silent: dict[bool, list[bool]] = {True: [], False: []}
    strengths: dict[bool, list[_Strength]] = {True: [], False: []}
    passages = []
    for trial in trials(retrieval_set, size, real):
        found = answer(trial.snapshot, trial.question, today=retrieval_set.today)
        silent[trial.answerable].append(not found.answered)
        strengths[trial.answerable].append(_strength(trial, retrieval_set.today))
        passages.append(len(trial.snapshot))
    rightly, wrongly = sum(silent[False]), sum(silent[True])
    answered, unanswered = strengths[True], strengths[False]
    return AbstentionFigures(
        size,
        int(np.median(passages)) if passages else 0,
        len(passages),
        _share(rightly, rightly + wrongly),
        _share(rightly, len(silent[False])),
        _share(wrongly, len(silent[True])),
        auc([one.odds for one in answered], [one.odds for one in unanswered]),
        auc([one.score for one in answered], [one.score for one in unanswered]),
        auc([one.whole for one in answered], [one.whole for one in unanswered]),
    )


def judged(trial: Trial, today: date) -> list[Answerability]:
    """Judge the passages of which one must answer, best first; none for what is a listing."""
    query = parse(trial.question, trial.snapshot, today)
    if query.intent is not Intent.PASSAGES:
        return []
    judge = Judge(trial.snapshot, query)
    found = ranking(trial.snapshot, query)[:JUDGED]
    return [judge.assess(one.passage, one.score) for one in found]


def auc(these: Sequence[float], those: Sequence[float]) -> float | None:
    """Return the area under the curve: the chance that one of these is above one of those.

    A tie counts for half (Mann and Whitney 1947). None where there are none of either.
    """
    if not these or not those:
        return None
    ordered = np.sort(those)
    below = np.searchsorted(ordered, these, "left") + np.searchsorted(ordered, these, "right")
    return float(below.mean() / (2 * len(ordered)))


@dataclass(frozen=True, slots=True)
class _Strength:
    """The most that any passage has; of odds, any that no rule speaks against."""

    score: float
    whole: float
    odds: float


def _strength(trial: Trial, today: date) -> _Strength:
    found = judged(trial, today)
    size = len(trial.snapshot)
    odds = (log_odds(one.score, one.coverage, size) for one in found if one.possible)
    return _Strength(
        max((one.score for one in found), default=-math.inf),
        max((one.coverage for one in found), default=-math.inf),
        max(odds, default=-math.inf),
    )


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
