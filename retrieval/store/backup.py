"""The archive's file copied while others use it.

A copy is one file: nothing of it lies in a write-ahead log beside. It is made under another name,
checked, and gets its own name in one step, so that a file by that name is always whole.
"""

import shutil
import sqlite3
import tempfile
from collections.abc import Sequence
from contextlib import closing
from pathlib import Path

from retrieval.errors import ArchiveUnavailable
from retrieval.store import migrations as schema
from retrieval.store.atomic_write import BESIDE, draft_of, put_in_place, refuse_existing
from retrieval.store.migrations import Migration
from retrieval.store.sqlite_errors import sqlite_errors

PATIENCE = 30.0  # seconds to wait for another process's transaction
# How SQLite fails to make what it keeps beside a file that has a log.
_NO_ROOM_BESIDE = (
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_IOERR,
    sqlite3.SQLITE_READONLY,
)
_FINDINGS = 3  # of an integrity check that are reported


def back_up(path: Path, to: Path, *, force: bool = False) -> int:
    """Copy the archive as it is at this moment to a file; return the copy's size in bytes.

    Others may read and write meanwhile. Raises ArchiveUnavailable where there is no archive, where
    ``to`` exists (unless by ``force``, and never the archive itself), or the archive is damaged.
    """
    if not path.exists():
        raise ArchiveUnavailable(
            f"{path}: 还没有资料库，没有可备份的 (there is no archive here yet)"
        )
    if to.exists() and to.samefile(path):
        raise ArchiveUnavailable(
            f"{to}: 这就是资料库本身，请换一个文件名 (this is the archive itself)"
        )
    refuse_existing(to, force=force)
    if any(Path(f"{to}{name}").exists() for name in BESIDE):
        raise ArchiveUnavailable(
            f"{to}: 这是正在用的数据库，没有动它；换个名字 "
            "(this is a database in use, left as it is; name another file)"
        )
    with draft_of(to) as draft:
        copy_database(path, draft)
        check_copy(draft, (), shown=path)
        shutil.copymode(path, draft)
        put_in_place(draft, to, force=force)
    return to.stat().st_size


def check_copy(path: Path, steps: Sequence[Migration], *, shown: Path | None = None) -> None:
    """Raise ArchiveUnavailable unless the file is a whole archive of a version that is known.

    ``shown`` is the name that the error gives to the file.
    """
    named = shown or path
    with sqlite_errors(named), closing(open_read_only(path)) as connection:
        tables = {name for (name,) in connection.execute(schema.TABLES)}
        [(application,)] = connection.execute(schema.APPLICATION)
        schema.check_ours(named, tables, application)
        schema.lacking(named, dict(connection.execute(schema.DONE).fetchall()), steps)
        found = [text for (text,) in connection.execute("PRAGMA integrity_check") if text != "ok"]
        if found:
            raise ArchiveUnavailable(
                f"{named}: 文件损坏了，不能用；请用一份完好的备份 "
                f"(this file is damaged; use a sound backup: {'; '.join(found[:_FINDINGS])})"
            )


def open_read_only(path: Path, scratch: Path | None = None) -> sqlite3.Connection:
    """Open an existing database to be read only, also on a disk that is full or can't be written.

    The file is opened for writing where that is allowed: otherwise the last one to close it would
    leave its log beside. What a log holds that can't be read there is read from a copy in the
    folder ``scratch``, by default the system's for temporary files.
    """
    connection = _opened(path, "mode=rw")
    try:
        connection.execute(schema.TABLES).fetchall()
    except sqlite3.DatabaseError as error:
        connection.close()
        if getattr(error, "sqlite_errorcode", 0) & 0xFF not in _NO_ROOM_BESIDE:
            raise
        log = Path(f"{path}-wal")
        if log.exists() and log.stat().st_size:
            return _copied(path, log, scratch)
        return _opened(path, "immutable=1")  # no log can be made, and none is needed
    return connection


def _copied(path: Path, log: Path, scratch: Path | None) -> sqlite3.Connection:
    """Open a copy of a file and its log, which goes when the connection is closed."""
    with tempfile.TemporaryDirectory(dir=scratch, prefix=f"{path.name}.") as folder:
        copy = Path(folder) / path.name
        shutil.copyfile(path, copy)
        shutil.copyfile(log, f"{copy}-wal")
        connection = _opened(copy, "mode=rw")
        connection.execute(schema.TABLES).fetchall()  # all its files are open now
    return connection


def _opened(path: Path, how: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{how}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE)
    connection.execute("PRAGMA query_only = ON")
    return connection


def copy_database(path: Path, to: Path) -> None:
    """Copy a database to a single file."""
    with (
        sqlite_errors(path),
        closing(open_read_only(path, to.parent)) as source,
        sqlite_errors(to),
        closing(sqlite3.connect(to, isolation_level=None)) as copy,
    ):
        source.backup(copy)  # all in one step: one moment of the source
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()
