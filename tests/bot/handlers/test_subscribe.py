"""Subscribing in a private chat: what is understood, and one tap that undoes it."""

import pytest

from bot.model import Target
from bot.preview.model import Message
from bot.preview.participant import Participant
from tests.bot.handlers.conftest import House, said


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


async def queries(house: House, reader: Participant) -> list[str]:
    return [one.query for one in await house.subscribing.of_chat(reader.chat.id)]


@pytest.mark.parametrize(
    "text", ["/subscribe 东郊 -第1号", "订阅 东郊 -第1号", "订阅：东郊 -第1号"]
)
async def test_it_says_what_it_understood_and_what_it_would_have_sent(
    running: House, text: str
) -> None:
    reader = running.reader()
    reply = await said(reader, text)
    assert "已订阅：东郊 -第1号" in reply.text
    assert "要有 东郊" in reply.text
    assert "不要 第1号" in reply.text
    assert "会收到 24 篇" in reply.text
    assert reply.text.count("修缮工程") == 3
    (one,) = await running.subscribing.of_chat(reader.chat.id)
    assert (one.query, one.target, one.made_by) == (
        "东郊 -第1号",
        Target(reader.chat.id),
        reader.user.id,
    )


async def test_one_tap_undoes_it(running: House) -> None:
    reader = running.reader()
    reply = await said(reader, "/subscribe 施工队")
    await reader.press_answer(reader.press(reply, "撤销"))
    assert "撤销了" in reader.chat.messages[reply.id].text
    assert reader.chat.messages[reply.id].buttons == ()
    assert await queries(running, reader) == []
    again = reader.press_data(reply, next(b.data for b in reply.buttons if b.data) or "")
    assert "已经不在" in (await reader.press_answer(again)).text


async def test_what_is_there_is_said_to_be_and_can_not_be_undone(running: House) -> None:
    reader = running.reader()
    await said(reader, "/subscribe 东郊 施工队")
    reply = await said(reader, "/subscribe 施工队 东郊")
    assert "已经订阅过了：东郊 施工队" in reply.text
    assert "撤销" not in labels(reply)


async def test_everything_can_be_subscribed_to(running: House) -> None:
    reader = running.reader()
    for text in ("/subscribe 全部", "/subscribe all"):
        reply = await said(reader, text)
        assert "每一篇新报道" in reply.text
        assert "会收到 25 篇" in reply.text
    assert await queries(running, reader) == ["全部"]


@pytest.mark.parametrize(
    ("text", "reply"),
    [
        ("/subscribe", "/subscribe 食品 产业链"),
        ("订阅", "/subscribe 食品 产业链"),
        ("/subscribe -党课", "至少要有一个"),
        ("/subscribe ？！", "至少要有一个"),
        ("/subscribe 火星移民", "没有这样的报道"),
    ],
)
async def test_what_finds_nothing_is_told_kindly(running: House, text: str, reply: str) -> None:
    assert reply in (await said(running.reader(), text)).text


async def test_the_limit_is_told_with_what_to_do(running: House) -> None:
    reader = running.reader()
    for number in range(3):
        await said(reader, f"/subscribe 第{number}号")
    reply = await said(reader, "/subscribe 第9号")
    assert "最多 3 个" in reply.text
    assert "/subscriptions" in reply.text
    assert len(await queries(running, reader)) == 3


async def test_an_answer_of_search_offers_to_tell_of_news(running: House) -> None:
    reader = running.reader()
    for text in ("/search 东郊 桥", "搜索 火星移民", "/search 记者:陆知行"):
        answer = await said(reader, text)
        await reader.press_answer(reader.press(answer, "有新消息时提醒我"))
        assert "已订阅" in (await reader.reply(answer)).text
    assert await queries(running, reader) == ["东郊 桥", "火星移民", "记者:陆知行"]


async def test_the_offer_stands_under_every_page_of_a_search(running: House) -> None:
    reader = running.reader()
    answer = await said(reader, "/search 记者:陆知行")
    await reader.press_answer(reader.press(answer, "下一页"))
    assert "🔔 有新消息时提醒我" in labels(reader.chat.messages[answer.id])
    listing = await said(reader, "/reporter 陆知行")
    await reader.press_answer(reader.press(listing, "下一页"))
    assert "🔔 有新消息时提醒我" not in labels(reader.chat.messages[listing.id])


async def test_the_offer_is_not_made_where_nothing_is_asked_for(running: House) -> None:
    reader = running.reader()
    for text in ("/search -桥", "东郊的桥修好了吗"):
        assert "🔔 有新消息时提醒我" not in labels(await said(reader, text))


async def test_a_search_that_can_not_be_seen_any_more_is_said_to_be(running: House) -> None:
    reader = running.reader()
    shown = await said(reader, "/start")
    assert "看不到" in (await reader.press_answer(reader.press_data(shown, "w"))).text
    assert await queries(running, reader) == []


async def test_in_english_for_who_reads_english(running: House) -> None:
    reply = await said(running.reader("en"), "/subscribe 东郊 桥")
    assert "Subscribed: 东郊 桥" in reply.text
    assert "with 东郊; with 桥" in reply.text
