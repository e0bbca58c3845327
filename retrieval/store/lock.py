"""One process at a time for what may not be done twice at once: a bot that runs, a restore.

The file ``<archive>.lock`` is locked for as long as its owner runs, and holds its process id.
The system releases the lock when the process ends, however it ends. Adding, asking and copying need
no lock: SQLite keeps those apart. Who only looks whether there is an owner shares the lock for that
moment, which who wants to be the owner waits out.

An archive with several names (hard links) has a lock file by each, so that its owner locks the
archive's own file as well. That lock counts where the file has several names only.
"""

import fcntl
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retrieval.errors import ArchiveUnavailable
from retrieval.store.sqlite_errors import sqlite_errors

_LOOKS = 200  # at most to wait out, with a pause after each
_PAUSE = 0.01  # seconds


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
        if not _taken(handle):
            raise ArchiveLocked(path, _pid(handle))
        with _itself_locked(path):
            with sqlite_errors(path):
                os.ftruncate(handle, 0)
                os.pwrite(handle, f"{os.getpid()}\n".encode(), 0)
            yield
    finally:
        os.close(handle)  # the file stays: another may have it open, waiting to lock it


def lock_owner(path: Path) -> int | None:
    """Return the id of the process that holds the archive, None for none; 0 if it is unreadable."""
    with suppress(OSError):
        handle = os.open(_lock(path), os.O_RDONLY | os.O_CLOEXEC)
        try:
            if not _shared(handle):
                return _pid(handle) or 0
        finally:
            os.close(handle)
    return 0 if _is_held_by_another_name(path) else None


@contextmanager
def _itself_locked(path: Path) -> Iterator[None]:
    """Hold the archive's own file for a ``with`` block, where there is one that can be held.

    SQLite must not have it open in this process: closing the file again would end SQLite's locks.
    Raises ArchiveLocked where it has other names, and is held by one of them.
    """
    try:
        handle = os.open(path, os.O_RDONLY | os.O_CLOEXEC)
    except OSError:  # whoever opens the archive says what is wrong with it
        yield
        return
    try:
        with suppress(OSError):  # a file system without such locks
            if not _taken(handle) and _has_names(handle):
                raise ArchiveLocked(path, None)
            if _hinders_sqlite(path):
                fcntl.flock(handle, fcntl.LOCK_UN)
        yield
    finally:
        os.close(handle)


def _hinders_sqlite(path: Path) -> bool:
    """Return whether the system makes one of our lock and those that SQLite takes of the file."""
    with path.open("rb") as file:
        try:
            fcntl.lockf(file, fcntl.LOCK_SH | fcntl.LOCK_NB, 1)
        except OSError:
            return True
    return False


def _is_held_by_another_name(path: Path) -> bool:
    with suppress(OSError), path.open("rb") as file:
        return _has_names(file.fileno()) and not _shared(file.fileno())
    return False


def _taken(handle: int) -> bool:
    """Lock a file unless it has an owner; return whether it is locked."""
    for _ in range(_LOOKS):
        with suppress(BlockingIOError):
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            return True
        if not _shared(handle):
            return False
        time.sleep(_PAUSE)
    return False


def _shared(handle: int) -> bool:
    """Share the lock of a file unless it has an owner; return whether it is shared."""
    try:
        fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
    except BlockingIOError:
        return False
    return True


def _has_names(handle: int) -> bool:
    return os.fstat(handle).st_nlink > 1


def _lock(path: Path) -> Path:
    """Name the lock of the file itself, by whatever links it is reached."""
    whole = path.resolve()
    return whole.with_name(f"{whole.name}.lock")


def _pid(handle: int) -> int | None:
    with suppress(OSError, ValueError):
        return int(os.pread(handle, 32, 0))
    return None
