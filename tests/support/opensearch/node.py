"""One node of OpenSearch: a process, a folder, two ports of this machine's loopback address."""

import os
import random
import select
import signal
import socket
import subprocess
import time
from collections.abc import Mapping, Sequence
from contextlib import suppress
from pathlib import Path

from tests.support.opensearch.program import Program

LOOPBACK = "127.0.0.1"
START_SECONDS = 120.0
STOP_SECONDS = 20.0
_PORTS = range(20_000, 32_000)  # below those that the system hands out to whoever connects
_LAST_LINES = 30


class NodeFailed(Exception):
    """A node ended, or did not listen in time; the message ends with what it logged last."""


class Node:
    """A node that can be started, ended in several ways, and started again on what it wrote."""

    def __init__(
        self,
        program: Program,
        folder: Path,
        *,
        ports: tuple[int, int],
        heap: str,
        settings: Mapping[str, str],
    ) -> None:
        self.folder = folder
        self.http, self.transport = ports
        self._program = program
        self._heap = heap
        self._settings = {
            **settings,
            "node.name": folder.name,
            "path.home": str(folder),
            "network.host": LOOPBACK,
            "http.port": str(self.http),
            "transport.port": str(self.transport),
        }
        self._process: subprocess.Popen[bytes] | None = None

    @property
    def url(self) -> str:
        return f"http://{LOOPBACK}:{self.http}"

    @property
    def pid(self) -> int | None:
        """The process's id, while one runs."""
        process = self._process
        return None if process is None or process.poll() is not None else process.pid

    def log(self) -> str:
        """Return all that the node has logged, in all its lives."""
        return (self.folder / "log").read_text(encoding="utf-8", errors="replace")

    def begin(self, archive: Path | None = None) -> None:
        """Start the process; it does not listen yet. It may archive its classes at its end."""
        if self.pid is not None:
            raise NodeFailed(f"{self.folder.name} runs already")
        settings = [f"{name}={value}" for name, value in self._settings.items()]
        if archive is None:
            command = self._program.command(self._heap, settings)
        else:
            command = self._program.archiving(archive, settings)
        self.folder.mkdir(parents=True, exist_ok=True)
        with (self.folder / "log").open("ab") as log:
            self._process = subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # a Ctrl-C is for the tests: they end their nodes
            )

    def listening(self, seconds: float = START_SECONDS) -> None:
        """Wait until it answers at its HTTP port."""
        process = self._process
        if process is None or process.stdout is None:
            raise NodeFailed(f"{self.folder.name} was not started")
        if not _line(process.stdout.fileno(), seconds).startswith(b"ready "):
            self.kill()
            raise NodeFailed(f"{self.folder.name} does not listen\n{self._last()}")

    def stop(self) -> None:
        """End it as its own shutdown does."""
        process = self._process
        if process is None:
            return
        self.resume()
        if process.stdin is not None:
            process.stdin.close()
        with suppress(subprocess.TimeoutExpired):
            process.wait(STOP_SECONDS)
        self.kill()

    def kill(self) -> None:
        """End it as ``kill -9`` does."""
        process, self._process = self._process, None
        if process is not None:
            process.kill()
            process.wait()
            for pipe in (process.stdin, process.stdout):
                if pipe is not None:
                    pipe.close()

    def pause(self) -> None:
        """Freeze it: it answers nobody, with its connections open, until `resume`."""
        self._signal(signal.SIGSTOP)

    def resume(self) -> None:
        """Have it go on after `pause`."""
        self._signal(signal.SIGCONT)

    def _signal(self, number: signal.Signals) -> None:
        if self._process is not None and self._process.poll() is None:
            self._process.send_signal(number)

    def _last(self) -> str:
        return "\n".join(self.log().splitlines()[-_LAST_LINES:])


def free_ports(count: int) -> Sequence[int]:
    """Return so many different ports that nothing listens at."""
    drawn = random.SystemRandom().sample(_PORTS, len(_PORTS))
    return [port for port, _ in zip(filter(_free, drawn), range(count), strict=False)]


def _free(port: int) -> bool:
    with socket.socket() as tried:
        try:
            tried.bind((LOOPBACK, port))
        except OSError:
            return False
    return True


def _line(file: int, seconds: float) -> bytes:
    """Return a line as far as it came in time."""
    line, end = b"", time.monotonic() + seconds
    while not line.endswith(b"\n"):
        left = end - time.monotonic()
        if left <= 0 or not select.select([file], [], [], left)[0]:
            break
        read = os.read(file, 200)
        if not read:
            break
        line += read
    return line
