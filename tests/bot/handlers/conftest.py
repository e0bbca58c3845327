"""The bot's handlers in this process, on an archive of their own, and our loopback server."""

import asyncio
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest

from bot.access.albums import Albums
from bot.alerts.delivery import DeliveryWorker
from bot.alerts.open_archive import OpenArchive
from bot.app import build
from bot.preview.model import Message, User
from bot.preview.participant import Participant
from bot.preview.people import person, private
from bot.preview.server import Preview, serve
from bot.preview.world import World
from bot.runtime.loops import Loops
from bot.runtime.metrics import Metrics
from bot.runtime.settings import Settings
from bot.runtime.tasks import cancel_all
from bot.runtime.values import Secret
from bot.services.subscriptions import Subscriptions
from bot.services.uploads.reading import FileReader
from bot.store.subscriptions import subscriptions_of
from bot.telegram.ledger import Ledger
from bot.telegram.pacing import Limit, Limits, Pacing
from bot.telegram.sender import Sender
from bot.telegram.updates import UpdateQueue, UpdateTracker
from retrieval.archive import Archive

TOKEN = "123456:AAtest-token_of-no-bot"  # noqa: S105
FREE = Limit(10**6, 1.0)
PATH = "樱桃沟修通山路", "侯寨乡樱桃沟的路通了，区委书记樊惠林说，二十户人家的樱桃不再靠肩挑下山。"
NOODLES = "面条厂订单翻番", "马寨镇三家面条厂今年的出口订单比去年翻了一番，主要卖到东南亚各国去。"


@dataclass(frozen=True, slots=True)
class House:
    """The server, the archive, and the way to start the bot between them."""

    preview: Preview
    settings: Settings
    opened: OpenArchive
    loops: Loops = field(default_factory=Loops)
    files: FileReader | None = None
    albums: Albums | None = None
    pace: float = 0.0
    is_found: Callable[[], Awaitable[bool]] | None = None

    @property
    def archive(self) -> Archive:
        return self.opened.archive

    @property
    def subscribing(self) -> Subscriptions:
        """The subscriptions that are kept."""
        return Subscriptions(self.opened.database, self.archive, 99, self.opened.clock)

    @property
    def world(self) -> World:
        return self.preview.world

    def reader(self, language: str = "zh-hans") -> Participant:
        return private(self.world, person(self.world, "小李", language=language))

    @asynccontextmanager
    async def bot(
        self, steady: Callable[[], float] = time.monotonic, *, cut: bool = False
    ) -> AsyncIterator[None]:
        """Run the bot as long as the ``with`` block; twice is a restart.

        How long it waits for Telegram goes by ``steady``. Its end comes before what it has in hand
        is done, if it is ``cut`` short.
        """
        ledger = Ledger(self.opened.database, self.opened.clock)
        tracker = UpdateTracker(ledger, Metrics(), steady)
        pacing = Pacing(time.monotonic)
        application = build(
            *(self.settings, Secret(TOKEN), self.opened, pacing, tracker),
            reader=self.files,
            albums=self.albums,
            pace=self.pace,
            is_found=self.is_found,
        )
        assert application.updater is not None
        async with application:
            await application.start()
            queue = application.update_queue
            assert isinstance(queue, UpdateQueue)
            await queue.put_unfinished(application.bot)
            await application.updater.start_polling()
            writing = asyncio.create_task(ledger.run())
            try:
                yield
            finally:
                await application.updater.stop()
                if cut:
                    await application.update_processor.shutdown()
                await application.stop()
                await cancel_all((writing,))


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    async with at_home(tmp_path) as house:
        yield house


@asynccontextmanager
async def at_home(folder: Path) -> AsyncIterator[House]:
    """A house whose archive lies in the folder."""
    world = World(User(123456, "报纸", "paper_bot", is_bot=True))
    async with serve(world, TOKEN) as preview:
        settings = Settings(
            Secret(TOKEN),
            preview.url,
            folder / "bulletins.db",
            Path("unused"),
            frozenset(),
            ZoneInfo("Asia/Shanghai"),
            max_subscriptions=3,
            alert_max_age_days=7,
            log_level="INFO",
        )
        async with OpenArchive.of(settings) as opened:
            yield House(preview, settings, opened)


@pytest.fixture
async def running(house: House) -> AsyncIterator[House]:
    """The house with the bot at work, and a bulletin of 25 stories."""
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    async with house.bot():
        yield house


def page(stories: int) -> bytes:
    """A page of that many stories, by two reporters in turn."""
    things = "桥路井灯亭塔楼站港湾林园田渠坝闸仓店院校馆寺门墙碑"
    texts = [
        f"# 东郊{things[at]}修缮工程第{at + 1}号\n\n"
        f"本报讯 5月17日，东郊的{things[at]}开始修缮，由第{at + 1}施工队承担。\n\n"
        f"记者 {'陆知行' if at % 2 else '欧阳晓岚'}\n"
        for at in range(stories)
    ]
    return "\n".join(texts).encode()


async def said(reader: Participant, text: str) -> Message:
    return await reader.reply(reader.say(text))


def issue(*stories: tuple[str, str]) -> bytes:
    return "\n\n".join(f"# {title}\n\n{text}\n\n记者 景静" for title, text in stories).encode()


@asynccontextmanager
async def delivering(house: House) -> AsyncIterator[DeliveryWorker]:
    """The bot, which delivers a round at a time."""
    admin = next((user.id for user in house.world.users.values() if user.first_name == "站长"), 0)
    settings = replace(house.settings, admins=frozenset({admin}))
    pacing = Pacing(lambda: 0.0, Limits(FREE, FREE, FREE))
    troubles = house.loops.troubles
    application = build(settings, Secret(TOKEN), house.opened, pacing, troubles=troubles)
    assert application.updater is not None
    async with application:
        await application.start()
        await application.updater.start_polling(
            allowed_updates=["message", "callback_query", "my_chat_member"]
        )
        yield DeliveryWorker(house.opened.database, house.archive, Sender(application.bot), pacing)
        await application.updater.stop()
        await application.stop()


async def delivered(delivery: DeliveryWorker) -> None:
    await delivery.poll()
    await delivery.round()
    await delivery.drain()


@pytest.fixture
async def delivery(house: House) -> AsyncIterator[DeliveryWorker]:
    person(house.world, "站长")
    async with delivering(house) as working:
        yield working


async def alerted(
    house: House, delivery: DeliveryWorker, reader: Participant, *stories: tuple[str, str]
) -> Message:
    """A reader's alert of stories that came in today."""
    for query in ("樱桃沟", "面条"):
        await said(reader, f"/subscribe@paper_bot {query}")
    day = datetime.now(house.settings.timezone).date()
    await house.archive.add_page(issue(*stories), f"{day}/A01.md")
    await delivered(delivery)
    return reader.from_bot()[-1]


async def queries(house: House, reader: Participant) -> dict[str, bool]:
    """What a chat subscribes to, and whether it goes on."""
    async with house.opened.database.reading() as view:
        return {one.query: not one.paused for one in await subscriptions_of(view, reader.chat.id)}
