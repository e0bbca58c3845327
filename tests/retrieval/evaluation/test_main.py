"""The one command: it knows its commands, and says so."""

from importlib import import_module

import pytest

from retrieval.evaluation.__main__ import COMMANDS, main


def test_help_has_a_sentence_for_each_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["--help"]) == 0
    printed = capsys.readouterr()
    lines = dict(line.split(maxsplit=1) for line in printed.out.splitlines()[2:])
    assert list(lines) == list(COMMANDS)
    assert all(about.endswith(".") for about in lines.values())
    assert printed.err == ""


@pytest.mark.parametrize("arguments", [[], ["ranks"], ["--version"]])
def test_an_unknown_command_is_refused(
    arguments: list[str], capsys: pytest.CaptureFixture[str]
) -> None:
    assert main(arguments) == 2
    printed = capsys.readouterr()
    assert "usage: python -m retrieval.evaluation COMMAND" in printed.err
    assert printed.out == ""


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_has_a_main(name: str) -> None:
    assert callable(import_module(COMMANDS[name][0]).main)


@pytest.mark.parametrize("name", COMMANDS)
def test_each_command_describes_itself(name: str, capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit) as ended:
        main([name, "--help"])
    assert ended.value.code == 0
    assert f"usage: python -m retrieval.evaluation {name}" in capsys.readouterr().out
