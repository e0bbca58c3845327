"""The archive's file copied while others use it, and a copy put back.

A copy is one file: nothing of it lies in a write-ahead log beside. It is made under another name,
checked, and gets its own name in one step, so that a file by that name is always whole. Restoring a
copy never deletes: the file that was there is moved aside.
"""

import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from pathlib import Path

from retrieval.errors import ArchiveUnavailable
from retrieval.store import migrations as schema
from retrieval.store.atomic_write import BESIDE, draft_of, put_in_place, refuse_existing
from retrieval.store.lock import locked
from retrieval.store.migrations import Migration
from retrieval.store.sqlite_errors import sqlite_errors

PATIENCE = 30.0  # seconds to wait for another process's transaction
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
        _copy(path, draft)
        check_copy(draft, (), shown=path)
        shutil.copymode(path, draft)
        put_in_place(draft, to, force=force)
    return to.stat().st_size


def restore(copy: Path, path: Path, steps: Sequence[Migration], *, now: datetime) -> Path | None:
    """Put a copy in the archive's place; return where the file that was there is, None for none.

    ``steps`` are the migrations that are known, all rooms'. Raises ArchiveLocked while a bot runs,
    and ArchiveUnavailable where the copy can't be used or another process has the archive open;
    nothing is changed then.
    """
    if not copy.is_file():
        raise ArchiveUnavailable(f"{copy}: 没有这个文件 (there is no such file)")
    path = path.resolve()
    if path.exists() and copy.samefile(path):
        raise ArchiveUnavailable(f"{copy}: 这就是资料库本身 (this is the archive itself)")
    check_copy(copy, steps)
    with locked(path), draft_of(path) as draft:
        _copy(copy, draft)
        check_copy(draft, steps, shown=copy)
        shutil.copymode(copy, draft)
        aside = _moved_aside(path, now)
        try:
            put_in_place(draft, path, force=False)
        except ArchiveUnavailable:
            if aside is not None:
                _move(aside, path)
            raise
    return aside


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


def open_read_only(path: Path) -> sqlite3.Connection:
    """Open an existing database to be read only, also on a disk that can't be written.

    The file is opened for writing where that is allowed: otherwise the last one to close it would
    leave its log beside.
    """
    connection = _opened(path, "mode=rw")
    try:
        connection.execute(schema.TABLES).fetchall()
    except sqlite3.DatabaseError as error:
        connection.close()
        log = Path(f"{path}-wal")
        if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_CANTOPEN or log.exists():
            raise
        return _opened(path, "immutable=1")  # no log can be made, and none is needed
    return connection


def _opened(path: Path, how: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?{how}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=PATIENCE)
    connection.execute("PRAGMA query_only = ON")
    return connection


def _copy(path: Path, to: Path) -> None:
    """Copy a database to a single file."""
    with (
        sqlite_errors(path),
        closing(open_read_only(path)) as source,
        sqlite_errors(to),
        closing(sqlite3.connect(to, isolation_level=None)) as copy,
    ):
        source.backup(copy)  # all in one step: one moment of the source
        copy.execute("PRAGMA journal_mode = DELETE").fetchall()


def _moved_aside(path: Path, now: datetime) -> Path | None:
    """Move a database and what belongs to it to a name with a time in it."""
    if not any(Path(f"{path}{name}").exists() for name in ("", *BESIDE)):
        return None
    _checkpoint(path)
    aside = path.with_name(f"{path.name}.{now:%Y%m%dT%H%M%S}")
    if aside.exists():
        raise ArchiveUnavailable(
            f"{aside}: 已经有这个文件，过一秒再试 (this file exists; try again in a second)"
        )
    _move(path, aside)
    return aside


def _move(path: Path, to: Path) -> None:
    with sqlite_errors(path):
        for name in ("", *BESIDE):
            if Path(f"{path}{name}").exists():
                Path(f"{path}{name}").rename(f"{to}{name}")


def _checkpoint(path: Path) -> None:
    """Write a database's log into the file; a damaged database stays as it is.

    Raises ArchiveUnavailable where another process has it open.
    """
    if not path.exists():
        return
    try:
        with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
            connection.execute("PRAGMA journal_mode = DELETE").fetchall()
    except sqlite3.DatabaseError as error:
        if error.sqlite_errorcode & 0xFF in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
            raise ArchiveUnavailable(
                f"{path}: 另一个进程正打开着资料库，等它做完再试 "
                "(another process has the archive open; try again when it is done)"
            ) from error
