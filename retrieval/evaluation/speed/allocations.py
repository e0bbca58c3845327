"""What a piece of Python takes in memory while it runs, array by array.

`tracemalloc` knows every block that Python and numpy take, but not which one was the largest of
those that are gone again. So each instruction of Python is stopped at, outside of modules that use
numpy each line: what memory grew by at its highest since the stop before is the block, or the few,
that were taken there. That makes the work many times as slow, and what compiled loops take inside
of themselves is not seen.
"""

import sys
import tracemalloc
from collections.abc import Callable
from dataclasses import dataclass
from types import FrameType
from typing import TypeVar

_Done = TypeVar("_Done")
SMALLEST = 4096
"""Bytes of what counts as a block: arrays and long lists, not the numbers and words between."""


@dataclass(frozen=True, slots=True)
class Allocations:
    """Bytes taken at the highest (``peak``) and between two stops (``longest``), and how often.

    ``blocks`` counts the stops before which `SMALLEST` bytes or more were taken.
    """

    peak: int
    longest: int
    blocks: int


class _Watch:
    """Looks at the memory at each stop."""

    def __init__(self) -> None:
        self.peak = self.longest = self.blocks = 0
        tracemalloc.reset_peak()
        self._first = self._last = tracemalloc.get_traced_memory()[0]

    def __call__(self, frame: FrameType, event: str, arg: object) -> "_Watch":
        """Take down what was taken; called by the interpreter."""
        del arg
        if event == "call":
            names = frame.f_globals
            frame.f_trace_opcodes = "np" in names or str(names.get("__name__")).startswith("numpy")
        self.look()
        return self

    def look(self) -> None:
        """Take down what was taken since the last look."""
        now, peak = tracemalloc.get_traced_memory()
        grown = peak - self._last
        if grown >= SMALLEST:
            self.blocks += 1
            self.longest = max(self.longest, grown)
        self.peak = max(self.peak, peak - self._first)
        tracemalloc.reset_peak()
        self._last = now


def allocations(work: Callable[[], _Done]) -> tuple[_Done, Allocations]:
    """Do some work; return what it returns, and what it took. `tracemalloc` has to be started."""
    before = sys.gettrace()
    watch = _Watch()
    sys.settrace(watch)
    try:
        done = work()
    finally:
        sys.settrace(before)
    watch.look()
    return done, Allocations(watch.peak, watch.longest, watch.blocks)
