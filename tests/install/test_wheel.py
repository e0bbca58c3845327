"""The wheel, in an empty environment, away from the checkout."""

import os
import shutil
import signal
import subprocess
import sys
import urllib.request
import venv
from collections.abc import Mapping, Sequence
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
# What the Dockerfile copies, and the wheel is made of.
SOURCES = ("pyproject.toml", "README.md", "LICENSE", "bot", "retrieval", "data/samples")
INSTALL = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input")
FROM_WHEELS = ("--no-build-isolation", "--only-binary", ":all:", "--no-binary", "jieba")


def seen(home: Path, settings: Mapping[str, str]) -> Mapping[str, str]:
    """Return the environment of a process that knows nothing of this checkout."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "LANG": "C.UTF-8",
        "PYTHONUNBUFFERED": "1",
        **settings,
    }


def run(*command: str | Path, cwd: Path, **settings: str) -> str:
    """Run a command that knows nothing of this checkout; give what it printed."""
    done = subprocess.run(
        command,
        cwd=cwd,
        env=seen(cwd, settings),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The wheel, made of a copy, as building leaves traces where it is done."""
    source, out = tmp_path_factory.mktemp("source"), tmp_path_factory.mktemp("wheel")
    for name in SOURCES:
        if (ROOT / name).is_dir():
            ignored = shutil.ignore_patterns("__pycache__")
            shutil.copytree(ROOT / name, source / name, symlinks=True, ignore=ignored)
        else:
            shutil.copy(ROOT / name, source / name)
    build = ("-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation", "--wheel-dir")
    run(sys.executable, *build, out, source, cwd=source)
    (made,) = out.glob("*.whl")
    return made


def works(bot: Path, home: Path, **settings: str) -> None:
    """Try what an empty folder needs: the list of commands, the samples, the page, a backup."""
    assert "backup" in run(bot, "--help", cwd=home, **settings)
    tried(bot, home, **settings)
    run(bot, "backup", "copy.bak", cwd=home, BULLETIN_DB="data/demo.db", **settings)
    assert run(bot, "check", cwd=home, BULLETIN_DB="data/demo.db", **settings).endswith(
        "没有发现问题。\n"
    )


def tried(bot: Path, home: Path, **settings: str) -> None:
    """Start without a token: three questions are answered, then a page is served until Ctrl-C."""
    with subprocess.Popen(
        (bot, "start"),
        cwd=home,
        env=seen(home, settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        printed = ""
        for line in process.stdout:
            printed += line
            if "Preview: " in line:
                with urllib.request.urlopen(line.partition("Preview: ")[2].strip()) as page:  # noqa: S310
                    assert b"<html" in page.read()
                process.send_signal(signal.SIGINT)
        assert process.wait() == 0
    assert printed.count("问：") == 3
    assert "报上没有找到" not in printed


def test_the_wheel_has_all_that_the_bot_needs(wheel: Path, tmp_path: Path) -> None:
    target, home = tmp_path / "installed", tmp_path / "home"
    home.mkdir()
    run(sys.executable, *INSTALL, "--no-deps", "--target", target, wheel, cwd=home)
    works(target / "bin" / "bulletin-bot", home, PYTHONPATH=str(target))


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An environment with nothing but the wheel and what is pinned for it."""
    if not os.environ.get("CI"):
        pytest.skip("takes minutes and the package index: CI=true does it")
    made = tmp_path_factory.mktemp("venv")
    venv.create(made, with_pip=True, symlinks=True)
    python = made / "bin" / "python"
    hashes = (*INSTALL, "--require-hashes", "--requirement")
    run(python, *hashes, ROOT / "requirements" / "build.txt", cwd=made)
    run(python, *hashes, ROOT / "requirements" / "run.txt", *FROM_WHEELS, cwd=made)
    run(python, *INSTALL, "--no-deps", wheel, cwd=made)
    return made


def test_an_empty_environment_runs_it_with_what_is_pinned(installed: Path, tmp_path: Path) -> None:
    works(installed / "bin" / "bulletin-bot", tmp_path)


def test_what_is_installed_need_not_be_writable(
    installed: Path, space: Sequence[str], tmp_path: Path
) -> None:
    bot = installed / "bin" / "bulletin-bot"
    script = (
        f"mount --bind {installed} {installed}; mount -o remount,ro,bind {installed};"
        f"exec {bot} setup"
    )
    cache = tmp_path / "cache"
    assert "准备好了" in run(*space, script, cwd=tmp_path, HOME="/proc", NUMBA_CACHE_DIR=str(cache))
    assert list(cache.rglob("*.nbi"))
    assert "准备好了" in run(*space, script, cwd=tmp_path, HOME="/proc")
