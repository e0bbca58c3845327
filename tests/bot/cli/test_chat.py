import io

import pytest

from bot.cli.commands import main


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


@pytest.mark.usefixtures("here")
def test_run_without_a_token_says_so_in_one_line_and_ends_with_2(
    capsys: pytest.CaptureFixture[str],
) -> None:
    assert main(["run"]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert len(printed.err.splitlines()) == 1
    assert "TELEGRAM_BOT_TOKEN" in printed.err
