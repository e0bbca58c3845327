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
