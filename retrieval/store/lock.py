"""One process at a time for what may not be done twice at once: a bot that runs, a restore.

The file ``<archive>.lock`` is locked for as long as its owner runs, and holds its process id.
The system releases the lock when the process ends, however it ends. Adding, asking and copying need
no lock: SQLite keeps those apart.
"""

import fcntl
import os
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retrieval.errors import ArchiveUnavailable
from retrieval.store.sqlite_errors import sqlite_errors


class ArchiveLocked(ArchiveUnavailable):
    """Another process holds the archive; ``pid`` is its id, None where it is unreadable."""

    def __init__(self, path: Path, pid: int | None) -> None:
        number = "?" if pid is None else pid
        super().__init__(
            f"{path}: 进程 {number} 正占着这个资料库，先停下它再试 "
            f"(process {number} holds this archive: one bot runs on it at a time, and none while "
            "it is restored, repaired or imported into; stop that process first)"
        )
        self.pid = pid


@contextmanager
def locked(path: Path) -> Iterator[None]:
    """Hold the archive at ``path`` for a ``with`` block; its folder is made where it is missing.

    Raises ArchiveLocked at once where another process holds it, and ArchiveUnavailable where the
    lock file can't be made.
    """
    lock = _lock(path)
    with sqlite_errors(path):
        lock.parent.mkdir(parents=True, exist_ok=True)
        handle = os.open(lock, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o644)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise ArchiveLocked(path, _pid(handle)) from None
        with sqlite_errors(path):
            os.ftruncate(handle, 0)
            os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
        yield
    finally:
        os.close(handle)  # the file stays: another may have it open, waiting to lock it


def lock_owner(path: Path) -> int | None:
    """Return the id of the process that holds the archive, None for none; 0 if it is unreadable."""
    try:
        handle = os.open(_lock(path), os.O_RDONLY | os.O_CLOEXEC)
    except OSError:
        return None
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return _pid(handle) or 0
    finally:
        os.close(handle)
    return None


def _lock(path: Path) -> Path:
    """Name the lock of the file itself, by whatever links it is reached."""
    whole = path.resolve()
    return whole.with_name(f"{whole.name}.lock")


def _pid(handle: int) -> int | None:
    with suppress(OSError, ValueError):
        return int(os.pread(handle, 32, 0))
    return None
