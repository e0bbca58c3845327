import asyncio
import logging

import pytest
from telegram import Bot
from telegram.ext import Updater

from bot.preview.model import User
from bot.preview.server import Call, serve
from bot.preview.wire import Dropped, Refusal
from bot.preview.world import World
from bot.runtime.metrics import Metrics
from bot.telegram.polling import Polling
from bot.telegram.transport import PollingTransport, Transport

TOKEN = "123456:AAtest-token_of-no-bot"  # noqa: S105


@pytest.mark.parametrize(
    ("fault", "logged"), [(Dropped(), False), (Refusal(500, "Internal"), True)], ids=["cut", "500"]
)
async def test_a_stop_while_telegram_is_away_is_no_error(
    fault: Exception, *, logged: bool, caplog: pytest.LogCaptureFixture
) -> None:
    async def away(_call: Call) -> None:
        raise fault

    world = World(User(123456, "报纸", "paper_bot", is_bot=True))
    queue = asyncio.Queue[object]()
    async with (
        serve(world, TOKEN) as preview,
        Transport(1, Metrics()) as calls,
        PollingTransport(Metrics()) as fetching,
        Updater(
            Bot(TOKEN, f"{preview.url}/bot", request=calls, get_updates_request=fetching), queue
        ) as updater,
    ):
        polling = Polling(updater)
        await polling.begin()
        while world.updates.polls == 0:
            await world.changes.next()
        preview.fault = away
        await polling.end()
    told = [one for one in caplog.records if one.levelno >= logging.ERROR]
    assert bool(told) is logged
