"""Measure an archive as large as is wanted: ``python -m retrieval.evaluation large PASSAGES``.

The archive is a made-up paper's, on disk: its tables are filled in bulk, all else is done as the
bot and its commands do it, each step in a process of its own. What people do is measured as by
``speed``. The tables (Markdown) or, with --json, the figures go to standard output.
"""

import argparse
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec

from retrieval.evaluation.arguments import described
from retrieval.evaluation.speed.answering import MB, AnswerBench
from retrieval.evaluation.speed.answers import measure_answers
from retrieval.evaluation.speed.drawing import TEXTS
from retrieval.evaluation.speed.figures import AnswerFigures, SpeedReport, machine
from retrieval.evaluation.speed.runner import TrialFailed, run_trial
from retrieval.evaluation.speed.table import shown, table, table_of

_STEPS = "retrieval.evaluation.speed.large_steps"
_LIMIT_S = 6 * 3600
_HEAD = ("passages", "step", "s", "peak MB", "mapped MB", "disk MB", "beside")
_SHOWN = {
    "fill": "fill the tables",
    "index": "make the index",
    "restart": "start a process, to its first answer",
    "serve": "answer all kinds of questions",
    "add": "add ten pages, each asked for at once",
    "check": "check",
    "backup": "back up",
}


@dataclass(frozen=True, slots=True)
class StepFigures:
    """One step with an archive of so many passages.

    Memory is megabytes (of 10^6 bytes) of the process and its workers at the highest: ``peak`` what
    they held of their own, ``mapped`` of files that they map. ``disk`` is the archive with its
    index after the step. ``beside`` says in words what else the step found.
    """

    step: str
    passages: int
    seconds: float | None = None
    peak_mb: float | None = None
    mapped_mb: float | None = None
    disk_mb: float | None = None
    beside: str = ""


@dataclass(frozen=True, slots=True)
class LargeReport:
    """What was measured of a large archive."""

    machine: str
    steps: tuple[StepFigures, ...]
    answers: tuple[AnswerFigures, ...]


class _Step(msgspec.Struct, frozen=True):
    """What a step's process prints."""

    seconds: float
    peak_mb: float | None = None
    mapped_mb: float | None = None
    answered_at: float | None = None
    passages: int | None = None
    page_p50_s: float | None = None
    page_worst_s: float | None = None
    sound: float | None = None
    copy_mb: float | None = None


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    parser = described("large", __doc__)
    parser.add_argument("passages", type=_size, help="how many passages, such as 10_000_000")
    parser.add_argument(
        "--folder",
        type=Path,
        help="keep the archive here; if there is one already, it is not filled and indexed anew",
    )
    parser.add_argument("--texts", type=int, default=TEXTS, help="ask so many of each kind")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    chosen = parser.parse_args(arguments)
    try:
        report = _measured(chosen)
    except TrialFailed as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    sys.stdout.write(msgspec.json.encode(report).decode() + "\n" if chosen.json else _text(report))
    return 0


def _size(text: str) -> int:
    size = int(text.replace("_", "").replace(",", ""))
    if size < 1:
        raise ValueError(text)
    return size


def _measured(chosen: argparse.Namespace) -> LargeReport:
    with tempfile.TemporaryDirectory(prefix="benchmark-") as work:
        folder = chosen.folder or Path(work)
        folder.mkdir(parents=True, exist_ok=True)
        bench = AnswerBench(folder)
        steps: list[StepFigures] = []
        if not bench.archive.exists():
            steps += [
                _step("fill", chosen.passages, bench, str(chosen.passages)),
                _step("index", chosen.passages, bench),
            ]
        answers = measure_answers(chosen.passages, bench, texts=chosen.texts)
        # A page that is added changes what is asked; a damaged archive would be found at the end.
        steps += [
            _step(step, chosen.passages, bench)
            for step in ("restart", "serve", "add", "check", "backup")
        ]
        return LargeReport(machine(), tuple(steps), tuple(answers))


def _step(step: str, passages: int, bench: AnswerBench, *beside: str) -> StepFigures:
    sys.stderr.write(f"large archive: {_SHOWN[step]}\n")
    began = time.monotonic()
    line = run_trial(_STEPS, (step, str(bench.folder), *beside), _LIMIT_S)
    found = msgspec.json.decode(line, type=_Step)
    took = found.seconds if found.answered_at is None else found.answered_at - began
    return StepFigures(
        step,
        passages,
        took,
        found.peak_mb,
        found.mapped_mb,
        sum(path.stat().st_size for path in _files(bench)) / MB,
        "; ".join(_beside(found)),
    )


def _files(bench: AnswerBench) -> Iterator[Path]:
    beside = bench.folder.glob(f"{bench.archive.name}*")
    return (file for path in beside for file in (path, *path.rglob("*")) if file.is_file())


def _beside(found: _Step) -> Iterator[str]:
    if found.passages is not None:
        yield f"{found.passages:,} passages"
    if found.page_p50_s is not None and found.page_worst_s is not None:
        yield f"a page {shown(found.page_p50_s)} s, the slowest {shown(found.page_worst_s)} s"
    if found.sound is not None:
        yield "sound" if found.sound else "not sound"
    if found.copy_mb is not None:
        yield f"the copy {shown(found.copy_mb)} MB"


def _text(report: LargeReport) -> str:
    rows = [
        (
            f"{one.passages:,}",
            _SHOWN[one.step],
            *map(shown, (one.seconds, one.peak_mb, one.mapped_mb, one.disk_mb)),
            one.beside or "–",
        )
        for one in report.steps
    ]
    steps = "\n".join(table_of(_HEAD, rows))
    return f"{steps}\n\n{table(SpeedReport('generated', report.machine, (), report.answers))}"
