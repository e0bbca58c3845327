"""Hold a page against ever more subscriptions: ``python -m retrieval.evaluation percolate``.

For each number of subscriptions a fresh process reads them from a file, builds, matches one page of
50 articles, and changes one subscription after the other. The table (Markdown) goes to standard
output. Times are the processor's: one thread works, so on a quiet machine the clock shows the same.
"""

import argparse
import gc
import json
import pickle
import subprocess
import sys
import tempfile
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from itertools import product
from pathlib import Path
from typing import TypeVar

import numpy as np

from retrieval.evaluation.percolation.subscriptions import MIXES, Paper
from retrieval.evaluation.speed.figures import machine
from retrieval.evaluation.speed.memory import Memory
from retrieval.model import StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.percolate.percolator import Percolator
from retrieval.query.filter.filter import Filter

SIZES = (1_000, 10_000, 100_000, 1_000_000)
_ROUNDS = 5
_CHANGES = 200
_TODAY = date(2022, 10, 27)
_MB = 1e6
_Done = TypeVar("_Done")
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


@dataclass(frozen=True, slots=True)
class PercolationFigures:
    """What was measured with so many subscriptions of a mix.

    ``read`` is what `Filter.parse` takes for their texts, ``build`` all from the texts on, that
    included; ``page`` the median of five rounds, with ``matches`` pairs of a subscription and an
    article in each; ``memory`` (of 10^6 bytes, None where the system does not tell) what the
    process held more for it; ``change`` one subscription taken away and one added.
    """

    subscriptions: int
    mix: str
    read_s: float
    build_s: float
    page_ms: float
    matches: int
    memory_mb: float | None
    change_p50_ms: float
    change_worst_ms: float


def main(arguments: Sequence[str]) -> int:
    """Run the command; give its exit status."""
    parser = argparse.ArgumentParser(
        prog="python -m retrieval.evaluation percolate", description=__doc__
    )
    parser.add_argument(
        "--subscriptions",
        type=lambda text: [int(size.replace("_", "")) for size in text.split(",")],
        default=list(SIZES),
        metavar="N[,N…]",
        help="numbers of subscriptions to measure with",
    )
    parser.add_argument("--trial", nargs=2, metavar=("MIX", "FOLDER"), help=argparse.SUPPRESS)
    chosen = parser.parse_args(arguments)
    if chosen.trial:
        mix, folder = chosen.trial
        sys.stdout.write(json.dumps(asdict(_tried(mix, Path(folder)))) + "\n")
        return 0
    with tempfile.TemporaryDirectory(prefix="benchmark-") as folder:
        sys.stdout.write(_table(_measured(chosen.subscriptions, Path(folder))))
    return 0


def _measured(sizes: Sequence[int], folder: Path) -> list[PercolationFigures]:
    sys.stderr.write("printing the paper\n")
    paper = Paper.of()
    page = [StoredArticle(number, article, ()) for number, article in enumerate(paper.page, 1)]
    (folder / "page.pickle").write_bytes(pickle.dumps((page, paper.people)))
    figures: list[PercolationFigures] = []
    for mix, size in product(MIXES, sorted(set(sizes))):
        sys.stderr.write(f"{mix}: {size:,} subscriptions\n")
        with (folder / "subscriptions.txt").open("w", encoding="utf-8", newline="\n") as file:
            file.writelines(text + "\n" for text in MIXES[mix](paper, size))
        command = [
            sys.executable,
            "-m",
            "retrieval.evaluation",
            "percolate",
            "--trial",
            mix,
            str(folder),
        ]
        ended = subprocess.run(command, stdout=subprocess.PIPE, text=True, check=True)  # noqa: S603 (our own module)
        figures.append(PercolationFigures(**json.loads(ended.stdout)))
    return figures


def _tried(mix: str, folder: Path) -> PercolationFigures:
    page, people = pickle.loads((folder / "page.pickle").read_bytes())  # noqa: S301 (we wrote it)
    names = Gazetteer.of(people)
    # What matching needs anyway, whatever is subscribed to, is no part of the figures.
    _match(Percolator.of([(1, Filter.parse("食品"))]), page, names)
    path = folder / "subscriptions.txt"
    _, read_s = _timed(lambda: deque(_subscriptions(path), maxlen=0))
    before = _memory()
    percolator, build_s = _timed(lambda: Percolator.of(enumerate(_subscriptions(path))))
    after = _memory()
    rounds = [_timed(lambda: _match(percolator, page, names)) for _ in range(_ROUNDS)]
    changes = list(_changes(percolator))
    return PercolationFigures(
        len(percolator),
        mix,
        read_s,
        build_s,
        float(np.median([took for _, took in rounds])) * 1000,
        rounds[0][0],
        (after.anonymous - before.anonymous) / _MB if before and after else None,
        float(np.median(changes)) * 1000,
        max(changes) * 1000,
    )


def _subscriptions(path: Path) -> Iterator[Filter]:
    with path.open(encoding="utf-8", newline="\n") as lines:
        for line in lines:
            yield Filter.parse(line)


def _match(percolator: Percolator, page: Sequence[StoredArticle], names: Gazetteer) -> int:
    return sum(len(percolator.matching(stored, names, _TODAY)) for stored in page)


def _changes(percolator: Percolator) -> Iterator[float]:
    for number in range(_CHANGES):
        new = [(-1 - number, Filter.parse(f"食品{number}"))]
        percolator, took = _timed(partial(percolator.changed, new, [number]))
        yield took


def _timed(work: Callable[[], _Done]) -> tuple[_Done, float]:
    began = time.process_time()
    done = work()
    return done, time.process_time() - began


def _memory() -> Memory | None:
    gc.collect()
    return Memory.now()


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
