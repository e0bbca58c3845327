"""All of it at once, for as long as it is told: ``python -m tests.soak.whole --minutes 60``.

People ask in private chats and groups and type inline; bulletins come in, subscribers are alerted;
Telegram and the network have a bad day; and the bot is killed every so often as ``kill -9`` does.
Told are the replies and alerts that were lost (none may be), those that came twice, how long
replies took (those that waited for a bot to start again, too), and how memory and files grew.
Status 1 if anything was lost.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
from collections.abc import Sequence
from contextlib import AsyncExitStack
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.preview.model import User
from bot.preview.server import Preview, serve
from bot.preview.world import World
from retrieval.evaluation.speed.memory import Memory
from tests.end_to_end.running import TOKEN
from tests.soak.alerts import CALLS
from tests.soak.city import moved_in, page, subscribed
from tests.soak.crowd import Crowd
from tests.soak.hasty import Hasty
from tests.soak.process import BotProcess
from tests.soak.reckoning import Reckoning, left, printed, reckoned
from tests.support.chance import Seeded
from tests.support.faults import Plan

_LOOK = 0.02  # seconds between looks at what came in
_ENDING = 180.0  # seconds that everything may take to come to its end
_MB = 1e6


@dataclass(frozen=True, slots=True)
class Load:
    """What is to be borne: questions a second, seconds between bulletins, and between kills."""

    minutes: float
    questions: float
    bulletins: float
    kills: float
    people: int = 200
    subscribers: int = 50
    seed: int = 1


@dataclass(frozen=True, slots=True)
class Outcome:
    """How it went. Growth is of the bot's own memory from its first minute on, and of its files."""

    crowd: Crowd
    reckoning: Reckoning
    kills: int
    bulletins: int
    hours: float
    memory_mb: tuple[float, ...]
    files_mb: tuple[float, float]

    @property
    def well(self) -> bool:
        """Whether nothing was lost."""
        return not self.crowd.lost and not self.reckoning.lost


class Whole:
    """One run, in a folder."""

    def __init__(self, load: Load, home: Path) -> None:
        self._load = load
        self._home = home
        self._dice = random.Random(load.seed)  # noqa: S311 (no secret)
        user = User(int(TOKEN.partition(":")[0]), "河湾晚报", "paper_bot", is_bot=True)
        self._world = World(user)
        self._bot = BotProcess(home, self._world, Hasty(1.0, time.time()))
        self._crowd = Crowd(self._world, self._dice)
        self._bulletins = 0
        self._memory: list[float] = []

    async def run(self) -> Outcome:
        """Bear the load, wait until all is done, and count."""
        self._crowd.gather(self._load.people)
        people = moved_in(self._world, self._load.subscribers, self._dice)
        await subscribed(self._bot.database, people, int(time.time()))
        began = time.monotonic()
        async with AsyncExitStack() as stack:
            preview = await stack.enter_async_context(serve(self._world, TOKEN))
            preview.fault = Plan(self._world, Seeded(self._load.seed, CALLS))
            await self._bot.begin(preview)
            stack.push_async_callback(self._bot.kill)
            self._lay()
            before = self._size()
            await self._borne(preview)
            await self._ended()
            files = before, self._size()
            kills = self._bot.kills
        return Outcome(
            self._crowd,
            reckoned(self._world, people, self._bulletins),
            kills,
            self._bulletins,
            (time.monotonic() - began) / 3600,
            tuple(self._memory),
            files,
        )

    async def _borne(self, preview: Preview) -> None:
        load, now = self._load, time.monotonic()
        end = now + 60 * load.minutes
        ask, lay, kill, weigh = now, now + load.bulletins, now + load.kills, now + 10
        while (now := time.monotonic()) < end:
            if now >= ask:
                self._crowd.ask()
                ask += 1 / load.questions
            if now >= lay:
                self._lay()
                lay += load.bulletins
            if now >= weigh:
                self._weigh()
                weigh += 10
            if now >= kill:
                await self._bot.kill()
                await self._bot.begin(preview)
                kill = time.monotonic() + load.kills * self._dice.uniform(0.5, 1.5)
                ask = time.monotonic()
            self._crowd.look()
            await asyncio.sleep(_LOOK)

    async def _ended(self) -> None:
        async with asyncio.timeout(_ENDING):
            while self._crowd.waits or await asyncio.to_thread(self._is_under_way):
                self._crowd.look()
                await asyncio.sleep(10 * _LOOK)

    def _is_under_way(self) -> bool:
        database = self._bot.database
        return printed(database) < self._bulletins or left(database) > 0

    def _lay(self) -> None:
        day = datetime.fromtimestamp(self._world.clock(), UTC).date()
        number = self._bulletins
        path = self._home / "inbox" / f"{day}" / f"B{number:04d}.md"
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
    crowd, counted = outcome.crowd, outcome.reckoning
    ranks = statistics.quantiles(crowd.took, n=100, method="inclusive")
    before, after = outcome.files_mb
    memory = outcome.memory_mb or (0.0,)
    return (
        f"{load.minutes:g} minutes, {load.questions:g} questions/s, {outcome.bulletins} bulletins, "
        f"{outcome.kills} kills\n"
        f"questions {crowd.asked}, replies lost {crowd.lost}, more than one {crowd.more}; "
        f"p50 {1000 * ranks[49]:.0f} ms, p99 {1000 * ranks[98]:.0f} ms\n"
        f"alerts due {counted.due}, lost {counted.lost}, twice {counted.twice}, "
        f"before Telegram's limits allow {counted.early}\n"
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
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, help="keep what the bot printed in this file")
    chosen = parser.parse_args(arguments)
    load = Load(chosen.minutes, chosen.questions, chosen.bulletins, chosen.kills, seed=chosen.seed)
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
