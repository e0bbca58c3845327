"""The edge of the process: what is printed where, and with which status it ends."""

import subprocess
import sys
from pathlib import Path

import click
import pytest

from bot.cli import commands
from bot.cli.commands import COMMANDS, main
from bot.runtime.settings import SettingsInvalid
from retrieval.errors import ArchiveUnavailable

ROOT = Path(__file__).parents[3]


def command_raising(error: BaseException) -> click.Command:
    @click.command()
    def command() -> None:
        raise error

    return command


def test_without_arguments_the_commands_are_listed(capsys: pytest.CaptureFixture[str]) -> None:
    assert main([]) == 0
    printed = capsys.readouterr()
    assert all(f"\n  {name} " in printed.out for name in COMMANDS)
    assert printed.err == ""


@pytest.mark.parametrize(
    "arguments", [["no-such"], ["ask"], ["parse"], ["ingest"], ["ask", "q", "--limit", "0"]]
)
def test_misuse_ends_with_2_and_says_so_on_standard_error(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    assert "Error" in printed.err


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        *(("aks", "ask"), ("ingets", "ingest"), ("chekc", "check"), ("back-up", "backup")),
        *(("resotre", "restore"), ("exprot", "export"), ("inport", "import"), ("ASK", "ask")),
        *(("备份", "backup"), ("恢复", "restore"), ("检查一下", "check"), ("提问", "ask")),
        *(("二七区的桥修到哪里了", "ask"), ("xyzzy", "--help")),
    ],
)
def test_a_mistyped_command_suggests_the_right_one(
    typed: str, meant: str, capsys: pytest.CaptureFixture[str]
) -> None:
    assert main([typed]) == 2
    printed = capsys.readouterr()
    assert printed.out == ""
    said = printed.err.splitlines()[-1]
    assert f"没有 {typed!r} 这个命令" in said
    assert f"您要的可能是：{meant}" in said
    assert f"try {meant}" in said


def test_no_word_is_said_for_two_commands() -> None:
    words = [word for name, entry in COMMANDS.items() for word in (name, *entry.words)]
    assert len(words) == len(set(words))


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (KeyboardInterrupt(), 130),
        (ArchiveUnavailable("data/x.db: 打不开"), 1),
        (SettingsInvalid(("TIMEZONE: 没有这个时区", "ADMIN_IDS: 要用逗号分开的数字")), 2),
    ],
)
def test_what_stops_a_command_shows_in_the_status_without_a_traceback(
    error: BaseException,
    status: int,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setattr(
        commands.Commands, "get_command", lambda *_arguments: command_raising(error)
    )
    assert main(["ask"]) == status
    printed = capsys.readouterr()
    assert printed.out == ""
    assert printed.err.strip() == str(error)


def test_a_reader_that_goes_away_leaves_no_traceback() -> None:
    process = subprocess.Popen(
        [sys.executable, "-m", "bot", "parse", "data/samples/2022-10-27", "--json"],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    )
    assert process.stdout is not None
    process.stdout.close()
    assert process.wait() == 1
    assert process.stderr is not None
    assert process.stderr.read() == b""
    process.stderr.close()


def test_reading_a_page_loads_neither_telegram_nor_the_dictionary() -> None:
    code = (
        "import sys; from bot.cli.commands import main;"
        "main(['parse', 'data/samples/2022-10-27', '--json']);"
        "print(sorted({'telegram', 'jieba', 'numba'} & set(sys.modules)), file=sys.stderr)"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=True
    )
    assert done.stderr.strip() == "[]"
