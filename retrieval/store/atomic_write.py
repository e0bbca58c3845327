"""Atomic writes: a file is written under another name, synced, and renamed in one step."""

import errno
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retrieval.errors import ArchiveUnavailable
from retrieval.store.sqlite_errors import sqlite_errors

BESIDE = ("-wal", "-shm", "-journal")
"""The endings of what SQLite keeps beside a database."""


def refuse_existing(path: Path, *, force: bool) -> None:
    """Raise ArchiveUnavailable where a file has this name, unless by ``force``."""
    if path.exists() and not force:
        raise ArchiveUnavailable(
            f"{path}: 已经有这个文件，没有动它；换个名字，或加 --force "
            "(this file exists, left as it is; name another, or give --force)"
        )


@contextmanager
def draft_of(path: Path) -> Iterator[Path]:
    """Yield a name beside ``path`` for its draft; what is left under that name is deleted.

    Raises ArchiveUnavailable where the folder can't be made.
    """
    draft = path.with_name(f"{path.name}.{os.getpid()}.part")
    with sqlite_errors(path):
        path.parent.mkdir(parents=True, exist_ok=True)
    try:
        yield draft
    finally:
        for name in ("", *BESIDE):
            with suppress(OSError):
                Path(f"{draft}{name}").unlink()


def put_in_place(draft: Path, path: Path, *, force: bool) -> None:
    """Rename a draft to its final name, durably; without ``force`` no file is replaced.

    Raises ArchiveUnavailable.
    """
    with sqlite_errors(path):
        with draft.open("rb+") as file:
            os.fsync(file.fileno())
        if force:
            draft.replace(path)
        else:
            _name(draft, path)
        sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Wait until the names in a folder are on the disk. Raises OSError."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def _name(draft: Path, path: Path) -> None:
    """Rename a draft to a name that is free; raise FileExistsError where it is not."""
    try:
        os.link(draft, path)
    except FileExistsError:
        raise
    except OSError as error:  # a file system without links
        if path.exists():
            raise FileExistsError(errno.EEXIST, os.strerror(errno.EEXIST), path) from error
        draft.rename(path)
