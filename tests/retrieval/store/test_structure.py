import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.store.checking import RULES, findings, mend, schemas
from retrieval.store.migrations import shipped
from retrieval.store.structure import flaws
from tests.retrieval.store.revisions import count

STEPS = shipped()
OLD = sorted((Path(__file__).parents[2] / "fixtures" / "schemas").glob("*.sql"))


@pytest.fixture(scope="module")
def made(tmp_path_factory: pytest.TempPathFactory) -> str:
    path = tmp_path_factory.mktemp("made") / "archive.db"
    count(path)
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump())


@pytest.fixture
def connection(made: str) -> Iterator[sqlite3.Connection]:
    with closing(sqlite3.connect(":memory:", isolation_level=None)) as connection:
        connection.executescript(made)
        yield connection


def wrong(connection: sqlite3.Connection) -> list[str]:
    return [flaw.what for flaw in flaws(connection, schemas(connection), STEPS)]


def names(connection: sqlite3.Connection, kind: str) -> list[str]:
    query = "SELECT name FROM sqlite_schema WHERE type = ? AND name NOT LIKE 'sqlite%'"
    return [name for (name,) in connection.execute(query, (kind,))]


def test_what_the_migrations_made_is_as_they_make_it(connection: sqlite3.Connection) -> None:
    assert wrong(connection) == []


@pytest.mark.parametrize("old", OLD, ids=lambda path: path.stem)
def test_an_archive_of_an_earlier_version_is_held_to_its_own_migrations(old: Path) -> None:
    with closing(sqlite3.connect(":memory:")) as connection:
        connection.executescript(old.read_text(encoding="utf-8"))
        assert wrong(connection) == []


def test_every_table_that_is_dropped_is_missed(connection: sqlite3.Connection) -> None:
    connection.execute("PRAGMA foreign_keys = OFF")
    for name in names(connection, "table"):
        if name != "migration":  # without it nothing is known of the file
            connection.execute("BEGIN")
            connection.execute(f"DROP TABLE {name}")
            assert f"table {name} is missing" in wrong(connection)
            connection.execute("ROLLBACK")
    assert wrong(connection) == []


def test_every_index_that_is_dropped_is_missed_and_made_again(
    connection: sqlite3.Connection,
) -> None:
    dropped = names(connection, "index")
    assert dropped
    for name in dropped:
        connection.execute(f"DROP INDEX {name}")
    assert wrong(connection) == [f"index {name} is missing" for name in dropped]
    done = schemas(connection)
    assert {found.mendable for found in findings(connection, done, RULES, STEPS)} == {True}
    mend(connection, done, RULES, STEPS)
    assert wrong(connection) == []


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ("ALTER TABLE revision DROP COLUMN token", "table revision lacks token"),
        ("ALTER TABLE revision RENAME COLUMN token TO mark", "table revision lacks token"),
        ("ALTER TABLE article ADD COLUMN mine TEXT", "table article is not as it was made"),
        (
            "DROP TABLE moved_article; CREATE TABLE moved_article (id TEXT, article_id TEXT)",
            "table moved_article is not as it was made",
        ),
    ],
)
def test_a_table_that_was_changed_is_told_and_left_as_it_is(
    change: str, told: str, connection: sqlite3.Connection
) -> None:
    connection.executescript(change)
    assert wrong(connection)[0] == told
    changed = list(connection.iterdump())
    done = schemas(connection)
    assert not all(found.mendable for found in findings(connection, done, RULES, STEPS))
    mend(connection, done, RULES, STEPS)
    assert list(connection.iterdump()) == changed


def test_an_index_of_other_columns_is_told_and_made_again(connection: sqlite3.Connection) -> None:
    name = names(connection, "index")[0]
    connection.executescript(f"DROP INDEX {name}; CREATE INDEX {name} ON revision (token)")
    assert wrong(connection) == [f"index {name} is not as it was made"]
    mend(connection, schemas(connection), RULES, STEPS)
    assert wrong(connection) == []


def test_what_somebody_added_beside_is_no_fault(connection: sqlite3.Connection) -> None:
    connection.executescript(
        "CREATE TABLE mine (a); CREATE INDEX theirs ON article (id, revision); ANALYZE"
    )
    assert wrong(connection) == []
