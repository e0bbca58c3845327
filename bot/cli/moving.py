"""A line that moves while something takes its time, so that nobody waits in doubt.

Of the standard library alone: `requirements.installing` shows it before anything is installed.
"""

import os
import shutil
import threading
import time
import unicodedata
from types import TracebackType
from typing import Self, TextIO

_DRAWN = 0.25  # seconds between two pictures of the line on a terminal
_WRITTEN = 20.0  # seconds between two lines where there is no terminal
_CLEAR = "\r\x1b[K"


class MovingLine:
    """What is being done, and for how long so far; used with ``with``.

    On a terminal it is one line that is drawn again four times a second, and at the end stays with
    the seconds it took. Elsewhere these are plain lines, without a control character: one as it
    begins, one every twenty seconds, one at the end. Where it ends by an error no end is written:
    who raised it tells.
    """

    def __init__(self, what: str, stream: TextIO) -> None:
        self._what = what
        self._stream = stream
        self._drawing = stream.isatty() and os.environ.get("TERM") != "dumb"
        self._detail = ""
        self._since = time.monotonic()
        self._ended = threading.Event()
        self._thread = threading.Thread(target=self._go_on, daemon=True)

    def __enter__(self) -> Self:
        """Write that it begins."""
        if self._drawing:
            self._draw()
        else:
            self._write(f"{self._what} …")
        self._thread.start()
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        """Write how long it took, or take the line away where it failed."""
        self._ended.set()
        self._thread.join()
        if self._drawing:
            self._stream.write(_CLEAR)
            self._stream.flush()
        if error is None:
            self._write(f"{self._what}：{self._seconds()}")

    def at(self, detail: str) -> None:
        """Show how far it is from now on."""
        self._detail = detail

    def _go_on(self) -> None:
        while not self._ended.wait(_DRAWN if self._drawing else _WRITTEN):
            if self._drawing:
                self._draw()
            else:
                self._write(f"  {self._so_far()}")

    def _draw(self) -> None:
        columns = shutil.get_terminal_size().columns - 1
        self._stream.write(_CLEAR + fitting(f"{self._what} … {self._so_far()}", columns))
        self._stream.flush()

    def _write(self, line: str) -> None:
        self._stream.write(f"{line}\n")
        self._stream.flush()

    def _so_far(self) -> str:
        return f"{self._seconds()} {self._detail}".rstrip()

    def _seconds(self) -> str:
        return f"{time.monotonic() - self._since:.0f} s"


def fitting(line: str, columns: int) -> str:
    """Return as much of a line's beginning as fits so many columns; Chinese takes two each."""
    taken = 0
    for at, letter in enumerate(line):
        taken += 2 if unicodedata.east_asian_width(letter) in "WF" else 1
        if taken > columns:
            return line[:at]
    return line
