"""The files of the inbox as the system shows them: which are there, whether whole, their bytes.

Links are never followed, so that nobody publishes a file from elsewhere, and pipes and devices are
never opened, so that none blocks us. A file is **whole** when nobody has it open for writing, where
the system can tell, and it has stayed the same for a moment, which the watch sees to.
"""

import fcntl
import os
import stat
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from retrieval.formats import bytes_of
from retrieval.model.files import Bounds

UNFINISHED = (".part", ".partial", ".tmp", ".temp", ".crdownload", ".filepart", ".swp", "~")

_PLAINLY = os.O_NOFOLLOW | os.O_NONBLOCK


class Stamp(NamedTuple):
    """What shows that a file was changed, touched, or made readable."""

    size: int
    changed: int  # the status's time, which no program can set back
    inode: int


def files_in(folder: Path) -> Iterator[tuple[Path, Stamp]]:
    """Yield the finished files in ``folder``, at any depth, that are there when looked at."""
    for at, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        for name in names:
            if name.startswith(".") or name.lower().endswith(UNFINISHED):
                continue
            path = Path(at, name)
            try:
                status = path.lstat()
            except OSError:
                continue  # gone again
            if not stat.S_ISREG(status.st_mode):
                continue
            yield path, Stamp(status.st_size, status.st_ctime_ns, status.st_ino)


def contents(path: Path, bounds: Bounds) -> bytes:
    """Return the bytes of a file. Raises OSError, and PageRefused for more than one may have."""
    with os.fdopen(os.open(path, os.O_RDONLY | _PLAINLY), "rb") as page:
        return bytes_of(page, path.name, bounds)


def is_written(path: Path) -> bool:
    """Return whether anybody has the file open for writing; False where the system can't tell.

    Linux, and no other system, grants a lease on reading a file only while nobody may write it
    (fcntl(2), F_SETLEASE).
    """
    if not hasattr(fcntl, "F_SETLEASE"):
        return False
    try:
        opened = os.open(path, os.O_RDONLY | _PLAINLY)
    except OSError:
        return False
    try:
        fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_RDLCK)
        fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_UNLCK)
    except BlockingIOError:
        return True
    except OSError:
        return False  # not the file's owner, or a file system without leases
    finally:
        os.close(opened)
    return False
