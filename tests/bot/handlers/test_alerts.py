"""Alerts tapped and replied to, the bot let in and shut out, and what its admins ask."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from datetime import datetime

import pytest

from bot.alerts.delivery import DeliveryWorker
from bot.app import build
from bot.preview.model import ChatKind, Message, User
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.runtime.values import Secret
from bot.store.chats import chat_of
from bot.store.subscriptions import subscriptions_of
from bot.telegram.pacing import Limit, Limits, Pacing
from bot.telegram.sender import Sender
from tests.bot.handlers.conftest import TOKEN, House, said

FREE = Limit(10**6, 1.0)
PATH = "樱桃沟修通山路", "侯寨乡樱桃沟的路通了，区委书记樊惠林说，二十户人家的樱桃不再靠肩挑下山。"
NOODLES = "面条厂订单翻番", "马寨镇三家面条厂今年的出口订单比去年翻了一番，主要卖到东南亚各国去。"


def page(*stories: tuple[str, str]) -> bytes:
    return "\n\n".join(f"# {title}\n\n{text}\n\n记者 景静" for title, text in stories).encode()


@asynccontextmanager
async def at_work(house: House) -> AsyncIterator[DeliveryWorker]:
    """The bot, which delivers a round at a time."""
    admin = next((user.id for user in house.world.users.values() if user.first_name == "站长"), 0)
    settings = replace(house.settings, admins=frozenset({admin}))
    pacing = Pacing(lambda: 0.0, Limits(FREE, FREE, FREE))
    application = build(settings, Secret(TOKEN), house.opened, pacing)
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
    async with at_work(house) as working:
        yield working


async def alerted(
    house: House, delivery: DeliveryWorker, reader: Participant, *stories: tuple[str, str]
) -> Message:
    """Tell a reader of stories that came in today."""
    for query in ("樱桃沟", "面条"):
        await said(reader, f"/subscribe@paper_bot {query}")
    day = datetime.now(house.settings.timezone).date()
    await house.archive.add_page(page(*stories), f"{day}/A01.md")
    await delivered(delivery)
    return reader.from_bot()[-1]


async def queries(house: House, reader: Participant) -> dict[str, bool]:
    """What a chat subscribes to, and whether it goes on."""
    async with house.opened.database.reading() as view:
        return {one.query: not one.paused for one in await subscriptions_of(view, reader.chat.id)}


async def test_the_buttons_read_the_story_and_find_others(
    house: House, delivery: DeliveryWorker
) -> None:
    reader = house.reader()
    alert = await alerted(house, delivery, reader, PATH)
    reader.press(alert, "全文")
    assert PATH[1] in (await reader.reply(alert)).text
    last = reader.from_bot()[-1]
    reader.press(alert, "更多")
    assert (await reader.reply(last)).text.startswith("问：樱桃沟修通山路")


async def test_mute_pauses_what_matched_and_one_tap_undoes_it(
    house: House, delivery: DeliveryWorker
) -> None:
    reader = house.reader()
    alert = await alerted(house, delivery, reader, PATH)
    reader.press(alert, "静音")
    muted = await reader.reply(alert)
    assert "已静音：樱桃沟" in muted.text
    assert await queries(house, reader) == {"樱桃沟": False, "面条": True}
    reader.press(muted, "恢复")
    assert "已恢复：樱桃沟" in (await reader.changed(muted)).text
    assert await queries(house, reader) == {"樱桃沟": True, "面条": True}


async def test_replies_do_what_the_buttons_do(house: House, delivery: DeliveryWorker) -> None:
    reader = house.reader()
    alert = await alerted(house, delivery, reader, PATH, NOODLES)
    asked = reader.say("全文", reply_to=alert)
    assert "请写上序号" in (await reader.reply(asked)).text
    asked = reader.say("全文 2", reply_to=alert)
    assert NOODLES[1] in (await reader.reply(asked)).text
    asked = reader.say("更多 1", reply_to=alert)
    assert "樱桃沟" in (await reader.reply(asked)).text
    asked = reader.say("静音", reply_to=alert)
    assert "樱桃沟、面条" in (await reader.reply(asked)).text
    assert await queries(house, reader) == {"樱桃沟": False, "面条": False}


async def test_in_a_group_only_its_admins_mute(house: House, delivery: DeliveryWorker) -> None:
    owner = gathering(house.world, ChatKind.SUPERGROUP, "街坊", person(house.world, "群主"))
    alert = await alerted(house, delivery, owner, PATH)
    guest = owner.joined_by(person(house.world, "路人"))
    press = guest.press(alert, "静音")
    assert (await guest.press_answer(press)).text
    assert await queries(house, owner) == {"樱桃沟": True, "面条": True}
    owner.press(alert, "静音")
    await owner.reply(alert)
    assert await queries(house, owner) == {"樱桃沟": False, "面条": True}


async def test_a_key_of_another_chats_alert_does_nothing(
    house: House, delivery: DeliveryWorker
) -> None:
    reader, other = house.reader(), house.reader()
    alert = await alerted(house, delivery, reader, PATH)
    start = await said(other, "/start")
    data = next(button.data for button in alert.buttons if button.text == "静音")
    assert data is not None
    press = other.press_data(start, data)
    assert (await other.press_answer(press)).text == "这个按钮已经失效，请重新提问。"
    assert await queries(house, reader) == {"樱桃沟": True, "面条": True}


@pytest.mark.usefixtures("delivery")
async def test_more_in_reply_to_anything_else_is_a_question(house: House) -> None:
    reader = house.reader()
    start = await said(reader, "/start")
    asked = reader.say("静音", reply_to=start)
    assert "静音" not in (await reader.reply(asked)).text


@pytest.mark.usefixtures("delivery")
async def test_who_blocks_the_bot_is_away_until_they_come_back(house: House) -> None:
    reader = house.reader()
    await said(reader, "/subscribe 樱桃沟")
    reader.blocks()
    await _until_away(house, reader, away=True)
    reader.unblocks()
    await _until_away(house, reader, away=False)
    told = (await said(reader, "/subscriptions")).text
    assert "送不到" in told
    assert "现在又能送到了" in told
    assert "送不到" not in (await said(reader, "/subscriptions")).text
    assert await queries(house, reader) == {"樱桃沟": True}


@pytest.mark.usefixtures("delivery")
async def test_a_group_that_migrates_keeps_its_subscriptions(house: House) -> None:
    owner = gathering(house.world, ChatKind.GROUP, "街坊", person(house.world, "群主"))
    await said(owner, "/subscribe@paper_bot 樱桃沟")
    there = owner.migrates()
    await said(there, "/help@paper_bot")
    assert await queries(house, there) == {"樱桃沟": True}


async def test_admins_see_how_it_stands(house: House, delivery: DeliveryWorker) -> None:
    reader = house.reader()
    await alerted(house, delivery, reader, PATH)
    answer = await said(_admin(house), "/status")
    assert "报道 1\n订阅 2（暂停 0）\n待发 0，发送中 0，已发 1，失败 0" in answer.text
    assert "没有这个命令" in (await said(reader, "/status")).text


async def test_a_broadcast_is_sent_at_the_second_tap_and_once(
    house: House, delivery: DeliveryWorker
) -> None:
    reader, admin = house.reader(), _admin(house)
    await said(reader, "/subscribe 樱桃沟")
    preview = await said(admin, "/broadcast 明天停机维护")
    assert "将发给 1 个聊天" in preview.text
    await delivered(delivery)
    assert reader.from_bot()[-1].text != "明天停机维护"
    send = next(button.data for button in preview.buttons if button.text == "发送")
    assert send is not None
    for _ in range(2):
        press = admin.press_data(preview, send)
        await admin.press_answer(press)
    await delivered(delivery)
    texts = [message.text for message in reader.from_bot()]
    assert texts.count("明天停机维护") == 1


async def test_a_broadcast_may_be_cancelled_and_is_of_admins_only(
    house: House, delivery: DeliveryWorker
) -> None:
    reader, admin = house.reader(), _admin(house)
    await said(reader, "/subscribe 樱桃沟")
    assert "没有这个命令" in (await said(reader, "/broadcast 大家好")).text
    preview = await said(admin, "/broadcast 明天停机维护")
    admin.press(preview, "取消")
    assert "已取消" in (await admin.changed(preview)).text
    await delivered(delivery)
    assert "明天停机维护" not in [message.text for message in reader.from_bot()]


def _admin(house: House) -> Participant:
    user: User = next(one for one in house.world.users.values() if one.first_name == "站长")
    return private(house.world, user)


async def _until_away(house: House, reader: Participant, *, away: bool) -> None:
    asker = house.reader()
    async with asyncio.timeout(30):
        while await _is_away(house, reader) is not away:
            await said(asker, "/help")


async def _is_away(house: House, reader: Participant) -> bool:
    async with house.opened.database.reading() as view:
        chat = await chat_of(view, reader.chat.id)
    return chat is not None and chat.away is not None
