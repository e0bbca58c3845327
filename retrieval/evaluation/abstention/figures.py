"""How sure the answers over archives of one size are, and how often rightly so."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

import numpy as np

from retrieval.answer.answer import answer
from retrieval.answer.confidence import log_odds
from retrieval.answer.evidence import StoryEvidence, Witness
from retrieval.answer.ranking import ranking
from retrieval.evaluation.abstention.trials import Trial, trials
from retrieval.evaluation.retrieval_set import RetrievalSet
from retrieval.model import Band
from retrieval.query.parse import parse

FIRST = 3
"""Stories among which one that answers must be, for an answer to be right."""


@dataclass(frozen=True, slots=True)
class BandFigures:
    """What was measured at one size: shares from 0 to 1, None for those of nothing.

    ``precision`` is silence's: of all that is shown nothing for, the share without an answer;
    ``recall`` is of all questions without an answer, those that get none claimed; ``withheld`` is
    of all with an answer, those that get **nothing** shown. Of the questions with an answer,
    ``found`` have one of `FIRST` stories right, ``claimed`` are said to be answered, and ``right``
    is the share of these whose story is among the first. ``nearest`` are those that are shown the
    nearest stories. ``elsewhere`` and ``near_miss`` are the questions without an answer, whose
    document is not there and which nothing answers, that are said to be answered. ``auc`` says how
    well the odds tell questions with an answer from those without, ``score_auc`` and
    ``coverage_auc`` how well a passage's score or its coverage do alone (see `auc`).
    """

    documents: int
    passages: int
    questions: int
    precision: float | None
    recall: float | None
    withheld: float | None
    found: float | None
    claimed: float | None
    right: float | None
    nearest: float | None
    elsewhere: float | None
    near_miss: float | None
    auc: float | None
    score_auc: float | None
    coverage_auc: float | None


@dataclass(frozen=True, slots=True)
class _Asked:
    """What a trial came to; ``evidence`` is its first passage's, if it is answered by one."""

    trial: Trial
    band: Band
    found: bool
    evidence: StoryEvidence | None


def measure(retrieval_set: RetrievalSet, size: int, real: int | None = None) -> BandFigures:
    """Ask all over archives of one size; see `trials`."""
    asked = [_ask(trial, retrieval_set.today) for trial in trials(retrieval_set, size, real)]
    good = [one for one in asked if one.trial.answerable]
    claimed = [one for one in good if one.band is Band.ANSWER]
    others = [one for one in asked if not one.trial.answerable]
    near = [one for one in others if one.trial.near_miss]
    elsewhere = [one for one in others if not one.trial.near_miss]
    silent = [one for one in asked if one.band is Band.NOTHING]
    yes, no = ([one.evidence for one in some if one.evidence] for some in (good, others))
    return BandFigures(
        size,
        int(np.median([len(one.trial.snapshot) for one in asked])) if asked else 0,
        len(asked),
        _share(sum(not one.trial.answerable for one in silent), len(silent)),
        _share(sum(one.band is not Band.ANSWER for one in others), len(others)),
        _share(sum(one.band is Band.NOTHING for one in good), len(good)),
        _share(sum(one.found for one in good), len(good)),
        _share(len(claimed), len(good)),
        _share(sum(one.found for one in claimed), len(claimed)),
        _share(sum(one.band is Band.NEAREST for one in good), len(good)),
        _share(sum(one.band is Band.ANSWER for one in elsewhere), len(elsewhere)),
        _share(sum(one.band is Band.ANSWER for one in near), len(near)),
        auc([log_odds(one) for one in yes], [log_odds(one) for one in no]),
        auc([one.share for one in yes], [one.share for one in no]),
        auc([one.coverage for one in yes], [one.coverage for one in no]),
    )


def _ask(trial: Trial, today: date) -> _Asked:
    found = answer(trial.snapshot, trial.question, today=today)
    stories = list(dict.fromkeys(hit.citation.article_id for hit in found.hits))[:FIRST]
    query = parse(trial.question, trial.snapshot, today)
    best = () if query.small_talk else ranking(trial.snapshot, query)[:1]
    seen = [Witness(trial.snapshot, query).of(one.passage, one.score) for one in best]
    right = not trial.answering.isdisjoint(stories)
    return _Asked(trial, found.band, right, seen[0] if seen else None)


def auc(these: Sequence[float], those: Sequence[float]) -> float | None:
    """Return the area under the curve: the chance that one of these is above one of those.

    A tie counts for half (Mann and Whitney 1947). None where there are none of either.
    """
    if not these or not those:
        return None
    ordered = np.sort(those)
    below = np.searchsorted(ordered, these, "left") + np.searchsorted(ordered, these, "right")
    return float(below.mean() / (2 * len(ordered)))


def _share(part: int, whole: int) -> float | None:
    return part / whole if whole else None
