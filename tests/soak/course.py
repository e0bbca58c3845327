"""The course of a soak: its troubles one after the other, over and over, and kills beside them."""

import asyncio
import random
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass

from bot.preview.model import Chat, Status
from bot.preview.participant import Participant
from bot.preview.server import Preview
from tests.soak.city import Subscriber
from tests.soak.crowd import Crowd
from tests.soak.process import BotProcess
from tests.soak.troubles import Away, BadPages, Sky, damage, fill, make_room

_BURST = 10  # questions at the moment when a trouble begins
_REFILLS = 10  # times that the disk is filled again while it is full


@dataclass(slots=True)
class Met:
    """What came to be: how often each trouble, the groups and calls that it met."""

    outages: int = 0
    lost: int = 0
    silences: int = 0
    silenced: int = 0
    refused: int = 0
    fillings: int = 0
    damages: int = 0


class Course:
    """Troubles in turn, each ``lasting`` seconds with ``pause`` between them; kills beside them.

    All seconds are ours. ``kills`` lie between two kills, on average. The disk is filled if it is
    one of its own (``fills``); meanwhile the bot is not killed.
    """

    def __init__(  # noqa: PLR0913 (each is one thing that befalls)
        self,
        bot: BotProcess,
        preview: Preview,
        *,
        sky: Sky,
        crowd: Crowd,
        subscribers: Sequence[Subscriber],
        bad_pages: BadPages,
        dice: random.Random,
        fills: bool,
        lasting: float,
        pause: float,
        kills: float,
    ) -> None:
        self.met = Met()
        self.is_round = False
        self._sky = sky
        self._crowd = crowd
        self._subscribers = subscribers
        self._bot = bot
        self._preview = preview
        self._bad_pages = bad_pages
        self._dice = dice
        self._fills = fills
        self._lasting = lasting
        self._pause = pause
        self._kills = kills
        self._over = asyncio.Event()
        self._hands = asyncio.Lock()  # of whoever kills and begins the bot

    def end(self) -> None:
        """Make `run` return once the trouble at hand is over."""
        self._over.set()

    async def run(self) -> None:
        """Bring the troubles, and the kills, until `end`; each trouble once at least."""
        async with asyncio.TaskGroup() as tasks:
            tasks.create_task(self._killed())
            while not self._over.is_set():
                for trouble in (
                    self._silenced,
                    self._unreadable,
                    self._away,
                    self._damaged,
                    self._full,
                ):
                    if await self._is_over(self._pause) and self.is_round:
                        return
                    await trouble()
                self.is_round = True

    async def _killed(self) -> None:
        while not await self._is_over(self._kills * self._dice.uniform(0.5, 1.5)):
            async with self._hands:
                await self._bot.kill()
                await self._bot.begin(self._preview)

    async def _is_over(self, seconds: float) -> bool:
        """Wait so long, or until `end`; return whether that came."""
        with suppress(TimeoutError):
            async with asyncio.timeout(seconds):
                await self._over.wait()
        return self._over.is_set()

    async def _away(self) -> None:
        """Have Telegram accept nothing, but give updates for half of the time."""
        self._crowd.let_go()
        for away in (Away.FOR_SENDING, Away.WHOLLY):
            self._sky.away = away
            self._crowd.ask_at_once(_BURST)
            await asyncio.sleep(self._lasting / 2)
        self._crowd.let_go()
        self._sky.away = Away.NOT
        self.met.outages += 1
        self.met.lost = self._sky.lost

    async def _silenced(self) -> None:
        """Take the right to write from half of the groups, and give it back, told or not."""
        groups = [
            *self._crowd.groups,
            *(one.chat.id for one in self._subscribers if one.chat.is_group),
        ]
        silenced = set(self._dice.sample(groups, len(groups) // 2))
        self._sky.silenced = silenced
        self._crowd.silence(silenced)
        self._crowd.ask_at_once(_BURST, silenced)
        await asyncio.sleep(self._lasting)
        self._sky.silenced = ()
        self._crowd.silence(())
        for number in self._dice.sample(sorted(silenced), len(silenced) // 2):
            self._appointed(self._preview.world.chats[number])
        self.met.silences += 1
        self.met.silenced += len(silenced)
        self.met.refused = self._sky.refused

    def _appointed(self, chat: Chat) -> None:
        """Change what the bot is in a chat, which it is told."""
        world = self._preview.world
        creator = next(user for user, status in chat.members.items() if status is Status.CREATOR)
        owner = Participant(world, chat, world.users[creator])
        if chat.members[world.bot.id] is Status.ADMINISTRATOR:
            owner.demotes(world.bot)
        else:
            owner.promotes(world.bot)

    async def _unreadable(self) -> None:
        self._bad_pages.lay()

    async def _damaged(self) -> None:
        database = self._bot.database
        async with self._hands:
            await self._bot.kill()
            found = damage(database.with_name(f"{database.name}-index"), self._dice)
            await self._bot.begin(self._preview)
        self.met.damages += found > 0

    async def _full(self) -> None:
        if not self._fills:
            return
        disk = self._bot.database.parent
        async with self._hands:
            for _ in range(_REFILLS):
                await asyncio.to_thread(fill, disk)
                await asyncio.sleep(self._lasting / _REFILLS)
            self._crowd.ask_at_once(_BURST)
            make_room(disk)
        self.met.fillings += 1
