"""Running the trials of whole answers, each in a process of its own."""

import sys
from collections.abc import Mapping
from pathlib import Path

import msgspec

from retrieval.evaluation.speed.answering import AnswerBench
from retrieval.evaluation.speed.drawing import TEXTS
from retrieval.evaluation.speed.figures import AnswerFigures
from retrieval.evaluation.speed.kinds import KINDS
from retrieval.evaluation.speed.runner import LIMIT_S, run_trial

_TRIALS = "retrieval.evaluation.speed.answering"
_INDEX_S = 4 * LIMIT_S

_ByKind = Mapping[str, Mapping[str, int | float]]


def measure_answers(
    passages: int, bench: AnswerBench, source: Path | None = None, texts: int = TEXTS
) -> list[AnswerFigures]:
    """Measure each kind that the archive has texts for, by so many of them.

    Without an archive's file in the bench its stories are indexed first: those of a made-up paper
    of so many passages, or as many of those in the folder ``source``. Raises TrialFailed.
    """
    if not bench.archive.exists():
        beside = [] if source is None else [str(source)]
        _trial("index", bench, str(passages), *beside)
    _trial("draw", bench, str(texts))
    asked = msgspec.json.decode(_trial("ask", bench), type=_ByKind)
    weighed = msgspec.json.decode(_trial("weigh", bench), type=_ByKind)
    return [
        AnswerFigures.of({"kind": kind, "passages": passages, **asked[kind], **weighed[kind]})
        for kind in KINDS
        if kind in asked
    ]


def _trial(trial: str, bench: AnswerBench, *beside: str) -> str:
    sys.stderr.write(f"whole answers: {trial}\n")
    return run_trial(_TRIALS, (trial, str(bench.folder), *beside), _INDEX_S)
