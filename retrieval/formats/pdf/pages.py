"""The pages of a PDF, in order, each read or refused by itself."""

import json
import subprocess
import sys
import threading
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import replace
from hashlib import sha256
from typing import BinaryIO, Self

from retrieval.errors import PageRefused
from retrieval.formats.order.page import page_text
from retrieval.formats.pdf.message import (
    Opening,
    PageMessage,
    Trouble,
    read_opening,
    read_page,
)
from retrieval.formats.pictures.word_reader import WordReader
from retrieval.model.files import Bounds
from retrieval.model.page_text import PageText

_MEMORY = 1536 * 1024 * 1024  # of the reading process, which has its libraries in it
_WAIT = 2  # times as long as its processor time may it take
_MOST_DEAD = 3  # pages that end the reading process, before the rest is given up
_CODE = (
    "import sys, json; sys.path[:] = json.loads(sys.argv[1]);"
    "from retrieval.formats.pdf.process import main; main(*map(int, sys.argv[2:]))"
)
_REASONS = {
    Trouble.LOCKED: "PDF 加了密码，打不开；请去掉密码再给 (locked: remove the password)",
    Trouble.DAMAGED: "PDF 已损坏，读不了；请重新导出或下载 (damaged: export or download it again)",
    Trouble.TOO_MUCH: (
        "这一页里的东西太多，读不了；请导出为图片再给 (too much on this page: give it as a picture)"
    ),
    Trouble.SIZE: "这一页的尺寸不对，读不了；请重新导出 (no page has this size: export it again)",
}
_GIVEN_UP = "PDF 有好几页读不了，其余的不再读；请重新导出 (given up: export the file again)"
_DIED = (
    "这一页读的时间太长或太占内存，已停下；请导出为图片再给 "
    "(too much time or memory: give this page as a picture)"
)


def pdf_pages(
    data: bytes, name: str, bounds: Bounds, words: WordReader
) -> Iterator[PageText | PageRefused]:
    """Yield the pages of a PDF in order, or for each why it can't be read.

    ``name`` is that of a file's only page; of several, the second is called ``name#2``. A page
    without words in it, or with words that can't be what it shows, is read from its picture by
    ``words``. A file that can't be opened gives one refusal.
    """
    first, dead = 0, 0
    while True:
        with _Reading(data, first, bounds) as reading:
            opening = reading.opening()
            refusal = _refused(name, opening, bounds)
            if refusal is not None:
                yield refusal
                return
            several = opening.pages > 1
            while first < opening.pages:
                called = f"{name}#{first + 1}" if several else name
                message = reading.page()
                first += 1
                yield _page(message, called, sha256(data + str(first).encode()).digest(), words)
                if message is None:
                    dead += 1
                    break
            else:
                return
        if first >= opening.pages:
            return
        if dead >= _MOST_DEAD:
            yield PageRefused(f"{name}#{first + 1}", _GIVEN_UP)
            return


def _refused(name: str, opening: Opening, bounds: Bounds) -> PageRefused | None:
    if opening.trouble is not None:
        return PageRefused(name, _REASONS[opening.trouble])
    if opening.pages > bounds.pages:
        return PageRefused(
            name,
            f"PDF 有 {opening.pages:,} 页，一次最多读 {bounds.pages:,} 页，请拆开 "
            f"(too many pages: {opening.pages:,}, at most {bounds.pages:,} are read; split it)",
        )
    return None


def _page(
    message: PageMessage | None, name: str, digest: bytes, words: WordReader
) -> PageText | PageRefused:
    if message is None:
        return PageRefused(name, _DIED)
    if message.trouble is not None:
        return PageRefused(name, _REASONS[message.trouble])
    page = message.page
    if message.picture:
        try:
            page = words.read(message.picture, name)
        except PageRefused as refusal:
            return refusal
    if not any(piece.text.strip() for piece in page.pieces):
        return PageRefused(name, "空白页，里面没有文字 (empty: there is no text on it)")
    try:
        return page_text(replace(page, image=name), name, digest)
    except PageRefused as refusal:
        return refusal


class _Reading:
    """A reading process, from the page that it begins with; it ends with the block."""

    def __init__(self, data: bytes, first: int, bounds: Bounds) -> None:
        self._data = data
        self._seconds = bounds.seconds
        paths = json.dumps(sys.path)
        memory = min(bounds.memory, _MEMORY) + 8 * len(data)
        numbers = map(str, (first, bounds.pages, bounds.seconds, memory))
        self._command = [sys.executable, "-c", _CODE, paths, *numbers]

    def __enter__(self) -> Self:
        self._process = subprocess.Popen(  # noqa: S603 (our own code)
            self._command,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
        )
        return self

    def __exit__(self, *_: object) -> None:
        self._process.kill()
        self._process.wait()
        for stream in (self._process.stdin, self._process.stdout):
            if stream is not None:
                with suppress(BrokenPipeError):
                    stream.close()

    def opening(self) -> Opening:
        """Return how many pages there are; what ends the process here is a damaged file."""
        stdin = self._process.stdin
        with suppress(BrokenPipeError):
            if stdin is not None:
                stdin.write(self._data)
                stdin.close()
        try:
            with self._within_time():
                return read_opening(self._out())
        except (ValueError, TypeError):
            return Opening(0, Trouble.DAMAGED)

    def page(self) -> PageMessage | None:
        """Return the next page, None where the process ended on it."""
        try:
            with self._within_time():
                return read_page(self._out())
        except (ValueError, TypeError):
            return None

    def _out(self) -> BinaryIO:
        stream = self._process.stdout
        if stream is None:
            raise ValueError("no stream")
        return stream  # type: ignore[return-value]

    def _within_time(self) -> "_Alarm":
        return _Alarm(self._process, self._seconds * _WAIT)


class _Alarm:
    """Ends a process where the block takes longer."""

    def __init__(self, process: subprocess.Popen[bytes], seconds: float) -> None:
        self._timer = threading.Timer(seconds, process.kill)
        self._timer.daemon = True

    def __enter__(self) -> None:
        self._timer.start()

    def __exit__(self, *_: object) -> None:
        self._timer.cancel()
