"""Where scenes are played: the real handlers, on an archive of their own, and a loopback API."""

import asyncio
import tempfile
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from pathlib import Path
from zoneinfo import ZoneInfo

from bot.access.albums import Albums
from bot.alerts.delivery import DeliveryWorker
from bot.alerts.open_archive import OpenArchive
from bot.app import build
from bot.preview.languages import LANGUAGES
from bot.preview.model import User
from bot.preview.people import person
from bot.preview.server import serve
from bot.preview.world import World
from bot.runtime.settings import Settings
from bot.runtime.values import Secret
from bot.telegram.pacing import Limit, Limits, Pacing
from bot.telegram.sender import Sender
from retrieval.archive import Archive

Page = tuple[bytes, str]
"""A page's bytes, and its name."""

_ZONE = ZoneInfo("Asia/Shanghai")
NOW = int(datetime(2022, 10, 28, 9, 30, tzinfo=_ZONE).timestamp())
"""When it all plays: the day after the sample pages were printed, at every building."""
_FREE = Limit(10**6, 1.0)
_MOMENT = 0.2  # seconds between messages of an album, which are sent all at once here
_BOT = User(4_242_424, "问报", "wenbao_bot", is_bot=True)
_TOKEN = f"{_BOT.id}:AA-no-bot-of-telegram-knows-this-one"


@dataclass(frozen=True, slots=True)
class Stage:
    """The little Telegram with the bot at work, its admins by language, and what sends alerts."""

    world: World
    archive: Archive
    admins: Mapping[str, User]
    _delivery: DeliveryWorker

    async def publish(self, page: Page) -> int:
        """Add a page, and send its alerts; return the page's id."""
        added = await self.archive.add_page(*page)
        await self.deliver()
        return added.page_id

    async def withdraw(self, page_id: int) -> None:
        """Withdraw a page, and edit the alerts that told its stories."""
        await self.archive.withdraw_page(page_id)
        await self.deliver()

    async def deliver(self) -> None:
        """Send what is due now."""
        await self._delivery.poll()
        await self._delivery.round()
        await self._delivery.drain()


@asynccontextmanager
async def set_up(pages: Sequence[Page]) -> AsyncIterator[Stage]:
    """Load the pages and begin; all of it is gone after the ``with`` block."""
    clock: Callable[[], int] = lambda: NOW  # noqa: E731 (a clock that stands still)
    world = World(_BOT, clock=clock)
    admins = {
        language: person(world, "Wong" if language == "en" else "王编辑", language=language)
        for language in LANGUAGES
    }
    with tempfile.TemporaryDirectory() as folder:
        async with serve(world, _TOKEN) as preview:
            settings = Settings(
                Secret(_TOKEN),
                preview.url,
                Path(folder, "gallery.db"),
                Path(folder),
                frozenset(admin.id for admin in admins.values()),
                _ZONE,
                max_subscriptions=50,
                alert_max_age_days=7,
                log_level="WARNING",
            )
            async with OpenArchive.of(settings, clock) as here:
                for page in pages:
                    await here.archive.add_page(*page)
                await here.loaded()
                async with _playing(settings, here) as outbox:
                    yield Stage(world, here.archive, admins, outbox)


@asynccontextmanager
async def _playing(settings: Settings, here: OpenArchive) -> AsyncIterator[DeliveryWorker]:
    pacing = Pacing(lambda: 0.0, Limits(_FREE, _FREE, _FREE))
    albums = Albums(partial(asyncio.sleep, _MOMENT))
    application = build(settings, Secret(_TOKEN), here, pacing, albums=albums)
    updater = application.updater
    assert updater is not None  # noqa: S101 (it is None only if the builder was told so)
    async with application:
        await application.start()
        await updater.start_polling(allowed_updates=[])
        try:
            sender = Sender(application.bot)
            yield DeliveryWorker(here.database, here.archive, sender, pacing, clock=here.clock)
        finally:
            await updater.stop()
            await application.stop()
