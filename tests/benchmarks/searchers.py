"""Whole answers by the archive's own index and by a cluster: python -m tests.benchmarks.searchers.

A made-up paper's archive is filled, and a cluster of two nodes on this machine with two shards and
a replica (see `tests.support.opensearch`). Each question is asked of one and then of the other,
through `retrieval.archive.Archive`; the answers have to be the same. Nodes, bot and whatever else
runs share the machine.
"""

import argparse
import asyncio
import sys
import tempfile
import time
from collections.abc import Awaitable, Sequence
from pathlib import Path

import numpy as np

from retrieval.evaluation.speed.filling import fill
from retrieval.evaluation.speed.paper import MadeUpPaper
from retrieval.model import Answer
from tests.retrieval.opensearch.both import KINDS, SHOWN, Both, answer, asked, opened, stories, told
from tests.support.opensearch.cluster import Cluster

_SECONDS = 30.0  # that a request may take


def main(arguments: Sequence[str]) -> int:
    """Print what both took, kind by kind, in milliseconds; return 1 where answers differ."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--passages", type=int, default=100_000)
    parser.add_argument("--questions", type=int, default=390, help="of all kinds together")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory() as work:
        fill(MadeUpPaper(chosen.passages), Path(work) / "archive.db")
        with Cluster(Path(work) / "cluster", heap="1g") as cluster:
            return asyncio.run(_measured(Path(work), cluster, chosen.questions))


async def _measured(folder: Path, cluster: Cluster, questions: int) -> int:
    async with opened(folder, cluster.urls, seconds=_SECONDS) as both:
        await both.local.warm_up()
        began = time.perf_counter()
        await both.fill()
        took = time.perf_counter() - began
        _say(f"the cluster was filled in {took:.0f} s")
        every = asked(await stories(both.local), questions)
        for kind, text in every[:: len(every) // 20]:  # what is made once
            await answer(both.remote, kind, text, SHOWN)
        _say("| kind | own index p50 / p99 ms | cluster p50 / p99 ms | differ |")
        _say("|---|---:|---:|---:|")
        differ = 0
        for kind in KINDS:
            differ += await _kind(both, kind, [text for own, text in every if own == kind])
        return int(differ > 0)


async def _kind(both: Both, kind: str, texts: list[str]) -> int:
    """Print a row; return how many answers differ."""
    here: list[float] = []
    there: list[float] = []
    differ = 0
    for text in texts:
        own = await _timed(here, answer(both.local, kind, text, SHOWN))
        other = await _timed(there, answer(both.remote, kind, text, SHOWN))
        differ += told(own) != told(other)
    if texts:
        _say(f"| {kind} | {_of(here)} | {_of(there)} | {differ} |")
    return differ


async def _timed(took: list[float], given: Awaitable[Answer]) -> Answer:
    began = time.perf_counter()
    found = await given
    took.append((time.perf_counter() - began) * 1000)
    return found


def _of(took: list[float]) -> str:
    p50, p99 = np.percentile(took, [50, 99])
    return f"{p50:.1f} / {p99:.1f}"


def _say(line: str) -> None:
    sys.stdout.write(f"{line}\n")
    sys.stdout.flush()


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
