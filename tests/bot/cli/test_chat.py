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
def test_it_goes_on_as_a_chat_does(
    samples: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    main(["ingest", samples])
    capsys.readouterr()
    typed("1\n搜索 樊惠林\n第二条\n谁写的\n全文 1\n有食品新闻通知我\n", monkeypatch)
    assert main(["chat"]) == 0
    printed = capsys.readouterr().out
    nothing, rest = printed.split("\n\n", 1)
    assert "先问一个问题" in nothing
    assert rest.startswith("1. 樊惠林")
    assert "樊惠林说，" in rest or "樊惠林说," in rest
    assert "》的记者：" in rest
    assert rest.strip().endswith("订阅、提醒和设置要在 Telegram 里用；在这里可以直接提问。")


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


@pytest.mark.usefixtures("here")
def test_what_asks_nothing_is_answered_as_in_a_chat(
    samples: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setenv("CONTACT", "0371-6886 0000")
    main(["ingest", samples])
    capsys.readouterr()
    typed("好的\n小编你好，转人工客服，谢谢\n", monkeypatch)
    assert main(["chat"]) == 0
    printed = capsys.readouterr().out
    assert "0371-6886 0000" in printed
    assert "报上没有" not in printed
    assert "没看出" not in printed
