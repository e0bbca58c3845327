"""Who may change what a group, a topic or a channel has."""

import pytest
from telegram import Bot

from bot.access import rights
from bot.access.rights import CACHED, QUIET, Rights
from bot.model import Target
from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.server import Call
from tests.bot.handlers.conftest import TOKEN, House, said


def group(house: House, *, is_forum: bool = False) -> Participant:
    """A group with the bot as an admin, which hears it all; who made it."""
    return gathering(
        house.world,
        ChatKind.SUPERGROUP,
        "读报群",
        person(house.world, "群主"),
        is_forum=is_forum,
        bot_is=Status.ADMINISTRATOR,
    )


def channel(house: House, bot_is: Status = Status.ADMINISTRATOR) -> Participant:
    owner = person(house.world, "台长")
    return gathering(
        house.world, ChatKind.CHANNEL, "河湾播报", owner, username="hewan_news", bot_is=bot_is
    )


async def kept(house: House, chat: Participant) -> list[tuple[str, int | None]]:
    listed = await house.subscribing.of_chat(chat.chat.id)
    return [(one.query, one.target.thread_id) for one in listed]


async def test_an_admin_subscribes_for_the_group(running: House) -> None:
    owner = group(running)
    admin = owner.joined_by(person(running.world, "管理"), Status.ADMINISTRATOR)
    for who, words in ((owner, "东郊 桥"), (admin, "路")):
        asked = who.say(f"/subscribe@paper_bot {words}")
        reply = await who.reply(asked)
        assert reply.reply_to == asked.id
        assert "已订阅" in reply.text
    assert await kept(running, owner) == [("东郊 桥", None), ("路", None)]
    assert "读报群的订阅（2/3）" in (await said(owner, "/subscriptions@paper_bot")).text


async def test_others_are_told_so_once(running: House) -> None:
    owner = group(running)
    member, other = (owner.joined_by(person(running.world, name)) for name in ("甲", "乙"))
    first = await said(member, "/subscribe@paper_bot 桥")
    assert "管理员" in first.text
    again = member.say("/unsubscribe@paper_bot")
    assert "管理员" in (await said(other, "/settings@paper_bot")).text
    assert len(member.from_bot(again)) == 1
    assert await kept(running, owner) == []


async def test_an_anonymous_admin_is_an_admin_and_a_channels_voice_is_not(running: House) -> None:
    owner, station = group(running), channel(running)
    owner.joined_by(station.user)
    asked = owner.say("/subscribe@paper_bot 桥", speaking_as=owner.chat)
    assert "已订阅" in (await owner.reply(asked)).text
    asked = owner.say("/subscribe@paper_bot 路", speaking_as=station.chat)
    assert "管理员" in (await owner.reply(asked)).text
    assert await kept(running, owner) == [("桥", None)]


async def test_a_tap_of_somebody_else_changes_nothing(running: House) -> None:
    owner = group(running)
    member = owner.joined_by(person(running.world, "甲"))
    made = await said(owner, "/subscribe@paper_bot 桥")
    listed = await said(owner, "/subscriptions@paper_bot")
    shown = await said(owner, "/settings@paper_bot")
    searched = await said(member, "/search@paper_bot 东郊 路")
    for message, label in (
        (made, "撤销"),
        (listed, "1"),
        (shown, "何时"),
        (shown, "声音"),
        (searched, "提醒我"),
    ):
        answer = await member.press_answer(member.press(message, label))
        assert "管理员" in answer.text
    assert await kept(running, owner) == [("桥", None)]
    await owner.press_answer(owner.press(searched, "提醒我"))
    assert await kept(running, owner) == [("桥", None), ("东郊 路", None)]


async def test_a_member_subscribes_alone(running: House) -> None:
    owner = group(running)
    member = owner.joined_by(person(running.world, "甲"))
    alone = private(running.world, member.user)
    assert "已订阅" in (await said(alone, "/subscribe 桥")).text
    assert await kept(running, alone) == [("桥", None)]


async def test_what_is_made_in_a_topic_is_the_topics(running: House) -> None:
    owner = group(running, is_forum=True)
    thread = owner.topic("城建")
    reply = await owner.reply(owner.say("/subscribe@paper_bot 桥", thread=thread))
    assert reply.thread == thread
    general = await said(owner, "/subscribe@paper_bot 桥")
    chained = owner.say("/subscribe@paper_bot 路", reply_to=general)
    assert (await owner.reply(chained)).thread is None
    assert await kept(running, owner) == [("桥", thread), ("桥", None), ("路", None)]
    listed = await said(owner, "/subscriptions@paper_bot")
    assert "1. 桥 · 话题“城建”\n2. 桥\n3. 路" in listed.text
    asked = owner.say("/unsubscribe@paper_bot 桥", thread=thread)
    assert "已退订" in (await owner.reply(asked)).text
    assert await kept(running, owner) == [("桥", None), ("路", None)]


async def test_a_channel_is_subscribed_for_from_a_private_chat(running: House) -> None:
    station = channel(running)
    alone = private(running.world, station.user)
    reply = await said(alone, "/subscribe @hewan_news 东郊 桥")
    assert "已订阅：东郊 桥" in reply.text
    assert await kept(running, station) == [("东郊 桥", None)]
    assert await kept(running, alone) == []
    listed = await said(alone, "/subscriptions @HEWAN_NEWS")
    assert "河湾播报的订阅（1/3）" in listed.text
    await alone.press_answer(alone.press(listed, "1"))
    one = alone.chat.messages[listed.id]
    alone.press(one, "修改")
    asked = await alone.reply(listed)
    await alone.reply(alone.say("路", reply_to=asked))
    assert await kept(running, station) == [("路", None)]
    shown = await said(alone, "/settings @hewan_news 每天 9:00")
    assert "河湾播报的设置" in shown.text
    assert "每天 09:00" in shown.text
    assert "已退订" in (await said(alone, "/unsubscribe @hewan_news 1")).text
    assert station.from_bot() == []


async def test_why_a_channel_can_not_be_subscribed_for(running: House) -> None:
    station, silent = channel(running), running.reader()
    group_there = gathering(
        running.world, ChatKind.SUPERGROUP, "公开群", silent.user, username="open_group"
    )
    for text, reply in (
        ("/subscribe @hewan_news 桥", "你不是 @hewan_news 的管理员"),
        ("/subscribe @no_such_channel 桥", "找不到频道 @no_such_channel"),
        ("/subscribe @open_group 桥", "@open_group 不是频道"),
    ):
        assert reply in (await said(silent, text)).text
    alone = private(running.world, station.user)
    station.chat.withheld[running.world.bot.id] = frozenset({"can_post_messages"})
    assert "还不能发消息" in (await said(alone, "/subscribe @hewan_news 桥")).text
    assert await kept(running, station) == []
    assert await kept(running, group_there) == []


async def test_an_admin_who_is_none_any_more_can_not_tap_for_the_channel(house: House) -> None:
    station = channel(house)
    alone = private(house.world, station.user)
    async with house.bot():
        listed = await said(alone, "/subscribe @hewan_news 桥")
    station.chat.members[station.user.id] = Status.MEMBER
    async with house.bot():
        answer = await alone.press_answer(alone.press(listed, "撤销"))
    assert "管理员" in answer.text
    assert await kept(house, station) == [("桥", None)]


async def test_a_channels_own_posts_are_its_admins(running: House) -> None:
    station = channel(running)
    passed_over = [station.say(text) for text in ("今日要闻：/subscribe 路", "/start", "桥？")]
    asked = station.say("/subscribe 东郊 桥")
    reply = await station.reply(asked)
    assert "已订阅：东郊 桥" in reply.text
    assert list(station.chat.messages) == [*(post.id for post in passed_over), asked.id, reply.id]
    listed = await running.subscribing.of_chat(station.chat.id)
    assert [(one.query, one.target, one.made_by) for one in listed] == [
        ("东郊 桥", Target(station.chat.id), None)
    ]


async def test_a_channels_subscription_is_given_new_words_by_a_post(running: House) -> None:
    station = channel(running)
    made = await station.reply(station.say("/subscribe 东郊 桥"))
    await station.press_answer(station.press(made, "我的订阅"))
    await station.press_answer(station.press(made, "1"))
    station.press(made, "修改")
    asked = await station.reply(made)
    assert "改好了" in (await station.reply(station.say("路", reply_to=asked))).text
    assert await kept(running, station) == [("路", None)]


async def test_telegram_is_asked_once_a_minute(running: House) -> None:
    owner = group(running)
    time, calls = 0.0, 0

    async def count(call: Call) -> None:
        nonlocal calls
        calls += call.method == "getChatMember"

    rights = Rights(lambda: time)
    running.preview.fault = count
    bot = Bot(TOKEN, f"{running.preview.url}/bot")
    async with bot:
        for _ in range(3):
            assert await rights.is_admin(bot, owner.chat.id, owner.user.id)
        assert calls == 1
        owner.chat.members[owner.user.id] = Status.MEMBER
        time = CACHED - 1
        assert await rights.is_admin(bot, owner.chat.id, owner.user.id)
        time = CACHED
        assert not await rights.is_admin(bot, owner.chat.id, owner.user.id)
        assert not await rights.is_admin(bot, owner.chat.id, 4)
    assert calls == 3


def test_who_was_told_is_told_again_after_a_while() -> None:
    time = 0.0
    rights = Rights(lambda: time)
    assert rights.to_be_told(-1, 5)
    assert not rights.to_be_told(-1, 5)
    assert rights.to_be_told(-1, 6)
    assert rights.to_be_told(-2, 5)
    time = QUIET
    assert rights.to_be_told(-1, 5)


def test_no_more_people_are_remembered_than_so_many(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rights, "REMEMBERED", 3)
    known = Rights(clock=lambda: 0.0)
    assert [known.to_be_told(1, user) for user in (1, 2, 3, 1)] == [True, True, True, False]
    assert known.to_be_told(1, 4)
    assert known.to_be_told(1, 1)  # the first was forgotten
    assert not known.to_be_told(1, 4)


async def test_names_are_no_rights(running: House) -> None:
    owner = group(running)
    admin = owner.joined_by(
        person(running.world, "管理", username="editor_li"), Status.ADMINISTRATOR
    )
    likewise = owner.joined_by(person(running.world, "管理", username="editor_1i"))
    as_group = owner.joined_by(person(running.world, "读报群"))
    assert "已订阅" in (await said(admin, "/subscribe@paper_bot 桥")).text
    for who in (likewise, as_group):
        assert "管理员" in (await said(who, "/subscribe@paper_bot 路")).text
    assert await kept(running, owner) == [("桥", None)]


async def test_a_channel_called_like_the_group_does_not_speak_for_it(running: House) -> None:
    owner = group(running)
    member = owner.joined_by(person(running.world, "甲"))
    false = gathering(running.world, ChatKind.CHANNEL, "读报群", member.user)
    asked = member.say("/subscribe@paper_bot 路", speaking_as=false.chat)
    assert "管理员" in (await member.reply(asked)).text
    assert await kept(running, owner) == []


async def test_an_admin_of_a_channel_by_another_name_changes_nothing_of_ours(
    running: House,
) -> None:
    ours = channel(running)
    await said(private(running.world, ours.user), "/subscribe @hewan_news 桥")
    stranger = person(running.world, "台长")
    gathering(
        *(running.world, ChatKind.CHANNEL, "河湾播报", stranger),
        username="hewan_new5",
        bot_is=Status.ADMINISTRATOR,
    )
    alone = private(running.world, stranger)
    for words in ("/subscribe @hewan_news 路", "/unsubscribe @hewan_news 1"):
        assert "不是 @hewan_news 的管理员" in (await said(alone, words)).text
    assert await kept(running, ours) == [("桥", None)]
