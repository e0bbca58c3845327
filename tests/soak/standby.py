"""A standby that takes over: ``python -m tests.soak.standby`` (`--help` tells how).

Two folders stand for two machines, the loopback Bot API for Telegram. On the active one the bot
runs; people subscribe there, one after the other, some ask, and pages are laid into its inbox.
Beside that its archive is copied and shipped to the other folder, with the inbox, again and again
with a pause between. Then the machine is gone, as by ``kill -9``, and the other one takes over by
the steps of docs/scaling.md: restore the last copy that came whole, start, put in the pages that
came since. Next time it is the other way round. What was lost and what came twice is counted; all
that is lost must be younger than the last copy. Status 1 if that is not so, or if in the end an
alert or an answer is missing that nothing excuses.
"""

import argparse
import asyncio
import random
import shutil
import sqlite3
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Sequence
from contextlib import closing, suppress
from dataclasses import dataclass
from pathlib import Path

from bot.preview.model import Chat, Message, User
from bot.preview.people import person, private
from bot.preview.server import Preview, serve
from bot.preview.world import World
from tests.end_to_end.running import TOKEN
from tests.soak.city import SUBJECTS, Subscriber, moved_in, page, subscribed
from tests.soak.hasty import Hasty
from tests.soak.machine import Machine, Shipment, lay, sent, until
from tests.soak.process import BotProcess
from tests.soak.reckoning import in_hand, left, printed, reckoned, stories_in
from tests.support.opensearch.cluster import Cluster

PATIENCE = 1500.0  # seconds for all of it
_ANSWER = 600.0  # seconds for a reply, also while the index is made
_ASKED_AGAIN = 0.5  # seconds, where the search is away
_PAGE_EACH, _QUESTION_EACH = 5, 3  # of the people that come
_PEOPLE_EACH = 10  # come in a pause between two copies, at most
_QUESTION = "樱桃沟有什么新消息？"
_AWAY = "现在查不了"
_ALERTED = "又有新消息之"  # in the headlines of `tests.soak.city`


@dataclass(frozen=True, slots=True)
class Play:
    """How it is played: take-overs, the pause in seconds, and how many people come after a copy.

    ``chats`` are subscribed from the beginning. The active machine begins with ``archive``, if one
    is named; by ``warm`` each copy is put in place on the other machine at once, index and all. By
    ``cluster`` questions are searched on real nodes of OpenSearch, which both machines use.
    """

    times: int = 2
    pause: float = 0.0
    people: int = 4
    chats: int = 20
    archive: Path | None = None
    warm: bool = False
    cluster: bool = False
    seed: int = 1


@dataclass(frozen=True, slots=True)
class TakeOver:
    """What one take-over cost; times are seconds.

    ``age`` is that of the copy when the machine went, ``window`` how long before it the oldest
    thing was done that is lost: 0 for nothing. ``came`` and ``subscriptions`` are how many people
    had subscribed, and how many of those are lost; ``pages`` those that the copy did not have.
    ``restored`` and ``answered`` count from the first step; until the latter ``told_away`` people
    were told that it can't be searched.
    """

    shipment: Shipment
    age: float
    window: float
    came: int
    subscriptions: int
    pages: int
    restored: float
    answered: float
    told_away: int


@dataclass(frozen=True, slots=True)
class Outcome:
    """All take-overs, and what is known in the end of all alerts and questions.

    As many as ``excused`` alerts may come twice, and as many questions as were ``in_hand`` when a
    machine went have no answer: Telegram has forgotten them by then.
    """

    overs: Sequence[TakeOver]
    due: int
    lost: int
    twice: int
    excused: int
    asked: int
    unanswered: int
    answered_twice: int
    in_hand: int
    subscribed_left: int
    subscribed_lost: int

    @property
    def well(self) -> bool:
        """Whether only what was younger than the last copy is lost, and comes twice."""
        young = all(over.window <= over.age for over in self.overs)
        excused = self.twice <= self.excused and self.unanswered <= self.in_hand
        return young and not self.lost and excused


@dataclass(slots=True)
class _Came:
    """Somebody who subscribed, and when the bot had said so."""

    chat: int
    at: float


class Standby:
    """Two machines and their world."""

    def __init__(self, play: Play, home: Path) -> None:
        self.play = play
        hasty = Hasty(1.0, time.time())
        self.world = World(
            User(int(TOKEN.partition(":")[0]), "河湾晚报", "paper_bot", is_bot=True),
            clock=hasty.now,
        )
        self._dice = random.Random(play.seed)  # noqa: S311 (no secret)
        self._nodes = home / "nodes"
        self._search: dict[str, str] = {}
        self._machines = [
            Machine(home / name, BotProcess(home / name, self.world, hasty, settings=self._search))
            for name in "ab"
        ]
        self._pages: list[bytes] = []
        self._came: list[_Came] = []
        self._asked: list[Chat] = []
        self._overs: list[TakeOver] = []
        self._excused = self._in_hand = self._gone = self._before = 0

    async def passed(self) -> Outcome:
        """Play it to the end. Raises TimeoutError if it does not end, and Unavailable."""
        if not self.play.cluster:
            return await self._played()
        cluster = await asyncio.to_thread(Cluster, self._nodes, heap="1g")
        with cluster:
            self._search["SEARCH_URL"] = ",".join(cluster.urls)
            return await self._played()

    async def _played(self) -> Outcome:
        for machine in self._machines:
            machine.inbox.mkdir(parents=True)
        active, other = self._machines
        if self.play.archive is not None:
            shutil.copyfile(self.play.archive, active.archive)
        people = moved_in(self.world, self.play.chats, self._dice)
        await subscribed(active.archive, people, int(time.time()))
        self._before = printed(active.archive)
        async with serve(self.world, TOKEN) as preview, asyncio.timeout(PATIENCE):
            try:
                await active.bot.begin(preview)
                for _ in range(self.play.times):
                    await self._lived(active, other)
                    await self._taken_over(active, other, preview)
                    active, other = other, active
                await until(lambda: not left(active.archive))
            finally:
                for machine in self._machines:
                    await machine.bot.kill()
        return self._outcome(people)

    async def _lived(self, active: Machine, other: Machine) -> None:
        """Send people in and copies out until the active machine is gone."""
        other.shipments.clear()
        await self._until_answered(self._ask())
        coming = asyncio.create_task(self._people_come(active))
        shipping = asyncio.create_task(self._ship(active, other))
        try:
            await self._shipped_and_used(other, coming, shipping)
        finally:
            await active.bot.kill()
            for task in (coming, shipping):
                task.cancel()
                with suppress(asyncio.CancelledError):
                    await task

    async def _shipped_and_used(
        self, other: Machine, coming: asyncio.Task[None], shipping: asyncio.Task[None]
    ) -> None:
        """Return some time after a copy came; raise what the tasks raise."""

        def due() -> bool:
            for task in (coming, shipping):
                if task.done():
                    task.result()
            if not other.shipments:
                return False
            since = [one for one in self._came if one.at > other.shipments[0].at]
            return len(since) >= self.play.people and bool(self._asked)

        await until(due)
        if self.play.pause:
            await asyncio.sleep(self._dice.uniform(0, 2 * self.play.pause))
            due()

    async def _people_come(self, active: Machine) -> None:
        number = 0
        while True:
            one = private(self.world, person(self.world, "新读者"))
            await one.reply(one.say(f"/subscribe {self._dice.choice(SUBJECTS)}"), _ANSWER)
            self._came.append(_Came(one.chat.id, time.time()))
            if number % _QUESTION_EACH == 0:
                await self._ask()()
            if number % _PAGE_EACH == 0:
                await self._print(active)
            number += 1
            await asyncio.sleep(self.play.pause / _PEOPLE_EACH)

    def _ask(self) -> Callable[[], Awaitable[Message]]:
        """Have somebody new ask; return what waits for the answer."""
        asker = private(self.world, person(self.world, "提问的读者"))
        asked = asker.say(_QUESTION)
        self._asked.append(asker.chat)
        return lambda: asker.reply(asked, _ANSWER)

    async def _until_answered(self, answer: Callable[[], Awaitable[Message]]) -> int:
        """Wait until somebody who asks is answered; return how many were told that it is away."""
        told_away = 0
        while _AWAY in (await answer()).text:
            told_away += 1
            await asyncio.sleep(_ASKED_AGAIN)
            answer = self._ask()
        return told_away

    async def _print(self, active: Machine) -> None:
        """Lay a new page into the inbox, and return once it is stored."""
        before = printed(active.archive)
        self._pages.append(page(len(self._pages), self._dice))
        lay(active.inbox, len(self._pages) - 1, self._pages[-1])
        await until(lambda: printed(active.archive) > before)

    async def _ship(self, active: Machine, other: Machine) -> None:
        """Copy and ship, again and again, as the timer of docs/install does."""
        own = active.folder / "standby.db"
        await until(lambda: bool(self._came))
        while True:
            at = time.time()
            await active.command("backup", "--force", own)
            copied = time.time()
            await asyncio.to_thread(sent, own, other.copy)
            for file in sorted(active.inbox.glob("*/*.md")):
                there = other.inbox / file.relative_to(active.inbox)
                if not there.exists():
                    await asyncio.to_thread(sent, file, there)
            shipped = time.time()
            if self.play.warm:
                await other.command("restore", other.copy)
                await other.command("ask", _QUESTION)
            warmed = time.time() - shipped
            other.shipments.append(Shipment(at, copied - at, shipped - copied, warmed))
            await asyncio.sleep(self.play.pause)

    async def _taken_over(self, gone: Machine, active: Machine, preview: Preview) -> None:
        """Take over on the other machine; people go on asking meanwhile."""
        gone_at = time.time()
        had = printed(gone.archive)
        self._in_hand += in_hand(gone.archive)
        answer = self._ask()
        began = time.monotonic()
        await active.command("restore", active.copy)
        restored = time.monotonic() - began
        pages = had - printed(active.archive)
        lost = self._lost(active)
        await active.bot.begin(preview)
        told_away = await self._until_answered(answer)
        answered = time.monotonic() - began
        shipment = active.shipments[-1]
        self._overs.append(
            TakeOver(
                shipment,
                gone_at - shipment.at,
                gone_at - min((one.at for one in lost), default=gone_at),
                len(self._came),
                len(lost),
                pages,
                restored,
                answered,
                told_away,
            )
        )
        self._excused += self._told_since(shipment.at) + gone.bot.interrupted
        gone.bot.interrupted = 0
        self._gone += len(lost)
        self._came = [one for one in self._came if one not in lost]
        for number, text in enumerate(self._pages):  # what came since is put in again
            lay(active.inbox, number, text)
        await until(lambda: printed(active.archive) >= self._before + len(self._pages))

    def _lost(self, active: Machine) -> list[_Came]:
        """Return those who had been told that they subscribed, and are not in the archive."""
        with closing(sqlite3.connect(f"{active.archive.as_uri()}?mode=ro", uri=True)) as archive:
            there = {chat for (chat,) in archive.execute("SELECT chat_id FROM subscription")}
        return [one for one in self._came if one.chat not in there]

    def _told_since(self, at: float) -> int:
        """Count the alerts that came since then, which a copy of then does not know of."""
        lines = (
            line for one in self.world.sent if one.at >= at for line in stories_in(one.message)
        )
        return sum(_ALERTED in line for line in lines)

    def _outcome(self, people: Sequence[Subscriber]) -> Outcome:
        counted = reckoned(self.world, people, len(self._pages))
        replies = [
            sum(each.sender == self.world.bot for each in chat.messages.values())
            for chat in self._asked
        ]
        return Outcome(
            self._overs,
            counted.due,
            counted.lost,
            counted.twice,
            self._excused,
            len(replies),
            replies.count(0),
            sum(count > 1 for count in replies),
            self._in_hand,
            len(self._came),
            self._gone,
        )


def told(play: Play, outcome: Outcome) -> str:
    """Put the outcome into words."""
    overs = outcome.overs

    def most(of: Callable[[TakeOver], float]) -> str:
        return f"{max(map(of, overs)):.1f} s"

    return (
        f"{len(overs)} take-overs; copies with {play.pause:.0f} s between, "
        f"each copied in up to {most(lambda one: one.shipment.copied)}, shipped in "
        f"{most(lambda one: one.shipment.shipped)}, put in place in "
        f"{most(lambda one: one.shipment.warmed)}\n"
        f"the copy was {min(one.age for one in overs):.1f} to {most(lambda one: one.age)} old; "
        f"the oldest that is lost was done {most(lambda one: one.window)} before the end\n"
        f"subscriptions lost {outcome.subscribed_lost}, kept {outcome.subscribed_left}; "
        f"pages put in again {sum(one.pages for one in overs)}\n"
        f"alerts due {outcome.due}, lost {outcome.lost}, twice {outcome.twice}; "
        f"questions {outcome.asked}, not answered {outcome.unanswered} "
        f"({outcome.in_hand} messages were in hand), "
        f"twice {outcome.answered_twice}\n"
        f"from the first step: restored within {most(lambda one: one.restored)}, the first answer "
        f"within {most(lambda one: one.answered)}"
        f" ({sum(one.told_away for one in overs)} were told that the search is away)\n"
    )


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command; return its exit status."""
    parser = argparse.ArgumentParser(prog="python -m tests.soak.standby", description=__doc__)
    parser.add_argument("--times", type=int, default=4, help="take-overs")
    parser.add_argument("--pause", type=float, default=5.0, help="seconds between two copies")
    parser.add_argument("--chats", type=int, default=50, help="subscribed from the beginning")
    parser.add_argument("--archive", type=Path, help="begin with a copy of this one")
    parser.add_argument("--warm", action="store_true", help="put each copy in place at once")
    parser.add_argument("--cluster", action="store_true", help="search on real nodes")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--log", type=Path, help="keep what the bots printed in this file")
    chosen = parser.parse_args(arguments)
    play = Play(
        times=chosen.times,
        pause=chosen.pause,
        chats=chosen.chats,
        archive=chosen.archive,
        warm=chosen.warm,
        cluster=chosen.cluster,
        seed=chosen.seed,
    )
    with tempfile.TemporaryDirectory(prefix="standby-") as home:
        try:
            outcome = asyncio.run(Standby(play, Path(home)).passed())
        finally:
            if chosen.log:
                logs = sorted(Path(home).glob("*/log"))
                chosen.log.write_bytes(b"".join(one.read_bytes() for one in logs))
    sys.stdout.write(told(play, outcome))
    return int(not outcome.well)


if __name__ == "__main__":
    sys.exit(main())
