import io
from pathlib import Path

import pytest

from bot.cli.commands import main
from bot.config import Settings


def typed(lines: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("sys.stdin", io.TextIOWrapper(io.BytesIO(lines.encode())))


@pytest.mark.usefixtures("here")
def test_lines_are_answered_until_the_input_ends(
    samples: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    capsys.readouterr()
    typed("汤晓义\n\n你好\n", monkeypatch)
    assert main(["chat"]) == 0
    printed = capsys.readouterr().out
    assert "二七区为基层执法“把脉”" in printed
    assert "你好！" in printed
    assert "问> " not in printed


@pytest.mark.usefixtures("here")
def test_no_input_is_the_end(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    typed("", monkeypatch)
    assert main(["chat"]) == 0
    assert capsys.readouterr().out == ""


def test_without_a_token_three_questions_are_answered_from_an_archive_of_its_own(
    here: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    served = []

    async def serve(settings: Settings, _: object) -> None:
        served.append(settings.database.name)

    monkeypatch.setattr("bot.cli.start.trial.run", serve)
    assert main(["start"]) == 0
    assert served == ["demo.db"]
    printed = capsys.readouterr()
    assert printed.out.count("问：") == 3
    assert "4846.19万元" in printed.out
    assert "TELEGRAM_BOT_TOKEN" in printed.err
    assert (here / "data" / "demo.db").exists()
    assert not (here / "data" / "bulletins.db").exists()


@pytest.mark.usefixtures("here")
def test_run_without_a_token_says_so_in_one_line_and_ends_with_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert "TELEGRAM_BOT_TOKEN" in printed.err
