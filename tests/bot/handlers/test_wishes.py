"""Plain wishes: done at once with a way back, offered where they may be questions."""

import pytest

from bot.preview.model import ChatKind, Message
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from tests.bot.access.test_scope import channel
from tests.bot.handlers.conftest import House, said


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


async def queries(house: House, reader: Participant) -> dict[str, bool]:
    """The chat's subscriptions, and whether they go on."""
    every = await house.subscribing.of_chat(reader.chat.id)
    return {one.query: not one.paused for one in every}


async def tap(reader: Participant, message: Message, label: str) -> Message:
    await reader.press_answer(reader.press(message, label))
    return reader.chat.messages[message.id]


@pytest.mark.parametrize("text", ["订阅东郊", "我想订阅东郊的新闻", "以后有東郊的消息告诉我"])
async def test_a_wish_to_be_told_subscribes(running: House, text: str) -> None:
    reader = running.reader()
    reply = await said(reader, text)
    assert reply.text.startswith("已订阅：")
    assert labels(reply)[0] == "撤销"
    ((query, goes_on),) = (await queries(running, reader)).items()
    assert query in ("东郊", "東郊")
    assert goes_on


async def test_a_pace_said_with_it_is_set(running: House) -> None:
    reader = running.reader()
    await said(reader, "每天早上八点发东郊的新闻给我")
    assert await queries(running, reader) == {"东郊": True}
    assert "每天 08:00" in (await said(reader, "/settings")).text


async def test_what_may_be_a_question_is_offered(running: House) -> None:
    reader = running.reader()
    offer = await said(reader, "关注修缮工程")
    assert offer.text == "以后有“修缮工程”的新报道，就发到这里？"
    assert await queries(running, reader) == {}
    await reader.press_answer(reader.press(offer, "好，就这样"))
    assert await queries(running, reader) == {"修缮工程": True}


async def test_what_is_offered_can_be_asked_instead(running: House) -> None:
    reader = running.reader()
    offer = await said(reader, "关注修缮工程")
    reader.press(offer, "当问题查一查")
    answer = await reader.reply(offer)
    assert "修缮工程" in answer.text
    assert await queries(running, reader) == {}


async def test_a_subscription_ends_by_words_and_comes_back_by_a_tap(running: House) -> None:
    reader = running.reader()
    await said(reader, "/subscribe 东郊 桥")
    gone = await said(reader, "别再给我发东郊 桥的了")
    assert gone.text == "已退订：东郊 桥"
    assert await queries(running, reader) == {}
    await reader.press_answer(reader.press(gone, "恢复这个订阅"))
    assert await queries(running, reader) == {"东郊 桥": True}


async def test_a_question_that_cancels_what_nobody_asked_for_is_answered(running: House) -> None:
    reader = running.reader()
    await said(reader, "/subscribe 桥")
    answer = await said(reader, "取消修缮工程的原因")
    assert "已退订" not in answer.text
    assert await queries(running, reader) == {"桥": True}


@pytest.mark.parametrize(
    "text", ["不要再发了", "停", "STOP", "烦死了", "滚", "退订全部", "别推送了谢谢"]
)
async def test_opting_out_stops_all_in_one_step_and_one_tap_brings_it_back(
    running: House, text: str
) -> None:
    reader = running.reader()
    await said(reader, "/subscribe 东郊")
    await said(reader, "/subscribe 桥")
    stopped = await said(reader, text)
    assert "这里的 2 个订阅都停了" in stopped.text
    assert await queries(running, reader) == {"东郊": False, "桥": False}
    back = await tap(reader, stopped, "全部恢复")
    assert "2 个订阅都恢复了" in back.text
    assert await queries(running, reader) == {"东郊": True, "桥": True}


async def test_what_rested_before_rests_on(running: House) -> None:
    reader = running.reader()
    await said(reader, "/subscribe 东郊")
    listed = await said(reader, "/subscriptions")
    one = await tap(reader, listed, "1")
    await tap(reader, one, "⏸ 暂停")
    await said(reader, "/subscribe 桥")
    await tap(reader, await said(reader, "别发了"), "全部恢复")
    assert await queries(running, reader) == {"东郊": False, "桥": True}


async def test_words_bring_back_what_was_stopped(running: House) -> None:
    reader = running.reader()
    await said(reader, "/subscribe 东郊")
    await said(reader, "停")
    assert "1 个订阅都恢复了" in (await said(reader, "恢复提醒")).text
    assert await queries(running, reader) == {"东郊": True}
    assert "没有停着的订阅" in (await said(reader, "恢复提醒")).text


async def test_where_nothing_is_sent_there_is_nothing_to_stop(running: House) -> None:
    reader = running.reader()
    assert (await said(reader, "不要再发了")).text == "这里没有在发提醒，有人问我才回答。"
    assert (await said(reader, "滚")).text.startswith("没帮上忙，抱歉。")


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("每天早上八点发给我", "每天 08:00"),
        ("晚上不要打扰", "22:00"),
        ("静音发", "声音：关"),
        ("换成繁体", "繁體中文"),
    ],
)
async def test_a_setting_is_changed_and_changed_back(running: House, text: str, line: str) -> None:
    reader = running.reader()
    before = (await said(reader, "/settings")).text
    shown = await said(reader, text)
    assert line in shown.text
    await tap(reader, shown, labels(shown)[0])
    assert (await said(reader, "/settings")).text == before


async def test_the_nearest_pace_is_offered(running: House) -> None:
    reader = running.reader()
    offer = await said(reader, "周一三五早上八点发给我")
    assert "最接近的是" in offer.text
    assert "每天 08:00" in offer.text
    await reader.press_answer(reader.press(offer, "好，就这样"))
    assert "每天 08:00" in (await said(reader, "/settings")).text


async def test_all_can_be_stopped_where_one_is_to_be_chosen(running: House) -> None:
    reader = running.reader()
    await said(reader, "/subscribe 东郊")
    await said(reader, "/subscribe 桥")
    choice = await said(reader, "怎么退订")
    assert labels(choice) == ["🔕 全部停发", "🗑 1 东郊", "🗑 2 桥"]
    await tap(reader, choice, "🔕 全部停发")
    assert await queries(running, reader) == {"东郊": False, "桥": False}


async def test_in_a_group_only_admins_stop_what_it_gets(running: House) -> None:
    owner = gathering(running.world, ChatKind.SUPERGROUP, "读报群", person(running.world, "群主"))
    member = owner.joined_by(person(running.world, "小王"))
    await said(owner, "/subscribe@paper_bot 东郊")
    assert "管理员" in (await said(member, "@paper_bot 不要再发了")).text
    assert await queries(running, owner) == {"东郊": True}
    assert "订阅都停了" in (await said(owner, "@paper_bot 不要再发了")).text
    assert await queries(running, owner) == {"东郊": False}


async def test_a_channels_admin_stops_it_from_private_chat(running: House) -> None:
    there, alone = channel(running)
    await said(alone, "/subscribe @hewan_news 东郊")
    assert "订阅都停了" in (await said(alone, "@hewan_news 不要再发了")).text
    assert await queries(running, there) == {"东郊": False}


@pytest.mark.parametrize("text", ["我的手机想睡觉了", "讨厌死了"])
async def test_words_that_are_not_understood_have_the_way_out_of_alerts_below(
    running: House, text: str
) -> None:
    reader = running.reader()
    before = await said(reader, text)
    assert "🔕 不要再发提醒" not in labels(before)
    await said(reader, "订阅东郊")
    reply = await said(reader, text)
    stopped = await tap(reader, reply, "🔕 不要再发提醒")
    assert await queries(running, reader) == {"东郊": False}
    await tap(reader, stopped, "全部恢复")
    assert await queries(running, reader) == {"东郊": True}


async def test_likely_opting_out_is_offered_and_taken_back(running: House) -> None:
    reader = running.reader()
    await said(reader, "订阅东郊")
    offer = await said(reader, "天天响个没完真够呛")
    stopped = await tap(reader, offer, "🔕 全部停发")
    assert await queries(running, reader) == {"东郊": False}
    await tap(reader, stopped, "全部恢复")
    assert await queries(running, reader) == {"东郊": True}


async def test_what_is_answered_has_no_way_out_below(running: House) -> None:
    reader = running.reader()
    await said(reader, "订阅东郊")
    assert "🔕 不要再发提醒" not in labels(await said(reader, "东郊桥什么时候修缮？"))
