"""The documents are held to the code: what they name exists, and what exists is named."""

import re
import shlex
import tomllib
from itertools import combinations
from pathlib import Path

import pytest

from bot.access.commands import SLASHED, Who
from bot.cli.commands import COMMANDS, bot, main
from bot.runtime.settings import DEFAULTS
from bot.watch.metrics import Gauges, PrometheusMetrics
from tests.house import FLOORS
from tests.named import valued

ROOT = Path(__file__).parent.parent
README = (ROOT / "README.md").read_text(encoding="utf-8")
ARCHITECTURE = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
GLOSSARY = (ROOT / "docs" / "glossary.md").read_text(encoding="utf-8")
OPERATING = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
READING = (ROOT / "docs" / "reading.md").read_text(encoding="utf-8")
MAKEFILE = (ROOT / "Makefile").read_text(encoding="utf-8")
DOCUMENTS = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])
# Settings of what the bot is for, which the README explains whole.
PLAIN = {
    *("TELEGRAM_BOT_TOKEN", "TELEGRAM_API_URL", "BULLETIN_DB", "BULLETIN_INBOX"),
    *("TIMEZONE", "MAX_SUBSCRIPTIONS", "ALERT_MAX_AGE_DAYS"),
}
ROOM = re.compile(r"\b(?:bot|retrieval)(?:\.[a-z_]+)+")
NAMED = re.compile(r"`((?:bot|retrieval|tests)(?:\.(?!po\b)\w+)+)`")
PLACED = re.compile(r"(?<![\w/.>-])((?:bot|retrieval|tests|docs|requirements)/[\w./*-]*\w[*/]?)")
ENTRY = re.compile(r"^- \*\*(.+?)\*\*", re.MULTILINE)
BLOCK = re.compile(r"^ *```.*?^ *```$", re.MULTILINE | re.DOTALL)
PINNED = re.compile(r"^([a-z0-9][a-z0-9._-]*)==(\S+)", re.MULTILINE)


def pins(name: str) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for package, version in PINNED.findall((ROOT / "requirements" / name).read_text("utf-8")):
        found.setdefault(package, set()).add(version)
    return found


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_stands_in_the_readme_and_says_what_it_does(command: str) -> None:
    assert re.search(rf"python -m bot {command}\b", README), command
    with bot.make_context("bot", [command]) as context:
        named = bot.get_command(context, command)
    assert named is not None
    assert named.name == command
    assert named.help


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_commands_that_documents_name_exist(document: Path) -> None:
    for name in re.findall(r"python -m bot ([a-z-]+)", document.read_text("utf-8")):
        assert name in COMMANDS


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_make_targets_that_documents_name_exist(document: Path) -> None:
    text = document.read_text("utf-8")
    for name in re.findall(r"(?:`|^)make ([a-z-]+)", text, re.MULTILINE):
        assert re.search(rf"^{name}:", MAKEFILE, re.MULTILINE), name


def anchors(document: Path) -> set[str]:
    """The names by which links reach a document's headings, as GitHub makes them."""
    text = BLOCK.sub("", document.read_text("utf-8"))
    found: set[str] = set()
    for heading in re.findall(r"^#+ (.+)$", text, re.MULTILINE):
        name = re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")
        again = sum(one == name or re.fullmatch(rf"{name}-\d+", one) is not None for one in found)
        found.add(f"{name}-{again}" if again else name)
    return found


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_links_between_documents_lead_somewhere(document: Path) -> None:
    for link in re.findall(r"\]\(([^):]+)\)", document.read_text("utf-8")):
        path, _, anchor = link.partition("#")
        target = document.parent / path if path else document
        assert target.exists(), link
        if anchor:
            assert anchor in anchors(target), link


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_every_document_is_reached_from_the_readme(document: Path) -> None:
    reached, looked = {ROOT / "README.md"}, set[Path]()
    while left := reached - looked:
        here = left.pop()
        looked.add(here)
        for link in re.findall(r"\]\(([^):#]+\.md)(?:#[^)]*)?\)", here.read_text("utf-8")):
            reached.add((here.parent / link).resolve())
    assert document in reached


def test_every_command_has_its_statuses() -> None:
    table = OPERATING[OPERATING.index("## Commands") :]
    head, _, *rows = re.findall(r"^\|(.+)\|$", table, re.MULTILINE)
    assert {row.count("|") for row in rows} == {head.count("|")}
    assert [row.split("`")[1] for row in rows] == list(COMMANDS)


def test_what_runs_beside_a_bot_is_told_alike() -> None:
    beside = re.search(r"^\| work \| (.+) \|\n\| refuse.*? \| (.+) \|$", OPERATING, re.MULTILINE)
    assert beside is not None
    works, refuses = (re.findall(r"`([a-z-]+)(?: --repair)?`", cell) for cell in beside.groups())
    assert {*works, *refuses, "setup"} == set(COMMANDS)


def test_every_setting_stands_in_the_operators_guide_with_its_default() -> None:
    rows = re.findall(r"^\| [\w ]*\| `([A-Z_]+)` \| (.+?) \| .+ \|$", OPERATING, re.MULTILINE)
    shown = {name: "" if value == "none" else value.strip("`") for name, value in rows}
    assert shown == DEFAULTS


@pytest.mark.parametrize("intent", SLASHED)
def test_every_command_in_chat_is_told_to_those_who_may_use_it(intent: str) -> None:
    guide = OPERATING if SLASHED[intent].who is Who.BOT_ADMINS else READING
    assert re.search(rf"`/{intent}\b", guide)


def test_every_setting_stands_in_the_readme_with_its_default() -> None:
    rows = dict(re.findall(r"^\| `([A-Z_]+)` \| (.+?) \|", README, re.MULTILINE))
    shown = {name: "" if value == "（无）" else value.strip("`") for name, value in rows.items()}
    assert shown == DEFAULTS


def test_every_metric_is_explained_and_every_one_explained_exists() -> None:
    operating = (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")
    told = PrometheusMetrics(lambda: 0.0, lambda: 0.0).rendered(Gauges(None, None, 0, {})).decode()
    ours = set(re.findall(r"^# TYPE (bulletin_\w+)", told, re.MULTILINE))
    assert set(re.findall(r"^\| `(bulletin_\w+)` \|", operating, re.MULTILINE)) == ours
    used = set(re.findall(r"\b(bulletin_\w+?)(?:_bucket)?\b", operating))
    assert used <= ours


@pytest.mark.parametrize("setting", sorted(DEFAULTS.keys() - PLAIN))
def test_every_setting_of_operations_is_explained_to_operators(setting: str) -> None:
    assert f"`{setting}" in (ROOT / "docs" / "operating.md").read_text(encoding="utf-8")


def test_the_transcript_in_the_readme_is_what_the_program_prints(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(ROOT)
    monkeypatch.setenv("BULLETIN_DB", str(tmp_path / "bulletins.db"))
    transcript = re.search(r"```text\n(.*?)\n```", README, re.DOTALL)
    assert transcript is not None
    runs = re.split(r"^\$ \.venv/bin/python -m bot ", transcript[1], flags=re.MULTILINE)[1:]
    assert len(runs) > 3
    for run in runs:
        typed, _, shown = run.partition("\n")
        assert main(shlex.split(typed)) == 0
        assert capsys.readouterr().out.strip() == shown.strip()


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_modules_and_classes_that_documents_name_exist(document: Path) -> None:
    for name in NAMED.findall(document.read_text("utf-8")):
        assert valued(name) is not None, name


@pytest.mark.parametrize("document", DOCUMENTS, ids=lambda path: path.name)
def test_paths_that_documents_name_exist(document: Path) -> None:
    for path in PLACED.findall(document.read_text("utf-8")):
        assert list(ROOT.glob(path)) or list(document.parent.glob(path)), path


def test_the_glossary_has_each_word_once_and_in_order() -> None:
    groups = [ENTRY.findall(group) for group in GLOSSARY.split("\n## ")[1:]]
    words = [word.casefold() for group in groups for word in group]
    assert len(words) == len(set(words)) > 50
    for group in groups:
        assert group == sorted(group, key=str.casefold)


def test_every_entry_of_the_glossary_is_short() -> None:
    for entry in re.split(r"^(?:- |## |# )", GLOSSARY, flags=re.MULTILINE)[2:]:
        if entry.startswith("**"):
            assert len(entry.split()) <= 45, entry


HOUSE = re.search(r"```text\n(floor .*?)\n```", ARCHITECTURE, re.DOTALL)


def house() -> tuple[str, str]:
    """Return the floors and the ways of the picture in the document."""
    assert HOUSE is not None
    floors, _, ways = HOUSE[1].partition("\n\n")
    return floors, ways


def test_the_picture_of_the_house_fits_a_screen() -> None:
    lines = "\n".join(house()).split("\n")
    assert len(lines) < 40
    assert max(map(len, lines)) <= 110


def test_the_architecture_shows_the_floors_that_imports_are_held_to() -> None:
    shown: list[tuple[int, set[str]]] = []
    for number, rest in re.findall(r"^ {2,}(\d*) {3,}(.+)$", house()[0], re.MULTILINE):
        if number:
            shown.append((int(number), set()))
        shown[-1][1].update(ROOM.findall(rest))
    assert shown[::-1] == list(enumerate(map(set, FLOORS), start=1))


def test_the_ways_lead_through_rooms() -> None:
    assert set(ROOM.findall(house()[1])) <= set().union(*FLOORS)


def test_every_pinned_package_has_its_licence_listed() -> None:
    listed = (ROOT / "docs" / "licences.md").read_text(encoding="utf-8")
    packages = {
        pin for name in ("run", "ocr", "opensearch", "dev", "build") for pin in pins(f"{name}.txt")
    }
    assert (
        set(re.findall(r"^\| ([a-z0-9._-]+) \|", listed, re.MULTILINE)) - {"package"} - {"data"}
        == packages
    )
    assert "AGPL-3" not in listed


@pytest.mark.parametrize(
    "name", ["run.txt", "ocr.txt", "opensearch.txt", "dev.txt", "build.txt", "ci.txt"]
)
def test_requirements_pin_every_package_by_hash_and_name_no_index(name: str) -> None:
    text = (ROOT / "requirements" / name).read_text(encoding="utf-8")
    assert pins(name)
    for block in re.split(r"\n(?=\S)", text.rstrip()):
        assert PINNED.match(block), block[:60]
        assert "--hash=sha256:" in block, block[:60]
    assert "://" not in text
    assert "index" not in text


def test_requirements_pin_what_the_project_names() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    wanted = {re.split(r"[<>=\[;]", need)[0] for need in project["dependencies"]}
    assert wanted <= set(pins("run.txt"))
    assert pins("run.txt").items() <= pins("dev.txt").items()
    for one, other in combinations(("dev.txt", "ocr.txt", "opensearch.txt"), 2):
        shared = pins(one).keys() & pins(other).keys()  # all are installed for the tests
        assert {name: pins(one)[name] for name in shared} == {
            name: pins(other)[name] for name in shared
        }
    extra = {re.split(r"[<>=\[;]", need)[0] for need in project["optional-dependencies"]["dev"]}
    assert extra <= set(pins("dev.txt"))


def test_the_licence_of_the_project_is_the_one_in_the_file() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    licence = (ROOT / "LICENSE").read_text(encoding="utf-8")
    assert licence.startswith(f"{project['license']} License")
