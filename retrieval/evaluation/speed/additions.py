"""Adding pages to our index while somebody asks it without a pause."""

import threading
import time
from collections.abc import Sequence
from itertools import chain
from pathlib import Path

import numpy as np

from retrieval.archive.settling import take_turns
from retrieval.evaluation.speed.figures import Additions
from retrieval.evaluation.speed.generated import SEED, generated
from retrieval.evaluation.speed.questions import Question
from retrieval.evaluation.speed.shipped import Growing
from retrieval.index.postings import Floats

ARTICLES, PASSAGES_EACH = 50, 4
"""What a page holds."""
_PAGES = 20
_ADDING_S = 60.0
_QUIET_S = 0.5
"""How long it is quiet before each page."""


class _Asking(threading.Thread):
    """Asks one question after the other, and writes down when each began and how long it took."""

    def __init__(self, index: Growing, questions: Sequence[Question]) -> None:
        super().__init__(daemon=True)
        self._index = index
        self._questions = questions
        self._done = threading.Event()
        self.began: list[float] = []
        self.took: list[float] = []

    def run(self) -> None:
        at = 0
        while not self._done.is_set():
            began = time.perf_counter()
            self._index.ask(self._questions[at % len(self._questions)])
            self.took.append(time.perf_counter() - began)
            self.began.append(began)
            at += 1

    def stop(self) -> None:
        self._done.set()
        self.join()


def additions(folder: Path, questions: Sequence[Question]) -> Additions:
    """Add pages to the index in a folder, 20 or as many as a minute allows, one at least."""
    take_turns()
    index = Growing(folder)
    asking = _Asking(index, questions)
    asking.start()
    spans: list[tuple[float, float]] = []
    started = time.perf_counter()
    for number, page in enumerate(_pages()):
        if spans and time.perf_counter() - started > _ADDING_S:
            break
        time.sleep(_QUIET_S)
        # A word that stands nowhere else shows that the page is found.
        mark = f"mark{number}"
        began = time.perf_counter()
        index.add([*page[:-1], f"{page[-1]}{mark}"])
        while not index.ask(Question(mark, (mark,))):
            time.sleep(0)
        spans.append((began, time.perf_counter()))
    asking.stop()
    return _figures(spans, np.array(asking.began), np.array(asking.took))


def _pages() -> list[list[str]]:
    size = ARTICLES * PASSAGES_EACH
    texts = list(chain.from_iterable(generated(_PAGES * size, SEED + 1)))
    return [texts[start : start + size] for start in range(0, len(texts), size)]


def _figures(spans: Sequence[tuple[float, float]], began: Floats, took: Floats) -> Additions:
    meanwhile = np.zeros(len(began), np.bool_)
    for start, end in spans:
        meanwhile |= (began < end) & (began + took > start)
    searchable = np.array([end - start for start, end in spans]) * 1000
    return Additions(
        len(spans),
        float(np.median(searchable)),
        float(searchable.max()),
        _p99_ms(took[~meanwhile]),
        _p99_ms(took[meanwhile]),
    )


def _p99_ms(seconds: Floats) -> float | None:
    return float(np.percentile(seconds, 99)) * 1000 if len(seconds) else None
