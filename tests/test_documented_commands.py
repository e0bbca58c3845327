"""Commands as documents show them: each of ours parses, so that none is misspelt or gone."""

import argparse
import re
import shlex
from collections.abc import Iterator
from importlib import import_module
from importlib.util import find_spec
from pathlib import Path
from typing import Any, NoReturn

import pytest

from bot.cli.commands import bot

ROOT = Path(__file__).parent.parent
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
BLOCK = re.compile(r"^ *```(\w*)\n(.*?)^ *```$", re.MULTILINE | re.DOTALL)
INLINE = re.compile(r"`([^`]+)`")
ENDS = {"|", ">", "<", ";", "&&", "||"}
OTHERS = {
    "cd",
    "install",
    "journalctl",
    "pipx",
    "ssh",
    "systemctl",
    "systemd-analyze",
    "useradd",
}  # our name is a word to them
INSTALLED = "bulletin-bot"
LABORATORY = "retrieval.evaluation"


def shown(document: Path) -> Iterator[str]:
    """Yield the lines of shell blocks, and what stands in backticks; a notation is no command."""
    text = document.read_text(encoding="utf-8")
    for language, block in BLOCK.findall(text):
        if language == "sh":
            yield from re.sub(r"\\\n\s*", "", block).splitlines()
    yield from re.findall(r"^ {4}(\S.*)$", text, re.MULTILINE)
    for code in INLINE.findall(BLOCK.sub("", text)):
        yield " ".join(code.split()).replace("\\|", "|")


def words(line: str) -> list[str]:
    """Return a command line's words, up to where another command or a file comes in."""
    lexer = shlex.shlex(re.sub(r"\$\(.*?\)", "X", line), posix=True, punctuation_chars="|<>;&")
    lexer.whitespace_split = True
    try:
        found = list(lexer)
    except ValueError:  # a quotation mark that is not the shell's
        return []
    ends = [at for at, word in enumerate(found) if word in ENDS]
    return found[: ends[0]] if ends else found


def ours(line: str) -> tuple[str, list[str]] | None:
    """Return the module and the arguments of a command of ours."""
    found = words(line)
    if not found or found[0] in OTHERS or "[" in line:
        return None
    for at, word in enumerate(found):
        if word == "-m" and re.search(r"python3?$", found[at - 1]) and at + 1 < len(found):
            return found[at + 1], found[at + 2 :]
        if word.rpartition("/")[2] == INSTALLED and "=" not in word:
            return "bot", found[at + 1 :]
    return None


COMMANDS = sorted(
    {
        (module, tuple(arguments))
        for document in DOCUMENTS
        for line in shown(document)
        if (command := ours(line)) is not None
        for module, arguments in [command]
    }
)


class Parsed(Exception):
    """The arguments were good, and nothing is to be done."""


def test_commands_are_found_in_documents() -> None:
    assert ("bot", ("check", "--repair")) in COMMANDS
    assert ("bot", ("ask", "虎荣鑫到经开区调研什么?", "--json")) in COMMANDS
    assert (LABORATORY, ("learn", "FOLDER")) in COMMANDS
    assert ("bot", ("import", "pages.jsonl")) in COMMANDS


@pytest.mark.parametrize(
    "arguments", [given for module, given in COMMANDS if module == "bot" and given], ids=" ".join
)
def test_commands_of_the_bot_parse(
    arguments: tuple[str, ...], tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    name, *rest = arguments
    if name == "import":  # its file is opened as it is parsed
        Path(*rest).touch()
    with bot.make_context("bot", []) as context:
        command = bot.get_command(context, name)
        if name.isupper():  # any command may stand there
            return
        assert command is not None, name
        if rest:  # else it is only named
            command.make_context(name, rest, parent=context).close()


@pytest.mark.parametrize(
    ("module", "arguments"),
    [one for one in COMMANDS if one[0].startswith(("retrieval.", "tests."))],
    ids=str,
)
def test_commands_that_measure_parse(
    module: str, arguments: tuple[str, ...], monkeypatch: pytest.MonkeyPatch
) -> None:
    parse = argparse.ArgumentParser.parse_args

    def parsed(self: argparse.ArgumentParser, given: Any = None, *_: object) -> NoReturn:  # noqa: ANN401 (argparse's)
        parse(self, given)
        raise Parsed

    monkeypatch.setattr(argparse.ArgumentParser, "parse_args", parsed)
    package = ROOT.joinpath(*module.split("."))
    entry = f"{module}.__main__" if package.is_dir() else module
    if not arguments:
        assert hasattr(import_module(entry), "main")
        return
    if module == LABORATORY and len(arguments) == 1:  # it is only named
        assert arguments[0] in import_module(entry).COMMANDS
        return
    with pytest.raises(Parsed):
        import_module(entry).main(arguments)


@pytest.mark.parametrize(
    ("module", "arguments"),
    [one for one in COMMANDS if one[0].split(".")[0] not in ("bot", "retrieval", "tests")],
    ids=str,
)
def test_other_programs_are_there_and_so_are_their_files(
    module: str, arguments: tuple[str, ...]
) -> None:
    assert find_spec(module) is not None
    for argument in arguments:
        if argument.startswith("tests/"):
            assert (ROOT / argument).exists(), argument
