"""All of it at once, for as long as it is told: ``python -m tests.soak.whole --minutes 60``.

People ask in private chats and groups and type inline; bulletins come in, subscribers are alerted;
Telegram and the network have a bad day; and the bot is killed every so often as ``kill -9`` does.
Over and over Telegram is away for a minute; rights to write are taken and given back; pages come in
that can't be read; the disk is full; the index is damaged. Told are the replies and alerts that
were lost (none may be), those that came twice, how long replies took (those that waited for a bot
to start again, or for Telegram, too), and how memory and files grew. Status 1 if anything was lost.

The disk is one of its own, where it may be mounted: as root, or
``unshare --user --map-root-user --mount python -m tests.soak.whole``.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.preview.model import User
from bot.preview.people import person, private
from bot.preview.server import serve
from bot.preview.world import World
from retrieval.evaluation.speed.memory import Memory
from tests.end_to_end.running import TOKEN
from tests.soak.alerts import CALLS
from tests.soak.city import moved_in, page, subscribed
from tests.soak.course import Course, Met
from tests.soak.crowd import Crowd
from tests.soak.hasty import Hasty
from tests.soak.process import BotProcess
from tests.soak.reckoning import Reckoning, left, printed, quarantined, reckoned
from tests.soak.troubles import BadPages, Sky, small_disk
from tests.support.chance import Seeded
from tests.support.faults import Plan

_LOOK = 0.02  # seconds between looks at what came in
_ENDING = 1500.0  # seconds of the bot's that everything may take to come to its end
_MB = 1e6


@dataclass(frozen=True, slots=True)
class Load:
    """What is to be borne: questions a second, seconds between bulletins, and between kills.

    A trouble lasts ``trouble`` seconds of the bot's, and between two are ``pause``. Each comes once
    at least, however few the minutes.
    """

    minutes: float
    questions: float
    bulletins: float
    kills: float
    trouble: float = 60.0
    pause: float = 60.0
    speed: float = 1.0
    people: int = 200
    subscribers: int = 50
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went. Growth is of the bot's own memory from its first minute on, and of its files.

    ``no_disk`` is why no disk could be filled, empty if one was. Of the ``bad_pages`` so many were
    ``set_aside``, and so many ``named`` to the admin.
    """

    crowd: Crowd
    reckoning: Reckoning
    met: Met
    no_disk: str
    bad_pages: Sequence[str]
    set_aside: int
    named: int
    kills: int
    bulletins: int
    hours: float
    memory_mb: tuple[float, ...]
    files_mb: tuple[float, float]

    @property
    def well(self) -> bool:
        """Whether every trouble came, and nothing was lost, nor apologised for in vain."""
        met = self.met
        came = met.outages and met.silences and met.damages and self.bad_pages
        filled = met.fillings or self.no_disk
        lost = self.crowd.lost or self.crowd.sorry or self.reckoning.lost
        return bool(came and filled and not lost and self.set_aside == len(self.bad_pages))


class Whole:
    """One run, in a folder."""

    def __init__(self, load: Load, home: Path) -> None:
        self._load = load
        self._home = home
        self._dice = random.Random(load.seed)  # noqa: S311 (no secret)
        user = User(int(TOKEN.partition(":")[0]), "河湾晚报", "paper_bot", is_bot=True)
        hasty = Hasty(load.speed, time.time())
        self._world = World(user, clock=hasty.now)
        self._admin = private(self._world, person(self._world, "主编"))
        self._bot = BotProcess(
            *(home, self._world, hasty),
            disk=home / "disk",
            admin=self._admin.user.id,
            saving=True,
        )
        self._crowd = Crowd(self._world, self._dice)
        self._bad_pages = BadPages(home / "inbox", self._dice)
        self._bulletins = 0
        self._memory: list[float] = []

    async def run(self) -> Outcome:
        """Bear the load, wait until all is done, and count."""
        self._crowd.gather(self._load.people)
        people = moved_in(self._world, self._load.subscribers, self._dice)
        began = time.monotonic()
        async with AsyncExitStack() as stack:
            no_disk = stack.enter_context(small_disk(self._bot.database.parent))
            await subscribed(self._bot.database, people, int(self._world.clock()))
            preview = await stack.enter_async_context(serve(self._world, TOKEN))
            sky = Sky(Plan(self._world, Seeded(self._load.seed, CALLS)), self._dice)
            preview.fault = sky
            await self._bot.begin(preview)
            stack.push_async_callback(self._bot.kill)
            self._lay()
            before = self._size()
            course = Course(
                self._bot,
                preview,
                sky=sky,
                crowd=self._crowd,
                subscribers=people,
                bad_pages=self._bad_pages,
                dice=self._dice,
                fills=not no_disk,
                lasting=self._load.trouble / self._load.speed,
                pause=self._load.pause / self._load.speed,
                kills=self._load.kills,
            )
            await self._borne(course)
            await self._ended()
            files = before, self._size()
            kills = self._bot.kills
            set_aside = len(self._set_aside())
            counted = reckoned(self._world, people, self._bulletins)
        return Outcome(
            self._crowd,
            counted,
            course.met,
            no_disk,
            self._bad_pages.names,
            set_aside,
            self._named(),
            kills,
            self._bulletins,
            (time.monotonic() - began) / 3600,
            tuple(self._memory),
            files,
        )

    async def _borne(self, course: Course) -> None:
        load, now = self._load, time.monotonic()
        end = now + 60 * load.minutes
        ask, lay, weigh = now, now + load.bulletins, now + 10
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(course.run())
            while (now := time.monotonic()) < end or not course.is_round:
                if now >= ask:
                    self._crowd.ask()
                    ask = max(ask + 1 / load.questions, now - 1)
                if now >= lay:
                    self._lay()
                    lay += load.bulletins
                if now >= weigh:
                    self._weigh()
                    weigh += 10
                self._crowd.look()
                await asyncio.sleep(_LOOK)
            course.end()

    async def _ended(self) -> None:
        """Wait until nothing is under way; what still is after `_ENDING` counts as lost."""
        with suppress(TimeoutError):
            async with asyncio.timeout(_ENDING / self._load.speed):
                while self._crowd.waits or await asyncio.to_thread(self._is_under_way):
                    self._crowd.look()
                    await asyncio.sleep(10 * _LOOK)

    def _is_under_way(self) -> bool:
        database = self._bot.database
        if printed(database) < self._bulletins or left(database) > 0:
            return True
        return len(self._set_aside()) < len(self._bad_pages.names)

    def _set_aside(self) -> set[str]:
        return quarantined(self._bot.database).intersection(self._bad_pages.names)

    def _named(self) -> int:
        """Count the pages that can't be read which the admin was told of by name."""
        told = "\n".join(
            one.message.text for one in self._world.sent if one.chat is self._admin.chat
        )
        return sum(name in told for name in self._bad_pages.names)

    def _lay(self) -> None:
        """Lay a bulletin into the inbox; every fifth has a name in GBK, as Windows writes it."""
        day = datetime.fromtimestamp(self._world.clock(), UTC).date()
        number = self._bulletins
        label = "B" if number % 5 else "河湾".encode("gbk").decode("utf-8", "surrogateescape")
        path = self._home / "inbox" / f"{day}" / f"{label}{number:04d}.md"
        path.parent.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(page(number, self._dice))
        part.rename(path)
        self._bulletins += 1

    def _weigh(self) -> None:
        status = Path(f"/proc/{self._bot.pid}/status")
        memory = Memory.read(status.read_text()) if status.exists() else None
        if memory is not None:
            self._memory.append(memory.anonymous / _MB)

    def _size(self) -> float:
        inbox = self._home / "inbox"
        files = (path for path in self._home.rglob("*") if path.is_file())
        return sum(path.stat().st_size for path in files if inbox not in path.parents) / _MB


def told(load: Load, outcome: Outcome) -> str:
    """Put the outcome into words."""
    crowd, counted, met = outcome.crowd, outcome.reckoning, outcome.met
    ranks = statistics.quantiles(crowd.took, n=100, method="inclusive")
    before, after = outcome.files_mb
    memory = outcome.memory_mb or (0.0,)
    filled = f"disk full {met.fillings} times"
    if outcome.no_disk:
        filled = f"no disk was filled ({outcome.no_disk})"
    return (
        f"{load.minutes:g} minutes, {load.questions:g} questions/s, {outcome.bulletins} bulletins, "
        f"{outcome.kills} kills\n"
        f"Telegram away {met.outages} times for {load.trouble:g} s ({met.lost} calls), rights "
        f"taken {met.silences} times, from {met.silenced} groups ({met.refused} calls), {filled}, "
        f"index damaged {met.damages} times\n"
        f"questions {crowd.asked}, replies lost {crowd.lost}, more than one {crowd.more}, "
        f"apologies {crowd.sorry}; p50 {1000 * ranks[49]:.0f} ms, p99 {1000 * ranks[98]:.0f} ms\n"
        f"where the bot may not write: in private {crowd.aside}, not heard {crowd.unheard}; "
        f"inline while Telegram was away {crowd.stale}\n"
        f"alerts due {counted.due}, lost {counted.lost}, twice {counted.twice}, "
        f"before Telegram's limits allow {counted.early}\n"
        f"pages that can't be read {len(outcome.bad_pages)}, set aside {outcome.set_aside}, "
        f"told to the admin {outcome.named}\n"
        f"memory {memory[0]:.0f} MB at first, {max(memory):.0f} MB at most, {memory[-1]:.0f} MB at "
        f"last; files {before:.1f} MB, {(after - before) / outcome.hours:.1f} MB more an hour\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.whole", description=__doc__)
    parser.add_argument("--minutes", type=float, default=1.0)
    parser.add_argument("--questions", type=float, default=5.0, help="a second")
    parser.add_argument("--bulletins", type=float, default=20.0, help="seconds between")
    parser.add_argument("--kills", type=float, default=60.0, help="seconds between")
    parser.add_argument("--trouble", type=float, default=60.0, help="seconds that a trouble lasts")
    parser.add_argument("--pause", type=float, default=60.0, help="seconds between troubles")
    parser.add_argument("--speed", type=float, default=1.0, help="times as fast as ours")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, help="keep what the bot printed in this file")
    chosen = parser.parse_args(arguments)
    load = Load(
        *(chosen.minutes, chosen.questions, chosen.bulletins, chosen.kills),
        trouble=chosen.trouble,
        pause=chosen.pause,
        speed=chosen.speed,
        seed=chosen.seed,
    )
    with tempfile.TemporaryDirectory(prefix="soak-") as home:
        try:
            outcome = asyncio.run(Whole(load, Path(home)).run())
        finally:
            if chosen.log:
                chosen.log.write_bytes((Path(home) / "log").read_bytes())
    sys.stdout.write(told(load, outcome))
    return int(not outcome.well)


if __name__ == "__main__":
    sys.exit(main())
