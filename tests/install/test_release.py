"""What `make dist` packs, tried in empty folders, away from the checkout.

Where CI is set the zip's start script installs all that is pinned, as it does for whoever unpacks
it, and the wheel is put into that environment. Elsewhere that takes minutes and the package index:
there they find the packages of this environment installed already.
"""

import os
import shlex
import signal
import subprocess
import sys
import tarfile
import urllib.request
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import pytest

from requirements.installing import Environment
from requirements.packing import packed

pytestmark = pytest.mark.xdist_group("release")

CI = bool(os.environ.get("CI"))
INSTALL = ("-m", "pip", "--disable-pip-version-check", "install", "--quiet", "--no-input")
ADDRESS = "Preview: "


@dataclass(frozen=True, slots=True)
class Unpacked:
    """The zip in a folder of its own, after its start script was run there once."""

    folder: Path
    venv: Path
    printed: str
    told: str


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
    """Run a command that knows nothing of this checkout; return what it printed."""
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


def tried(*command: str | Path, cwd: Path, log: Path, **settings: str) -> str:
    """Start without a token: three questions are answered, a page is served until Ctrl-C."""
    with (
        log.open("wb") as errors,
        subprocess.Popen(
            command,
            cwd=cwd,
            env=seen(cwd, settings),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=errors,
            text=True,
        ) as process,
    ):
        assert process.stdout is not None
        printed, ready = "", False
        for line in process.stdout:
            printed += line
            if not ready and ADDRESS in printed and printed.count("问：") == 3:
                ready = True
                address = printed.partition(ADDRESS)[2].split()[0]
                with urllib.request.urlopen(address) as page:  # noqa: S310
                    assert b"<html" in page.read()
                process.send_signal(signal.SIGINT)
        assert process.wait() == 0, log.read_text("utf-8")
    assert ready, printed + log.read_text("utf-8")
    assert "报上没有找到" not in printed
    return printed


@pytest.fixture(scope="session")
def release(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    packed(folder)
    return folder


def prepared(venv: Path) -> None:
    """Make what looks like an environment with all that is pinned, and is that of the tests."""
    (venv / "bin").mkdir(parents=True)
    python = Environment(venv).python
    python.write_text(f'#!/bin/sh\nexec {shlex.quote(sys.executable)} "$@"\n', "utf-8")
    python.chmod(0o755)
    Environment(venv).note(["run"])


@pytest.fixture(scope="session")
def unpacked(release: Path, tmp_path_factory: pytest.TempPathFactory) -> Unpacked:
    here = tmp_path_factory.mktemp("zip")
    (zipped,) = release.glob("*.zip")
    with ZipFile(zipped) as archive:
        archive.extractall(here)  # noqa: S202 (it is ours)
    (folder,) = here.iterdir()
    settings = {"PYTHON": sys.executable}
    venv = folder / ".venv"
    if not CI:
        venv = here / "venv"
        prepared(venv)
        settings["VENV"] = str(venv)
    log = here / "log"
    printed = tried("sh", folder / "start.sh", cwd=here, log=log, **settings)
    return Unpacked(folder, venv, printed, log.read_text("utf-8"))


@pytest.fixture(scope="session")
def installed(
    release: Path, unpacked: Unpacked, tmp_path_factory: pytest.TempPathFactory
) -> tuple[Path, Mapping[str, str]]:
    """The wheel's program, and the settings that it needs; what it compiles is kept elsewhere."""
    (wheel,) = release.glob("*.whl")
    home = tmp_path_factory.mktemp("home")
    kept = {"NUMBA_CACHE_DIR": str(home / "cache")}
    if CI:
        run(unpacked.venv / "bin" / "python", *INSTALL, "--no-deps", wheel, cwd=home)
        return unpacked.venv / "bin" / "bulletin-bot", kept
    target = tmp_path_factory.mktemp("installed")
    run(sys.executable, *INSTALL, "--no-deps", "--target", target, wheel, cwd=home)
    return target / "bin" / "bulletin-bot", {**kept, "PYTHONPATH": str(target)}


def test_the_zip_sets_itself_up_and_starts(unpacked: Unpacked) -> None:
    assert "Compiling what searches" in unpacked.told
    assert "\r" not in unpacked.told
    assert "\x1b" not in unpacked.told + unpacked.printed
    assert (unpacked.folder / "data" / "demo.db").exists()
    assert not (unpacked.folder / "tests").exists()


def test_the_zip_says_what_to_do_where_no_python_is_new_enough(
    unpacked: Unpacked, tmp_path: Path
) -> None:
    (tmp_path / "dirname").symlink_to("/usr/bin/dirname")
    done = subprocess.run(
        ["/bin/sh", unpacked.folder / "start.sh"],
        env={"PATH": str(tmp_path)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 2
    assert "apt install python3" in done.stderr


def test_what_is_installed_need_not_be_writable(
    installed: tuple[Path, Mapping[str, str]], space: Sequence[str], tmp_path: Path
) -> None:
    bot, settings = installed
    place = bot.parents[1]
    script = f"mount --bind {place} {place}; mount -o remount,ro,bind {place}; exec {bot} setup"
    assert "准备好了" in run(*space, script, cwd=tmp_path, **{**settings, "HOME": "/proc"})
    assert list(Path(settings["NUMBA_CACHE_DIR"]).glob("*.o"))
    nowhere = {**settings, "HOME": "/proc", "NUMBA_CACHE_DIR": ""}
    assert "准备好了" in run(*space, script, cwd=tmp_path, **nowhere)


def test_the_wheel_has_all_that_the_bot_needs(
    installed: tuple[Path, Mapping[str, str]], tmp_path: Path
) -> None:
    bot, settings = installed
    tried(bot, "start", cwd=tmp_path, log=tmp_path / "log", **settings)
    demo = {"BULLETIN_DB": "data/demo.db", **settings}
    run(bot, "backup", "copy.bak", cwd=tmp_path, **demo)
    assert run(bot, "check", cwd=tmp_path, **demo).endswith("没有发现问题。\n")


def test_the_context_has_what_the_image_is_made_of_and_makes_the_same_wheel(
    release: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (context,) = release.glob("*-context.tar.gz")
    with tarfile.open(context) as archive:
        names = archive.getnames()
        assert {(one.uid, one.mtime) for one in archive} == {(0, next(iter(archive)).mtime)}
    assert {"Dockerfile", "pyproject.toml", "requirements/run.txt", "bot/samples"} <= set(names)
    assert not [name for name in names if name.startswith((".git/", "tests/", "docs/"))]
    monkeypatch.setenv("TZ", "Asia/Shanghai")
    packed(tmp_path)
    sums = (release / "SHA256SUMS").read_text("utf-8")
    assert (tmp_path / "SHA256SUMS").read_text("utf-8") == sums
    assert len(sums.splitlines()) == 3
