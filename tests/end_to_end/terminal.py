"""A command of the bot on a terminal of its own (a pty), typed at and read as a person would."""

import asyncio
import fcntl
import os
import pty
import sys
import termios
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager, suppress
from pathlib import Path

SEEN_SECONDS = 60.0
AGAIN_SECONDS = 2.0
CTRL_C, CTRL_D = "\x03", "\x04"


class Terminal:
    """The terminal: what was printed on it so far, and the process that prints."""

    def __init__(self, master: int) -> None:
        self._master = master
        self._more = asyncio.Event()
        self._read = 0  # characters that `until` has passed
        self._bytes = b""
        self.process: asyncio.subprocess.Process | None = None

    @property
    def printed(self) -> str:
        """All that was printed, with single newlines."""
        return self._bytes.decode("utf-8", "ignore").replace("\r\n", "\n")

    def type(self, text: str) -> None:
        """Type a line and Enter; a control character alone."""
        os.write(self._master, text.encode() if text in (CTRL_C, CTRL_D) else f"{text}\n".encode())

    async def until(self, text: str) -> str:
        """Wait until this is printed after what was waited for last; return all in between."""
        async with asyncio.timeout(SEEN_SECONDS):
            while (found := self.printed.find(text, self._read)) < 0:
                self._more.clear()
                await self._more.wait()
        between = self.printed[self._read : found]
        self._read = found + len(text)
        return between

    async def end(self) -> int:
        """Wait until the process ends; return its status."""
        assert self.process is not None
        return await asyncio.wait_for(self.process.wait(), SEEN_SECONDS)

    async def leave(self, key: str) -> int:
        """Type Ctrl-C or Ctrl-D until the process ends; return its status.

        A Ctrl-C between a prompt and its reading is seen with the next one: Python's input is so.
        """
        assert self.process is not None
        while self.process.returncode is None:
            self.type(key)
            with suppress(TimeoutError):
                await asyncio.wait_for(self.process.wait(), AGAIN_SECONDS)
        return self.process.returncode

    def read(self) -> None:
        """Take what is there to be read."""
        with suppress(OSError):  # nobody has the other side open any more
            self._bytes += os.read(self._master, 65536)
        self._more.set()


def _own_terminal() -> None:
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


@asynccontextmanager
async def on_a_terminal(
    home: Path, environment: Mapping[str, str], *arguments: str
) -> AsyncIterator[Terminal]:
    """Run ``python -m bot`` in that folder; kill it at the end if it still runs."""
    master, slave = pty.openpty()
    terminal, loop = Terminal(master), asyncio.get_running_loop()
    try:
        terminal.process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *arguments),
            cwd=home,
            env=environment,
            stdin=slave,
            stdout=slave,
            stderr=slave,
            start_new_session=True,
            preexec_fn=_own_terminal,  # so that Ctrl-C is a signal, as on any terminal
        )
        os.close(slave)
        loop.add_reader(master, terminal.read)
        yield terminal
    finally:
        loop.remove_reader(master)
        if terminal.process is not None and terminal.process.returncode is None:
            terminal.process.kill()
            await terminal.process.wait()
        os.close(master)
