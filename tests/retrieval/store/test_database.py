import asyncio
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from retrieval.errors import ArchiveUnavailable
from retrieval.store import database as store
from retrieval.store.articles import current_revision, next_revision
from retrieval.store.database import Database

ROOT = Path(__file__).parents[3]
BREAKS_A_CONSTRAINT = "INSERT INTO revision (number, token) VALUES (1, NULL)"

WRITE_AND_DIE = """
import asyncio, os, signal, sys
from pathlib import Path
from retrieval.store.articles import next_revision
from retrieval.store.database import Database

async def main():
    async with Database.open(Path(sys.argv[1])) as database:
        async with database.transaction() as connection:
            await next_revision(connection)
        async with database.transaction() as connection:
            await next_revision(connection)
            os.kill(os.getpid(), signal.SIGKILL)

asyncio.run(main())
"""


async def revision(database: Database) -> int:
    async with database.reading() as view:
        return await current_revision(view)


async def count(database: Database) -> None:
    await count_then(database)


async def count_then(database: Database, *statements: str) -> None:
    async with database.transaction() as transaction:
        await next_revision(transaction)
        for statement in statements:
            await transaction.execute(statement)


def started(script: str, path: Path) -> "subprocess.Popen[bytes]":
    return subprocess.Popen([sys.executable, "-c", script, path], cwd=ROOT, stderr=subprocess.PIPE)


async def test_makes_the_file_and_its_folders(tmp_path: Path) -> None:
    async with Database.open(tmp_path / "new" / "folder" / "archive.db") as database:
        assert await revision(database) == 0


async def test_what_was_committed_is_there_when_opened_again(tmp_path: Path) -> None:
    for expected in (1, 2):
        async with Database.open(tmp_path / "archive.db") as database:
            await count(database)
            assert await revision(database) == expected


async def test_a_path_may_hold_any_characters(tmp_path: Path) -> None:
    path = tmp_path / "二七 100%?#&.db"
    async with Database.open(path):
        assert path.exists()


async def test_writes_ahead_keeps_foreign_keys_and_waits_for_the_disk(database: Database) -> None:
    async with database.transaction() as transaction:
        for pragma, expected in (("journal_mode", "wal"), ("foreign_keys", 1), ("synchronous", 2)):
            [(value,)] = await transaction.fetch_all(f"PRAGMA {pragma}")
            assert value == expected


async def test_a_broken_constraint_undoes_the_whole_transaction(database: Database) -> None:
    with pytest.raises(sqlite3.IntegrityError):
        await count_then(database, BREAKS_A_CONSTRAINT)
    assert await revision(database) == 0
    await count(database)
    assert await revision(database) == 1


async def test_a_cancelled_transaction_is_undone_and_frees_the_way(database: Database) -> None:
    under_way = asyncio.Event()

    async def never_ends() -> None:
        async with database.transaction() as transaction:
            await next_revision(transaction)
            under_way.set()
            await asyncio.Event().wait()

    task = asyncio.create_task(never_ends())
    await under_way.wait()
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    await count(database)
    assert await revision(database) == 1


async def test_transactions_of_one_process_wait_for_each_other(database: Database) -> None:
    await asyncio.gather(*(count(database) for _ in range(20)))
    assert await revision(database) == 20


async def test_one_that_fails_takes_nothing_of_another_with_it(database: Database) -> None:
    first, failed, last = await asyncio.gather(
        count(database),
        count_then(database, BREAKS_A_CONSTRAINT),
        count(database),
        return_exceptions=True,
    )
    assert first is last is None
    assert isinstance(failed, sqlite3.IntegrityError)
    assert await revision(database) == 2


async def test_a_reader_sees_one_moment_while_a_writer_writes(database: Database) -> None:
    async with database.reading() as view:
        assert await current_revision(view) == 0
        await count(database)
        assert await current_revision(view) == 0
    assert await revision(database) == 1


async def test_a_reader_can_not_write(database: Database) -> None:
    with pytest.raises(ArchiveUnavailable, match="can't be written"):
        async with database.reading() as view:
            await view.fetch_all("INSERT INTO revision (number) VALUES (1) RETURNING number")


async def test_readers_go_on_while_another_process_keeps_the_lock(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "PATIENCE", 0.0)
    path = tmp_path / "archive.db"
    async with Database.open(path) as database:
        with closing(sqlite3.connect(path, isolation_level=None)) as other:
            other.execute("BEGIN IMMEDIATE")
            assert await revision(database) == 0
            with pytest.raises(ArchiveUnavailable, match=r"archive\.db.*kept the archive locked"):
                await count(database)
            other.execute("ROLLBACK")
        await count(database)
        assert await revision(database) == 1


async def test_a_full_disk_loses_nothing_that_was_stored(database: Database) -> None:
    await count(database)
    with pytest.raises(ArchiveUnavailable, match="the disk is full"):
        await count_then(database, "PRAGMA max_page_count = 1", "CREATE TABLE more (a)")
    assert await revision(database) == 1


async def test_a_killed_process_leaves_what_it_committed(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    killed = started(WRITE_AND_DIE, path)
    _, errors = killed.communicate()
    assert killed.returncode == -signal.SIGKILL, errors.decode()
    async with Database.open(path) as database:
        assert await revision(database) == 1


async def test_processes_may_make_the_file_at_the_same_time(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    script = WRITE_AND_DIE.replace("os.kill(os.getpid(), signal.SIGKILL)", "pass")
    running = [started(script, path) for _ in range(3)]
    for process in running:
        _, errors = process.communicate()
        assert process.returncode == 0, errors.decode()
    async with Database.open(path) as database:
        assert await revision(database) == 6


@pytest.mark.parametrize("content", [b"no database, only words " * 50, b"\x89PNG" * 500])
async def test_another_sort_of_file_is_refused_and_left(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "archive.db"
    path.write_bytes(content)
    with pytest.raises(ArchiveUnavailable, match=r"archive\.db.*no archive"):
        async with Database.open(path):
            pass
    assert path.read_bytes() == content


async def test_a_damaged_file_is_refused_with_the_way_out(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    async with Database.open(path) as database:
        await count(database)
    whole = path.read_bytes()
    path.write_bytes(whole[:100] + b"\xff" * (len(whole) - 100))
    with pytest.raises(ArchiveUnavailable, match="damaged; put a copy of it back"):
        async with Database.open(path):
            pass


async def test_a_folder_that_can_not_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("in the way")
    with pytest.raises(ArchiveUnavailable, match="check the path"):
        async with Database.open(tmp_path / "file" / "archive.db"):
            pass


async def test_a_folder_in_the_place_of_the_file_is_reported(tmp_path: Path) -> None:
    with pytest.raises(ArchiveUnavailable, match="can't be opened"):
        async with Database.open(tmp_path):
            pass


async def test_a_folder_that_can_not_be_written_is_reported() -> None:
    with pytest.raises(ArchiveUnavailable, match="can't be opened"):
        async with Database.open(Path("/proc/archive.db")):  # root can't make files there either
            pass
