"""A copy put in the archive's place, so that a whole archive has the name at every moment.

The copy is written, checked and synced under another name. The file that was there gets a second
name, a hard link, and one rename gives its first name to the copy. Whoever is killed in between
leaves the former archive or the copy, never neither.
"""

import errno
import os
import shutil
import sqlite3
from collections.abc import Sequence
from contextlib import closing, suppress
from datetime import datetime
from pathlib import Path

from retrieval.errors import ArchiveUnavailable
from retrieval.store.atomic_write import BESIDE, draft_of, put_in_place, sync_folder
from retrieval.store.backup import check_copy, copy_database
from retrieval.store.leftovers import drafts, former
from retrieval.store.lock import locked
from retrieval.store.migrations import Migration
from retrieval.store.sqlite_errors import sqlite_errors

# Refusals that pass, and say nothing against the file. By all others its log is as unreadable.
_PASSING = (
    sqlite3.SQLITE_FULL,
    sqlite3.SQLITE_READONLY,
    sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_PERM,
)


def restore(copy: Path, path: Path, steps: Sequence[Migration], *, now: datetime) -> Path | None:
    """Put a copy in the archive's place; return where the file that was there is, None for none.

    ``steps`` are the migrations that are known, all rooms'. Raises ArchiveLocked while a bot runs,
    and ArchiveUnavailable where the copy can't be used or another process has the archive open;
    the former archive keeps its name then.
    """
    if not copy.is_file():
        raise ArchiveUnavailable(f"{copy}: 没有这个文件 (there is no such file)")
    path = path.resolve()
    if path.exists() and copy.samefile(path):
        raise ArchiveUnavailable(f"{copy}: 这就是资料库本身 (this is the archive itself)")
    check_copy(copy, steps)
    with locked(path):
        _tidy(path)
        with draft_of(path) as draft:
            copy_database(copy, draft)
            check_copy(draft, steps, shown=copy)
            with sqlite_errors(path):
                shutil.copymode(copy, draft)
            return _put(draft, path, now)


def _tidy(path: Path) -> None:
    """Delete what a restore that was killed left: its draft, and its second name of the archive."""
    with sqlite_errors(path):
        second = [one for one in former(path) if path.exists() and one.samefile(path)]
        for one in (*drafts(path), *second):
            one.unlink()


def _put(draft: Path, path: Path, now: datetime) -> Path | None:
    """Rename a draft to ``path``, once what is there has another name, which is returned."""
    _write_log(path)
    logs = [name for name in BESIDE if Path(f"{path}{name}").exists()]
    aside = path.with_name(f"{path.name}.{now:%Y%m%dT%H%M%S}") if logs or path.exists() else None
    if aside is not None and any(Path(f"{aside}{name}").exists() for name in ("", *BESIDE)):
        raise ArchiveUnavailable(
            f"{aside}: 已经有这个文件，过一秒再试 (this file exists; try again in a second)"
        )
    with sqlite_errors(path):
        if aside is not None and path.exists():
            _keep(path, aside)
        try:
            for name in logs:  # never to be played into the copy
                Path(f"{path}{name}").rename(f"{aside}{name}")
            put_in_place(draft, path, force=True)
        except BaseException:
            if draft.exists() and aside is not None:
                _undo(path, aside, logs)
            raise
    return aside


def _keep(path: Path, aside: Path) -> None:
    """Link a file to a second name, durably; copy it where the file system has no links."""
    try:
        os.link(path, aside)
    except OSError as error:
        if error.errno in (errno.EEXIST, errno.ENOSPC, errno.EDQUOT, errno.EIO):
            raise
        with draft_of(aside) as second:
            shutil.copy2(path, second)
            put_in_place(second, aside, force=False)
    sync_folder(path.parent)


def _undo(path: Path, aside: Path, logs: Sequence[str]) -> None:
    for name in logs:
        with suppress(OSError):
            Path(f"{aside}{name}").rename(f"{path}{name}")
    with suppress(OSError):
        if path.exists():
            aside.unlink()


def _write_log(path: Path) -> None:
    """Write a database's log into the file; what SQLite can't read stays as it is.

    Raises ArchiveUnavailable where another process has it open, or the disk refuses.
    """
    if not path.exists():
        return
    with sqlite_errors(path):
        try:
            with closing(sqlite3.connect(path, isolation_level=None, timeout=0)) as connection:
                connection.execute("PRAGMA journal_mode = DELETE").fetchall()
        except UnicodeDecodeError:
            return  # of the damage that SQLite's message repeats
        except sqlite3.DatabaseError as error:
            code = getattr(error, "sqlite_errorcode", 0) & 0xFF
            if code in (sqlite3.SQLITE_BUSY, sqlite3.SQLITE_LOCKED):
                raise ArchiveUnavailable(
                    f"{path}: 另一个进程正打开着资料库，等它做完再试 "
                    "(another process has the archive open; try again when it is done)"
                ) from error
            if code in _PASSING:
                raise
