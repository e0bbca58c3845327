import io
import json
from pathlib import Path

import pytest

from bot.cli.commands import main

pytestmark = pytest.mark.usefixtures("here")
PAGE = "# 甲报道乙事\n\n本报讯 10月25日,{}。\n\n记者 景静\n"


def write(path: str, text: str) -> None:
    Path(path).parent.mkdir(parents=True, exist_ok=True)
    Path(path).write_text(PAGE.format(text), encoding="utf-8")


def ingest(capsys: pytest.CaptureFixture[str], *paths: str) -> tuple[int, dict[str, object]]:
    status = main(["ingest", *paths, "--json"])
    return status, json.loads(capsys.readouterr().out)


def test_articles_are_counted_as_new_changed_and_unchanged(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    none: list[object] = []
    assert ingest(capsys, samples) == (
        0,
        {"new": 6, "changed": 0, "unchanged": 0, "failed": none},
    )
    assert ingest(capsys, samples) == (
        0,
        {"new": 0, "changed": 0, "unchanged": 6, "failed": none},
    )


def test_bad_files_are_listed_with_their_reasons_and_the_others_go_in(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("photo.md").write_bytes(b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR")
    Path("empty.txt").touch()
    status, done = ingest(capsys, "photo.md", "empty.txt", "missing.md", samples)
    assert status == 1
    assert done["new"] == 6
    failed = done["failed"]
    assert isinstance(failed, list)
    assert [failure["file"] for failure in failed] == ["photo.md", "empty.txt", "missing.md"]
    assert all(failure["reason"] for failure in failed)


def test_the_date_may_stand_in_the_folders_name(capsys: pytest.CaptureFixture[str]) -> None:
    write("2021-03-05/A05.md", "区里开会研究春耕备耕和农田水利建设的有关工作")
    main(["ingest", "."])
    capsys.readouterr()
    main(["ask", "春耕备耕", "--json"])
    (hit,) = json.loads(capsys.readouterr().out)["results"]
    assert hit["date"] == "2021-10-25" or hit["date"] == "2020-10-25"


def test_standard_input_is_a_page(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    page = PAGE.format("区里开会研究春耕备耕和农田水利建设的有关工作")
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(page.encode())))
    assert ingest(capsys, "-")[1]["new"] == 1


def test_people_get_a_summary_in_a_sentence(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    printed = capsys.readouterr()
    assert printed.out == "新增 6 篇，更改 0 篇，未变 0 篇，失败 0 个文件。\n"
    assert printed.err == ""


def test_bad_settings_are_all_named_and_end_with_2(
    samples: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("TIMEZONE", "Mars/Base")
    monkeypatch.setenv("ADMIN_IDS", "me")
    assert main(["ingest", samples]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "TIMEZONE" in printed.err
    assert "ADMIN_IDS" in printed.err


def test_an_archive_that_cannot_be_opened_is_named(
    samples: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Path("broken.db").write_bytes(b"no database" * 1000)
    monkeypatch.setenv("BULLETIN_DB", "broken.db")
    assert main(["ingest", samples]) == 1
    assert "broken.db" in capsys.readouterr().err


class Terminal(io.StringIO):
    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize(("patience", "shown"), [(-1.0, True), (3600.0, False)])
def test_progress_shows_on_a_terminal_when_it_takes_long(
    patience: float, *, shown: bool, samples: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    terminal = Terminal()
    monkeypatch.setattr("sys.stderr", terminal)
    monkeypatch.setattr("bot.cli.ingest.PATIENCE", patience)
    assert main(["ingest", samples]) == 0
    assert ("100%" in terminal.getvalue()) is shown
