"""Whether the tables of a file are those that its migrations make, and which are not.

The same migrations are carried out in memory, and the two are compared: a table by its columns, its
references and what has to be unique, an index by its columns, a trigger by its words. What somebody
added beside is no fault.
"""

import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass

from retrieval.store.migrations import Migration, statements

_NAMED = (
    "SELECT type, name, sql FROM sqlite_schema"
    " WHERE type IN ('table', 'index', 'trigger') AND name NOT LIKE 'sqlite\\_%' ESCAPE '\\'"
)
TABLE = "table"
_SHAPES = {
    TABLE: (
        'SELECT cid, name, type, "notnull", dflt_value, pk, hidden FROM pragma_table_xinfo(?)',
        'SELECT "table", "from", "to", on_update, on_delete FROM pragma_foreign_key_list(?)',
        (
            "SELECT i.seqno, i.name FROM pragma_index_list(?) AS l"
            " JOIN pragma_index_info(l.name) AS i WHERE l.origin = 'u'"
        ),
    ),
    "index": ('SELECT seqno, name, "desc", coll, key FROM pragma_index_xinfo(?) WHERE key',),
    "trigger": (),
}


@dataclass(frozen=True, slots=True)
class Part:
    """A table, an index or a trigger: how it is made, and what is compared of it."""

    kind: str
    sql: str
    shape: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Flaw:
    """A part that is not as the migrations make it.

    ``sql`` makes it as it should be. ``what`` names it, with the columns that a table lacks.
    """

    kind: str
    name: str
    what: str
    sql: str


def flaws(
    connection: sqlite3.Connection, done: Mapping[str, int], steps: Sequence[Migration]
) -> Iterator[Flaw]:
    """Yield what is missing or changed; ``done`` has each room's last migration, ``steps`` all."""
    there = _parts(connection)
    for name, part in _made(done, steps).items():
        found = there.get(name)
        if found is None:
            yield Flaw(part.kind, name, f"{part.kind} {name} is missing", part.sql)
        elif (found.kind, found.shape) != (part.kind, part.shape):
            lacking = _columns(part) - _columns(found)
            what = f"{part.kind} {name} is not as it was made"
            if lacking:
                what = f"{part.kind} {name} lacks {', '.join(sorted(lacking))}"
            yield Flaw(part.kind, name, what, part.sql)


def has_its_tables(
    connection: sqlite3.Connection, done: Mapping[str, int], steps: Sequence[Migration]
) -> bool:
    """Return whether every table is as the migrations make it."""
    return all(flaw.kind != TABLE for flaw in flaws(connection, done, steps))


def _made(done: Mapping[str, int], steps: Sequence[Migration]) -> Mapping[str, Part]:
    """Return what the migrations make that are done."""
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        for step in steps:
            if step.number <= done.get(step.room, 0):
                for statement in statements(step.sql):
                    connection.execute(statement)
        return _parts(connection)


def _parts(connection: sqlite3.Connection) -> dict[str, Part]:
    return {
        name: Part(kind, sql or "", _shape(connection, kind, name, sql or ""))
        for kind, name, sql in connection.execute(_NAMED).fetchall()
    }


def _shape(connection: sqlite3.Connection, kind: str, name: str, sql: str) -> tuple[object, ...]:
    rows = tuple(
        tuple(sorted(connection.execute(query, (name,)), key=repr)) for query in _SHAPES[kind]
    )
    words = sql.partition("WHERE")[2] if kind == "index" else sql if kind == "trigger" else ""
    unique = kind == "index" and "UNIQUE" in sql.upper().split("INDEX")[0]
    return (*rows, " ".join(words.split()), unique)


def _columns(part: Part) -> set[str]:
    """Return the names of a table's columns, none of another part's."""
    if part.kind != TABLE or not isinstance(part.shape[0], tuple):
        return set()
    return {str(row[1]) for row in part.shape[0]}
