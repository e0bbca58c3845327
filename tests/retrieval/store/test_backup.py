import asyncio
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from retrieval.errors import ArchiveUnavailable
from retrieval.store.articles import current_revision, next_revision
from retrieval.store.backup import back_up, restore
from retrieval.store.database import Database
from retrieval.store.lock import ArchiveLocked, locked
from retrieval.store.migrations import shipped

NOW = datetime(2022, 10, 27, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "archive.bak"


def count(path: Path, times: int = 1) -> None:
    """Make the archive if it is not there, and add to its revisions."""

    async def counted() -> None:
        async with Database.open(path) as database:
            for _ in range(times):
                async with database.transaction() as transaction:
                    await next_revision(transaction)

    asyncio.run(counted())


def revision(path: Path) -> int:
    async def read() -> int:
        async with Database.open(path) as database, database.reading() as view:
            return await current_revision(view)

    return asyncio.run(read())


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Have the archive open, a revision written and not yet committed."""
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        connection.execute("BEGIN IMMEDIATE")
        connection.execute("INSERT INTO revision (number) VALUES (99)")
        yield
        connection.execute("COMMIT")


def test_a_copy_is_one_file_that_has_all_that_was_committed(path: Path, copy: Path) -> None:
    count(path)
    with writing(path):
        size = back_up(path, copy)
    assert size == copy.stat().st_size
    assert [file.name for file in copy.parent.iterdir()] == ["archive.bak"]
    assert revision(path) == 99
    assert revision(copy) == 1


def test_a_file_that_exists_is_replaced_when_it_is_asked_for_only(path: Path, copy: Path) -> None:
    count(path)
    copy.parent.mkdir()
    copy.write_text("mine")
    with pytest.raises(ArchiveUnavailable, match=r"archive\.bak.*exists, left as it is"):
        back_up(path, copy)
    assert copy.read_text() == "mine"
    back_up(path, copy, force=True)
    assert revision(copy) == 1


def test_the_archive_is_never_its_own_copy(path: Path) -> None:
    count(path)
    before = path.read_bytes()
    with pytest.raises(ArchiveUnavailable, match="the archive itself"):
        back_up(path, path, force=True)
    with pytest.raises(ArchiveUnavailable, match="the archive itself"):
        restore(path, path, shipped(), now=NOW)
    assert path.read_bytes() == before


def test_a_database_in_use_is_not_replaced(path: Path, tmp_path: Path) -> None:
    count(path)
    other = tmp_path / "other.db"
    count(other)
    with writing(other), pytest.raises(ArchiveUnavailable, match="in use"):
        back_up(path, other, force=True)


def test_where_there_is_no_archive_there_is_no_copy(path: Path, copy: Path) -> None:
    with pytest.raises(ArchiveUnavailable, match="no archive here yet"):
        back_up(path, copy)
    assert not path.exists()
    assert not copy.parent.exists()


def damage(path: Path) -> None:
    """Overwrite some of what a table holds."""
    count(path)
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute(
            "INSERT INTO revision (number) WITH RECURSIVE one (n) AS"
            " (SELECT 10 UNION ALL SELECT n + 1 FROM one LIMIT 5000) SELECT n FROM one"
        )
    whole = path.read_bytes()
    path.write_bytes(whole[:-8192] + b"\xff" * 8192)


def test_what_is_damaged_is_not_kept_as_a_copy(path: Path, copy: Path) -> None:
    damage(path)
    with pytest.raises(ArchiveUnavailable, match=r"archive\.db.*damaged"):
        back_up(path, copy)
    assert list(copy.parent.iterdir()) == []


def test_a_copy_put_back_is_the_archive_again_and_the_other_lies_aside(
    path: Path, copy: Path
) -> None:
    count(path)
    back_up(path, copy)
    count(path, 2)
    aside = restore(copy, path, shipped(), now=NOW)
    assert aside == path.with_name("archive.db.20221027T083000")
    assert revision(path) == 1
    assert revision(aside) == 3


def test_a_copy_may_take_the_place_of_nothing(path: Path, copy: Path) -> None:
    count(path)
    back_up(path, copy)
    path.unlink()
    assert restore(copy, path, shipped(), now=NOW) is None
    assert revision(path) == 1


def test_a_damaged_archive_is_moved_aside_as_it_is(path: Path, copy: Path) -> None:
    count(path)
    back_up(path, copy)
    path.write_bytes(b"\xff" * 5000)
    aside = restore(copy, path, shipped(), now=NOW)
    assert aside is not None
    assert aside.read_bytes() == b"\xff" * 5000
    assert revision(path) == 1


def test_a_log_that_lies_beside_is_not_played_into_the_copy(path: Path, copy: Path) -> None:
    count(path)
    back_up(path, copy)
    log = path.with_name("archive.db-wal")
    with writing(path):
        pass
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("INSERT INTO revision (number) VALUES (100)")
        connection.commit()
        written = log.read_bytes()
    path.unlink()
    log.write_bytes(written)  # as a crash and a lost file leave it
    restore(copy, path, shipped(), now=NOW)
    assert revision(path) == 1


@pytest.mark.parametrize("content", [b"", b"no database " * 400])
def test_what_is_no_archive_is_not_put_back(path: Path, copy: Path, content: bytes) -> None:
    count(path)
    copy.parent.mkdir()
    copy.write_bytes(content)
    with pytest.raises(ArchiveUnavailable, match=r"archive\.bak"):
        restore(copy, path, shipped(), now=NOW)
    assert revision(path) == 1


def test_another_programs_database_is_not_put_back(path: Path, copy: Path) -> None:
    count(path)
    copy.parent.mkdir()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    with pytest.raises(ArchiveUnavailable, match="another program's"):
        restore(copy, path, shipped(), now=NOW)
    assert revision(path) == 1


def test_a_damaged_copy_is_not_put_back(path: Path, copy: Path) -> None:
    count(path)
    copy.parent.mkdir()
    damage(copy)
    with pytest.raises(ArchiveUnavailable, match=r"archive\.bak.*damaged"):
        restore(copy, path, shipped(), now=NOW)
    assert revision(path) == 1


def test_a_copy_of_a_newer_version_is_not_put_back(path: Path, copy: Path) -> None:
    count(path)
    count(copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        later = len(shipped()) + 1, "2030-01-01"
        connection.execute("INSERT INTO migration VALUES ('retrieval.store', ?, 'later', ?)", later)
    with pytest.raises(ArchiveUnavailable, match=r"archive\.bak.*install the newer version"):
        restore(copy, path, shipped(), now=NOW)
    assert revision(path) == 1


def test_nothing_is_put_back_while_a_bot_runs(path: Path, copy: Path) -> None:
    count(path)
    back_up(path, copy)
    with locked(path), pytest.raises(ArchiveLocked):
        restore(copy, path, shipped(), now=NOW)


def test_nothing_is_put_back_while_another_has_the_archive_open(path: Path, copy: Path) -> None:
    count(path)
    back_up(path, copy)
    with writing(path), pytest.raises(ArchiveUnavailable, match="has the archive open"):
        restore(copy, path, shipped(), now=NOW)
    assert revision(path) == 99


def test_where_it_can_not_be_put_the_former_archive_comes_back(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(path)
    back_up(path, copy)
    count(path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("retrieval.store.atomic_write._name", full)
    with pytest.raises(ArchiveUnavailable, match="No space left"):
        restore(copy, path, shipped(), now=NOW)
    assert revision(path) == 2
