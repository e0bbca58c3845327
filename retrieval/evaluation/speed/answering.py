"""What one fresh process does for whole answers: ``… answering TRIAL FOLDER …``.

Trials are ``draw FOLDER TEXTS``, ``ask FOLDER``, ``weigh FOLDER``, and ``index FOLDER PASSAGES
[SOURCE]`` before them where there is no archive. The folder is an `AnswerBench`'s. What is measured
is printed as JSON.
"""

import asyncio
import json
import sys
import time
import tracemalloc
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import islice
from pathlib import Path

import numpy as np

from retrieval.analysis import sounds, words
from retrieval.archive.archive import ANALYZER
from retrieval.archive.serving import Serving
from retrieval.evaluation.speed.allocations import Allocations, allocations
from retrieval.evaluation.speed.drawing import Task, draw
from retrieval.evaluation.speed.kinds import KINDS, TaskKind
from retrieval.evaluation.speed.paper import MadeUpPaper
from retrieval.evaluation.speed.passages import stories_in
from retrieval.evaluation.speed.story_index import (
    Chunk,
    chunks_of,
    index_stories,
    indexed_stories,
)
from retrieval.index.passages import split
from retrieval.index.snapshot import Snapshot
from retrieval.model import StoredArticle
from retrieval.store.database import Database

_WARM = 20
_ASKING_S = 30.0
"""Seconds that a kind may take; where its texts do not do, fewer are asked."""
_FEWEST = 10
_WARM_WEIGHED, _WEIGHED, _WEIGHING_S = 3, 3, 10.0
_LOT = 2000  # stories
MB = 1e6


@dataclass(frozen=True, slots=True)
class AnswerBench:
    """A folder that trials of whole answers work in.

    What is asked is an archive's file or, where there is none, an index of stories alone.
    """

    folder: Path

    @property
    def archive(self) -> Path:
        """The archive's file."""
        return self.folder / "archive.db"

    @property
    def index(self) -> Path:
        """The index of stories."""
        return self.folder / "stories"

    @property
    def task(self) -> Path:
        """Where it is kept what to ask."""
        return self.folder / "task.json"

    def snapshot(self) -> Snapshot:
        """Return what is searched."""
        if self.archive.exists():
            return asyncio.run(_served(self.archive))
        return indexed_stories(self.index)


async def _served(path: Path) -> Snapshot:
    async with Database.open(path) as database:
        return (await Serving(database, ANALYZER).current()).snapshot


def _index(bench: AnswerBench, passages: int, source: Path | None) -> dict[str, int]:
    """Index the made-up paper of so many passages, or as many of the stories in a folder."""
    if source is None:
        chunks = chunks_of(MadeUpPaper(passages))
    else:
        chunks = _chunks(stories_in(source), passages)
    return {"passages": index_stories(chunks, bench.index)}


def _chunks(stories: Iterator[StoredArticle], passages: int) -> Iterator[Chunk]:
    while passages > 0 and (lot := list(islice(stories, _LOT))):
        sizes = np.cumsum([len(split(story)) for story in lot])
        kept = lot[: int((sizes < passages).sum()) + 1]
        yield partial(list, kept)
        passages -= int(sizes[len(kept) - 1])


def _draw(bench: AnswerBench, texts: int) -> dict[str, int]:
    task = draw(bench.snapshot(), texts)
    task.save(bench.task)
    return {kind: len(texts) for kind, texts in task.texts.items()}


def _ask(bench: AnswerBench) -> dict[str, dict[str, float]]:
    """Ask each kind's texts; return its figures: times in milliseconds."""
    task, snapshot = _ready(bench)
    return {
        kind: _timed(KINDS[kind], snapshot, task, texts)
        for kind, texts in task.texts.items()
        if texts
    }


def _weigh(bench: AnswerBench) -> dict[str, dict[str, float]]:
    """Ask a few of each kind's texts, and return what these take in memory: medians and maxima."""
    task, snapshot = _ready(bench)
    tracemalloc.start()
    return {
        kind: _weighed(KINDS[kind], snapshot, task, texts)
        for kind, texts in task.texts.items()
        if texts
    }


def _ready(bench: AnswerBench) -> tuple[Task, Snapshot]:
    words.load()
    sounds.load()
    return Task.load(bench.task), bench.snapshot()


def _timed(
    kind: TaskKind, snapshot: Snapshot, task: Task, texts: Sequence[str]
) -> dict[str, float]:
    warm = _warmed(kind, snapshot, task, texts, _WARM)
    seconds: list[float] = []
    busy: list[float] = []
    began = time.perf_counter()
    for text in texts[warm:]:
        if len(seconds) >= _FEWEST and time.perf_counter() - began > _ASKING_S:
            break
        started, worked = time.perf_counter(), time.process_time()
        given = kind.do(snapshot, text, task.today)
        ended, done = time.perf_counter(), time.process_time()
        if kind.counts(given):
            seconds.append(ended - started)
            busy.append(done - worked)
    if not seconds:
        return {"asked": 0}
    p50, p99 = np.percentile(seconds, [50, 99]) * 1000
    cpu_p50, cpu_p99 = np.percentile(busy, [50, 99]) * 1000
    return {
        "asked": len(seconds),
        "p50_ms": p50,
        "p99_ms": p99,
        "cpu_p50_ms": cpu_p50,
        "cpu_p99_ms": cpu_p99,
    }


def _weighed(
    kind: TaskKind, snapshot: Snapshot, task: Task, texts: Sequence[str]
) -> dict[str, float]:
    took = list(_allocations(kind, snapshot, task, texts))
    if not took:
        return {}
    return {
        "blocks": float(np.median([one.blocks for one in took])),
        "peak_mb": max(one.peak for one in took) / MB,
        "longest_mb": max(one.longest for one in took) / MB,
    }


def _allocations(
    kind: TaskKind, snapshot: Snapshot, task: Task, texts: Sequence[str]
) -> Iterator[Allocations]:
    warm = _warmed(kind, snapshot, task, texts, _WARM_WEIGHED)
    began, found = time.perf_counter(), 0
    for text in texts[warm:]:
        given, took = allocations(partial(kind.do, snapshot, text, task.today))
        if kind.counts(given):
            found += 1
            yield took
        if found >= _WEIGHED or time.perf_counter() - began > _WEIGHING_S:
            return


def _warmed(kind: TaskKind, snapshot: Snapshot, task: Task, texts: Sequence[str], many: int) -> int:
    """Do the first texts, so many or half of them; return how many they were."""
    warm = texts[: min(many, len(texts) // 2)]
    for text in warm:
        kind.do(snapshot, text, task.today)
    return len(warm)


def main(arguments: Sequence[str]) -> int:
    """Run one trial; return the exit status."""
    trial, folder, *rest = arguments
    bench = AnswerBench(Path(folder))
    match trial:
        case "index":
            source = Path(rest[1]) if rest[1:] else None
            figures: object = _index(bench, int(rest[0]), source)
        case "draw":
            figures = _draw(bench, int(rest[0]))
        case "ask":
            figures = _ask(bench)
        case _:
            figures = _weigh(bench)
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
