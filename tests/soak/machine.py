"""A machine of the soak that takes over: a folder with an archive, an inbox and a bot."""

import asyncio
import shutil
import sys
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from tests.end_to_end.running import ROOT, environment
from tests.soak.process import BotProcess

_LOOK = 0.05


@dataclass(frozen=True, slots=True)
class Shipment:
    """A copy that came whole: when it was begun, and the seconds that its parts took."""

    at: float
    copied: float
    shipped: float
    warmed: float = 0.0


@dataclass(slots=True)
class Machine:
    """A folder with an archive, an inbox and a bot; ``shipped`` is what came from the other."""

    folder: Path
    bot: BotProcess
    shipments: list[Shipment] = field(default_factory=list)

    @property
    def archive(self) -> Path:
        return self.folder / "bulletins.db"

    @property
    def inbox(self) -> Path:
        return self.folder / "inbox"

    @property
    def copy(self) -> Path:
        return self.folder / "shipped.db"

    async def command(self, *words: str | Path) -> None:
        """Run a command of the bot here; ends it where this is cancelled."""
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", *map(str, words)),
            cwd=ROOT,
            env=environment(self.folder),
            stdout=asyncio.subprocess.DEVNULL,
            stderr=asyncio.subprocess.PIPE,
        )
        try:
            _, told = await process.communicate()
        finally:
            if process.returncode is None:
                process.kill()
                await process.wait()
        assert process.returncode == 0, told.decode()


def lay(inbox: Path, number: int, text: bytes) -> None:
    """Lay a page into an inbox, unless it is there."""
    path = inbox / time.strftime("%Y-%m-%d") / f"A{number:02d}.md"
    path.parent.mkdir(exist_ok=True)
    if not path.exists():
        part = path.with_suffix(".part")
        part.write_bytes(text)
        part.rename(path)


def sent(file: Path, to: Path) -> None:
    """Copy a file as rsync does: under another name first."""
    to.parent.mkdir(exist_ok=True)
    part = to.with_name(f".{to.name}.part")
    shutil.copyfile(file, part)
    part.rename(to)


async def until(done: Callable[[], bool]) -> None:
    """Wait for what other processes do."""
    while not done():  # noqa: ASYNC110 (as above)
        await asyncio.sleep(_LOOK)
