"""The calibration of the odds that a story answers: a logistic regression over first passages.

`retrieval.answer.confidence` has the parts that are found here.
"""

from collections.abc import Iterable, Iterator
from datetime import date

import numpy as np
import numpy.typing as npt

from retrieval.answer.confidence import PARTS, features
from retrieval.answer.evidence import Witness
from retrieval.answer.ranking import ranking
from retrieval.evaluation.abstention.trials import Trial, trials
from retrieval.evaluation.retrieval_set import RetrievalSet
from retrieval.query.parse import parse

NAMES = tuple(PARTS)
"""The features, in the order of their parts."""

_STEPS = 30

Example = tuple[tuple[float, ...], bool]
"""The features of a question's first passage, and whether its story answers."""


def examples(retrieval_set: RetrievalSet, size: int) -> Iterator[Example]:
    """Yield for each trial its first passage, where there is one."""
    for trial in trials(retrieval_set, size):
        found = example(trial, retrieval_set.today)
        if found is not None:
            yield found


def example(trial: Trial, today: date) -> Example | None:
    """Return what there is to learn of a trial; None where no passage is found."""
    query = parse(trial.question, trial.snapshot, today)
    found = () if query.small_talk else ranking(trial.snapshot, query)
    if not found:
        return None
    seen = features(Witness(trial.snapshot, query).of(found[0].passage, found[0].score))
    answers = trial.snapshot.article_at(found[0].passage).id in trial.answering
    return tuple(seen[name] for name in NAMES), answers


def fit(examples: Iterable[Example]) -> npt.NDArray[np.float64]:
    """Return the parts of the features in log odds, in the order of `NAMES`.

    Newton's steps; a ridge of one example keeps them finite where the examples fall apart.
    """
    rows = list(examples)
    seen = np.array([row for row, _ in rows], np.float64)
    answers = np.array([answer for _, answer in rows], np.float64)
    parts = np.zeros(seen.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-seen @ parts))
        slope = seen.T @ (answers - likely) - parts
        curve = (seen.T * (likely * (1 - likely))) @ seen + np.eye(len(parts))
        parts += np.linalg.solve(curve, slope)
    return parts
