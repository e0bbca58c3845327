import errno
import io
import os
from pathlib import Path

import pytest

from bot.cli.sources import sources
from retrieval.errors import PageRefused
from retrieval.reading.decode import MAX_PAGE_BYTES


def names(*paths: str) -> list[str]:
    return [source.name for source in sources(paths)]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("版", encoding="utf-8")


@pytest.mark.usefixtures("here")
def test_a_folder_gives_its_pages_at_any_depth_by_path_and_nothing_else() -> None:
    write("b/2022-10-27/A05.md", "b/2022-10-27/A04.TXT", "b/A.markdown", "b/photo.jpg")
    write("b/.hidden.md", "b/.git/x.md")
    assert names("b") == ["b/2022-10-27/A04.TXT", "b/2022-10-27/A05.md", "b/A.markdown"]


@pytest.mark.usefixtures("here")
def test_paths_keep_their_order_and_the_folders_they_were_given_with() -> None:
    write("2022-10-27/A05.md", "z.ocr")
    assert names("z.ocr", "2022-10-27/A05.md", "-", "missing") == [
        "z.ocr",
        "2022-10-27/A05.md",
        "-",
        "missing",
    ]


def test_standard_input_is_read_as_bytes(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(b"\xce\xd2")))
    (source,) = sources(["-"])
    assert source.read() == b"\xce\xd2"


@pytest.mark.usefixtures("here")
def test_a_huge_file_is_refused_with_its_size_and_the_bound() -> None:
    with Path("huge.md").open("wb") as huge:
        huge.truncate(1 << 40)
    (source,) = sources(["huge.md"])
    with pytest.raises(PageRefused, match=f"{1 << 40:,} bytes, .* at most {MAX_PAGE_BYTES:,}"):
        source.read()


@pytest.mark.usefixtures("here")
def test_a_file_without_end_is_refused() -> None:
    (source,) = sources(["/dev/zero"])
    with pytest.raises(PageRefused, match="too large"):
        source.read()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("path", ["missing.md", "empty", "nul\0byte"])
def test_what_cannot_be_read_is_refused_under_its_name_with_the_reason(path: str) -> None:
    Path("empty").mkdir()
    (source,) = sources([path])
    with pytest.raises(PageRefused) as refused:
        source.read()
    assert refused.value.name == path
    assert refused.value.reason


@pytest.mark.usefixtures("here")
def test_a_folder_that_cannot_be_listed_is_kept_to_be_refused(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    write("b/open/A05.md", "b/closed/A06.md")
    listed = os.scandir

    def scandir(folder: str) -> object:
        if Path(folder).name == "closed":
            raise PermissionError(errno.EACCES, "Permission denied", folder)
        return listed(folder)

    monkeypatch.setattr("os.scandir", scandir)
    assert names("b") == ["b/open/A05.md", "b/closed"]
