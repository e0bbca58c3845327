"""What a command line names: files, folders, archives, and ``-`` for standard input.

Each path is a **input**: its files belong together, as those of an e-paper's issue do. Names
keep their folders, as a page's date may stand there (``2022-10-27/A05.md``).
"""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from retrieval.errors import PageRefused
from retrieval.formats import Found, LeftOut, bytes_of, pages_of
from retrieval.model.files import Bounds, File

STDIN = "-"


@dataclass(frozen=True, slots=True)
class Input:
    """What one path of the command line holds; ``files`` are by path."""

    name: str
    files: tuple[File, ...]
    bounds: Bounds

    def pages(self) -> Iterator[Found]:
        """Yield the pages in it, and why there is none in a file; never nothing.

        A folder in which nothing is a page is refused as a whole.
        """
        empty = True
        for found in pages_of(self.files, self.bounds):
            empty = empty and isinstance(found, LeftOut)
            yield found
        if empty:
            reason = "文件夹里没有能读的版面 (no page in this folder can be read)"
            yield PageRefused(self.name, reason)


def inputs(paths: Iterable[str], bounds: Bounds) -> Iterator[Input]:
    """Yield what ``paths`` name, in the order given.

    A folder gives its files at any depth, hidden ones left out. A path that is no folder is a file;
    whether it is there shows when it is read. A folder that can't be listed is such a file, too.
    """
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            yield Input(path, tuple(_files_below(path, bounds)), bounds)
        else:
            yield Input(path, (_file(path, bounds),), bounds)


def _files_below(folder: str, bounds: Bounds) -> Iterator[File]:
    closed: list[str] = []
    names: list[str] = []
    for at, folders, files in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        paths = [Path(at, name) for name in files if not name.startswith(".")]
        names += [str(path) for path in paths if path.is_file()]
    yield from (_file(name, bounds) for name in (*sorted(names, key=Path), *closed))


def _file(path: str, bounds: Bounds) -> File:
    read = partial(_read, path, bounds)
    return File(path, cache(read) if path == STDIN else read)  # which can be read only once


def _read(path: str, bounds: Bounds) -> bytes:
    """Return a file's bytes; raise PageRefused where there are none, with the system's reason."""
    try:
        if path == STDIN:
            return bytes_of(sys.stdin.buffer, STDIN, bounds)
        with Path(path).open("rb") as page:
            return bytes_of(page, path, bounds)
    except (OSError, ValueError) as error:
        raise PageRefused(path, _reason(error)) from error


def _reason(error: OSError | ValueError) -> str:
    printed = getattr(error, "strerror", None) or str(error)
    return f"没有这个文件 ({printed})" if isinstance(error, FileNotFoundError) else printed
