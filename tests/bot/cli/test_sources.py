import errno
import io
import os
from pathlib import Path

import pytest

from bot.cli.sources import inputs
from retrieval.errors import PageRefused
from retrieval.model.files import Bounds, File
from retrieval.model.page_text import PageText

BOUNDS = Bounds(size=1024**2)


def files(*paths: str) -> list[File]:
    return [file for given in inputs(paths, BOUNDS) for file in given.files]


def names(*paths: str) -> list[str]:
    return [file.name for file in files(*paths)]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return tmp_path


def write(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text("版", encoding="utf-8")


@pytest.mark.usefixtures("here")
def test_a_folder_gives_its_files_at_any_depth_by_path_and_none_that_is_hidden() -> None:
    write("b/2022-10-27/A05.md", "b/2022-10-27/A04.TXT", "b/A.markdown", "b/photo.jpg")
    write("b/.hidden.md", "b/.git/x.md")
    assert names("b") == [
        "b/2022-10-27/A04.TXT",
        "b/2022-10-27/A05.md",
        "b/A.markdown",
        "b/photo.jpg",
    ]


@pytest.mark.usefixtures("here")
def test_a_pipe_in_a_folder_is_no_file() -> None:
    write("b/A05.md")
    os.mkfifo("b/pipe")
    assert names("b") == ["b/A05.md"]


@pytest.mark.usefixtures("here")
def test_a_folder_without_a_page_is_refused_by_its_name() -> None:
    Path("b").mkdir()
    Path("b/app.js").write_text("const a = f(1);\nlet b = a + 1;\n", encoding="utf-8")
    Path("b/a.css").write_text("a { color: red; }\n", encoding="utf-8")
    (given,) = inputs(["b"], BOUNDS)
    refused = list(given.pages())[-1]
    assert isinstance(refused, PageRefused)
    assert refused.name == "b"


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
    (file,) = files("-")
    assert file.read() == b"\xce\xd2"


def test_standard_input_is_a_page(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO("桥通车了。".encode())))
    (given,) = inputs(["-"], BOUNDS)
    (page,) = given.pages()
    assert isinstance(page, PageText)
    assert page.text == "桥通车了。"


@pytest.mark.usefixtures("here")
def test_a_huge_file_is_refused_with_its_size_and_the_bound() -> None:
    with Path("huge.md").open("wb") as huge:
        huge.truncate(1 << 40)
    (file,) = files("huge.md")
    with pytest.raises(PageRefused, match=f"{1 << 40:,} bytes, at most 1 MB"):
        file.read()


@pytest.mark.usefixtures("here")
def test_a_file_without_end_is_refused() -> None:
    (file,) = files("/dev/zero")
    with pytest.raises(PageRefused, match="too large"):
        file.read()


@pytest.mark.usefixtures("here")
@pytest.mark.parametrize("path", ["missing.md", "empty", "nul\0byte"])
def test_what_cannot_be_read_is_refused_under_its_name_with_the_reason(path: str) -> None:
    Path("empty").mkdir()
    (given,) = inputs([path], BOUNDS)
    (refused,) = given.pages()
    assert isinstance(refused, PageRefused)
    assert refused.name == path
    assert refused.reason


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
