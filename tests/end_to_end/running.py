"""The real bot, as a process of its own, talking to our loopback Bot API over HTTP."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.preview.model import Message, User
from bot.preview.participant import Participant
from bot.preview.people import person, private
from bot.preview.server import Preview, serve
from bot.preview.updates import Webhook
from bot.preview.world import World
from tests.support.specification import load

ROOT = Path(__file__).parents[2]
PAGES = ROOT / "tests/fixtures/bulletins"
SPECIFICATION = ROOT.parent / "shared/telegram-bot-api-spec/api.json"
TOKEN = "123456:AAtest-token_of-no-bot"  # noqa: S105
START_SECONDS = 60.0
STOP_SECONDS = 20.0
SERVED_SECONDS = 90.0


@dataclass(frozen=True, slots=True)
class Bot:
    """A bot that runs: its process, its folder, the server it talks to, and its admin."""

    process: asyncio.subprocess.Process
    home: Path
    preview: Preview
    admin: Participant

    @property
    def world(self) -> World:
        return self.preview.world

    @property
    def inbox(self) -> Path:
        return self.home / "inbox"

    def log(self) -> str:
        """All that the process has printed."""
        return (self.home / "log").read_text(encoding="utf-8")

    def person(self, name: str, language: str = "zh-hans") -> Participant:
        """Somebody new, in private chat with the bot."""
        return private(self.world, person(self.world, name, language=language))

    async def served(self, question: str, wanted: str) -> Message:
        """Ask until the answer holds what is wanted, somebody else each time: none is a flood."""
        told: list[str] = []
        with suppress(TimeoutError):
            async with asyncio.timeout(SERVED_SECONDS):
                while True:
                    asker = self.person("急性子")
                    answer = await asker.reply(asker.say(question))
                    if wanted in answer.text:
                        return answer
                    told.append(answer.text)
        raise AssertionError(f"{len(told)} answers without {wanted}: {told[-1:]}\n{self.log()}")


def environment(home: Path, **settings: str) -> Mapping[str, str]:
    """What the process gets to see: nothing of this one's settings, nor of a `.env` here."""
    return {
        "PATH": os.environ["PATH"],
        "HOME": str(home),
        "PYTHONPATH": str(ROOT),
        "PYTHONUNBUFFERED": "1",
        "BULLETIN_DB": str(home / "bulletins.db"),
        "BULLETIN_INBOX": str(home / "inbox"),
        **settings,
    }


async def command(home: Path, *arguments: str) -> tuple[int, str, str]:
    """Run a command of the bot beside; return its status and what it printed on which stream."""
    return await python(home, "-m", "bot", *arguments)


async def python(home: Path, *arguments: str) -> tuple[int, str, str]:
    """Run Python as the bot is run; return its status and what it printed on which stream."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, *arguments),
        cwd=home,
        env=environment(home),
        stdout=asyncio.subprocess.PIPE,
        stderr=asyncio.subprocess.PIPE,
    )
    out, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, out.decode(), err.decode()


@asynccontextmanager
async def serving() -> AsyncIterator[Preview]:
    """Serve a world that has nobody but the bot in it, and refuse what the API does not know."""
    world = World(User(int(TOKEN.partition(":")[0]), "河湾晚报", "paper_bot", is_bot=True))
    check = load(SPECIFICATION).check if SPECIFICATION.exists() else None
    async with serve(world, TOKEN, check=check) as preview:
        yield preview


@asynccontextmanager
async def running(
    home: Path, *, stop: signal.Signals = signal.SIGTERM, log_level: str = "INFO"
) -> AsyncIterator[Bot]:
    """Start the bot on the archive in ``home`` and yield once it listens; stop it, cleanly."""
    async with serving() as preview:
        admin = private(preview.world, person(preview.world, "管理员"))
        bot = await begun(home, preview, admin, log_level=log_level)
        try:
            yield bot
            bot.process.send_signal(stop)
            status = await asyncio.wait_for(bot.process.wait(), STOP_SECONDS)
            assert status == 0, bot.log()
        finally:
            await killed(bot)


async def begun(  # noqa: PLR0913 (how a bot may be started)
    home: Path,
    preview: Preview,
    admin: Participant,
    *,
    log_level: str = "INFO",
    settings: Mapping[str, str] | None = None,
    program: Sequence[str] = ("bot", "run"),
) -> Bot:
    """Start a bot on the archive in ``home`` and that server; return once it listens."""
    (home / "inbox").mkdir(exist_ok=True)
    polls, hook = preview.world.updates.polls, preview.world.webhook
    with (home / "log").open("ab") as log:
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", *program),
            cwd=home,
            env=environment(
                home,
                TELEGRAM_BOT_TOKEN=TOKEN,
                TELEGRAM_API_URL=preview.url,
                ADMIN_IDS=str(admin.user.id),
                LOG_LEVEL=log_level,
                **(settings or {}),
            ),
            stdout=log,
            stderr=log,
        )
    bot = Bot(process, home, preview, admin)
    try:
        await _listening(bot, polls, hook)
    except BaseException:
        await killed(bot)
        raise
    return bot


async def killed(bot: Bot) -> None:
    """Kill the bot's process as ``kill -9`` does, if it still runs."""
    if bot.process.returncode is None:
        bot.process.kill()
        await bot.process.wait()


async def _listening(bot: Bot, polls: int, hook: Webhook | None) -> None:
    """Wait until the bot has polled, after so many polls of others, or has set another webhook."""

    def listens() -> bool | None:
        webhook = bot.world.webhook
        polled = bot.world.updates.polls > polls
        return polled or (webhook is not None and webhook is not hook) or None

    ended = asyncio.create_task(bot.process.wait())
    polled = asyncio.create_task(bot.world.changes.until(listens, START_SECONDS))
    done, waiting = await asyncio.wait((ended, polled), return_when=asyncio.FIRST_COMPLETED)
    for task in waiting:
        task.cancel()
    assert polled in done, bot.log()
    await polled
