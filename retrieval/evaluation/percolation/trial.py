"""What one fresh process measures, and prints as JSON: ``… percolation.trial MIX FOLDER``.

The folder holds a page and the subscriptions, as the command writes them.
"""

import gc
import json
import pickle
import sys
import time
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TypeVar

import numpy as np

from retrieval.evaluation.speed.memory import Memory
from retrieval.model import StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.percolate.percolator import Percolator
from retrieval.query.filter.filter import Filter

PAGE, SUBSCRIPTIONS = "page.pickle", "subscriptions.txt"
"""The files of a trial's folder."""
_ROUNDS = 5
_CHANGES = 200
_TODAY = date(2022, 10, 27)
_MB = 1e6
_Done = TypeVar("_Done")


@dataclass(frozen=True, slots=True)
class PercolationFigures:
    """What was measured with so many subscriptions of a mix.

    ``read`` is what `Filter.parse` takes for their texts, ``build`` all from the texts on, that
    included; ``page`` the median of five rounds, with ``matches`` pairs of a subscription and an
    article in each; ``memory`` (of 10^6 bytes, None where the system does not report it) what the
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


def measure(mix: str, folder: Path) -> PercolationFigures:
    """Measure the subscriptions of a folder, which are of this mix, against its page."""
    page, people = pickle.loads((folder / PAGE).read_bytes())  # noqa: S301 (we wrote it)
    names = Gazetteer.of(people)
    # What matching needs anyway, whatever is subscribed to, is no part of the figures.
    _match(Percolator.of([(1, Filter.parse("食品"))]), page, names)
    path = folder / SUBSCRIPTIONS
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


def main(arguments: Sequence[str]) -> int:
    """Run one trial; return the exit status."""
    mix, folder = arguments
    sys.stdout.write(json.dumps(asdict(measure(mix, Path(folder)))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
