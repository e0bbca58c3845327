"""How far a command has come, on a terminal alone: how many, how fast, how long yet."""

import sys
import time
from types import TracebackType
from typing import Self

import click

PATIENCE = 1.0  # seconds without a progress bar


class Progress:
    """A bar on standard error, used with ``with``; nothing where that is no terminal.

    ``count`` is how many pages are expected: a file may hold more; or how many things of another
    kind, which ``label`` names in Chinese and English, and ``unit`` in Chinese after a number. The
    time that is left goes by the speed of late.
    """

    def __init__(self, count: int, label: str = "存版面 pages", unit: str = "版") -> None:
        self._done = 0
        self._unit = f"{unit}/秒 ({label.rsplit(maxsplit=1)[-1]}/s)"
        self._started = time.monotonic()
        self._bar = click.progressbar(
            length=count,
            label=label,
            file=sys.stderr,
            hidden=True,
            show_pos=True,
            show_percent=True,
            show_eta=True,
            item_show_func=lambda speed: speed,
        )

    def __enter__(self) -> Self:
        """Begin to count."""
        self._bar.__enter__()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Leave the bar as it is, and end its line."""
        self._bar.__exit__(kind, error, traceback)

    def passed(self, pages: int) -> None:
        """Add pages that are done with."""
        self._done += pages
        took = time.monotonic() - self._started
        if sys.stderr.isatty() and took > PATIENCE:
            self._bar.hidden = False
        self._bar.update(pages, speed_text(self._done, took, self._unit))

    def reached(self, done: int, of: int) -> None:
        """Show how many are done with, and how many there are in all."""
        self._bar.length = of
        self.passed(done - self._done)


def speed_text(count: int, seconds: float, unit: str = "版/秒 (pages/s)") -> str:
    """Return how many a second are done, ``count`` in so many seconds; "" in none."""
    return f"{count / seconds:.1f} {unit}" if seconds > 0 else ""
