"""What one fresh process does with a large archive: ``… large_steps STEP FOLDER …``.

Steps are ``fill FOLDER PASSAGES``, ``index``, ``restart``, ``serve``, ``add``, ``check`` and
``backup``. The folder is an `AnswerBench`'s with what to ask drawn, for those that ask. What is
measured is printed as JSON.
"""

import asyncio
import json
import sys
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path

import numpy as np

from retrieval.archive import Archive, check
from retrieval.evaluation.speed.answering import MB, AnswerBench
from retrieval.evaluation.speed.drawing import Task
from retrieval.evaluation.speed.filling import fill
from retrieval.evaluation.speed.generated import SEED
from retrieval.evaluation.speed.kinds import KINDS
from retrieval.evaluation.speed.memory_watch import MemoryWatch
from retrieval.evaluation.speed.paper import STORIES_OF_PAGE, MadeUpPaper
from retrieval.evaluation.speed.paper_pages import markdown
from retrieval.store.backup import back_up
from retrieval.store.migrations import shipped

_EACH = 20  # texts of a kind that are asked while serving
_PAGES = 10

_Figures = dict[str, float]


def _fill(bench: AnswerBench, passages: int) -> _Figures:
    fill(MadeUpPaper(passages), bench.archive)
    return {}


def _index(bench: AnswerBench) -> _Figures:
    async def made() -> int:
        async with Archive.open(bench.archive) as archive:
            await archive.refresh()
            size = archive.size
            return 0 if size is None else size.passages

    return {"passages": asyncio.run(made())}


def _restart(bench: AnswerBench) -> _Figures:
    question = Task.load(bench.task).texts["question"][0]

    async def asked() -> None:
        async with Archive.open(bench.archive) as archive:
            await archive.ask(question, stories=True)

    asyncio.run(asked())
    # The one that started us subtracts when it did; this clock is the same for all processes.
    return {"answered_at": time.monotonic()}


def _serve(bench: AnswerBench) -> _Figures:
    task, snapshot = Task.load(bench.task), bench.snapshot()
    asked = 0
    for kind, texts in task.texts.items():
        for text in texts[:_EACH]:
            KINDS[kind].do(snapshot, text, task.today)
            asked += 1
    return {"asked": asked}


def _add(bench: AnswerBench) -> _Figures:
    """Add pages of another seed, each with a word that stands nowhere else, and ask for it."""
    stories = MadeUpPaper(2000, SEED + 1).stories_of(0)
    pages = [stories[at : at + STORIES_OF_PAGE] for at in range(0, len(stories), STORIES_OF_PAGE)]

    async def added() -> list[float]:
        seconds = []
        async with Archive.open(bench.archive) as archive:
            await archive.warm_up()
            for number, page in enumerate(pages[:_PAGES]):
                mark = f"mark{number}"
                text = f"{markdown(page)}\n# {mark}\n\n{mark}在这里。\n"
                began = time.perf_counter()
                await archive.add_page(text.encode(), f"2026-07-01/B{number + 1:02d}.md")
                found = await archive.search(mark)
                seconds.append(time.perf_counter() - began)
                if not found.hits:
                    raise LookupError(mark)
        return seconds

    each = np.array(asyncio.run(added()))
    return {"page_p50_s": float(np.median(each)), "page_worst_s": float(each.max())}


def _check(bench: AnswerBench) -> _Figures:
    return {"sound": float(check(bench.archive, shipped()).sound)}


def _backup(bench: AnswerBench) -> _Figures:
    copy = bench.folder / "copy.db"
    size = back_up(bench.archive, copy, force=True)
    copy.unlink()
    return {"copy_mb": size / MB}


_STEPS: Mapping[str, Callable[[AnswerBench], _Figures]] = {
    "index": _index,
    "restart": _restart,
    "serve": _serve,
    "add": _add,
    "check": _check,
    "backup": _backup,
}


def main(arguments: Sequence[str]) -> int:
    """Run one step; return the exit status."""
    step, folder, *rest = arguments
    bench = AnswerBench(Path(folder))
    began = time.perf_counter()
    with MemoryWatch() as watch:
        figures = _STEPS[step](bench) if step in _STEPS else _fill(bench, int(rest[0]))
    figures["seconds"] = time.perf_counter() - began
    if watch.peak:
        figures |= {"peak_mb": watch.peak / MB, "mapped_mb": watch.mapped / MB}
    sys.stdout.write(json.dumps(figures) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
