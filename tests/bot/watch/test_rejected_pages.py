"""Pages that the inbox refused, told to the admins."""

import asyncio
from dataclasses import replace

from telegram import Bot

from bot.messages.rejected_pages import SHOWN
from bot.model.uploads import DoubtfulPage
from bot.watch.rejected_pages import RejectedPages
from retrieval.archive import Origin
from retrieval.errors import PageRefused
from tests.bot.handlers.conftest import TOKEN, House, page


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


async def test_a_page_that_needs_a_look_is_told_once_and_released_by_a_button(
    house: House,
) -> None:
    admin = house.reader()
    house = replace(house, settings=replace(house.settings, admins=frozenset({admin.user.id})))
    added = await house.archive.add_page(page(1), "2062-10-27/A02.md", origin=Origin.INBOX)
    reports = RejectedPages()
    page_of = DoubtfulPage(added.page_id, added.name, added.doubts, added.currency)
    await reports.put(page_of)
    async with house.bot():
        async with Bot(TOKEN, base_url=f"{house.preview.url}/bot") as bot:
            telling = asyncio.create_task(reports.tell(bot, frozenset({admin.user.id})))
            (told,) = await house.world.changes.until(lambda: admin.from_bot() or None, 30.0)
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
        assert "2062-10-27" in told.text
        answer = await admin.press_answer(admin.press(told, "放行 A02.md"))
        assert "已放行" in (answer.text or "")
    assert await house.archive.held_pages() == ()
    assert admin.chat.messages[told.id].buttons == ()
