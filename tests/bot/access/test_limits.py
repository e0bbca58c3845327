"""Who may ask in a group, and where the answers go."""

import re
from dataclasses import replace

import pytest

from bot.access import flood
from bot.access.flood import RateLimit
from bot.preview.model import ChatKind, Message, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from tests.bot.handlers.conftest import House, said


def group(house: House, *, is_forum: bool = False) -> Participant:
    owner = person(house.world, "群主")
    kind = ChatKind.SUPERGROUP
    return gathering(house.world, kind, "读报群", owner, is_forum=is_forum)


def member(owner: Participant, name: str = "甲") -> Participant:
    return owner.joined_by(person(owner.world, name))


async def tap(who: Participant, message: Message, label: str) -> Message:
    await who.press_answer(who.press(message, label))
    return who.chat.messages[message.id]


async def test_only_admins_are_answered_and_others_told_once(running: House) -> None:
    owner = group(running)
    admin = owner.joined_by(person(running.world, "管理"), Status.ADMINISTRATOR)
    someone = member(owner)
    listed = await said(owner, "/latest@paper_bot")
    await said(owner, "/quiet@paper_bot 管理员")
    refused = await said(someone, "@paper_bot 桥修到哪里了？")
    assert "只有管理员" in refused.text
    assert "https://t.me/paper_bot?start=" in refused.text
    someone.say("/latest@paper_bot")
    answer = await someone.press_answer(someone.press(listed, "下一页"))
    assert "只有管理员" in answer.text
    for who in (admin, owner):
        assert "东郊" in (await said(who, "@paper_bot 东郊桥")).text
    anonymous = owner.say("@paper_bot 东郊桥", speaking_as=owner.chat)
    assert "东郊" in (await owner.reply(anonymous)).text
    assert sum("只有管理员可以" in message.text for message in owner.from_bot()) == 1


async def test_answers_go_to_the_private_chat(running: House) -> None:
    owner = group(running, is_forum=True)
    listed = await said(owner, "/latest@paper_bot")
    await said(owner, "/quiet@paper_bot 私聊")
    someone = member(owner)
    alone = private(running.world, someone.user)
    before = len(owner.from_bot())
    someone.say("@paper_bot 东郊桥什么时候修缮？", thread=owner.topic("城建"))
    answer = (await alone.replies(Message(alone.chat.id, 0, None, 0)))[0]
    assert "东郊桥" in answer.text
    assert answer.text.startswith("你在“读报群”问“东郊桥什么时候修缮？”：\n")
    assert answer.reply_to is None
    assert answer.thread is None
    await someone.press_answer(someone.press(listed, "全文 1"))
    tapped = (await alone.replies(answer))[0]
    assert tapped.text.startswith("你在“读报群”点的按钮：\n")
    assert "本报讯" in tapped.text
    assert len(owner.from_bot()) == before
    assert running.preview.refused == []


async def test_who_did_not_start_the_bot_is_told_how_once(running: House) -> None:
    owner = group(running)
    listed = await said(owner, "/latest@paper_bot")
    await said(owner, "/quiet@paper_bot 私聊")
    someone = member(owner)
    asked = someone.say("@paper_bot 东郊桥")
    told = await someone.reply(asked)
    assert told.reply_to == asked.id
    assert "https://t.me/paper_bot?start=" in told.text
    someone.say("@paper_bot 东郊路")
    tapped = await someone.press_answer(someone.press(listed, "全文 1"))
    assert "https://t.me/paper_bot?start=" in tapped.text
    assert owner.from_bot(told) == []


async def test_admins_business_stays_in_the_group(running: House) -> None:
    owner = group(running)
    private(running.world, owner.user)
    await said(owner, "/quiet@paper_bot 私聊")
    assert "已订阅" in (await said(owner, "/subscribe@paper_bot 桥")).text


async def test_a_forum_is_answered_in_the_topic_and_to_the_question(running: House) -> None:
    owner = group(running, is_forum=True)
    thread = owner.topic("城建")
    someone = member(owner)
    for words in (
        "@paper_bot 东郊桥",
        "/search@paper_bot 东郊 桥",
        "/latest@paper_bot",
        "/article@paper_bot 3",
        "/article@paper_bot",
        "/reporter@paper_bot 陆知行",
        "/reporter@paper_bot",
        "/start@paper_bot",
        "/help@paper_bot",
        "/nonsense@paper_bot",
        "@paper_bot",
        "/subscribe@paper_bot",
        "/subscriptions@paper_bot",
    ):
        asked = someone.say(words, thread=thread)
        answer = await someone.reply(asked)
        assert (answer.thread, answer.reply_to) == (thread, asked.id), words
    shown = await owner.reply(owner.say("/latest@paper_bot", thread=thread))
    await someone.press_answer(someone.press(shown, "全文 2"))
    story = someone.from_bot(shown)[0]
    assert (story.thread, story.reply_to) == (thread, shown.id)


async def test_who_floods_is_told_once_and_admins_see_to_the_group(
    running: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "PERSON", RateLimit(3.0, 0.0))
    owner = group(running)
    someone = member(owner)
    first = someone.say("/latest@paper_bot")
    asked = [someone.say(f"@paper_bot 东郊 {number}") for number in range(6)]
    await someone.replies(first, 4)
    tapped = await someone.press_answer(someone.press_data(someone.from_bot()[0], "n"))
    assert re.fullmatch(r"问得太快了，请等 ([1-9]|[12]\d|30) 秒再.*", tapped.text)
    other = member(owner, "乙")
    assert "东郊" in (await said(other, "@paper_bot 东郊桥")).text
    waits = [message for message in owner.from_bot() if "请等 30 秒" in message.text]
    assert [message.reply_to for message in waits] == [asked[2].id]
    for _ in range(4):
        await said(owner, "/settings@paper_bot")


async def test_who_waits_is_still_helped_and_may_opt_out(
    running: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = running.reader()
    await said(reader, "/subscribe 桥")
    await said(reader, "/subscribe 路")
    listed = await said(reader, "/subscriptions")
    monkeypatch.setattr(flood, "PERSON", RateLimit(0.0, 0.0))
    assert "请等 30 秒" in (await said(reader, "东郊桥")).text
    assert "直接提问" in (await said(reader, "/help")).text
    assert "30 天" in (await said(reader, "/privacy")).text
    assert "已退订" in (await said(reader, "/unsubscribe 桥")).text
    data = listed.buttons[-1].data
    assert data is not None
    await reader.press_answer(reader.press_data(listed, data))
    assert reader.chat.messages[listed.id].text != listed.text
    asked = await said(reader, "/forget")
    await reader.press_answer(reader.press(asked, "全部删去"))
    assert await running.subscribing.of_chat(reader.chat.id) == []


async def test_a_stopped_group_lets_its_admins_turn_its_settings(
    running: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    owner = group(running)
    monkeypatch.setattr(flood, "GROUP", RateLimit(1.0, 0.0))
    monkeypatch.setattr(flood, "OWED", RateLimit(0.0, 0.0))
    await said(owner, "@paper_bot 东郊桥")
    assert "请等 30 秒" in (await said(member(owner), "@paper_bot 东郊桥")).text
    for _ in range(3):
        screen = await said(owner, "/settings@paper_bot")
        data = screen.buttons[0].data
        assert data is not None
        await owner.press_answer(owner.press_data(screen, data))
        assert owner.chat.messages[screen.id] != screen


async def test_the_bots_admins_are_always_answered(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(flood, "PERSON", RateLimit(1.0, 0.0))
    reader = house.reader()
    admins = frozenset({reader.user.id})
    settings = replace(house.settings, admins=admins)
    async with House(house.preview, settings, house.opened).bot():
        for _ in range(4):
            assert "直接提问" in (await said(reader, "/help")).text
