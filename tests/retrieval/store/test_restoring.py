import os
import shutil
import sqlite3
import stat
import sys
from collections.abc import Callable
from contextlib import closing
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from retrieval.errors import ArchiveUnavailable
from retrieval.store.backup import back_up
from retrieval.store.lock import ArchiveLocked, locked
from retrieval.store.migrations import shipped
from retrieval.store.restoring import restore
from tests.retrieval.store.revisions import count, damage, revision, writing

NOW = datetime(2022, 10, 27, 8, 30, tzinfo=ZoneInfo("Asia/Shanghai"))
# The audit events of what changes a file or a folder, and of SQLite taking one up.
CHANGES = {
    "open",
    "os.link",
    "os.rename",
    "os.remove",
    "os.chmod",
    "os.fsync",
    "shutil.copyfile",
    "sqlite3.connect",
}
DONE, KILLED, REFUSED, OUT_OF_REACH = 0, 9, 7, 5
STEPS = shipped()


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "archive.bak"


def test_a_copy_put_back_is_the_archive_again_and_the_other_lies_aside(
    path: Path, copy: Path
) -> None:
    count(path)
    back_up(path, copy)
    count(path, 2)
    aside = restore(copy, path, STEPS, now=NOW)
    assert aside == path.with_name("archive.db.20221027T083000")
    assert revision(path) == 1
    assert revision(aside) == 3


def test_a_copy_may_take_the_place_of_nothing(path: Path, copy: Path) -> None:
    count(path)
    back_up(path, copy)
    path.unlink()
    assert restore(copy, path, STEPS, now=NOW) is None
    assert revision(path) == 1


@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_what_is_put_back_is_open_to_those_who_may_read_the_copy(
    path: Path, copy: Path, mode: int
) -> None:
    count(path)
    back_up(path, copy)
    copy.chmod(mode)
    restore(copy, path, STEPS, now=NOW)
    assert stat.S_IMODE(path.stat().st_mode) == mode


def test_a_damaged_archive_is_moved_aside_as_it_is(path: Path, copy: Path) -> None:
    count(path)
    back_up(path, copy)
    path.write_bytes(b"\xff" * 5000)
    aside = restore(copy, path, STEPS, now=NOW)
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
    restore(copy, path, STEPS, now=NOW)
    assert revision(path) == 1


@pytest.mark.parametrize("content", [b"", b"no database " * 400])
def test_what_is_no_archive_is_not_put_back(path: Path, copy: Path, content: bytes) -> None:
    count(path)
    copy.parent.mkdir()
    copy.write_bytes(content)
    with pytest.raises(ArchiveUnavailable, match=r"archive\.bak"):
        restore(copy, path, STEPS, now=NOW)
    assert revision(path) == 1


def test_another_programs_database_is_not_put_back(path: Path, copy: Path) -> None:
    count(path)
    copy.parent.mkdir()
    with closing(sqlite3.connect(copy)) as connection:
        connection.execute("CREATE TABLE theirs (a)")
    with pytest.raises(ArchiveUnavailable, match="another program's"):
        restore(copy, path, STEPS, now=NOW)
    assert revision(path) == 1


def test_a_damaged_copy_is_not_put_back(path: Path, copy: Path) -> None:
    count(path)
    copy.parent.mkdir()
    damage(copy)
    with pytest.raises(ArchiveUnavailable, match=r"archive\.bak.*damaged"):
        restore(copy, path, STEPS, now=NOW)
    assert revision(path) == 1


def test_a_copy_of_a_newer_version_is_not_put_back(path: Path, copy: Path) -> None:
    count(path)
    count(copy)
    with closing(sqlite3.connect(copy)) as connection, connection:
        later = len(STEPS) + 1, "2030-01-01"
        connection.execute("INSERT INTO migration VALUES ('retrieval.store', ?, 'later', ?)", later)
    with pytest.raises(ArchiveUnavailable, match=r"archive\.bak.*install the newer version"):
        restore(copy, path, STEPS, now=NOW)
    assert revision(path) == 1


def test_nothing_is_put_back_while_a_bot_runs(path: Path, copy: Path) -> None:
    count(path)
    back_up(path, copy)
    with locked(path), pytest.raises(ArchiveLocked):
        restore(copy, path, STEPS, now=NOW)


def test_nothing_is_put_back_while_another_has_the_archive_open(path: Path, copy: Path) -> None:
    count(path)
    back_up(path, copy)
    with writing(path), pytest.raises(ArchiveUnavailable, match="has the archive open"):
        restore(copy, path, STEPS, now=NOW)
    assert revision(path) == 99


def test_where_it_can_not_be_put_the_former_archive_comes_back(
    path: Path, copy: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    count(path)
    back_up(path, copy)
    count(path)

    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr("os.link", full)
    with pytest.raises(ArchiveUnavailable, match="No space left"):
        restore(copy, path, STEPS, now=NOW)
    assert revision(path) == 2


def test_the_archive_is_never_put_in_its_own_place(path: Path) -> None:
    count(path)
    before = path.read_bytes()
    with pytest.raises(ArchiveUnavailable, match="the archive itself"):
        restore(path, path, STEPS, now=NOW)
    assert path.read_bytes() == before


def killed() -> None:
    os._exit(KILLED)


def refused() -> None:
    raise OSError(5, "Input/output error")


def restored(copy: Path, path: Path, at: int, happen: Callable[[], None]) -> int:
    """Restore in a process in which something happens at a change of a file; return how it ends."""
    process = os.fork()
    if process:
        return os.waitstatus_to_exitcode(os.waitpid(process, 0)[1])
    changes = 0

    def count_change(event: str, _arguments: object) -> None:
        nonlocal changes
        if event in CHANGES:
            changes += 1
            if changes == at:
                happen()

    def synced(handle: int) -> None:
        count_change("os.fsync", ())
        sync(handle)

    sys.addaudithook(count_change)
    sync = os.fsync
    pytest.MonkeyPatch().setattr("os.fsync", synced)  # it has no event of its own
    status = 1
    try:
        restore(copy, path, STEPS, now=NOW)
        status = DONE if changes >= at else OUT_OF_REACH
    except ArchiveUnavailable:
        status = REFUSED
    finally:
        os._exit(status)


def without_links(monkeypatch: pytest.MonkeyPatch) -> None:
    def none(*_: object) -> None:
        raise PermissionError(1, "Operation not permitted")

    monkeypatch.setattr("os.link", none)


@pytest.mark.parametrize(
    ("happen", "log", "links"),
    [
        (killed, "log", "links"),
        (killed, "no log", "no links"),
        (refused, "log", "links"),
        (refused, "log", "no links"),
    ],
)
def test_wherever_a_restore_ends_the_name_has_a_whole_archive(
    happen: Callable[[], None],
    log: str,
    links: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    if links == "no links":
        without_links(monkeypatch)
    before = tmp_path / "before"
    count(before / "archive.db")
    back_up(before / "archive.db", before / "archive.bak")
    count(before / "archive.db")
    former = 2
    if log == "log":
        leave_log(before / "archive.db")
        former = 99
    ends: list[int] = []
    while OUT_OF_REACH not in ends:
        assert len(ends) < 200
        folder = Path(shutil.copytree(before, tmp_path / str(len(ends))))
        path, copy = folder / "archive.db", folder / "archive.bak"
        ends.append(restored(copy, path, len(ends) + 1, happen))
        assert read(path) in ([former, 1] if ends[-1] in (KILLED, REFUSED) else [1])
        if happen is refused:
            assert not list(folder.glob("*.part*"))
        restore(copy, path, STEPS, now=NOW.replace(second=1))
        assert read(path) == 1
        # what was printed since is kept, wherever the first one ended
        assert former in [read(aside) for aside in folder.glob("archive.db.2022*")]
        assert not list(folder.glob("*.part*"))
    assert set(ends) <= {KILLED if happen is killed else REFUSED, DONE, OUT_OF_REACH}
    assert len(ends) > 10


def read(path: Path) -> int:
    """Return the last revision of an archive that must be whole."""
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
        [(number,)] = connection.execute("SELECT max(number) FROM revision")
        return int(number)


def leave_log(path: Path) -> None:
    """Commit a revision that stands in the log only, with nobody having the archive open."""
    process = os.fork()
    if not process:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.execute("PRAGMA wal_autocheckpoint = 0")
        connection.execute("INSERT INTO revision (number) VALUES (99)")
        os._exit(0)
    os.waitpid(process, 0)
    assert path.with_name("archive.db-wal").stat().st_size
