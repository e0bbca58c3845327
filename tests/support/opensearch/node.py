"""One node of OpenSearch: a process, a folder, a loopback address with two ports."""

import os
import random
import select
import signal
import socket
import subprocess
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from tests.support.opensearch.program import Program

LOOPBACK = "127.0.0.1"
START_SECONDS = 120.0
STOP_SECONDS = 20.0
_PORTS = range(20_000, 32_000)  # below those that the system hands out to whoever connects
_LAST_LINES = 60
_TAKEN = "Failed to bind to"
_TRIES = 3


class NodeFailed(Exception):
    """A node ended, or did not listen in time; the message ends with what it logged last."""


@dataclass(frozen=True, slots=True)
class Address:
    """Where a node listens: for people, and for other nodes."""

    host: str
    http: int
    transport: int


class Node:
    """A node that can be started, ended in several ways, and started again on what it wrote."""

    def __init__(
        self,
        program: Program,
        folder: Path,
        *,
        address: Address,
        heap: str,
        settings: Mapping[str, str],
    ) -> None:
        self.folder = folder
        self.address = address
        self._program = program
        self._heap = heap
        self._settings = {
            **settings,
            "node.name": folder.name,
            "path.home": str(folder),
            "network.host": address.host,
            "http.port": str(address.http),
            "transport.port": str(address.transport),
        }
        self._process: subprocess.Popen[bytes] | None = None
        self._logged = 0  # characters, in the lives before this one

    @property
    def url(self) -> str:
        return f"http://{self.address.host}:{self.address.http}"

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
            self._logged = len(self.log())
            self._process = subprocess.Popen(
                command,
                cwd=self.folder,
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=log,
                start_new_session=True,  # a Ctrl-C is for the tests: they end their nodes
            )

    def listening(self, seconds: float = START_SECONDS) -> None:
        """Wait until it answers at its HTTP port; where another has a port, try again."""
        for left in reversed(range(_TRIES)):
            process = self._process
            if process is None or process.stdout is None:
                raise NodeFailed(f"{self.folder.name} was not started")
            if _line(process.stdout.fileno(), seconds).startswith(b"ready "):
                return
            self.kill()
            if not left or _TAKEN not in self.log()[self._logged :]:
                raise NodeFailed(f"{self.folder.name} does not listen\n{self._last()}")
            self.begin()

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


def free_address() -> Address:
    """Return an address where nothing listens.

    On Linux its host is its own, of all those that loop back: connections go out from 127.0.0.1, so
    none takes a port of a node that is down. Elsewhere that is the only host there is.
    """
    drawn = random.SystemRandom()
    own = ".".join(("127", *(str(drawn.randint(1, 254)) for _ in range(3))))
    host = own if _free(own, 0) else LOOPBACK
    while True:
        http, transport = drawn.sample(_PORTS, 2)
        if _free(host, http) and _free(host, transport):
            return Address(host, http, transport)


def _free(host: str, port: int) -> bool:
    with socket.socket() as tried:
        try:
            tried.bind((host, port))
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
