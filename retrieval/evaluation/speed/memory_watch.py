"""What a process and those that it started hold in memory at the highest."""

import threading
from pathlib import Path
from types import TracebackType
from typing import Self

from retrieval.evaluation.speed.memory import Memory

_EVERY_S = 0.1


class MemoryWatch:
    """Looks at this process and its children for a ``with`` block.

    ``peak`` is the most that they held of their own at a time, ``mapped`` the most of mapped files,
    in bytes; both are 0 where the system does not report it.
    """

    def __init__(self) -> None:
        self.peak = self.mapped = 0
        self._done = threading.Event()
        self._thread = threading.Thread(target=self._run, daemon=True)

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self._done.set()
        self._thread.join()

    def _run(self) -> None:
        while not self._done.wait(_EVERY_S):
            self._look()
        self._look()

    def _look(self) -> None:
        now = held(Path("/proc/self"))
        self.peak = max(self.peak, now.anonymous)
        self.mapped = max(self.mapped, now.mapped)


def held(process: Path) -> Memory:
    """Return what a process, by its folder in ``/proc``, and its children hold in all."""
    try:
        memory = Memory.read((process / "status").read_text(encoding="ascii", errors="replace"))
        children = [
            number
            for task in (process / "task").iterdir()
            for number in (task / "children").read_text(encoding="ascii").split()
        ]
    except OSError:  # it has ended, or the system does not tell
        return Memory(0, 0)
    every = [memory or Memory(0, 0), *(held(Path("/proc") / number) for number in children)]
    return Memory(sum(one.anonymous for one in every), sum(one.mapped for one in every))
