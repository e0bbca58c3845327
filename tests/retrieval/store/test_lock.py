import fcntl
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.errors import ArchiveUnavailable
from retrieval.store.database import Database
from retrieval.store.lock import ArchiveLocked, lock_owner, locked

ROOT = Path(__file__).parents[3]
HOLD = """
import sys
from pathlib import Path
from retrieval.store.lock import locked
with locked(Path(sys.argv[1])):
    print("held", flush=True)
    sys.stdin.read()
"""


def holding_elsewhere(path: Path) -> "subprocess.Popen[str]":
    """Start a process that holds the archive until its input ends."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, path],
        cwd=ROOT,
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline() == "held\n"
    return process


def test_only_one_process_holds_an_archive_and_the_error_names_it(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    other = holding_elsewhere(path)
    line = rf"archive\.db.*\(process {other.pid} holds"
    with pytest.raises(ArchiveLocked, match=line) as refused, locked(path):
        pass
    assert refused.value.pid == lock_owner(path) == other.pid
    other.communicate()
    with locked(path):
        assert lock_owner(path) == os.getpid()
    assert lock_owner(path) is None


def test_a_process_that_is_killed_lets_go(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    other = holding_elsewhere(path)
    other.send_signal(signal.SIGKILL)
    other.communicate()
    with locked(path):
        pass


def test_a_link_to_the_archive_is_the_same_archive(tmp_path: Path) -> None:
    path, link = tmp_path / "archive.db", tmp_path / "link.db"
    link.symlink_to(path)
    with locked(path), pytest.raises(ArchiveLocked), locked(link):
        pass


async def test_a_hard_link_to_the_archive_is_the_same_archive(tmp_path: Path) -> None:
    path, link = tmp_path / "archive.db", tmp_path / "elsewhere" / "link.db"
    link.parent.mkdir()
    async with Database.open(path):
        pass
    other = holding_elsewhere(path)
    link.hardlink_to(path)  # made while it is held, too
    assert lock_owner(link) == 0
    with pytest.raises(ArchiveLocked, match=r"link\.db.*holds this archive"), locked(link):
        pass
    other.communicate()
    assert lock_owner(link) is None
    with locked(link), pytest.raises(ArchiveLocked), locked(path):
        pass


async def test_a_copy_of_the_archive_is_another(tmp_path: Path) -> None:
    path, copy = tmp_path / "archive.db", tmp_path / "copy.db"
    async with Database.open(path):
        pass
    copy.write_bytes(path.read_bytes())
    with locked(path), locked(copy):
        assert lock_owner(copy) == os.getpid()


async def test_what_is_held_can_be_written_by_its_owner_and_others(tmp_path: Path) -> None:
    path = tmp_path / "archive.db"
    async with Database.open(path):
        pass
    other = holding_elsewhere(path)
    async with Database.open(path) as database, database.transaction() as transaction:
        await transaction.execute("INSERT INTO revision (number) VALUES (7)")
    other.communicate()
    with locked(path):
        async with Database.open(path) as database, database.transaction() as transaction:
            await transaction.execute("INSERT INTO revision (number) VALUES (8)")


def test_who_only_looks_for_an_owner_keeps_nobody_off(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "archive.db"
    with locked(path):
        pass
    with path.with_name("archive.db.lock").open() as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)
        monkeypatch.setattr(
            "retrieval.store.lock.time.sleep", lambda _: fcntl.flock(looking, fcntl.LOCK_UN)
        )
        with locked(path):
            assert lock_owner(path) == os.getpid()


def test_who_never_ends_looking_is_not_waited_for_for_ever(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "archive.db"
    with locked(path):
        pass
    monkeypatch.setattr("retrieval.store.lock.time.sleep", lambda _: None)
    with path.with_name("archive.db.lock").open() as looking:
        fcntl.flock(looking, fcntl.LOCK_SH)
        with pytest.raises(ArchiveLocked), locked(path):
            pass


def test_an_archive_that_is_not_there_is_held_by_nobody(tmp_path: Path) -> None:
    assert lock_owner(tmp_path / "no" / "archive.db") is None


def test_a_folder_that_can_not_be_made_is_reported(tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    path = tmp_path / "file" / "archive.db"
    with pytest.raises(ArchiveUnavailable, match="check the path"), locked(path):
        pass
