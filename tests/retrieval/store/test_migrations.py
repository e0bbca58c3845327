import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.errors import ArchiveUnavailable
from retrieval.store.database import Database
from retrieval.store.migrations import APPLICATION_ID, ARCHIVE, Migration, shipped

LATER = Migration(ARCHIVE, len(shipped()) + 1, "later", "CREATE TABLE later (a TEXT) STRICT;")
BROKEN = Migration(
    ARCHIVE,
    LATER.number,
    "broken",
    "CREATE TABLE half (a TEXT) STRICT;\nINSERT INTO nowhere VALUES (1);",
)


def done(path: Path) -> list[tuple[int, str]]:
    with closing(sqlite3.connect(path)) as connection:
        return connection.execute("SELECT number, name FROM migration ORDER BY number").fetchall()


def tables(path: Path) -> set[str]:
    with closing(sqlite3.connect(path)) as connection:
        return {name for (name,) in connection.execute("SELECT name FROM sqlite_schema")}


def test_are_numbered_without_a_gap() -> None:
    assert [migration.number for migration in shipped()] == [*range(1, len(shipped()) + 1)]


async def test_an_empty_file_gets_them_all(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    path.touch()
    async with Database.open(path):
        assert done(path) == [(migration.number, migration.name) for migration in shipped()]


async def test_the_first_marks_the_file_as_an_archive(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    async with Database.open(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,)


async def test_every_table_is_strict(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    async with Database.open(path):
        pass
    with closing(sqlite3.connect(path)) as connection:
        ours = "SELECT name, strict FROM pragma_table_list WHERE name NOT LIKE 'sqlite_%'"
        assert [name for name, strict in connection.execute(ours) if not strict] == []


async def test_an_older_archive_gets_what_it_lacks_and_keeps_the_rest(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    async with Database.open(path) as database, database.transaction() as transaction:
        await transaction.execute("INSERT INTO revision (number) VALUES (7)")
    async with Database.open(path, [*shipped(), LATER]) as database:
        async with database.reading() as view:
            [(revision,)] = await view.fetch_all("SELECT number FROM revision")
        assert revision == 7
    assert done(path)[-1] == (LATER.number, "later")
    assert "later" in tables(path)


async def test_one_that_fails_leaves_the_archive_as_it_was(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    async with Database.open(path):
        pass
    before = tables(path), done(path)
    with pytest.raises(ArchiveUnavailable, match="no such table: nowhere"):
        async with Database.open(path, [*shipped(), BROKEN]):
            pass
    assert (tables(path), done(path)) == before
    async with Database.open(path):
        pass


async def test_an_archive_of_a_newer_version_is_refused(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    async with Database.open(path, [*shipped(), LATER]):
        pass
    before = path.read_bytes()
    message = rf"archive\.db: .*schema {LATER.number}.* up to {LATER.number - 1}; install the newer"
    with pytest.raises(ArchiveUnavailable, match=message):
        async with Database.open(path):
            pass
    assert path.read_bytes() == before


async def test_another_rooms_tables_have_numbers_of_their_own(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    theirs = Migration("bot.store", 1, "theirs", "CREATE TABLE theirs (a TEXT) STRICT;")
    async with Database.open(path):
        pass
    async with Database.open(path, [*shipped(), theirs]):
        pass
    async with Database.open(path):
        pass
    assert "theirs" in tables(path)


async def test_another_programs_database_is_refused_and_left(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    before = path.read_bytes()
    with pytest.raises(ArchiveUnavailable, match="another program's database"):
        async with Database.open(path):
            pass
    assert path.read_bytes() == before
    assert not (tmp_path / "archive.db-wal").exists()
