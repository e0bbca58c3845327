"""The commands that keep an archive: what they print, and how they end."""

import json
from pathlib import Path

import pytest

from bot.cli.commands import main
from retrieval.store.holding import holding

pytestmark = pytest.mark.usefixtures("here")
ARCHIVE = Path("data/bulletins.db")


def answered(capsys: pytest.CaptureFixture[str], question: str = "虎荣鑫走访") -> object:
    capsys.readouterr()
    assert main(["ask", question, "--json"]) == 0
    return json.loads(capsys.readouterr().out)


def test_what_was_backed_up_answers_again_when_it_is_restored(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    before = answered(capsys)
    assert main(["backup", "copy.bak"]) == 0
    assert "copy.bak" in capsys.readouterr().out
    ARCHIVE.unlink()
    assert main(["restore", "copy.bak"]) == 0
    assert answered(capsys) == before


def test_restoring_says_where_the_former_archive_is(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    main(["backup", "copy.bak"])
    capsys.readouterr()
    assert main(["restore", "copy.bak"]) == 0
    (aside,) = ARCHIVE.parent.glob("bulletins.db.2*")
    assert str(aside) in capsys.readouterr().out


@pytest.mark.parametrize("arguments", [["restore", "copy.bak"], ["import", "copy.jsonl"]])
def test_what_changes_the_file_is_refused_in_one_line_while_a_bot_runs(
    arguments: list[str], samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    main(["backup", "copy.bak"])
    main(["export", "copy.jsonl"])
    capsys.readouterr()
    with holding(ARCHIVE):
        assert main(arguments) == 1
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert "holds this archive" in printed.err


def test_a_backup_never_takes_the_place_of_a_file_unasked(
    samples: str, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    Path("mine").write_text("mine")
    capsys.readouterr()
    assert main(["backup", "mine"]) == 1
    assert "mine" in capsys.readouterr().err
    assert Path("mine").read_text() == "mine"
    assert main(["backup", "mine", "--force"]) == 0


def test_an_export_goes_into_an_empty_archive_and_answers_alike(
    samples: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    before = answered(capsys)
    assert main(["export", "copy.jsonl"]) == 0
    assert capsys.readouterr().out == "已导出到 copy.jsonl，17 行。\n"
    monkeypatch.setenv("BULLETIN_DB", "other.db")
    assert main(["import", "copy.jsonl"]) == 0
    assert capsys.readouterr().out == "已导入 4 个版面、6 篇报道。\n"
    assert answered(capsys) == before
    assert main(["import", "copy.jsonl"]) == 1
    assert "not empty" in capsys.readouterr().err
    assert main(["export", "copy.jsonl"]) == 1
    assert "exists" in capsys.readouterr().err


def test_an_export_may_go_to_standard_output(
    samples: str, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    main(["ingest", samples])
    main(["export", "copy.jsonl"])
    capfdbinary.readouterr()
    assert main(["export", "-"]) == 0
    assert capfdbinary.readouterr().out == Path("copy.jsonl").read_bytes()


@pytest.mark.parametrize("command", ["backup", "export"])
def test_of_no_archive_there_is_no_copy(command: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert main([command, "copy"]) == 1
    assert "no archive here yet" in capsys.readouterr().err
    assert list(Path().iterdir()) == []


def test_a_file_to_import_that_is_not_there_is_misuse(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["import", "missing.jsonl"]) == 2
    assert "missing.jsonl" in capsys.readouterr().err
