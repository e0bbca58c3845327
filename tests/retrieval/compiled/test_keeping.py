"""What is made once: where it is kept, and what is never taken for it."""

import subprocess
import sys
from pathlib import Path

import pytest

from retrieval.compiled import keep, kept

ROOT = Path(__file__).parents[3]


@pytest.fixture(autouse=True)
def setting(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    folder = tmp_path / "setting"
    monkeypatch.setenv("NUMBA_CACHE_DIR", str(folder))
    return folder


def test_it_is_kept_where_the_setting_says(setting: Path) -> None:
    assert kept("some") is None
    assert keep("some", b"thing") == setting / "some"
    assert bytes(kept("some") or b"") == b"thing"


@pytest.mark.parametrize("data", [b"", b"thing", b"thinG" + b"\0" * 16])
def test_what_is_not_whole_is_not_taken(setting: Path, data: bytes) -> None:
    setting.mkdir()
    (setting / "some").write_bytes(data)
    assert kept("some") is None


def test_where_the_setting_s_folder_can_t_be_written_it_lies_beside_the_program(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/proc/nowhere")
    monkeypatch.setattr(
        "retrieval.compiled.keeping.__file__", str(tmp_path / "program" / "kept.py")
    )
    assert keep("some", b"thing") == tmp_path / "program" / "__pycache__" / "some"
    assert bytes(kept("some") or b"") == b"thing"


def test_where_neither_can_it_lies_in_the_user_s_cache(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "")
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path / "cache"))
    monkeypatch.setattr("retrieval.compiled.keeping.__file__", "/proc/program/kept.py")
    assert keep("some", b"thing") == tmp_path / "cache" / "bulletin-bot" / "some"
    assert bytes(kept("some") or b"") == b"thing"


def test_where_nothing_can_be_written_nothing_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("NUMBA_CACHE_DIR", "/proc/nowhere")
    monkeypatch.setenv("XDG_CACHE_HOME", "/proc/cache")
    monkeypatch.setattr("retrieval.compiled.keeping.__file__", "/proc/program/kept.py")
    assert keep("some", b"thing") is None
    assert kept("some") is None


def test_keeping_leaves_nothing_beside(setting: Path) -> None:
    for data in (b"one", b"other"):
        keep("some", data)
    assert [one.name for one in setting.iterdir()] == ["some"]
    assert bytes(kept("some") or b"") == b"other"


def test_what_two_processes_keep_at_once_is_whole(setting: Path) -> None:
    script = "from retrieval.compiled import keep\nfor _ in range(200): keep('some', {} * 99999)"
    writers = [
        subprocess.Popen([sys.executable, "-c", script.format(data)], cwd=ROOT)
        for data in (b"a", b"b")
    ]
    found = set()
    while any(writer.poll() is None for writer in writers):
        found.add(bytes(kept("some") or b""))
    assert [writer.wait() for writer in writers] == [0, 0]
    assert bytes(kept("some") or b"") in (b"a" * 99999, b"b" * 99999)
    assert found <= {b"", b"a" * 99999, b"b" * 99999}
    assert len(list(setting.iterdir())) == 1
