"""A try without Telegram: the real bot as a process of its own, and the page where one talks to it.

The bot reaches the loopback Bot API as it would reach Telegram, and knows nothing of the page. Its
token is new each time, and worth nothing elsewhere. The page is there at once; what is written to
the bot before it listens waits for it, as it would at Telegram.
"""

import asyncio
import os
import secrets
import signal
import sys
import time
from collections.abc import Callable, Coroutine, Mapping
from importlib import import_module
from pathlib import Path
from types import ModuleType
from typing import Protocol

import click

from bot.preview.model import User
from bot.preview.page.cast import Cast
from bot.preview.page.server import serve_page
from bot.preview.page.set_up import SetUp
from bot.preview.server import serve
from bot.preview.world import World
from bot.runtime.settings import Settings
from bot.runtime.tasks import cancel_all, unless_stopped
from retrieval.errors import BulletinError

INBOX = "demo-inbox"
BOT = User(4_242_424, "问报", "wenbao_demo_bot", is_bot=True)
STOP_SECONDS = 12.0  # the bot needs less than ten
SERVED = """\
试用页面 Preview: {address}
在浏览器里打开它，像在 Telegram 里一样和机器人聊。只在本机，不连 Telegram；Ctrl-C 结束。
要从头再试：make demo-reset；不是用 make 启动的，在启动它的命令后面加 --reset。
Open it in a browser and chat as in Telegram. A preview on this machine only; Ctrl-C ends it. To
begin it anew: make demo-reset, or --reset behind the command that started it without make."""
KEY = """\
看好了，就在网页上点“接上 Telegram”；那里要的口令是 {key}。
When you have seen enough, set it up on the page; the code that it asks for: {key}."""
READING = "\n正在读入样例版面 … Reading the sample pages …\n"
READY = "机器人好了，打开 {address} 和它聊。The bot is ready: open the page and talk to it."


class BotEnded(BulletinError):
    """The bot's process has ended by itself: it is not begun again in silence."""

    def __init__(self, status: int) -> None:
        super().__init__(
            f"机器人的进程自己停了（状态 {status}），试用结束。The bot's process ended."
        )
        self.status = status


class OfferedSetUp(SetUp, Protocol):
    """What sets the bot up for Telegram; ``saved`` is set once that is done.

    ``key`` is what it asks for, to be told on the terminal, where it is ``offered``.
    """

    saved: asyncio.Event
    key: str

    @property
    def offered(self) -> bool:
        """Whether there is something to set up."""


async def run(
    settings: Settings, offer: OfferedSetUp, told: Callable[[str], None] = click.echo
) -> bool:
    """Serve the page, and the bot on the settings' database, until SIGINT, SIGTERM or the set-up.

    Return whether the bot was set up for Telegram by what the page offers. ``told`` is given what
    to print: the page's address, three questions with their answers from the sample pages, and
    `READY` once the bot listens. Pages dropped go into the folder `INBOX` beside the database.
    Raises ArchiveUnavailable, and BotEnded if the bot's process ends before.
    """
    stop = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in (signal.SIGINT, signal.SIGTERM):
        loop.add_signal_handler(number, stop.set)
    inbox = settings.database.with_name(INBOX)
    token = f"{BOT.id}:{secrets.token_urlsafe(24)}"
    world = World(BOT, first_message=int(time.time()))
    cast = Cast.gathered(world)
    saving = asyncio.create_task(_then(offer.saved, stop))
    try:
        async with (
            serve(world, token) as preview,
            serve_page(cast, inbox, set_up=offer) as address,
        ):
            told(SERVED.format(address=address))
            told(READING)
            if await unless_stopped(stop, _read(settings)):
                environment = _environment(settings, cast, inbox, token, preview.url)
                ready = READY.format(address=address)
                if offer.offered:  # last, as the answers take the whole screen
                    ready += "\n" + KEY.format(key=offer.key)
                await _run_bot(environment, world, stop, _show(settings, told), lambda: told(ready))
    finally:
        await cancel_all((saving,))
    return offer.saved.is_set()


async def _then(event: asyncio.Event, other: asyncio.Event) -> None:
    await event.wait()
    other.set()


async def _samples() -> ModuleType:
    """Return the room of the samples. It takes a while to import: the page is served meanwhile."""
    return await asyncio.to_thread(import_module, "bot.cli.samples")


async def _read(settings: Settings) -> None:
    await (await _samples()).add_samples(settings)


async def _show(settings: Settings, told: Callable[[str], None]) -> None:
    answers = (await _samples()).answers(settings, bold=sys.stdout.isatty())
    async for text in answers:
        told(text)


async def _run_bot(
    environment: Mapping[str, str],
    world: World,
    stop: asyncio.Event,
    meanwhile: Coroutine[None, None, None],
    ready: Callable[[], None],
) -> None:
    """Run the bot until ``stop``; do something while it starts. Raises BotEnded."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"), env=environment, stdin=asyncio.subprocess.DEVNULL
    )
    ended = asyncio.create_task(process.wait())
    stopped = asyncio.create_task(stop.wait())
    try:
        await unless_stopped(stop, meanwhile)
        if await _listens(world, ended, stopped):
            ready()
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
    return {
        **os.environ,
        "TELEGRAM_BOT_TOKEN": token,
        "TELEGRAM_API_URL": api_url,
        "BULLETIN_DB": str(settings.database),
        "BULLETIN_INBOX": str(inbox),
        "ADMIN_IDS": str(cast.admin.id),
        # What the settings say of a bot that runs in earnest is not for this one.
        **dict.fromkeys(("WEBHOOK_URL", "HEALTH_PORT", "ERROR_CHAT_ID"), ""),
    }
