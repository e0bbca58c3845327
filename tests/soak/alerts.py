"""Alerts on a bad day: ``python -m tests.soak.alerts`` (`--help` tells how bad).

Chats of all kinds subscribe; bulletins are laid into the inbox one after the other; the server
answers with 5xx, drops connections, loses answers, floods, shuts the bot out and makes groups
supergroups; and the bot is killed as ``kill -9`` does, and begun again. In the end no alert that
could be delivered may be lost, and none come twice but what was on its way when the bot was killed
or when an answer was lost. Status 1 if that is not so.

Time passes ``--speed`` times as fast for the bot and the server, so that pacing does too.
"""

import argparse
import asyncio
import random
import sys
import tempfile
import time
from collections.abc import Callable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from bot.preview.model import User
from bot.preview.server import Preview, serve
from bot.preview.world import World
from tests.end_to_end.running import TOKEN
from tests.soak.city import Subscriber, moved_in, page, subscribed
from tests.soak.hasty import Hasty
from tests.soak.process import BotProcess
from tests.soak.reckoning import Reckoning, left, printed, reckoned, stories_in
from tests.support.chance import Seeded
from tests.support.faults import Kind, Plan

CALLS = {
    Kind.INTERNAL_ERROR: 0.02,
    Kind.BAD_GATEWAY: 0.02,
    Kind.PROXY_PAGE: 0.01,
    Kind.DROPPED: 0.02,
    Kind.LOST: 0.02,
    Kind.FLOOD: 0.01,
}
CHATS = {Kind.SHUT_OUT: 0.03, Kind.MIGRATED: 0.2}
PATIENCE = 1500.0  # seconds for all of it
_LOOK = 0.1
_BETWEEN = 60.0  # seconds of the bot's time between two bulletins, at most


@dataclass(frozen=True, slots=True)
class Day:
    """What kind of day it is to be."""

    chats: int
    bulletins: int
    kills: int
    speed: float
    seed: int = 1
    faults: bool = True
    unlimited: bool = False


@dataclass(frozen=True, slots=True)
class Outcome:
    """How the day went: ``allowed`` may have come twice; seconds are of the bot's time.

    ``took`` is from the first page in the inbox to the last alert, ``messages`` how many there
    were.
    """

    reckoning: Reckoning
    allowed: int
    messages: int
    took: float

    @property
    def well(self) -> bool:
        """Whether nothing was lost, or came twice or early without need."""
        counted = self.reckoning
        return not counted.lost and counted.twice <= self.allowed and not counted.early


class Soak:
    """One day: a world, the server, and the bot's processes in a folder."""

    def __init__(self, day: Day, home: Path) -> None:
        self.day = day
        self.home = home
        self.database = home / "bulletins.db"
        self.hasty = Hasty(day.speed, time.time())
        self._dice = random.Random(day.seed)  # noqa: S311 (no secret)
        bot = User(int(TOKEN.partition(":")[0]), "河湾晚报", "paper_bot", is_bot=True)
        self.world = World(bot, clock=self.hasty.now)
        self._bot = BotProcess(home, self.world, self.hasty, unlimited=day.unlimited)

    async def passed(self) -> Outcome:
        """Run the day to its end. Raises TimeoutError if it does not end."""
        people = moved_in(self.world, self.day.chats, self._dice)
        await subscribed(self.database, people, int(self.hasty.now()))
        faults = Seeded(self.day.seed, CALLS, CHATS) if self.day.faults else Seeded(0)
        plan = Plan(self.world, faults)
        async with serve(self.world, TOKEN) as preview, asyncio.timeout(PATIENCE):
            preview.fault = plan
            await self._bot.begin(preview)
            began = self.hasty.now()
            try:
                await self._printed_and_killed(preview)
                await self._until(lambda: printed(self.database) == self.day.bulletins)
                await self._until(lambda: not left(self.database))
            finally:
                await self._bot.kill()
        return self._outcome(people, plan, began)

    def _outcome(self, people: Sequence[Subscriber], plan: Plan, began: float) -> Outcome:
        headlines = 0
        messages = {(each.chat.id, each.message.id): each.message for each in self.world.sent}
        for struck in plan.struck:
            if struck.kind is Kind.LOST and struck.message_id is not None:
                chat_id = struck.call.parameters.integer("chat_id") or 0
                message = messages.get((chat_id, struck.message_id))
                headlines += len(stories_in(message)) if message else 0
        return Outcome(
            reckoned(self.world, people, self.day.bulletins),
            self._bot.interrupted + headlines,
            len(self.world.sent),
            max((each.at for each in self.world.sent), default=began) - began,
        )

    async def _printed_and_killed(self, preview: Preview) -> None:
        """Lay the pages into the inbox, and kill the bot in between."""
        deaths = [self._dice.randrange(self.day.bulletins) for _ in range(self.day.kills)]
        for bulletin in range(self.day.bulletins):
            self._lay(bulletin)
            for _ in range(deaths.count(bulletin)):
                await self._some_time_later()
                await self._bot.kill()
                await self._bot.begin(preview)
            await self._sent(self.day.chats * 2 // 3, _BETWEEN / self.day.speed)

    async def _some_time_later(self) -> None:
        """Wait until some more messages have come in, or a moment where none do."""
        await self._sent(self._dice.randrange(1, 100), self._dice.uniform(0.2, 3.0))

    async def _sent(self, more: int, seconds: float) -> None:
        """Wait until so many more messages have come in, or so many seconds."""
        wanted = len(self.world.sent) + more
        with suppress(TimeoutError):
            await self.world.changes.until(lambda: len(self.world.sent) >= wanted or None, seconds)

    def _lay(self, bulletin: int) -> None:
        day = datetime.fromtimestamp(self.hasty.now(), UTC).date()
        path = self.home / "inbox" / str(day) / f"A{bulletin:02d}.md"
        path.parent.mkdir(exist_ok=True)
        part = path.with_suffix(".part")
        part.write_bytes(page(bulletin, self._dice))
        part.rename(path)

    async def _until(self, done: Callable[[], bool]) -> None:
        while not await asyncio.to_thread(done):  # noqa: ASYNC110 (another process does it)
            await asyncio.sleep(_LOOK)


def told(day: Day, outcome: Outcome) -> str:
    """Put the outcome into words."""
    counted = outcome.reckoning
    least = outcome.messages / 30
    return (
        f"{day.chats} chats, {counted.unreachable} of them out of reach in the end; "
        f"{day.bulletins} bulletins, {day.kills} kills\n"
        f"alerts due {counted.due}, lost {counted.lost}, twice {counted.twice} "
        f"(up to {outcome.allowed} were on their way at a kill or had their answer lost)\n"
        f"messages {outcome.messages}, before Telegram's limits allow: {counted.early}\n"
        f"from the first page to the last alert {outcome.took:.1f} s; "
        f"{outcome.messages / outcome.took:.0f} messages/s; at 30 messages/s {least:.1f} s\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.alerts", description=__doc__)
    parser.add_argument("--chats", type=int, default=1000)
    parser.add_argument("--bulletins", type=int, default=10)
    parser.add_argument("--kills", type=int, default=10)
    parser.add_argument("--speed", type=float, default=5.0, help="times as fast as ours")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--no-faults", action="store_true", help="Telegram has a good day")
    parser.add_argument("--unlimited", action="store_true", help="the bot does not pace itself")
    parser.add_argument("--log", type=Path, help="keep what the bot printed in this file")
    chosen = parser.parse_args(arguments)
    day = Day(
        chosen.chats,
        chosen.bulletins,
        chosen.kills,
        chosen.speed,
        chosen.seed,
        not chosen.no_faults,
        chosen.unlimited,
    )
    with tempfile.TemporaryDirectory(prefix="soak-") as home:
        soak = Soak(day, Path(home))
        try:
            outcome = asyncio.run(soak.passed())
        finally:
            if chosen.log:
                chosen.log.write_bytes((Path(home) / "log").read_bytes())
    sys.stdout.write(told(day, outcome))
    return int(not outcome.well)


if __name__ == "__main__":
    sys.exit(main())
