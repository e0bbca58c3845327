import stat
from pathlib import Path

import pytest

from retrieval.errors import ArchiveUnavailable
from retrieval.store.backup import back_up
from tests.retrieval.store.revisions import count, damage, revision, writing


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "archive.db"


@pytest.fixture
def copy(tmp_path: Path) -> Path:
    return tmp_path / "copies" / "archive.bak"


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


def test_what_is_damaged_is_not_kept_as_a_copy(path: Path, copy: Path) -> None:
    damage(path)
    with pytest.raises(ArchiveUnavailable, match=r"archive\.db.*damaged"):
        back_up(path, copy)
    assert list(copy.parent.iterdir()) == []


@pytest.mark.parametrize("mode", [0o600, 0o640])
def test_a_copy_is_open_to_those_who_may_read_the_archive(
    path: Path, copy: Path, mode: int
) -> None:
    count(path)
    path.chmod(mode)
    back_up(path, copy)
    assert stat.S_IMODE(copy.stat().st_mode) == mode
