"""What one fresh process does, and prints as JSON: ``… trial build|start|ask|add ENGINE FOLDER``.

The folder holds the corpus, the questions and the engine's index, as `Bench` names them.
"""

import gc
import json
import shutil
import sys
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import numpy as np

from retrieval.evaluation.speed.engine import Ask, Corpus, Engine, engine
from retrieval.evaluation.speed.memory import Memory
from retrieval.evaluation.speed.questions import Question, Questions

MB = 1e6
_WARM = 20
_WARM_S = 5.0
ASKING_S = 60.0
"""Seconds that the usual questions may take; where they do not do, fewer are asked."""
FEWEST = 10
"""Questions that are asked however long they take."""
_HOSTILE_S = 30.0
_HOSTILE_ROUNDS = 3


@dataclass(frozen=True, slots=True)
class Bench:
    """A folder that trials work in."""

    folder: Path

    @property
    def corpus(self) -> Corpus:
        """The passages."""
        return Corpus(self.folder / "texts.txt", self.folder / "bags.txt")

    @property
    def questions(self) -> Path:
        """Where the questions are kept."""
        return self.folder / "questions.json"

    @property
    def index(self) -> Path:
        """Where the engine on trial keeps its index."""
        return self.folder / "index"


def _build(on_trial: Engine, bench: Bench) -> dict[str, float]:
    shutil.rmtree(bench.index, ignore_errors=True)
    bench.index.mkdir()
    began = time.perf_counter()
    on_trial.build(bench.corpus, bench.index)
    took = time.perf_counter() - began
    size = sum(path.stat().st_size for path in bench.index.rglob("*") if path.is_file())
    return {"build_s": took, "disk_mb": size / MB}


def _start(on_trial: Engine, bench: Bench) -> dict[str, float]:
    first = Questions.load(bench.questions).usual[0]
    on_trial.opened(bench.index)(first)
    # The one that started us subtracts when it did; this clock is the same for all processes.
    return {"answered_at": time.monotonic()}


def _ask(on_trial: Engine, bench: Bench) -> dict[str, float]:
    questions = Questions.load(bench.questions)
    empty = _memory()
    on_trial.prepare()
    prepared = _memory()
    ask = on_trial.opened(bench.index)
    _warm_up(ask, questions.usual)
    seconds = _asked(ask, questions.usual)
    p50, p99 = np.percentile(seconds, [50, 99])
    # Before the hostile ones: nobody's memory should be figures by what they leave behind.
    full = _memory()
    figures = {"questions": len(seconds), "p50_ms": p50 * 1000, "p99_ms": p99 * 1000}
    if empty and prepared and full:
        figures |= {
            "memory_mb": (full.anonymous - empty.anonymous) / MB,
            "prepared_mb": (prepared.anonymous - empty.anonymous) / MB,
            "mapped_mb": (full.mapped - empty.mapped) / MB,
        }
    per_term = p50 / np.mean([len(question.terms) for question in questions.usual])
    for key in ("longest", "commonest"):
        question: Question = getattr(questions, key)
        if per_term * len(question.terms) * _HOSTILE_ROUNDS < _HOSTILE_S:
            rounds = [_took(ask, question) for _ in range(_HOSTILE_ROUNDS)]
            figures[f"{key}_ms"] = float(np.median(rounds)) * 1000
    return figures


def _add(on_trial: Engine, bench: Bench) -> dict[str, float]:
    del on_trial  # ours is the only one that is asked to grow
    # Its imports would count as the peers' memory.
    from retrieval.evaluation.speed.additions import additions  # noqa: PLC0415

    return asdict(additions(bench.index, Questions.load(bench.questions).usual))


def _warm_up(ask: Ask, questions: Sequence[Question]) -> None:
    began = time.perf_counter()
    for question in questions[:_WARM]:
        ask(question)
        if time.perf_counter() - began > _WARM_S:
            return


def _asked(ask: Ask, questions: Sequence[Question]) -> list[float]:
    began = time.perf_counter()
    seconds: list[float] = []
    for question in questions:
        if len(seconds) >= FEWEST and time.perf_counter() - began > ASKING_S:
            break
        seconds.append(_took(ask, question))
    return seconds


def _took(ask: Ask, question: Question) -> float:
    began = time.perf_counter()
    ask(question)
    return time.perf_counter() - began


def _memory() -> Memory | None:
    gc.collect()
    return Memory.now()


TRIALS = {"build": _build, "start": _start, "ask": _ask, "add": _add}


def main(arguments: Sequence[str]) -> int:
    """Run one trial; return the exit status."""
    trial, name, folder = arguments
    figures = TRIALS[trial](engine(name), Bench(Path(folder)))
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
