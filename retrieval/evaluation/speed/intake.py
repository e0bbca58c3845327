"""Measure how fast pages are put in: ``python -m retrieval.evaluation intake PAGES``.

So many pages of a made-up paper are written into a folder, and a fresh process puts them into a
new archive as ``python -m bot ingest`` does, then asks a question. The table (Markdown) or, with
--json, the figures go to standard output.
"""

import asyncio
import json
import os
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import msgspec

from retrieval.archive import Archive
from retrieval.evaluation.arguments import described
from retrieval.evaluation.speed.answering import MB
from retrieval.evaluation.speed.figures import machine
from retrieval.evaluation.speed.memory_watch import MemoryWatch
from retrieval.evaluation.speed.paper_pages import write_pages
from retrieval.evaluation.speed.runner import TrialFailed, run_trial
from retrieval.evaluation.speed.table import shown, table_of
from retrieval.evaluation.speed.taking_in import pages_in, take_in

_MODULE = "retrieval.evaluation.speed.intake"
_TRIAL = "trial"
_LIMIT_S = 6 * 3600
_HEAD = ("pages", "source", "s", "pages/s", "processor s", "peak MB", "first answer s")


@dataclass(frozen=True, slots=True)
class IntakeFigures:
    """So many pages put in: the time and the processor's for all of them, and for a first answer.

    ``peak`` is what the process and its workers held of their own, in megabytes (of 10^6 bytes).
    """

    pages: int
    seconds: float
    cpu_s: float
    peak_mb: float
    first_answer_s: float


def main(arguments: Sequence[str]) -> int:
    """Run the command, or one trial of it in its own process; return the exit status."""
    if arguments[:1] == [_TRIAL]:
        figures = put_in(Path(arguments[1]), Path(arguments[2]))
        sys.stdout.write(json.dumps(asdict(figures)) + "\n")
        return 0
    parser = described("intake", __doc__)
    parser.add_argument("pages", type=int, help="how many pages")
    parser.add_argument("--source", type=Path, metavar="FOLDER", help="put in its pages instead")
    parser.add_argument("--json", action="store_true", help="print the figures as one JSON object")
    chosen = parser.parse_args(arguments)
    with tempfile.TemporaryDirectory(prefix="benchmark-") as work:
        pages = chosen.source or Path(work) / "pages"
        if chosen.source is None:
            write_pages(chosen.pages, pages)
        try:
            line = run_trial(_MODULE, (_TRIAL, str(pages), f"{work}/archive.db"), _LIMIT_S)
        except TrialFailed as fault:
            sys.stderr.write(f"{fault}\n")
            return 2
    if chosen.json:
        sys.stdout.write(line + "\n")
        return 0
    figures = msgspec.json.decode(line, type=IntakeFigures)
    source = "generated" if chosen.source is None else chosen.source.resolve().name
    sys.stdout.write(_text(figures, source))
    return 0


def put_in(pages: Path, path: Path) -> IntakeFigures:
    """Put the pages of a folder into a new archive at ``path``, and ask it a question."""
    with MemoryWatch() as watch:
        count, seconds, cpu_s, first = asyncio.run(_put_in(pages, path))
    return IntakeFigures(count, seconds, cpu_s, watch.peak / MB, first)


async def _put_in(pages: Path, path: Path) -> tuple[int, float, float, float]:
    async with Archive.open(path) as archive:
        began, worked = time.perf_counter(), _worked()
        count = await take_in(archive, pages_in(pages))
        ended, done = time.perf_counter(), _worked()
        await archive.ask("最近有什么消息？", stories=True)
        answered = time.perf_counter()
    return count, ended - began, done - worked, answered - ended


def _worked() -> float:
    """Return the seconds that the processor worked for this process and those that it has ended."""
    return sum(os.times()[:4])


def _text(one: IntakeFigures, source: str) -> str:
    cells = (one.seconds, one.pages / one.seconds, one.cpu_s, one.peak_mb, one.first_answer_s)
    row = (f"{one.pages:,}", source, *map(shown, cells))
    return "\n".join([*table_of(_HEAD, [row]), "", f"Machine: {machine()}."]) + "\n"


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
