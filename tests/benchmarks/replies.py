"""How long a reply takes through the whole process: ``python -m tests.benchmarks.replies``.

The real bot on the sample pages and, beside it, a bot on the same stack that only says back what it
hears. Both are asked by people in private chats over the loopback Bot API, at so many questions a
second, in turns of a few seconds: whatever else the machine does meets both. Told are the
milliseconds from a question's coming in to the reply's, and those of processor time that the bot's
process takes for each, all of its threads together.
"""

import argparse
import asyncio
import itertools
import os
import statistics
import sys
import tempfile
import time
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import AsyncExitStack, asynccontextmanager, suppress
from dataclasses import dataclass, field
from pathlib import Path

from bot.preview.model import User
from bot.preview.participant import Participant
from bot.preview.people import person, private
from bot.preview.server import serve
from bot.preview.world import World
from tests.end_to_end.running import ROOT, TOKEN, command, environment

QUESTIONS = (
    "樊惠林到郑州大学看了什么？",
    "困难群众救助安排了多少钱？",
    "景静写了哪些报道？",
    "食品产业链",
    "谁讲了专题党课？",
    "基层执法座谈会说了什么？",
)
SECONDS = 20
RATES = (1, 10, 50)
_TURNS = 4  # of each bot at a rate
_STARTING, _ENDING = 60.0, 30.0
_WARM = 20  # questions beforehand, which are not counted


@dataclass(frozen=True, slots=True)
class Replies:
    """What a rate of questions met: ``late`` had no reply within half a minute."""

    bot: str
    rate: int
    p50_ms: float
    p99_ms: float
    cpu_ms: float
    late: int


@dataclass(slots=True)
class Turns:
    """What some turns met: the seconds of each reply, of how many asked, and of the processor."""

    took: list[float] = field(default_factory=list)
    asked: int = 0
    busy: float = 0.0

    def replies(self, bot: str, rate: int) -> Replies:
        """Return all turns together."""
        ranks = statistics.quantiles(self.took, n=100, method="inclusive")
        late, cpu = self.asked - len(self.took), 1000 * self.busy / self.asked
        return Replies(bot, rate, 1000 * ranks[49], 1000 * ranks[98], cpu, late)


class Trial:
    """A bot's process, and the world in which it is asked."""

    def __init__(self, name: str, module: Sequence[str], home: Path) -> None:
        self.name = name
        self._module = module
        self._home = home
        user = User(int(TOKEN.partition(":")[0]), "河湾晚报", "paper_bot", is_bot=True)
        self._world = World(user, clock=time.perf_counter)
        self._questions = itertools.cycle(QUESTIONS)
        self._pid = 0

    @asynccontextmanager
    async def running(self) -> AsyncIterator[None]:
        """Run the bot, warm, for a ``with`` block."""
        async with AsyncExitStack() as stack:
            preview = await stack.enter_async_context(serve(self._world, TOKEN))
            log = stack.enter_context((self._home / f"{self.name}.log").open("wb"))
            process = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", *self._module),
                cwd=ROOT,
                env={
                    **environment(self._home, TELEGRAM_BOT_TOKEN=TOKEN),
                    "TELEGRAM_API_URL": preview.url,
                    "LOG_LEVEL": "WARNING",
                },
                stdout=log,
                stderr=log,
            )
            self._pid = process.pid
            try:
                await self._world.changes.until(
                    lambda: self._world.updates.polls or None, _STARTING
                )
                await self._asked(10, _WARM)
                yield
            finally:
                process.kill()
                await process.wait()

    async def turn(self, rate: int, count: int, turns: Turns) -> None:
        """Ask ``count`` questions at a rate, and add to ``turns`` what came of them."""
        before = self._busy()
        asked = await self._asked(rate, count)
        turns.busy += self._busy() - before
        first: dict[int, float] = {}
        for sent in self._world.sent:
            first.setdefault(sent.chat.id, sent.at)
        turns.took += [first[chat] - at for chat, at in asked.items() if chat in first]
        turns.asked += count

    def _busy(self) -> float:
        """Return the seconds of processor time that the process has taken, by Linux's own clock."""
        return time.clock_gettime((~self._pid << 3) | 2)  # clock_getcpuclockid(3)

    async def _asked(self, rate: int, count: int) -> dict[int, float]:
        """Ask at a steady rate, a new person each time; return when each was, by chat."""
        asked: dict[int, float] = {}
        began = time.perf_counter()
        for number in range(count):
            await asyncio.sleep(max(0.0, began + number / rate - time.perf_counter()))
            somebody = self._somebody()
            asked[somebody.chat.id] = time.perf_counter()
            somebody.say(next(self._questions))
        with suppress(TimeoutError):
            await self._world.changes.until(lambda: self._answered(asked) or None, _ENDING)
        return asked

    def _answered(self, asked: Mapping[int, float]) -> bool:
        return asked.keys() <= {sent.chat.id for sent in self._world.sent}

    def _somebody(self) -> Participant:
        return private(self._world, person(self._world, "读者"))


async def _run(rates: Sequence[int], seconds: int) -> list[Replies]:
    with tempfile.TemporaryDirectory(prefix="replies-") as folder:
        home = Path(folder)
        await command(home, "ingest", str(ROOT / "data" / "samples"))
        ours = Trial("ours", ("bot", "run"), home)
        echo = Trial("echo", ("tests.benchmarks.echo_bot",), home)
        async with ours.running(), echo.running():
            return [row for rate in rates for row in await _in_turns((ours, echo), rate, seconds)]


async def _in_turns(trials: Sequence[Trial], rate: int, seconds: int) -> list[Replies]:
    met = {trial.name: Turns() for trial in trials}
    for _ in range(_TURNS):
        for trial in trials:
            await trial.turn(rate, max(1, rate * seconds // _TURNS), met[trial.name])
    return [turns.replies(name, rate) for name, turns in met.items()]


def _table(rows: Sequence[Replies]) -> str:
    lines = [
        "| bot | questions/s | p50 ms | p99 ms | CPU ms | no reply |",
        "|---|---:|---:|---:|---:|---:|",
    ]
    lines += [
        f"| {row.bot} | {row.rate} | {row.p50_ms:.1f} | {row.p99_ms:.1f} | {row.cpu_ms:.1f}"
        f" | {row.late} |"
        for row in rows
    ]
    return "\n".join([*lines, f"Machine: {os.cpu_count()} cores."])


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.benchmarks.replies", description=__doc__)
    parser.add_argument("--rates", default=",".join(map(str, RATES)), help="questions a second")
    parser.add_argument("--seconds", type=int, default=SECONDS, help="for each rate")
    chosen = parser.parse_args(arguments)
    rates = [int(rate) for rate in chosen.rates.split(",")]
    sys.stdout.write(_table(asyncio.run(_run(rates, chosen.seconds))) + "\n")
    return 0


if __name__ == "__main__":
    sys.exit(main())
