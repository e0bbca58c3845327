"""SQLite's errors, translated at the store's edge, so that a person knows what to do."""

import errno
import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from retrieval.errors import ArchiveUnavailable

_RESTORE = (
    "put a copy of it back from your backup with `restore`,"
    " or move it away and start an empty archive with `ingest --new` or `run --new`"
)
_LOCKED = (
    "另一个进程正占着资料库，等它做完再试 "
    "(another process has kept the archive locked; try again when it is done)"
)
_REASONS = {
    sqlite3.SQLITE_NOTADB: f"这不是资料库，请换一个文件 "
    f"(this is no archive; name another file, or {_RESTORE})",
    sqlite3.SQLITE_CORRUPT: f"资料库损坏了，请从备份恢复 (the archive is damaged; {_RESTORE})",
    sqlite3.SQLITE_BUSY: _LOCKED,
    sqlite3.SQLITE_LOCKED: _LOCKED,
    sqlite3.SQLITE_FULL: "磁盘满了，腾出空间再试 (the disk is full; make room, then try again)",
    sqlite3.SQLITE_READONLY: "资料库不能写，请检查文件和文件夹的权限 "
    "(the archive can't be written; allow writing to it and its folder)",
    sqlite3.SQLITE_CANTOPEN: "资料库打不开，请检查路径和权限 "
    "(the archive can't be opened; check the path and who may write there)",
    sqlite3.SQLITE_PERM: "资料库打不开，请检查读写权限 "
    "(the archive can't be opened; check who may read and write it)",
    sqlite3.SQLITE_IOERR: "磁盘读写出错，检查后再试 "
    "(the disk failed to read or write; check it, then try again)",
}
_OF_THE_SYSTEM = {
    errno.ENOSPC: sqlite3.SQLITE_FULL,
    errno.EDQUOT: sqlite3.SQLITE_FULL,
    errno.EROFS: sqlite3.SQLITE_READONLY,
}
_NO_SUCH = (
    "资料库的结构不对，用 check 看看缺什么 "
    "(the archive's tables are not as they should be; `check` says what is missing)"
)
_SHARED = 1 << 15  # bytes of a database's -shm file: sqlite.org/walformat.html
# How Python reports damage that has no code: of a text, and of a message that repeats the damage.
_UNDECODED = "Could not decode to UTF-8"
_MALFORMED = b"malformed database schema"
_PRIMARY = 0xFF  # an extended code's low byte is the primary one: sqlite.org/rescode.html


@contextmanager
def sqlite_errors(path: Path) -> Iterator[None]:
    """Raise what SQLite or the file system refuses inside as ArchiveUnavailable naming ``path``.

    A broken constraint or a wrong statement is our own mistake and passes as it is.
    """
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.Error as error:
        reason = _reason(error, path)
        if reason is None and not isinstance(error, sqlite3.OperationalError):
            raise
        reason = reason or "SQLite 不接受 (SQLite refuses it)"
        raise ArchiveUnavailable(f"{path}: {reason} ({error})", reason) from error
    except UnicodeDecodeError as error:
        if not error.object.startswith(_MALFORMED):
            raise
        reason = _REASONS[sqlite3.SQLITE_CORRUPT]
        raise ArchiveUnavailable(f"{path}: {reason}", reason) from error
    except OSError as error:
        reason = _REASONS.get(_OF_THE_SYSTEM.get(error.errno or 0, sqlite3.SQLITE_OK))
        if reason is not None:
            raise ArchiveUnavailable(f"{path}: {reason} ({error.strerror})", reason) from error
        raise ArchiveUnavailable(
            f"{path}: 资料库不能放在这里，请检查路径和权限 (the archive can't be kept here; "
            f"check the path and who may write there: {error.strerror or error})"
        ) from error


def _reason(error: sqlite3.Error, path: Path) -> str | None:
    """Return the sentence for an error, None if there is none."""
    code = getattr(error, "sqlite_errorcode", 0) & _PRIMARY
    if code == sqlite3.SQLITE_IOERR and disk_is_full(path):
        code = sqlite3.SQLITE_FULL  # what SQLite keeps beside the file found no room
    if str(error).startswith(_UNDECODED):
        code = sqlite3.SQLITE_CORRUPT
    if code not in _REASONS and str(error).startswith("no such "):
        return _NO_SUCH
    return _REASONS.get(code)


def disk_is_full(path: Path) -> bool:
    """Return whether the disk has no room even for what SQLite shares between processes."""
    with suppress(OSError):
        disk = os.statvfs(path.parent)
        return disk.f_bavail * disk.f_frsize < _SHARED
    return False
