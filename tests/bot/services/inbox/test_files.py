"""Whether a file is still being written, as the system itself tells it."""

import fcntl
import sys
from pathlib import Path

import pytest

from bot.services.inbox.files import is_written


def tells_who_writes(folder: Path) -> bool:
    """Return whether the system grants leases on files in a folder, whatever our code thinks."""
    if sys.platform != "linux":
        return False
    probe = folder / ".probe"
    probe.touch()
    try:
        with probe.open("rb") as opened:
            fcntl.fcntl(opened, fcntl.F_SETLEASE, fcntl.F_RDLCK)
    except OSError:
        return False
    finally:
        probe.unlink()
    return True


@pytest.fixture
def page(tmp_path: Path) -> Path:
    if not tells_who_writes(tmp_path):
        pytest.skip("this file system can't tell who writes a file")
    path = tmp_path / "a.md"
    path.write_text("# 老码头动工\n", encoding="utf-8")
    return path


def test_a_file_is_written_while_somebody_has_it_open_for_writing(page: Path) -> None:
    with page.open("a", encoding="utf-8"):
        assert is_written(page)


def test_a_file_that_was_closed_is_not_written(page: Path) -> None:
    page.open("a", encoding="utf-8").close()
    assert not is_written(page)


def test_a_file_that_others_read_is_not_written(page: Path) -> None:
    with page.open(encoding="utf-8"):
        assert not is_written(page)


def test_a_file_that_is_gone_is_not_written(tmp_path: Path) -> None:
    assert not is_written(tmp_path / "gone.md")
