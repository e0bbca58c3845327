"""The words in a picture of a page, read in a process of its own.

A picture that takes too much time or memory ends that process, and nothing else. The process is
asked over its standard input and answers over its standard output: a line of JSON each way, after
the question's the bytes of the picture.
"""

import json
import math
import subprocess
import sys
from collections.abc import Callable, Sequence
from contextlib import suppress
from importlib.util import find_spec
from pathlib import Path
from signal import SIGXCPU
from threading import Event, Lock, Timer
from types import TracebackType
from typing import Self

from retrieval.errors import PageRefused
from retrieval.formats.order.printed import PrintedPage, PrintedPiece
from retrieval.model.files import Bounds
from retrieval.model.page_text import Box

NOT_INSTALLED = (
    "这是图片，认字要另装 bulletin-bot[ocr]：运行 make ocr 或 pip install 'bulletin-bot[ocr]'，"
    "再交一次 (a picture: to read it, install bulletin-bot[ocr] with make ocr or"
    " pip install 'bulletin-bot[ocr]', then give it again)"
)

_STOPPED = "认字停下了，这一页没有收 (stopped: this page was not taken)"

_FAILED = {
    "memory": "这张图认字要的内存太多，请缩小或裁成几块后再交"
    " (takes too much memory: make the picture smaller, or cut it)",
    "missing": NOT_INSTALLED,
    "nonsense": "认字的程序答得不对，请再交一次"
    " (what reads pictures gave no proper answer: give it again)",
    "died": "认字的程序在这张图上停了，请另存为 PNG 或 JPEG 再交"
    " (what reads pictures ended at this one: save it anew as PNG or JPEG)",
}
_NONSENSE = _FAILED["nonsense"]

_LIBRARIES = ("PIL", "onnxruntime", "rapidocr")
_ROOT = Path(__file__).parents[3]
# What libraries set aside for each thread and core counts as memory.
_SPARING = {"MALLOC_ARENA_MAX": "2", "OMP_NUM_THREADS": "2", "OPENBLAS_NUM_THREADS": "1"}
_MOST_ANSWERED = 8 * 1024 * 1024  # bytes; a full page is answered in some 100 kB
_STARTING = 60.0  # seconds that loading what recognises words may take on a slow disk


class WordReader:
    """Reads pictures, one at a time; the process starts with the first, and ends with the block.

    ``began`` is called with a picture's name before it is read. ``command`` is run instead of our
    own process, and ``wait`` is how many seconds by the clock an answer may take; without it, it is
    some times the processor time of the bounds.
    """

    def __init__(
        self,
        bounds: Bounds,
        began: Callable[[str], None] | None = None,
        *,
        command: Sequence[str] | None = None,
        wait: float | None = None,
    ) -> None:
        self._bounds = bounds
        self._began = began
        self._command = command
        self._wait = _STARTING + 4 * bounds.seconds if wait is None else wait
        self._process: subprocess.Popen[bytes] | None = None
        self._closed = False
        self._asking = Lock()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        """End the process."""
        self.close()

    def close(self) -> None:
        """End the process, from any thread; a picture that is being read is refused."""
        self._closed = True
        if (process := self._process) is not None:
            process.kill()
        with self._asking:
            self._end()

    def read(self, picture: bytes, name: str, frame: int = 0) -> PrintedPage:
        """Return what stands where in a picture, in units of its pixels.

        A page that lies on its side or on its head is turned, so that its lines run level: the
        units are then those of the turned picture. ``frame`` is the number of the picture in a file
        of several, from 0; ``name`` is for messages.

        Raises PageRefused where what reads pictures is not installed, for what is no picture or a
        damaged one, and for a picture that takes more time or memory than the bounds allow.
        """
        if self._began is not None:
            self._began(name)
        answer = self._ask(picture, name, frame=frame)
        try:
            return _page(answer["page"])
        except (LookupError, TypeError, ValueError) as error:
            raise PageRefused(name, _NONSENSE) from error

    def frames(self, picture: bytes, name: str) -> tuple[int, ...]:
        """Return the numbers of the pictures in a file that are pages, in their order.

        No more are told than one beyond the pages of the bounds. Raises PageRefused as `read` does.
        """
        answer = self._ask(picture, name, most=self._bounds.pages + 1)
        frames = answer.get("frames")
        if not isinstance(frames, list) or not all(isinstance(frame, int) for frame in frames):
            raise PageRefused(name, _NONSENSE)
        return tuple(frames)

    def _ask(self, picture: bytes, name: str, **question: int) -> dict[str, object]:
        """Return the answer to a question; a process that gave none, or failed, is ended."""
        question["size"] = len(picture)
        question["pixels"] = self._bounds.pixels
        question["seconds"] = self._bounds.seconds
        with self._asking:
            process = self._started(name)
            line, late = _exchange(process, question, picture, self._wait)
            answer = _object(line)
            if answer is None or "failed" in answer:
                process.kill()
                status = process.wait()
                self._end()
                if self._closed:
                    raise PageRefused(name, _STOPPED)
                if late or status == -SIGXCPU:
                    raise PageRefused(name, _too_long(self._bounds.seconds))
                failed = str(answer["failed"]) if answer else "nonsense" if line else "died"
                raise PageRefused(name, _FAILED.get(failed, _FAILED["died"]))
        if isinstance(reason := answer.get("refused"), str):
            raise PageRefused(name, reason)
        return answer

    def _started(self, name: str) -> subprocess.Popen[bytes]:
        if self._process is not None and self._process.poll() is not None:
            self._end()
        if self._process is None:
            if self._command is None and not all(map(find_spec, _LIBRARIES)):
                raise PageRefused(name, NOT_INSTALLED)
            command = self._command or (sys.executable, "-m", "retrieval.formats.pictures.process")
            # Nothing of our own surroundings is handed on: they hold the bot's token.
            self._process = subprocess.Popen(  # noqa: S603 (our own module)
                (*command, str(self._bounds.memory)),
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={"PYTHONPATH": str(_ROOT), **_SPARING},
            )
        if self._closed:
            self._end()
            raise PageRefused(name, _STOPPED)
        return self._process

    def _end(self) -> None:
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    with suppress(OSError):  # what was not yet written has nobody to go to
                        pipe.close()


def _exchange(
    process: subprocess.Popen[bytes], question: dict[str, int], picture: bytes, wait: float
) -> tuple[bytes, bool]:
    """Return the line that answers, and whether the process was ended for taking too long."""
    late = Event()

    def end() -> None:
        late.set()
        process.kill()

    watch = Timer(wait, end)
    watch.daemon = True
    watch.start()
    try:
        if process.stdin is None or process.stdout is None:
            return b"", False
        process.stdin.write(json.dumps(question).encode() + b"\n")
        process.stdin.write(picture)
        process.stdin.flush()
        return process.stdout.readline(_MOST_ANSWERED), late.is_set()
    except OSError:
        return b"", late.is_set()
    finally:
        watch.cancel()


def _object(line: bytes) -> dict[str, object] | None:
    if not line.endswith(b"\n"):
        return None
    try:
        answer = json.loads(line)
    except (ValueError, RecursionError):
        return None
    return answer if isinstance(answer, dict) else None


def _page(answer: object) -> PrintedPage:
    """Return the page of an answer; raise TypeError, LookupError or ValueError for no page."""
    if not isinstance(answer, dict):
        raise TypeError(answer)
    return PrintedPage(
        width=_number(answer["width"]),
        height=_number(answer["height"]),
        pieces=tuple(map(_piece, answer["pieces"])),
        pictures=tuple(_box(box) for box in answer["pictures"]),
        rules=tuple(_box(box) for box in answer["rules"]),
    )


def _piece(answer: dict[str, object]) -> PrintedPiece:
    text = answer["text"]
    if not isinstance(text, str):
        raise TypeError(text)
    text.encode()  # half of a character can't be stored
    return PrintedPiece(
        text=text,
        box=_box(answer["box"]),
        size=_number(answer["size"]),
        upright=answer["upright"] is True,
        sureness=_number(answer["sureness"]),
    )


def _box(answer: object) -> Box:
    if not isinstance(answer, list):
        raise TypeError(answer)
    return Box(*map(_number, answer))


def _number(answer: object) -> float:
    if not isinstance(answer, int | float) or not math.isfinite(answer):
        raise ValueError(answer)
    return float(answer)


def _too_long(seconds: int) -> str:
    return (
        f"这张图 {seconds} 秒里没有认完，请缩小或裁成几块后再交"
        f" (not read within {seconds} seconds: make the picture smaller, or cut it)"
    )
