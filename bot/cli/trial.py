"""A try without Telegram: the real bot as a process of its own, and the page where one talks to it.

The bot reaches the loopback Bot API as it would reach Telegram, and knows nothing of the page. Its
token is new each time, and worth nothing elsewhere.
"""

import asyncio
import os
import secrets
import signal
import sys
import time
from collections.abc import Callable, Mapping
from pathlib import Path

from bot.preview.model import User
from bot.preview.page.cast import Cast
from bot.preview.page.server import serve_page
from bot.preview.server import LOOPBACK, serve
from bot.preview.world import World
from bot.runtime.settings import Settings
from retrieval.errors import BulletinError

INBOX = "demo-inbox"
BOT = User(4_242_424, "问报", "wenbao_demo_bot", is_bot=True)
STOP_SECONDS = 12.0  # the bot needs less than ten


class BotEnded(BulletinError):
    """The bot's process has ended by itself: it is not begun again in silence."""

    def __init__(self, status: int) -> None:
        super().__init__(
            f"机器人的进程自己停了（状态 {status}），试用结束。The bot's process ended."
        )
        self.status = status


async def run(settings: Settings, ready: Callable[[str], None]) -> None:
    """Serve the page, and the bot on the settings' database, until SIGINT or SIGTERM.

    ``ready`` is told the page's address once the bot listens. Pages dropped go into the folder
    `INBOX` beside the database. Raises BotEnded if the bot's process ends before.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    inbox = settings.database.with_name(INBOX)
    token = f"{BOT.id}:{secrets.token_urlsafe(24)}"
    world = World(BOT, first_message=int(time.time()))
    cast = Cast.gathered(world)
    async with serve(world, token) as preview, serve_page(cast, inbox) as address:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env=_environment(settings, cast, inbox, token, preview.url),
            stdin=asyncio.subprocess.DEVNULL,
        )
        ended = asyncio.create_task(process.wait())
        stopped = asyncio.create_task(stop.wait())
        try:
            if await _listens(world, ended, stopped):
                ready(address)
            await asyncio.wait((ended, stopped), return_when=asyncio.FIRST_COMPLETED)
            if not stop.is_set():
                raise BotEnded(await ended)
        finally:
            stopped.cancel()
            await _end(process, ended)


async def _listens(world: World, *instead: asyncio.Task[object]) -> bool:
    """Wait until the bot asks for updates, and return True; False if one of the others is first."""
    polled = asyncio.create_task(_polled(world))
    await asyncio.wait((polled, *instead), return_when=asyncio.FIRST_COMPLETED)
    polled.cancel()
    return polled.done()


async def _polled(world: World) -> None:
    while world.updates.polls == 0:
        await world.changes.next()


async def _end(process: asyncio.subprocess.Process, ended: asyncio.Task[int]) -> None:
    """Have the process end cleanly; kill it if it does not."""
    if ended.done():
        return
    process.terminate()
    await asyncio.wait((ended,), timeout=STOP_SECONDS)
    if not ended.done():
        process.kill()
    await ended


def _environment(
    settings: Settings, cast: Cast, inbox: Path, token: str, api_url: str
) -> Mapping[str, str]:
    """Return this process's environment with what is the trial's own in it."""
    direct = ",".join(filter(None, (os.environ.get("NO_PROXY"), LOOPBACK)))
    return {
        **os.environ,
        "NO_PROXY": direct,
        "no_proxy": direct,
        "TELEGRAM_BOT_TOKEN": token,
        "TELEGRAM_API_URL": api_url,
        "BULLETIN_DB": str(settings.database),
        "BULLETIN_INBOX": str(inbox),
        "ADMIN_IDS": str(cast.admin.id),
        # What the settings say of a bot that runs in earnest is not for this one.
        **dict.fromkeys(("WEBHOOK_URL", "HEALTH_PORT", "ERROR_CHAT_ID"), ""),
    }
