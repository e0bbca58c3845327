"""What SQLite finds wrong, said once, at the store's edge, so that a person knows the way out."""

import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from retrieval.errors import ArchiveUnavailable

_RESTORE = "put a copy of it back from your backup, or move it away to start an empty archive"
_REASONS = {
    sqlite3.SQLITE_NOTADB: f"this is no archive; name another file, or {_RESTORE}",
    sqlite3.SQLITE_CORRUPT: f"the archive is damaged; {_RESTORE}",
    sqlite3.SQLITE_BUSY: "another process has kept the archive locked; try again when it is done",
    sqlite3.SQLITE_LOCKED: "another process has kept the archive locked; try again when it is done",
    sqlite3.SQLITE_FULL: "the disk is full; make room, then try again",
    sqlite3.SQLITE_READONLY: "the archive can't be written; allow writing to it and its folder",
    sqlite3.SQLITE_CANTOPEN: "the archive can't be opened; check the path and who may write there",
    sqlite3.SQLITE_PERM: "the archive can't be opened; check who may read and write it",
    sqlite3.SQLITE_IOERR: "the disk failed to read or write; check it, then try again",
}
_PRIMARY = 0xFF  # an extended code's low byte is the primary one: sqlite.org/rescode.html


@contextmanager
def told(path: Path) -> Iterator[None]:
    """Raise what SQLite or the file system refuses inside as ArchiveUnavailable naming ``path``.

    A broken constraint or a wrong statement is our own mistake and passes as it is.
    """
    try:
        yield
    except (sqlite3.IntegrityError, sqlite3.ProgrammingError):
        raise
    except sqlite3.Error as error:
        code = getattr(error, "sqlite_errorcode", None)
        reason = None if code is None else _REASONS.get(code & _PRIMARY)
        if reason is None and not isinstance(error, sqlite3.OperationalError):
            raise
        raise ArchiveUnavailable(f"{path}: {reason or 'SQLite refuses it'} ({error})") from error
    except OSError as error:
        raise ArchiveUnavailable(
            f"{path}: the archive can't be kept here; check the path and who may write there "
            f"({error.strerror or error})"
        ) from error
