"""The real bot as the soak begins and kills it, again and again, on one folder and one server."""

import asyncio
import sys
from collections.abc import Mapping
from pathlib import Path

from bot.preview.server import Preview
from bot.preview.world import World
from tests.end_to_end.running import ROOT, TOKEN, environment
from tests.soak.bot_process import SAVING, UNLIMITED
from tests.soak.hasty import Hasty
from tests.soak.reckoning import under_way

_STARTING = 240.0  # seconds, also where Telegram is away meanwhile


class BotProcess:
    """One process at a time; `interrupted` are the deliveries that were on their way at kills.

    The archive lies on ``disk``, which is ``home`` if none is named. ``saving`` has the bot write
    the index of the smallest archive to disk, and check it only as it checks a large one's.
    ``settings`` are further ones, as they are when a process begins.
    """

    def __init__(  # noqa: PLR0913 (each is one thing that a soak may want)
        self,
        home: Path,
        world: World,
        hasty: Hasty,
        *,
        disk: Path | None = None,
        admin: int | None = None,
        unlimited: bool = False,
        saving: bool = False,
        settings: Mapping[str, str] | None = None,
    ) -> None:
        self.home = home
        self.database = (disk or home) / "bulletins.db"
        self.interrupted = 0
        self.kills = 0
        self._world = world
        self._hasty = hasty
        self._admin = admin
        self._settings = {} if settings is None else settings
        self._flags = [*([UNLIMITED] if unlimited else []), *([SAVING] if saving else [])]
        self._process: asyncio.subprocess.Process | None = None

    @property
    def pid(self) -> int | None:
        """The process's id, while one runs."""
        process = self._process
        return None if process is None or process.returncode is not None else process.pid

    async def begin(self, preview: Preview) -> None:
        """Start the bot, and return once it asks for updates."""
        (self.home / "inbox").mkdir(exist_ok=True)
        polls = self._world.updates.polls
        with (self.home / "log").open("ab") as log:
            self._process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "tests.soak.bot_process", *self._flags),
                cwd=ROOT,
                env=environment(
                    self.home,
                    TELEGRAM_BOT_TOKEN=TOKEN,
                    TELEGRAM_API_URL=preview.url,
                    BULLETIN_DB=str(self.database),
                    ADMIN_IDS="" if self._admin is None else str(self._admin),
                    LOG_LEVEL="WARNING",
                    **self._hasty.written(),
                    **self._settings,
                ),
                stdout=log,
                stderr=log,
            )
        await self._world.changes.until(
            lambda: self._world.updates.polls > polls or None, _STARTING
        )

    async def kill(self) -> None:
        """Kill it as ``kill -9`` does."""
        if self._process is not None and self._process.returncode is None:
            self._process.kill()
            await self._process.wait()
            self.kills += 1
            self.interrupted += under_way(self.database)
