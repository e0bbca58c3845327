"""The pages that a command line names: files, folders of them, and ``-`` for standard input.

A **Source** is one page's bytes, or the reason why there are none, under the name it was given by.
The name keeps its folders, as a page's date may stand there (``2022-10-27/A05.md``).
"""

import os
import sys
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from retrieval.errors import PageRefused
from retrieval.reading.decode import MAX_PAGE_BYTES, page_bytes

STDIN = "-"
ENDINGS = (".md", ".markdown", ".txt")


@dataclass(frozen=True, slots=True)
class Source:
    """One page to be read; ``name`` is its path as given, or ``-``."""

    name: str

    def read(self) -> bytes:
        """Return the page's bytes; of standard input at most one more than a page may have.

        Raises PageRefused for a file that is larger than a page may be, and with the system's
        reason for one that can't be opened or read.
        """
        try:
            if self.name == STDIN:
                return sys.stdin.buffer.read(MAX_PAGE_BYTES + 1)
            with Path(self.name).open("rb") as page:
                return page_bytes(page, self.name)
        except (OSError, ValueError) as error:
            raise PageRefused(self.name, _reason(error)) from error


def sources(paths: Iterable[str]) -> Iterator[Source]:
    """Yield what ``paths`` name, in the order given; a folder's pages by their path.

    A folder gives its ``.md``, ``.markdown`` and ``.txt`` files at any depth, hidden ones left out.
    A path that is no folder is a page whatever its ending; whether it is there shows when it is
    read. A folder without pages, or one that can't be listed, yields itself, so that reading it
    says why nothing came of it.
    """
    for path in paths:
        if path != STDIN and Path(path).is_dir():
            yield from _pages_below(path)
        else:
            yield Source(path)


def _pages_below(folder: str) -> Iterator[Source]:
    closed: list[str] = []
    pages: list[Path] = []
    for at, folders, files in os.walk(folder, onerror=lambda error: closed.append(error.filename)):
        folders[:] = [name for name in folders if not name.startswith(".")]
        pages += [
            Path(at, name)
            for name in files
            if name.lower().endswith(ENDINGS) and not name.startswith(".")
        ]
    yield from (Source(str(page)) for page in sorted(pages))
    yield from (Source(name) for name in closed)
    if not pages and not closed:
        yield Source(folder)


def _reason(error: OSError | ValueError) -> str:
    if isinstance(error, IsADirectoryError):
        return f"文件夹里没有 {'、'.join(ENDINGS)} 文件 (no such file in this folder)"
    printed = getattr(error, "strerror", None) or str(error)
    return f"没有这个文件 ({printed})" if isinstance(error, FileNotFoundError) else printed
