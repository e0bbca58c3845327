"""Measure our answers and our index, and its peers: ``python -m retrieval.evaluation speed``.

Whole answers, from what somebody types to what is shown, are measured kind by kind on stories of a
made-up paper, or on print; the index alone and its peers on as many passages. The table (Markdown)
or, with --json, the figures go to standard output. Peers that are not
installed are left out; ``make benchmark`` installs them beside what the bot needs.
"""

import argparse
import importlib.util
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from retrieval.evaluation.arguments import described
from retrieval.evaluation.speed.answering import AnswerBench
from retrieval.evaluation.speed.answers import measure_answers
from retrieval.evaluation.speed.bench_source import BenchSource
from retrieval.evaluation.speed.engine import ENGINES, OURS
from retrieval.evaluation.speed.figures import (
    AnswerFigures,
    FiguresUnreadable,
    SpeedFigures,
    SpeedReport,
    machine,
)
from retrieval.evaluation.speed.passages import CorpusUnreadable, analysed, written
from retrieval.evaluation.speed.runner import TrialFailed, installed, measure
from retrieval.evaluation.speed.sampling import sample_questions
from retrieval.evaluation.speed.table import table
from retrieval.evaluation.speed.trial import Bench

PASSAGES = 100_000
_ANSWERS, _INDEX = "answers", "index"


def _sizes(text: str) -> list[int]:
    sizes = [int(size.replace("_", "")) for size in text.split(",")]
    if min(sizes) < 1:
        raise ValueError(text)
    return sorted(set(sizes))


def _arguments(arguments: Sequence[str] | None) -> argparse.Namespace:
    parser = described("speed", __doc__)
    parser.add_argument(
        "--passages",
        type=_sizes,
        metavar="N[,N…]",
        help=f"sizes to measure at; {PASSAGES:,}, or a folder's all, if not given",
    )
    parser.add_argument("--peers", action="store_true", help="measure the peers, too")
    parser.add_argument(
        "--only", choices=(_ANSWERS, _INDEX), help="measure whole answers alone, or the index alone"
    )
    parser.add_argument(
        "--corpus",
        type=Path,
        metavar="PATH",
        help="take what is printed in an archive's file, a folder of pages, or one's corpus.jsonl",
    )
    parser.add_argument(
        "--measured",
        type=Path,
        action="append",
        metavar="FILE",
        help="measure nothing: show what earlier runs printed with --json; may come several times",
    )
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    parser.add_argument(
        "--picture", type=Path, metavar="FILE.svg|FILE.png", help="draw latency against size"
    )
    chosen = parser.parse_args(arguments)
    if chosen.picture and chosen.picture.suffix not in (".svg", ".png"):
        parser.error(f"{chosen.picture}: .svg or .png")
    if chosen.picture and importlib.util.find_spec("matplotlib") is None:
        parser.error("--picture needs matplotlib, one of the extra named peers: make benchmark")
    return chosen


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    chosen = _arguments(arguments)
    try:
        report = _read(chosen.measured) if chosen.measured else _measured(chosen)
    except (CorpusUnreadable, FiguresUnreadable, TrialFailed) as fault:
        sys.stderr.write(f"{fault}\n")
        return 2
    sys.stdout.write(report.json() + "\n" if chosen.json else table(report))
    if chosen.picture:
        # Only this needs matplotlib.
        from retrieval.evaluation.speed.picture import draw  # noqa: PLC0415

        draw(report, chosen.picture)
    return 0


def _read(files: Sequence[Path]) -> SpeedReport:
    try:
        texts = [file.read_text(encoding="utf-8") for file in files]
    except OSError as fault:
        raise FiguresUnreadable(f"{fault.filename}: {fault.strerror}") from fault
    return SpeedReport.joined(SpeedReport.of_json(text) for text in texts)


def _measured(chosen: argparse.Namespace) -> SpeedReport:
    figures: list[SpeedFigures] = []
    answers: list[AnswerFigures] = []
    sizes = chosen.passages or ([PASSAGES] if chosen.corpus is None else [sys.maxsize])
    names = [name for name in ENGINES if name == OURS or (chosen.peers and installed(name))]
    if chosen.only == _ANSWERS:
        names = []
    with tempfile.TemporaryDirectory(prefix="benchmark-") as work:
        source = BenchSource.of(chosen.corpus, Path(work))
        if source.bench is not None:
            sizes = [sys.maxsize]  # an archive is asked whole
        for size in sizes:
            with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
                passages, found = _at(size, source, names, Bench(Path(folder)))
                figures += found
                if chosen.only != _INDEX:
                    bench = source.bench or AnswerBench(Path(folder))
                    answers += measure_answers(passages, bench, source.folder)
            if passages < size:
                break  # there are no more: larger sizes would be this one again
    return SpeedReport(source.shown, machine(), tuple(figures), tuple(answers))


def _at(
    size: int, source: BenchSource, names: Sequence[str], bench: Bench
) -> tuple[int, list[SpeedFigures]]:
    """Return how many passages there are of a size, and the figures of engines on them."""
    stories = source.stories()
    if stories is None and not names:
        return size, []
    sys.stderr.write("writing the passages\n")
    corpus = written(bench.folder, size, stories)
    passages = sum(1 for _ in corpus.texts_in_order())
    if not names:
        return passages, []
    questions = sample_questions(corpus.texts_in_order(), passages)
    if not questions.usual:
        raise CorpusUnreadable(f"{source.shown}: no passage is long enough to ask about")
    questions.save(bench.questions)
    if names != [OURS]:
        analysed(corpus)
    return passages, [measure(name, passages, bench) for name in names]
