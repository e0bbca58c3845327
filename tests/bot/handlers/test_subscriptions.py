"""A chat's subscriptions: made and undone, listed, changed by buttons, and deleted."""

from typing import NoReturn

import pytest

from bot.model import Target
from bot.preview.model import Message
from bot.preview.participant import Participant
from bot.store.chats import mark_away, mark_back
from retrieval.archive import Archive
from retrieval.errors import SearchUnavailable
from tests.bot.handlers.conftest import House, page, said


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


async def queries(house: House, reader: Participant) -> list[str]:
    return [one.query for one in await house.subscribing.of_chat(reader.chat.id)]


async def subscribed(reader: Participant, *words: str) -> None:
    for query in words:
        await said(reader, f"/subscribe {query}")


async def tap(reader: Participant, message: Message, label: str) -> Message:
    await reader.press_answer(reader.press(message, label))
    return reader.chat.messages[message.id]


@pytest.mark.parametrize(
    "text", ["/subscribe 东郊 -第1号", "订阅 东郊 -第1号", "订阅：东郊 -第1号"]
)
async def test_it_says_what_it_understood_and_what_it_would_have_sent(
    running: House, text: str
) -> None:
    reader = running.reader()
    reply = await said(reader, text)
    assert "已订阅：东郊 -第1号" in reply.text
    assert "讲到“东郊”，不要讲到“第1号”的" in reply.text
    assert "最近 30 天有 24 篇这样的报道" in reply.text
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
        assert "最近 30 天有 25 篇这样的报道" in reply.text
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
    for text in ("/search -桥", "东郊的桥由第几施工队承担？"):
        assert "🔔 有新消息时提醒我" not in labels(await said(reader, text))


async def test_a_search_that_can_not_be_seen_any_more_is_said_to_be(running: House) -> None:
    reader = running.reader()
    shown = await said(reader, "/start")
    assert "看不到" in (await reader.press_answer(reader.press_data(shown, "w"))).text
    assert await queries(running, reader) == []


async def test_in_english_for_who_reads_english(running: House) -> None:
    reply = await said(running.reader("en"), "/subscribe 东郊 桥")
    assert "Subscribed: 东郊 桥" in reply.text
    assert "new stories that mention “东郊” and “桥”." in reply.text


@pytest.mark.parametrize("text", ["/subscriptions", "我的订阅"])
async def test_the_list_has_numbers_and_a_button_for_each(running: House, text: str) -> None:
    reader = running.reader()
    assert "还没有订阅" in (await said(reader, text)).text
    await subscribed(reader, "东郊 桥", "记者:陆知行")
    shown = await said(reader, text)
    assert "（2/3）" in shown.text
    assert "1. 东郊 桥\n2. 记者:陆知行" in shown.text
    assert [button.text for button in shown.buttons] == ["1", "2"]


async def test_one_is_paused_and_goes_on(running: House) -> None:
    reader = running.reader()
    await subscribed(reader, "东郊 桥")
    shown = await said(reader, "/subscriptions")
    shown = await tap(reader, await tap(reader, shown, "1"), "暂停")
    assert "暂停中" in shown.text
    (one,) = await running.subscribing.of_chat(reader.chat.id)
    assert one.paused
    shown = await tap(reader, shown, "全部订阅")
    assert "1. 东郊 桥 · ⏸ 暂停中" in shown.text
    shown = await tap(reader, await tap(reader, shown, "⏸ 1"), "恢复")
    assert "暂停中" not in shown.text
    (one,) = await running.subscribing.of_chat(reader.chat.id)
    assert not one.paused


async def test_one_is_previewed(running: House) -> None:
    reader = running.reader()
    await subscribed(reader, "东郊 桥")
    shown = await tap(reader, await tap(reader, await said(reader, "/subscriptions"), "1"), "预览")
    assert "最近 30 天有 1 篇这样的报道" in shown.text
    assert "东郊桥修缮工程第1号" in shown.text


async def test_one_is_deleted(running: House) -> None:
    reader = running.reader()
    await subscribed(reader, "东郊 桥", "路")
    shown = await tap(reader, await tap(reader, await said(reader, "/subscriptions"), "1"), "退订")
    assert "已退订：东郊 桥" in shown.text
    assert "1. 路" in shown.text
    assert await queries(running, reader) == ["路"]


async def test_one_is_given_new_words_in_a_reply_also_after_a_restart(house: House) -> None:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    reader = house.reader()
    async with house.bot():
        await subscribed(reader, "东郊 桥")
        shown = await said(reader, "/subscriptions")
        shown = await tap(reader, shown, "1")
        reader.press(shown, "修改")
        asked = await reader.reply(shown)
        assert "现在是：东郊 桥" in asked.text
    async with house.bot():
        changed = await reader.reply(reader.say("记者:陆知行", reply_to=asked))
        assert "改好了。\n\n记者:陆知行" in changed.text
        assert "最近 30 天有 12 篇这样的报道" in changed.text
    assert await queries(house, reader) == ["记者:陆知行"]


async def test_new_words_that_find_nothing_are_refused_and_can_be_given_again(
    running: House,
) -> None:
    reader = running.reader()
    await subscribed(reader, "东郊 桥", "路")
    shown = await tap(reader, await said(reader, "/subscriptions"), "1")
    reader.press(shown, "修改")
    asked = await reader.reply(shown)
    refused = await reader.reply(reader.say("-桥", reply_to=asked))
    assert "至少要有一个" in refused.text
    there = await reader.reply(reader.say("路", reply_to=asked))
    assert "已经订阅过了" in there.text
    await reader.reply(reader.say("东郊 灯", reply_to=asked))
    assert await queries(running, reader) == ["东郊 灯", "路"]
    listed = await reader.reply(reader.say("/subscriptions", reply_to=asked))
    assert "1. 东郊 灯" in listed.text


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("/unsubscribe 桥 东郊", ["路"]),
        ("退订 2", ["东郊 桥"]),
        ("退订 东", ["路"]),
        ("/unsubscribe 灯", ["东郊 桥", "路"]),
        ("/unsubscribe 3", ["东郊 桥", "路"]),
    ],
)
async def test_unsubscribing_by_words_or_number(running: House, text: str, left: list[str]) -> None:
    reader = running.reader()
    await subscribed(reader, "东郊 桥", "路")
    reply = await said(reader, text)
    assert ("已退订" in reply.text) == (len(left) == 1)
    assert await queries(running, reader) == left


async def test_unsubscribing_without_words_gives_buttons(running: House) -> None:
    reader = running.reader()
    assert "还没有订阅" in (await said(reader, "/unsubscribe")).text
    await subscribed(reader, "东郊 桥", "路")
    shown = await said(reader, "/unsubscribe")
    await tap(reader, shown, "路")
    assert await queries(running, reader) == ["东郊 桥"]


async def test_words_that_mean_several_give_a_choice(running: House) -> None:
    reader = running.reader()
    await subscribed(reader, "东郊 桥", "东郊 路", "灯")
    shown = await said(reader, "退订 东郊")
    assert [button.text for button in shown.buttons] == ["🗑 1 东郊 桥", "🗑 2 东郊 路"]


@pytest.mark.parametrize("is_back", [True, False])
async def test_who_was_away_is_told_so_once(running: House, *, is_back: bool) -> None:
    reader = running.reader()
    await subscribed(reader, "东郊 桥")
    async with running.opened.database.transaction() as connection:
        await mark_away(connection, reader.chat.id, "Forbidden: bot was blocked", 1_700_000_000)
        if is_back:  # as Telegram may or may not have told meanwhile
            await mark_back(connection, reader.chat.id)
    shown = await said(reader, "/subscriptions")
    assert "从2023年11月15日起送不到（Forbidden: bot was blocked）" in shown.text
    assert "现在又能送到" in shown.text
    assert "送不到" not in (await said(reader, "/subscriptions")).text


@pytest.mark.parametrize("act", "sprdwvu")
async def test_a_subscription_of_another_chat_is_out_of_reach(running: House, act: str) -> None:
    owner, other = running.reader(), running.reader()
    await subscribed(owner, "东郊 桥")
    (one,) = await running.subscribing.of_chat(owner.chat.id)
    shown = await said(other, "/subscriptions")
    press = other.press_data(shown, f"s{act}:{one.id}")
    assert "已经失效" in (await other.press_answer(press)).text
    assert await running.subscribing.of_chat(owner.chat.id) == [one]
    assert other.chat.messages[shown.id] == shown


@pytest.mark.parametrize("data", ["l:{}:0", "ca:{}", "ca:{}:silent on"])
async def test_lists_and_settings_of_another_chat_are_out_of_reach(
    running: House, data: str
) -> None:
    owner, other = running.reader(), running.reader()
    await subscribed(owner, "东郊 桥")
    shown = await said(other, "/subscriptions")
    press = other.press_data(shown, data.format(owner.chat.id))
    assert "已经失效" in (await other.press_answer(press)).text
    assert other.chat.messages[shown.id] == shown


async def test_while_search_is_away_a_subscription_is_made_without_a_preview(
    running: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def away(*_: object, **__: object) -> NoReturn:
        raise SearchUnavailable("no answer in 5 s")

    monkeypatch.setattr(Archive, "recent", away)
    told = await said(running.reader(), "/subscribe 东郊")
    assert "已订阅：东郊" in told.text
    assert "讲到“东郊”" in told.text
    assert "30 天" not in told.text
