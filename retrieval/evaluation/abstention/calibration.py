"""The calibration of the odds that a passage answers: a logistic regression over best passages.

`retrieval.answer.answerability` has the parts that are found here.
"""

from collections.abc import Iterable, Iterator

import numpy as np
import numpy.typing as npt

from retrieval.answer.answerability import growth
from retrieval.evaluation.abstention.figures import judged
from retrieval.evaluation.abstention.trials import trials
from retrieval.evaluation.retrieval_set import RetrievalSet

_STEPS = 30

Example = tuple[float, float, float, bool]
"""A passage's score and coverage (`Answerability`), the archive's `growth`, whether it answers."""


def examples(retrieval_set: RetrievalSet, size: int) -> Iterator[Example]:
    """Yield for each trial the best passage that may answer, where there is one."""
    for trial in trials(retrieval_set, size):
        best = next((one for one in judged(trial, retrieval_set.today) if one.possible), None)
        if best is not None:
            yield best.score, best.coverage, growth(len(trial.snapshot)), trial.answerable


def fit(examples: Iterable[Example]) -> npt.NDArray[np.float64]:
    """Return the intercept, then the parts of score, coverage and growth, all in log odds.

    Newton's steps; a ridge of one example keeps them finite where the examples fall apart.
    """
    table = np.array(list(examples), np.float64)
    features = np.column_stack([np.ones(len(table)), table[:, :3]])
    parts = np.zeros(features.shape[1])
    for _ in range(_STEPS):
        likely = 1 / (1 + np.exp(-features @ parts))
        slope = features.T @ (table[:, 3] - likely) - parts
        curve = (features.T * (likely * (1 - likely))) @ features + np.eye(len(parts))
        parts += np.linalg.solve(curve, slope)
    return parts
