"""Measure how fast a page meets subscriptions: ``python -m retrieval.evaluation percolate``.

For each number of subscriptions a fresh process reads them from a file, builds, matches one page of
50 articles, and changes one subscription after the other. The table (Markdown) goes to standard
output. Times are the processor's: one thread works, so on a quiet machine the clock shows the same.
"""

import json
import pickle
import subprocess
import sys
import tempfile
from collections.abc import Sequence
from itertools import product
from pathlib import Path

from retrieval.evaluation.arguments import described
from retrieval.evaluation.percolation.subscriptions import MIXES, Material
from retrieval.evaluation.percolation.trial import PAGE, SUBSCRIPTIONS, PercolationFigures
from retrieval.evaluation.speed.figures import machine
from retrieval.model import StoredArticle

SIZES = (1_000, 10_000, 100_000, 1_000_000)
_HEAD = (
    "subscriptions",
    "mix",
    "read s",
    "build s",
    "page ms",
    "matches",
    "memory MB",
    "change p50 ms",
    "change worst ms",
)


def main(arguments: Sequence[str]) -> int:
    """Run the command; return its exit status."""
    parser = described("percolate", __doc__)
    parser.add_argument(
        "--subscriptions",
        type=lambda text: [int(size.replace("_", "")) for size in text.split(",")],
        default=list(SIZES),
        metavar="N[,N…]",
        help="numbers of subscriptions to measure with",
    )
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        sys.stdout.write(_table(_measured(chosen.subscriptions, Path(folder))))
    return 0


def _measured(sizes: Sequence[int], folder: Path) -> list[PercolationFigures]:
    sys.stderr.write("printing the paper\n")
    paper = Material.of()
    page = [StoredArticle(number, article, ()) for number, article in enumerate(paper.page, 1)]
    (folder / PAGE).write_bytes(pickle.dumps((page, paper.people)))
    figures: list[PercolationFigures] = []
    for mix, size in product(MIXES, sorted(set(sizes))):
        sys.stderr.write(f"{mix}: {size:,} subscriptions\n")
        with (folder / SUBSCRIPTIONS).open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(text + "\n" for text in MIXES[mix](paper, size))
        command = [
            sys.executable,
            "-m",
            "retrieval.evaluation.percolation.trial",
            mix,
            str(folder),
        ]
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 (our own module)
        figures.append(PercolationFigures(**json.loads(ended.stdout)))
    return figures


def _table(figures: Sequence[PercolationFigures]) -> str:
    rows = [_HEAD, ["---:" if at != 1 else "---" for at in range(len(_HEAD))]]
    rows += [
        (
            f"{one.subscriptions:,}",
            one.mix,
            f"{one.read_s:.2f}",
            f"{one.build_s:.2f}",
            f"{one.page_ms:,.1f}",
            f"{one.matches:,}",
            "–" if one.memory_mb is None else f"{one.memory_mb:,.1f}",
            f"{one.change_p50_ms:.2f}",
            f"{one.change_worst_ms:,.2f}",
        )
        for one in figures
    ]
    lines = [f"| {' | '.join(row)} |" for row in rows]
    return "\n".join([*lines, "", f"Machine: {machine()}."]) + "\n"
