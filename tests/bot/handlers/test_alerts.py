"""Alerts tapped and replied to."""

import pytest

from bot.alerts.delivery import DeliveryWorker
from bot.preview.model import ChatKind
from bot.preview.people import gathering, person
from tests.bot.handlers.conftest import NOODLES, PATH, House, alerted, queries, said


async def test_the_buttons_read_the_story_and_find_others(
    house: House, delivery: DeliveryWorker
) -> None:
    reader = house.reader()
    alert = await alerted(house, delivery, reader, PATH)
    reader.press(alert, "全文")
    assert PATH[1] in (await reader.reply(alert)).text
    last = reader.from_bot()[-1]
    reader.press(alert, "更多")
    assert (await reader.reply(last)).text == "没有找到和《樱桃沟修通山路》相关的别的报道。"


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


async def test_more_of_an_alert_is_other_stories_on_its_subject(
    house: House, delivery: DeliveryWorker
) -> None:
    reader = house.reader()
    alert = await alerted(house, delivery, reader, PATH)
    other = (
        "# 樱桃沟山路两旁种上花\n\n樱桃沟的山路修通以后，侯寨乡樱桃沟的村民在路旁种花。"
        "樊惠林说樱桃沟会更好看。\n"
    )
    await house.archive.add_page(other.encode(), "2023-05-20/A03.md")
    more = await reader.reply(reader.say("更多", reply_to=alert))
    assert more.text.startswith("和《樱桃沟修通山路》相关的报道：")
    assert "樱桃沟山路两旁种上花" in more.text
    assert "1. 樱桃沟修通山路" not in more.text


async def test_more_of_an_alert_that_stands_alone_is_what_else_its_subscription_asks_for(
    house: House, delivery: DeliveryWorker
) -> None:
    reader = house.reader()
    alert = await alerted(house, delivery, reader, NOODLES)
    other = "# 小学食堂换了菜单\n\n金水区的学生说，一周里有两天午饭能吃上西红柿鸡蛋面条了。\n"
    await house.archive.add_page(other.encode(), "2023-05-20/B03.md")
    reader.press(alert, "更多")
    more = await reader.reply(alert)
    assert more.text.startswith("别的有“面条”的报道：")
    assert "小学食堂换了菜单" in more.text
    assert "面条厂订单翻番" not in more.text


async def test_a_reply_before_an_alert_is_recorded_is_about_it_all_the_same(
    house: House, delivery: DeliveryWorker
) -> None:
    reader = house.reader()
    alert = await alerted(house, delivery, reader, PATH)
    async with house.opened.database.transaction() as transaction:
        await transaction.execute("UPDATE message SET message_id = -1")
    answer = await reader.reply(reader.say("有几户人家", reply_to=alert))
    assert answer.text.startswith("在《樱桃沟修通山路》里：")


async def test_an_alert_is_on_the_screen_of_a_private_chat(
    house: House, delivery: DeliveryWorker
) -> None:
    reader = house.reader()
    await alerted(house, delivery, reader, PATH, NOODLES)
    assert NOODLES[1] in (await said(reader, "2")).text
    assert PATH[1] in (await said(reader, "上一篇")).text


async def test_a_reply_to_an_alert_is_asked_of_its_stories_first(
    house: House, delivery: DeliveryWorker
) -> None:
    reader = house.reader()
    alert = await alerted(house, delivery, reader, PATH, NOODLES)
    answer = await reader.reply(reader.say("面条卖到哪里去", reply_to=alert))
    assert answer.text.startswith("在《面条厂订单翻番》里：")
    assert "马寨镇" in answer.text


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
