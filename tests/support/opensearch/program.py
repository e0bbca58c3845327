"""What a node of OpenSearch is started with: the server's jars, our launcher, Java itself.

Maven has the jars, once; javac compiles the launcher, once a version of it. Both lie in a folder,
``OPENSEARCH_JARS`` or else ``~/.cache/bulletin-bot/opensearch``, and with them an archive of loaded
classes, which halves a node's start. What lies there is taken without asking anybody.
"""

import fcntl
import hashlib
import os
import shutil
import subprocess
import tempfile
import zipfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

HERE = Path(__file__).parent
FOLDER = "OPENSEARCH_JARS"
_POM = HERE / "pom.xml"
_LAUNCHER = HERE / "Launcher.java"
_LOGGING = HERE / "log4j2.properties"
_RELEASE = "17"  # of Java: archives of classes as we make them are newer than 11
_MAVEN_SECONDS = 600.0
_SECONDS = 120.0
_SMALL = ("-Xms64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xshare:auto", "-Xlog:disable")


class Unavailable(Exception):
    """No node can be started on this machine; the message says why."""


@dataclass(frozen=True, slots=True)
class Program:
    """How a node is started."""

    java: str
    jars: Path
    launcher: Path

    @property
    def archive(self) -> Path:
        """The file of loaded classes; a node starts without it, too."""
        return self.launcher.with_name("classes.jsa")

    def command(self, heap: str, settings: Sequence[str]) -> tuple[str, ...]:
        """Return the command that starts a node with a largest heap (``512m``) and settings."""
        return self._command(f"-XX:SharedArchiveFile={self.archive}", heap, settings)

    def archiving(self, archive: Path, settings: Sequence[str]) -> tuple[str, ...]:
        """Return the command of a node that writes the archive of its classes when it ends."""
        return self._command(f"-XX:ArchiveClassesAtExit={archive}", "512m", settings)

    def _command(self, sharing: str, heap: str, settings: Sequence[str]) -> tuple[str, ...]:
        # By name and in order: the archive fits one class path only.
        path = os.pathsep.join(map(str, (self.launcher, *sorted(self.jars.glob("*.jar")))))
        return (self.java, *_SMALL, f"-Xmx{heap}", sharing, "-cp", path, "Launcher", *settings)


def program() -> Program:
    """Return what starts a node, made now if it was not yet; raises `Unavailable`."""
    folder = Path(os.environ.get(FOLDER) or Path.home() / ".cache/bulletin-bot/opensearch")
    java = _tool("java")
    folder.mkdir(parents=True, exist_ok=True)
    jars = folder / f"jars-{_key(_POM)}"
    launcher = folder / f"launcher-{_key(_POM, _LAUNCHER, _LOGGING, java=java)}" / "launcher.jar"
    with _alone(folder):
        if not jars.exists():
            with _made(jars) as making:
                _fetch(making)
        if not launcher.exists():
            with _made(launcher.parent) as making:
                _compile(jars, making / launcher.name)
    return Program(java, jars, launcher)


def _tool(name: str) -> str:
    home = os.environ.get("JAVA_HOME")
    found = shutil.which(name, path=f"{home}/bin") if home else None
    found = found or shutil.which(name)
    if found is None:
        raise Unavailable(f"there is no {name} here: OpenSearch needs a JDK, 17 or newer")
    return found


def _key(*files: Path, java: str = "") -> str:
    """Return what changes with these files, and with the Java that is installed."""
    known = hashlib.sha256()
    for file in files:
        known.update(file.read_bytes() + b"\0")
    if java:
        at = Path(java).resolve()
        known.update(f"{at} {at.stat().st_mtime_ns}".encode())
    return known.hexdigest()[:12]


def _fetch(into: Path) -> None:
    maven = shutil.which("mvn")
    if maven is None:
        raise Unavailable(f"there is no mvn here, and {into.parent} does not have the jars yet")
    copying = (
        "dependency:copy-dependencies",
        "-DincludeScope=runtime",
        f"-DoutputDirectory={into}",
    )
    _run(
        (maven, "-B", "-q", "-f", str(_POM), *copying), "Maven can't have the jars", _MAVEN_SECONDS
    )


def _compile(jars: Path, launcher: Path) -> None:
    with tempfile.TemporaryDirectory() as classes:
        options = ("--release", _RELEASE, "-cp", f"{jars}/*", "-d", classes)
        _run((_tool("javac"), *options, str(_LAUNCHER)), "javac failed", _SECONDS)
        with zipfile.ZipFile(launcher, "w") as written:
            for file in (*sorted(Path(classes).iterdir()), _LOGGING):
                written.write(file, file.name)


def _run(command: Sequence[str], failure: str, seconds: float) -> None:
    try:
        done = subprocess.run(
            command,
            capture_output=True,
            check=False,
            text=True,
            stdin=subprocess.DEVNULL,
            timeout=seconds,
        )
    except subprocess.TimeoutExpired as late:
        raise Unavailable(f"{failure}: no end after {seconds:.0f} s") from late
    if done.returncode:
        told = (done.stdout + done.stderr).strip().splitlines()
        raise Unavailable("\n".join((f"{failure}:", *told[:12])))


@contextmanager
def _alone(folder: Path) -> Iterator[None]:
    """Wait for other processes that make the same."""
    with (folder / "lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        yield


@contextmanager
def _made(folder: Path) -> Iterator[Path]:
    """Fill a folder beside it first, so that it is there whole or not at all."""
    with tempfile.TemporaryDirectory(dir=folder.parent, prefix="making-") as making:
        whole = Path(making) / folder.name
        whole.mkdir()
        yield whole
        whole.rename(folder)
