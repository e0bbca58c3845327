"""Puts what is pinned here into a virtual environment, and says what it does while it lasts.

``python3 -m requirements run dev`` installs ``run.txt`` and ``dev.txt`` into ``.venv/``, of what is
not there yet, and then compiles the loops that search. One environment serves running and testing:
each list of packages has a stamp of its own, which holds the hash of what was installed, so that
nothing is done twice and a changed list is installed again. Of the standard library alone.
"""

import argparse
import fcntl
import hashlib
import importlib.util
import os
import re
import shutil
import subprocess
import sys
from collections import deque
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from bot.cli.moving import MovingLine

ROOT = Path(__file__).parent.parent
HERE = ROOT / "requirements"
TOOLS = "build"  # what builds jieba, the only package that comes as source only
LISTS = ("run", "dev", "ocr", "opensearch", "ci", "peers")
FAILED, UNUSABLE, INTERRUPTED = 1, 2, 130
SHOWN = 15  # lines of what pip said last
PIP = ("-m", "pip", "--disable-pip-version-check", "install", "--no-input", "--require-hashes")
# Programs are started as modules, so that a folder that was moved still works.
FROM_WHEELS = ("--no-build-isolation", "--only-binary", ":all:", "--no-binary", "jieba")
_PIN = re.compile(r"(?m)^[\w.-]+(?:\[[\w,-]+\])?==")
_MET = re.compile(r"(?:Collecting|Requirement already satisfied:|Ignoring) ([\w.-]+)")

FIRST = """\
先装一次：安装要用的包，再编译检索内核，约一分钟；下载慢就久一些。
Setting up, once: installing what is needed and compiling what searches, about a minute; longer
where downloads are slow."""
NO_VENV = """\
这个 Python 没有 venv：Debian、Ubuntu 上先 sudo apt install python3-venv，再运行一次。
This Python has no venv: on Debian and Ubuntu sudo apt install python3-venv, then run this again."""
NOT_INSTALLED = """\
没装好。上面是安装程序最后说的话。多半是网络断了、下载的地方连不上或磁盘满了：好了再运行一次，
下载过的不用重下。下载慢，可以先给 pip 换一个近的镜像（pip config set global.index-url …）。
Not installed; above is what pip said last. Most often the network or the disk: run it again, what
was downloaded is kept."""
NOT_OURS = """\
{} 里有别的东西，不是虚拟环境，没有动它。请用 VENV 指明另一个文件夹。
{} holds other things and no virtual environment; it was left alone. Name another folder: VENV=…"""
NOT_MADE = "没装好。Not set up: {}"
STOPPED = "停下了；再运行一次就重新装。Stopped; run it again to start over."
WAITING = "另一个安装正在进行，等它完成 Another set-up is at it, waiting"


class NotInstalled(Exception):
    """A step failed; the message is for whoever runs it."""


@dataclass(frozen=True, slots=True)
class Environment:
    """A virtual environment and what was put into it."""

    home: Path

    @property
    def python(self) -> Path:
        """Return its interpreter."""
        return self.home / "bin" / "python"

    @property
    def _at_work(self) -> Path:
        return self.home / ".installing"

    def usable(self) -> bool:
        """Return whether it runs, with its own packages, and was not left half installed.

        It runs no more, or without its packages, once the Python that it was made of is another.
        """
        if self._at_work.exists() or not self.python.exists():
            return False
        try:
            subprocess.run([self.python, "-c", "import pip"], capture_output=True, check=True)
        except (OSError, subprocess.CalledProcessError):
            return False
        return True

    def lacks(self, names: Sequence[str]) -> list[str]:
        """Return which of some lists are not installed as they are now, in their order."""
        return [name for name in names if _read(self._stamp(name)) != _pinned(name)]

    def make(self) -> None:
        """Make it anew, with nothing in it. Raises NotInstalled, also where it is none."""
        if not all(importlib.util.find_spec(name) for name in ("ensurepip", "venv")):
            raise NotInstalled(NO_VENV)
        if self.home.exists():
            is_one = self._at_work.exists() or (self.home / "pyvenv.cfg").exists()
            if not is_one and any(self.home.iterdir()):
                raise NotInstalled(NOT_OURS.format(self.home, self.home))
            shutil.rmtree(self.home.resolve())
        self.home.resolve().mkdir(parents=True)
        self._at_work.touch()
        with MovingLine(f"准备 {self.home.name}/ Preparing {self.home.name}/", sys.stderr):
            _run([sys.executable, "-m", "venv", self.home], NO_VENV)

    def install(self, names: Sequence[str]) -> None:
        """Install some lists, all of them or none. Raises NotInstalled."""
        files = [HERE / f"{name}.txt" for name in names]
        wanted = {pin for file in files for pin in _PIN.findall(file.read_text("utf-8"))}
        self._at_work.touch()
        what = f"安装 {len(wanted)} 个包 Installing {len(wanted)} packages"
        with MovingLine(what, sys.stderr) as line:
            build = (HERE / f"{TOOLS}.txt",)
            _run([self.python, *PIP, *_each(build)], NOT_INSTALLED)
            _run(
                [self.python, *PIP, *FROM_WHEELS, *_each(files)],
                NOT_INSTALLED,
                line=line,
                of=len(wanted),
            )
        self.note(names)
        self._at_work.unlink()

    def note(self, names: Sequence[str]) -> None:
        """Take some lists for installed as they are now."""
        for name in names:
            self._stamp(name).write_text(_pinned(name), "utf-8")

    def compile(self) -> None:
        """Compile the loops that search, unless it was done since they changed."""
        stamp, now = self.home / ".compiled", _hashed(sorted(ROOT.glob("retrieval/index/*.py")))
        if _read(stamp) != now:
            # It says itself what it does.
            done = subprocess.run(
                [self.python, "-m", "bot", "setup"],
                cwd=ROOT,
                stdout=subprocess.DEVNULL,
                check=False,
            )
            if done.returncode:
                raise NotInstalled(NOT_MADE.format("python -m bot setup"))
            stamp.write_text(now, "utf-8")

    def _stamp(self, name: str) -> Path:
        return self.home / f".installed-{name}"


def main(arguments: Sequence[str]) -> int:
    """Install the lists that are named; return the exit status.

    0 all is there; 1 something could not be installed; 2 no environment can be made, or wrong
    usage; 130 stopped by Ctrl-C.
    """
    parser = argparse.ArgumentParser(prog="python3 -m requirements", description=__doc__)
    parser.add_argument("--venv", type=Path, default=ROOT / ".venv", metavar="FOLDER")
    parser.add_argument("lists", nargs="+", choices=LISTS, metavar="|".join(LISTS))
    given = parser.parse_args(arguments)
    try:
        with _alone():
            _set_up(Environment(given.venv), given.lists)
    except NotInstalled as error:
        print(error, file=sys.stderr)
        return UNUSABLE if str(error) == NO_VENV else FAILED
    except OSError as error:
        print(NOT_MADE.format(error), file=sys.stderr)
        return FAILED
    except KeyboardInterrupt:
        print(STOPPED, file=sys.stderr)
        return INTERRUPTED
    return 0


def _set_up(environment: Environment, names: Sequence[str]) -> None:
    usable = environment.usable()
    lacking = environment.lacks(names) if usable else list(names)
    if not usable:
        print(FIRST, file=sys.stderr)
        environment.make()
    if lacking:
        environment.install(lacking)
    if "run" in names:
        environment.compile()


@contextmanager
def _alone() -> Iterator[None]:
    """Wait until no other process installs from this folder."""
    folder = os.open(HERE, os.O_RDONLY)
    try:
        try:
            fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            with MovingLine(WAITING, sys.stderr):
                fcntl.flock(folder, fcntl.LOCK_EX)
        yield
    finally:
        os.close(folder)


def _run(
    command: Sequence[str | Path], failed: str, *, line: MovingLine | None = None, of: int = 0
) -> None:
    """Run a command, show which package it is at, and keep quiet about the rest unless it fails."""
    said: deque[str] = deque(maxlen=SHOWN)
    met: set[str] = set()
    with subprocess.Popen(
        command,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="replace",
    ) as process:
        assert process.stdout is not None  # noqa: S101 (it is piped)
        for text in process.stdout:
            said.append(text.rstrip())
            if line is not None and (package := _MET.match(text)):
                met.add(package[1])
                line.at(f"{min(len(met), of)}/{of} {package[1]}")
            elif line is not None and text.startswith("Installing collected"):
                line.at("写到磁盘 unpacking")
    if process.returncode:
        raise NotInstalled("\n".join([*said, failed]))


def _each(files: Sequence[Path]) -> list[str | Path]:
    return [part for file in files for part in ("--requirement", file)]


def _pinned(name: str) -> str:
    return _hashed([HERE / f"{TOOLS}.txt", HERE / f"{name}.txt"])


def _hashed(files: Sequence[Path]) -> str:
    return hashlib.sha256(b"\0".join(file.read_bytes() for file in files)).hexdigest()


def _read(path: Path) -> str:
    return path.read_text("utf-8") if path.exists() else ""
