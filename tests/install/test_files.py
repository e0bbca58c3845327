"""What an operator installs with, as far as the machine's tools can look at it."""

import json
import re
import shutil
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn

import pytest

from bot.runtime.settings import DEFAULTS

ROOT = Path(__file__).parents[2]
INSTALL = ROOT / "docs" / "install"
UNIT = INSTALL / "bulletin-bot.service"
SHIPPING = INSTALL / "bulletin-bot-ship.service"
TIMER = INSTALL / "bulletin-bot-ship.timer"
DOCKERFILE = (ROOT / "Dockerfile").read_text(encoding="utf-8")
COMPOSE = (ROOT / "compose.yaml").read_text(encoding="utf-8")
EXPOSURE = 15  # tenths, of ten

Refuse = Callable[[str], NoReturn]


@pytest.fixture
def tool(refuse_in_ci: Refuse) -> Callable[[str], str]:
    def found(name: str) -> str:
        beside = ROOT / ".venv" / "bin" / name
        path = str(beside) if beside.exists() else shutil.which(name)
        return path or refuse_in_ci(f"there is no {name} here")

    return found


def run(*command: str | Path) -> str:
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


@pytest.fixture(params=[UNIT, SHIPPING], ids=lambda path: path.stem)
def unit(tmp_path: Path, request: pytest.FixtureRequest) -> Path:
    """A unit, with a program that is on every machine in the place of ours."""
    original: Path = request.param
    text = re.sub(r"(?m)^ExecStart=\S+", "ExecStart=/bin/true", original.read_text("utf-8"))
    copy = tmp_path / original.name
    copy.write_text(text, encoding="utf-8")
    return copy


def test_systemd_takes_a_unit(tool: Callable[[str], str], unit: Path) -> None:
    assert run(tool("systemd-analyze"), "verify", "--man=no", unit) == ""


@pytest.mark.parametrize("unit", [SHIPPING], indirect=True)
def test_systemd_takes_the_timer(tool: Callable[[str], str], unit: Path) -> None:
    timer = unit.with_name(TIMER.name)
    timer.write_text(TIMER.read_text("utf-8"), encoding="utf-8")
    assert run(tool("systemd-analyze"), "verify", "--man=no", unit, timer) == ""


def test_a_unit_exposes_little(tool: Callable[[str], str], unit: Path) -> None:
    run(
        tool("systemd-analyze"),
        *("security", "--offline=yes", "--no-pager", f"--threshold={EXPOSURE}"),
        unit,
    )


def test_the_dockerfile_has_no_fault_that_its_linter_knows(tool: Callable[[str], str]) -> None:
    assert run(tool("hadolint"), ROOT / "Dockerfile") == ""


def test_caddy_takes_the_site(tool: Callable[[str], str]) -> None:
    site = INSTALL / "Caddyfile"
    given = run(tool("caddy"), "adapt", "--adapter", "caddyfile", "--config", site)
    [adapted] = [line for line in given.splitlines() if line.startswith('{"apps"')]
    [server] = json.loads(adapted)["apps"]["http"]["servers"].values()
    assert "paper.example" in json.dumps(server)
    assert '"dial": "127.0.0.1:8443"' in json.dumps(server)


def test_the_image_does_not_run_as_root_and_keeps_all_in_one_volume() -> None:
    last = DOCKERFILE.rpartition("\nFROM ")[2]
    assert re.findall(r"(?m)^USER (\S+)$", last) == ["10001:10001"]
    assert re.findall(r"(?m)^VOLUME (\S+)$", last) == ["/data"]
    paths = re.findall(r"\b(?:BULLETIN_DB|BULLETIN_INBOX|NUMBA_CACHE_DIR)=(\S+)", last)
    assert len(paths) == 3
    assert all(path.startswith("/data/") for path in paths)
    assert "HEALTHCHECK" in last


def test_what_the_dockerfile_copies_is_there_and_let_in() -> None:
    ignored = (ROOT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    for line in re.findall(r"(?m)^COPY (?!--from)(.+)$", DOCKERFILE):
        for name in line.split()[:-1]:
            assert (ROOT / name).exists(), name
            assert f"!{name}" in ignored, name


def test_compose_gives_the_container_no_more_than_it_needs() -> None:
    for line in ("read_only: true", "no-new-privileges:true", "- ALL", "env_file: .env"):
        assert line in COMPOSE


@pytest.mark.parametrize(
    "text", [DOCKERFILE, COMPOSE, *(unit.read_text("utf-8") for unit in (UNIT, SHIPPING))]
)
def test_only_settings_that_exist_are_set(text: str) -> None:
    rooms = "BULLETIN|TELEGRAM|ADMIN|LOG|WEBHOOK|HEALTH|ERROR"
    named = set(re.findall(rf"\b((?:{rooms})_[A-Z_]+)\b", text))
    assert named
    assert named <= set(DEFAULTS)
