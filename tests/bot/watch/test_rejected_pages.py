"""Pages that the inbox refused, told to the admins."""

import asyncio

from telegram import Bot

from bot.messages.rejected_pages import SHOWN
from bot.watch.rejected_pages import RejectedPages
from retrieval.errors import PageRefused
from tests.bot.handlers.conftest import TOKEN, House


async def test_thousands_that_wait_are_one_message_with_their_number(house: House) -> None:
    admin = house.reader()
    refused = RejectedPages()
    for number in range(3000):
        await refused.put(PageRefused(f"{number}.jpg", "不是文本"))
    async with Bot(TOKEN, base_url=f"{house.preview.url}/bot") as bot:
        telling = asyncio.create_task(refused.tell(bot, frozenset({admin.user.id})))
        told = await house.world.changes.until(lambda: admin.from_bot() or None, 30.0)
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
    assert [one.text.splitlines()[0] for one in told] == ["收件文件夹里有 3000 个文件没能读入："]
    assert told[0].text.count(".jpg") == SHOWN
