"""Measure our index, and its peers beside it: ``python -m retrieval.evaluation speed``.

The table (Markdown) or, with --json, the figures go to standard output. Peers that are not
installed are left out; ``make benchmark`` installs them beside what the bot needs.
"""

import argparse
import importlib.util
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from retrieval.evaluation.arguments import described
from retrieval.evaluation.speed.engine import ENGINES, OURS
from retrieval.evaluation.speed.figures import FiguresUnreadable, SpeedFigures, SpeedReport, machine
from retrieval.evaluation.speed.passages import CorpusUnreadable, analysed, written
from retrieval.evaluation.speed.runner import installed, measure
from retrieval.evaluation.speed.sampling import sample_questions
from retrieval.evaluation.speed.table import table
from retrieval.evaluation.speed.trial import Bench

PASSAGES = 100_000


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
        "--corpus", type=Path, metavar="FOLDER", help="take the passages of its corpus.jsonl"
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
    except (CorpusUnreadable, FiguresUnreadable) as fault:
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
    sizes = chosen.passages or ([PASSAGES] if chosen.corpus is None else [sys.maxsize])
    names = [name for name in ENGINES if name == OURS or (chosen.peers and installed(name))]
    for size in sizes:
        with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
            figures += _at(size, chosen.corpus, names, Bench(Path(folder)))
        if figures[-1].passages < size:
            break  # the folder has no more: larger sizes would be this one again
    corpus = "generated" if chosen.corpus is None else chosen.corpus.resolve().name
    return SpeedReport(corpus, machine(), tuple(figures))


def _at(size: int, source: Path | None, names: Sequence[str], bench: Bench) -> list[SpeedFigures]:
    sys.stderr.write("writing the passages\n")
    corpus = written(bench.folder, size, source)
    passages = sum(1 for _ in corpus.texts_in_order())
    questions = sample_questions(corpus.texts_in_order(), passages)
    if not questions.usual:
        raise CorpusUnreadable(f"{source}: no passage is long enough to ask about")
    questions.save(bench.questions)
    if names != [OURS]:
        analysed(corpus)
    return [measure(name, passages, bench) for name in names]
