"""The outbox, emptied into our loopback server; time goes on only when it is told to."""

import os
import random
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from telegram.ext import ExtBot

from bot.alerts.delivery import DeliveryWorker
from bot.alerts.matching import Matching
from bot.model import ChatKind, State, Target
from bot.preview.model import Message, User
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.server import Preview, serve
from bot.preview.world import World
from bot.runtime.metrics import Metrics
from bot.services.subscription_query import folded
from bot.store.chats import chat_of, keep_settings, see_chat
from bot.store.status import tally
from bot.store.subscriptions import insert_subscription
from bot.telegram.defaults import DEFAULTS
from bot.telegram.pacing import Pacing
from bot.telegram.sender import SendCounter, Sender
from bot.telegram.transport import Transport
from retrieval.archive import Archive
from retrieval.store.database import Database
from retrieval.store.migrations import shipped
from tests.support.chance import script
from tests.support.faults import Kind, Plan

TOKEN = "123456:AAtest-token_of-no-bot"  # noqa: S105
SHANGHAI = ZoneInfo("Asia/Shanghai")
NOON = int(datetime(2023, 5, 18, 12, tzinfo=SHANGHAI).timestamp())


@dataclass
class Clock:
    now: float = NOON

    def __call__(self) -> float:
        return self.now


@dataclass
class Office:
    preview: Preview
    database: Database
    archive: Archive
    bot: ExtBot[None]
    clock: Clock
    pacing: Pacing
    delivery: DeliveryWorker
    admins: frozenset[int] = frozenset()

    @property
    def world(self) -> World:
        return self.preview.world

    async def reader(self, name: str = "小李", *queries: str) -> Participant:
        """Somebody with subscriptions, in private chat."""
        reader = private(self.world, person(self.world, name))
        await self.subscribe(reader, *queries)
        return reader

    async def group(
        self, *queries: str, is_forum: bool = False, basic: bool = False
    ) -> Participant:
        """The creator of a group with subscriptions."""
        from bot.preview.model import ChatKind as Kinds  # noqa: PLC0415 (of the same name)

        kind = Kinds.GROUP if basic else Kinds.SUPERGROUP
        owner = person(self.world, "群主")
        there = gathering(self.world, kind, "街坊", owner, is_forum=is_forum)
        await self.subscribe(there, *queries)
        return there

    async def subscribe(
        self, whose: Participant, *queries: str, thread: int | None = None
    ) -> list[int]:
        chat, made = whose.chat, []
        async with self.database.transaction() as connection:
            kind = ChatKind(chat.kind.value)
            await see_chat(connection, chat.id, kind, chat.title, timezone=SHANGHAI)
            for query in queries:
                number = await insert_subscription(
                    *(connection, Target(chat.id, thread), query, folded(query)),
                    made_by=whose.user.id,
                    now=int(self.clock()),
                )
                assert number is not None
                made.append(number)
        return made

    async def wants(self, whose: Participant, **changes: object) -> None:
        """Change a chat's settings."""
        async with self.database.transaction() as connection:
            chat = await chat_of(connection, whose.chat.id)
            assert chat is not None
            settings = replace(chat.settings, **changes)  # type: ignore[arg-type]
            await keep_settings(connection, chat.id, settings)

    async def passes(self, seconds: float = 0.0) -> None:
        """Run deliveries for so many seconds; 0 does what needs no time."""
        end = self.clock.now + seconds
        while True:
            await self.delivery.poll()
            sent = -1
            while sent != len(self.preview.calls):
                sent = len(self.preview.calls)
                await self.delivery.round()
                await self.delivery.drain()
                await self.delivery.poll()
            if self.clock.now >= end:
                return
            self.clock.now = min(end, self.clock.now + 0.5)

    async def states(self) -> dict[State, int]:
        """How many deliveries there are in which state."""
        async with self.database.reading() as view:
            states = (await tally(view, 0)).states
        return {state: count for state, count in states.items() if count}

    async def reasons(self) -> list[str]:
        async with self.database.reading() as view:
            rows = await view.fetch_all(
                "SELECT reason FROM delivery WHERE reason IS NOT NULL ORDER BY id"
            )
        return [reason for (reason,) in rows]

    def strike(self, *kinds: Kind | None) -> Plan:
        """Make the next calls that send meet these faults."""
        plan = Plan(self.world, script(*kinds))
        self.preview.fault = plan
        return plan

    async def killed(self) -> int:
        """End the bot where it is, and start again; return how many messages were in flight."""
        in_flight = (await self.states()).get(State.SENDING, 0)
        await self.delivery._in_flight.cancel()  # noqa: SLF001 (nobody else ends it so)
        self.restarted()
        return in_flight

    def restarted(self) -> None:
        """Replace the worker by that of a new process, which knows nothing of the old one."""
        self.pacing = Pacing(self.clock)
        self.delivery = DeliveryWorker(
            *(self.database, self.archive, Sender(self.bot), self.pacing),
            admins=self.admins,
            clock=self.clock,
            chance=random.Random(7).random,  # noqa: S311 (a test's)
        )


@asynccontextmanager
async def opened(path: Path) -> AsyncIterator[Office]:
    os.environ.setdefault("PTB_TIMEDELTA", "true")  # as the bot does
    clock = Clock()
    world = World(User(123456, "报纸", "paper_bot", is_bot=True), clock=clock)
    steps = (*shipped(), *shipped("bot.store"))
    hook = Matching(lambda: int(clock()), SHANGHAI, timedelta(days=7))
    async with Database.open(path, steps) as database, serve(world, TOKEN) as preview:
        archive = await Archive.over(
            database, clock=lambda: datetime.fromtimestamp(clock(), UTC), hook=hook
        )
        pacing = Pacing(clock)
        bot: ExtBot[None] = ExtBot(
            TOKEN,
            f"{preview.url}/bot",
            defaults=DEFAULTS,
            request=Transport(40, Metrics()),
            rate_limiter=SendCounter(pacing),  # type: ignore[arg-type]
        )
        async with bot:
            sender = Sender(bot)
            delivery = DeliveryWorker(
                *(database, archive, sender, pacing),
                clock=clock,
                chance=random.Random(7).random,  # noqa: S311 (a test's)
            )
            yield Office(preview, database, archive, bot, clock, pacing, delivery)


@pytest.fixture
async def office(tmp_path: Path) -> AsyncIterator[Office]:
    async with opened(tmp_path / "a.db") as made:
        yield made


def page(*stories: tuple[str, str], signed: str = "景静") -> bytes:
    return "\n\n".join(f"# {title}\n\n{text}\n\n记者 {signed}" for title, text in stories).encode()


def alerts(whose: Participant) -> list[Message]:
    """What the bot has sent to a chat."""
    return whose.from_bot()
