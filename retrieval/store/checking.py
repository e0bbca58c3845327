"""Whether what is stored is consistent, and what can be repaired without losing what was printed.

SQLite looks at the file itself (``integrity_check``) and at the references that it knows
(``foreign_key_check``), checksums tell what reads otherwise than it was stored, and our own rules
find more. A row whose parent is gone is an **orphan**. What is derived from a page, and what only
refers to it, may be deleted: it is derived again or of no use. A printing is never deleted: the
article that it belongs to is written again.
"""

import sqlite3
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass

from retrieval.store import checksums
from retrieval.store import migrations as schema
from retrieval.store.migrations import ARCHIVE, Migration
from retrieval.store.structure import TABLE, flaws, has_its_tables

_FINDINGS = 20  # of SQLite's, the most that are reported
# What `REINDEX` repairs: an index that is not its table's. https://sqlite.org/pragma.html#pragma_integrity_check
_OF_AN_INDEX = ("missing from index", "wrong # of entries in index")
_RESTORE = "文字不是存进来时的样子了，请从备份恢复（restore）"
_AGAIN = {
    "page": f"{_RESTORE}，或把这一版重新放进来",
    "printing": f"{_RESTORE}，或把这一版重新放进来",
    "correction": f"{_RESTORE}，或重新更正这一段",
}
_HABITS = 5  # the migration of what papers print
_NEXT_REVISION = "INSERT INTO revision (number) SELECT coalesce(max(number), 0) + 1 FROM revision"


@dataclass(frozen=True, slots=True)
class Rule:
    """Rows that should not exist: their name, which they are, and the statements that repair them.

    ``rows`` follows FROM in a statement. Where ``mend`` is empty a person has to look. ``since`` is
    the room's migration that made its table: a file of an older schema has none.
    """

    name: str
    room: str
    rows: str
    mend: tuple[str, ...] = ()
    since: int = 1

    def holds_in(self, done: Mapping[str, int]) -> bool:
        """Return whether the table is there; ``done`` has each room's last migration."""
        return done.get(self.room, 0) >= self.since


@dataclass(frozen=True, slots=True)
class Finding:
    """Something that is wrong: what, how often, and whether a repair can mend it.

    ``advice`` is what to do where that is neither a repair nor a restore.
    """

    what: str
    count: int
    mendable: bool
    advice: str | None = None


def _children(room: str, since: int, table: str, parent: str, column: str) -> Rule:
    """Forbid rows of a table without their parent; a repair deletes them."""
    rows = f"{table} WHERE {column} NOT IN (SELECT id FROM {parent})"
    return Rule(f"{table} without {parent}", room, rows, (f"DELETE FROM {rows}",), since)


def children(
    room: str, *table_parent_column: tuple[str, str, str], since: int = 1
) -> tuple[Rule, ...]:
    """Forbid rows without their parents in a room's tables; a repair deletes them."""
    return tuple(_children(room, since, *one) for one in table_parent_column)


_UNPRINTED = "article WHERE id NOT IN (SELECT article_id FROM printing)"
_NO_ARTICLE = "printing WHERE article_id NOT IN (SELECT id FROM article)"
_WRITE_ARTICLES = (
    "INSERT INTO article (id, first_added_at, revision)"
    " SELECT article_id, min(added_at), (SELECT max(number) FROM revision)"
    f" FROM page JOIN (SELECT page_id, article_id FROM {_NO_ARTICLE}) ON page_id = page.id"
    " GROUP BY article_id"
)
_NOTE_GONE = (
    "INSERT OR REPLACE INTO gone_article (id, revision)"
    f" SELECT id, (SELECT max(number) FROM revision) FROM {_UNPRINTED}"
)
RULES = (
    Rule(
        "printing without article",
        ARCHIVE,
        _NO_ARTICLE,
        (
            _WRITE_ARTICLES,
            "DELETE FROM gone_article WHERE id IN (SELECT id FROM article)",
            "DELETE FROM moved_article WHERE id IN (SELECT id FROM article)",
        ),
    ),
    Rule("printing without page", ARCHIVE, "printing WHERE page_id NOT IN (SELECT id FROM page)"),
    Rule("page without printing", ARCHIVE, "page WHERE id NOT IN (SELECT page_id FROM printing)"),
    Rule(
        "article without printing",
        ARCHIVE,
        _UNPRINTED,
        (_NOTE_GONE, f"DELETE FROM {_UNPRINTED}"),
    ),
    *children(
        ARCHIVE,
        ("moved_article", "article", "article_id"),
        ("sketch", "printing", "printing_id"),
        ("name", "printing", "printing_id"),
        ("cut", "analyzer", "analyzer_id"),
    ),
    *children(
        ARCHIVE, ("page_source", "page", "id"), ("page_line", "page", "page_id"), since=_HABITS
    ),
)


def schemas(connection: sqlite3.Connection) -> Mapping[str, int]:
    """Return the number of each room's last migration."""
    return {room: int(number) for room, number in connection.execute(schema.DONE)}


def findings(
    connection: sqlite3.Connection,
    done: Mapping[str, int],
    rules: Sequence[Rule],
    steps: Sequence[Migration],
) -> Iterator[Finding]:
    """Yield what is wrong in a database, by the rules of the rooms that it has.

    A row that reads otherwise than it was stored is found by its checksum, also in a damaged file.
    Where the file is damaged, or a table is not as ``steps`` make it, its rows are not looked at.
    """
    damage = _damage(connection)
    for text in damage:
        yield Finding(text, 1, _of_an_index(text))
    if done.get(ARCHIVE, 0) >= checksums.MIGRATION:
        yield from _changed(connection)
    if any(not _of_an_index(text) for text in damage):
        return  # what a damaged file's rows say is not to be trusted
    found = list(flaws(connection, done, steps))
    for flaw in found:
        yield Finding(flaw.what, 1, flaw.kind != TABLE)
    if any(flaw.kind == TABLE for flaw in found):
        return  # the rules ask for its columns
    yield from _broken(connection, done, rules)


def _broken(
    connection: sqlite3.Connection, done: Mapping[str, int], rules: Sequence[Rule]
) -> Iterator[Finding]:
    """Yield the rules that rows break, and the references that SQLite knows."""
    for rule in rules:
        if rule.holds_in(done):
            [(count,)] = connection.execute(f"SELECT count(*) FROM {rule.rows}")
            if count:
                yield Finding(rule.name, int(count), bool(rule.mend))
    known = {rule.name for rule in rules}
    broken = Counter(
        f"{table} without {parent}"
        for table, _, parent, _ in connection.execute("PRAGMA foreign_key_check")
    )
    for what, count in broken.items():
        if what not in known:
            yield Finding(what, count, mendable=False)


def mend(
    connection: sqlite3.Connection,
    done: Mapping[str, int],
    rules: Sequence[Rule],
    steps: Sequence[Migration],
) -> None:
    """Mend what can be mended, in one transaction; a file that is damaged stays as it is.

    So does one that lacks a table, or a part of one.

    Raises sqlite3.Error; nothing is changed then.
    """
    damage = _damage(connection)
    if any(not _of_an_index(text) for text in damage):
        return
    if not has_its_tables(connection, done, steps):
        return
    connection.execute("PRAGMA foreign_keys = OFF")  # each rule looks after its own children
    connection.execute("BEGIN IMMEDIATE")
    try:
        if damage:
            connection.execute("REINDEX")
        for flaw in list(flaws(connection, done, steps)):
            connection.execute(f'DROP {flaw.kind} IF EXISTS "{flaw.name}"')
            with suppress(sqlite3.IntegrityError):  # rows that are no longer unique: still missing
                connection.execute(flaw.sql)
        touched = False
        for rule in rules:
            if not rule.holds_in(done) or not _breaks(connection, rule):
                continue
            if rule.room == ARCHIVE and not touched:
                connection.execute(_NEXT_REVISION)  # so that who serves the archive looks again
                touched = True
            for statement in rule.mend:
                connection.execute(statement)
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise


def _breaks(connection: sqlite3.Connection, rule: Rule) -> bool:
    return bool(connection.execute(f"SELECT 1 FROM {rule.rows} LIMIT 1").fetchall())


def _damage(connection: sqlite3.Connection) -> list[str]:
    """Return what SQLite finds wrong with the file itself."""
    rows = connection.execute(f"PRAGMA integrity_check({_FINDINGS})")
    return [text for (text,) in rows if text != "ok"]


def _changed(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Yield the rows that are no longer as they were written: the first by name, then how many."""
    changed = list(checksums.changed(connection))
    for checked, shown in changed[:_FINDINGS]:
        what = f"{shown} is not as it was stored"
        yield Finding(what, 1, mendable=False, advice=_AGAIN[checked.table])
    if (more := len(changed) - _FINDINGS) > 0:
        yield Finding("more that is not as it was stored", more, mendable=False, advice=_RESTORE)


def _of_an_index(text: str) -> bool:
    return any(words in text for words in _OF_AN_INDEX)
