"""Check and repair of an archive from outside: its file, its rows, its index.

A repair changes what can be derived again, and nothing that was printed: it writes articles that
printings need, and deletes orphans and a damaged index, which the next search builds again.
"""

import sqlite3
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from retrieval.analysis.analyzer import VERSION
from retrieval.errors import ArchiveUnavailable
from retrieval.index.folder import Condition, Folder
from retrieval.model.pages import PageName
from retrieval.store import checking
from retrieval.store.backup import open_read_only
from retrieval.store.checking import RULES, Finding, Rule
from retrieval.store.lock import locked
from retrieval.store.migrations import (
    APPLICATION,
    ARCHIVE,
    TABLES,
    Migration,
    check_ours,
    lacking,
)
from retrieval.store.sqlite_errors import disk_is_full, sqlite_errors
from retrieval.store.structure import has_its_tables

_MAKE_ROOM = "磁盘满了，腾出空间再试"
_COUNTS = {
    "page": "SELECT count(*) FROM page",
    "article": "SELECT count(*) FROM article",
    "printing": "SELECT count(*) FROM printing",
}
_ISSUES = 3  # the migration since which pages are given back


class IndexState(StrEnum):
    """What the index on disk is to the archive."""

    NONE = "none"  # a small archive needs none
    CURRENT = "current"
    BEHIND = "behind"  # what is newer is read from the archive
    FOREIGN = "foreign"  # another database's, another version's, or of a time after a restore
    DAMAGED = "damaged"


@dataclass(frozen=True, slots=True)
class Schema:
    """The version of a room's tables, and the version that this program knows."""

    room: str
    number: int
    known: int


@dataclass(frozen=True, slots=True)
class CheckReport:
    """What a check found; ``findings`` are what is wrong, none in a sound archive.

    ``given_back`` are pages that an earlier version had replaced with others.
    """

    pages: int
    articles: int
    printings: int
    schemas: tuple[Schema, ...]
    index: IndexState
    findings: tuple[Finding, ...]
    given_back: tuple[PageName, ...] = ()

    @property
    def sound(self) -> bool:
        """Whether nothing is wrong."""
        return not self.findings


def check(path: Path, steps: Sequence[Migration], rules: Sequence[Rule] = ()) -> CheckReport:
    """Check an archive; a bot may run on it. ``rules`` are those of rooms beside the archive's.

    Raises ArchiveUnavailable where the file can't be read as an archive at all.
    """
    with sqlite_errors(path), closing(_opened(path, steps)) as connection:
        connection.execute("BEGIN")
        done = checking.schemas(connection)
        found = list(checking.findings(connection, done, (*RULES, *rules), steps))
        tables = {name for (name,) in connection.execute(TABLES)}
        pages, articles, printings = (
            _count(connection, count) if table in tables else 0 for table, count in _COUNTS.items()
        )
        known = {step.room: step.number for step in steps}
        whole = has_its_tables(connection, done, steps)
        index = _index(connection if whole else None, path)
        ours = whole and done.get(ARCHIVE, 0) >= _ISSUES
        given_back = _given_back(connection) if ours else ()
    if disk_is_full(path):
        found.append(
            Finding("the disk is full", 1, mendable=False, advice="磁盘满了，腾出空间再试")
        )
    if index is IndexState.DAMAGED:
        found.append(Finding("the index on disk is damaged", 1, mendable=True))
    return CheckReport(
        pages,
        articles,
        printings,
        tuple(Schema(room, number, known.get(room, number)) for room, number in done.items()),
        index,
        tuple(found),
        given_back,
    )


def repair(path: Path, steps: Sequence[Migration], rules: Sequence[Rule] = ()) -> CheckReport:
    """Repair what can be repaired, and check again.

    Raises ArchiveLocked while a bot runs, and ArchiveUnavailable; nothing is changed then.
    """
    with locked(path):
        with sqlite_errors(path), closing(_opened(path, steps)) as connection:
            connection.execute("PRAGMA query_only = OFF")
            done = checking.schemas(connection)
            whole = has_its_tables(connection, done, steps)
            checking.mend(connection, done, (*RULES, *rules), steps)
            index = _index(connection if whole else None, path)
        if whole and index in (IndexState.DAMAGED, IndexState.FOREIGN):
            with sqlite_errors(path):
                _folder(path).clear()
        return check(path, steps, rules)


def _opened(path: Path, steps: Sequence[Migration]) -> sqlite3.Connection:
    """Open an archive of a version that is known."""
    if not path.exists():
        raise ArchiveUnavailable(f"{path}: 还没有资料库 (there is no archive here yet)")
    connection = open_read_only(path)
    try:
        tables = {name for (name,) in connection.execute(TABLES)}
        [(application,)] = connection.execute(APPLICATION)
        check_ours(path, tables, application)
        lacking(path, checking.schemas(connection), steps)
    except BaseException:
        connection.close()
        raise
    return connection


def _count(connection: sqlite3.Connection, query: str) -> int:
    [(count,)] = connection.execute(query)
    return int(count)


def _given_back(connection: sqlite3.Connection) -> tuple[PageName, ...]:
    """Return the pages that stood replaced until this version, by number."""
    rows = connection.execute(
        "SELECT id, nullif(bulletin, ''), printf('%04d-%02d-%02d', year, month, day), year, label,"
        " nullif(file, '') FROM page WHERE replaced_by IS NOT NULL ORDER BY id"
    )
    return tuple(
        PageName(page_id, paper, None if year is None else issued, label, file)
        for page_id, paper, issued, year, label, file in rows
    )


def _index(connection: sqlite3.Connection | None, path: Path) -> IndexState:
    """Return what the index is to the archive, None where that lacks a table."""
    condition, mark = _folder(path).condition()
    if condition is Condition.NONE:
        return IndexState.NONE
    if condition is Condition.DAMAGED:
        return IndexState.DAMAGED
    if connection is None:
        return IndexState.FOREIGN
    marks = [f"{n}:{token}" for n, token in connection.execute("SELECT * FROM revision ORDER BY 1")]
    if condition is Condition.OTHER or mark not in marks:
        return IndexState.FOREIGN
    return IndexState.CURRENT if mark == marks[-1] else IndexState.BEHIND


def _folder(path: Path) -> Folder:
    return Folder(path.with_name(f"{path.name}-index"), VERSION)
