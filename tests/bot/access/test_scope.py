"""Whose subscriptions a command is about: a channel's from a private chat, a topic's by name."""

import pytest

from bot.preview.model import Button, ChatKind, Message, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from tests.bot.handlers.conftest import House, said


def channel(house: House, bot_is: Status = Status.ADMINISTRATOR) -> tuple[Participant, Participant]:
    """A channel's owner in it, and in private chat."""
    owner = person(house.world, "台长")
    there = gathering(
        house.world, ChatKind.CHANNEL, "河湾播报", owner, username="hewan_news", bot_is=bot_is
    )
    return there, private(house.world, owner)


def forum(house: House) -> Participant:
    owner = person(house.world, "群主")
    return gathering(house.world, ChatKind.SUPERGROUP, "读报群", owner, is_forum=True)


async def queries(house: House, who: Participant) -> list[str]:
    return [one.query for one in await house.subscribing.of_chat(who.chat.id)]


async def tapped(reader: Participant, message: Message, label: str) -> Message:
    await reader.press_answer(reader.press(message, label))
    return reader.chat.messages[message.id]


def labels(buttons: tuple[Button, ...]) -> list[str]:
    return [one.text for one in buttons]


@pytest.mark.parametrize(
    "named",
    [
        *("@hewan_news 桥", "桥 @hewan_news", "＠hewan_news 桥", "@HEWAN_NEWS 桥"),
        *("t.me/hewan_news 桥", "https://t.me/hewan_news 桥"),
    ],
)
async def test_a_channel_is_named_beside_the_words(running: House, named: str) -> None:
    there, alone = channel(running)
    shown = await said(alone, f"/subscribe {named}")
    assert "有新的就发到“河湾播报”。" in shown.text
    assert "/settings @hewan_news" in shown.text
    assert await queries(running, there) == ["桥"]
    assert await queries(running, alone) == []


async def test_a_channels_list_and_file_come_to_the_private_chat(running: House) -> None:
    there, alone = channel(running)
    empty = await said(alone, "/subscriptions @hewan_news")
    assert "/subscribe @hewan_news 食品" in empty.text
    await said(alone, "/subscribe 路")
    await said(alone, "/subscribe @hewan_news 桥")
    listed = await said(alone, "/subscriptions @hewan_news")
    assert listed.text.startswith("河湾播报的订阅（1/3）")
    assert "1. 桥" in listed.text
    exported = await said(alone, "/export @hewan_news")
    assert exported.media is not None
    assert exported.media.file.data.decode().splitlines()[-1] == "桥"
    assert "/import @hewan_news" in exported.text
    assert there.from_bot() == []


async def test_a_channels_settings_are_typed_and_tapped_in_private(running: House) -> None:
    there, alone = channel(running)
    shown = await said(alone, "/settings @hewan_news")
    assert shown.text.startswith("河湾播报的设置")
    shown = await tapped(alone, shown, "何时提醒")
    assert "/settings @hewan_news 每天 7:30" in shown.text
    await tapped(alone, shown, "每天一次")
    assert "何时提醒：每天 08:00" in (await said(alone, "/settings @hewan_news")).text
    assert "/settings @hewan_news 立即" in (await said(alone, "/settings @hewan_news 随便")).text
    assert "何时提醒：立即" in (await said(alone, "/settings")).text
    assert there.from_bot() == []


async def test_of_a_channels_subscriptions_one_is_deleted_by_words_number_or_tap(
    running: House,
) -> None:
    there, alone = channel(running)
    for words in ("桥", "路", "河"):
        await said(alone, f"/subscribe @hewan_news {words}")
    assert "已退订：桥" in (await said(alone, "/unsubscribe @hewan_news 桥")).text
    assert "已退订：路" in (await said(alone, "/unsubscribe @hewan_news 1")).text
    choice = await said(alone, "/unsubscribe @hewan_news")
    assert labels(choice.buttons) == ["🗑 1 河"]
    await tapped(alone, choice, "河")
    assert await queries(running, there) == []


async def test_what_sends_nothing_is_done_where_the_bot_may_not_post(running: House) -> None:
    there, alone = channel(running)
    await said(alone, "/subscribe @hewan_news 桥")
    there.chat.withheld[running.world.bot.id] = frozenset({"can_post_messages"})
    assert "1. 桥" in (await said(alone, "/subscriptions @hewan_news")).text
    assert "还不能发消息" in (await said(alone, "/subscribe @hewan_news 路")).text
    assert "已退订：桥" in (await said(alone, "/unsubscribe @hewan_news 桥")).text


@pytest.mark.parametrize("command", ["/subscriptions", "/unsubscribe", "/settings", "/export"])
async def test_others_are_told_kindly_that_it_is_its_admins(running: House, command: str) -> None:
    _, alone = channel(running)
    await said(alone, "/subscribe @hewan_news 桥")
    other = running.reader()
    assert "你不是 @hewan_news 的管理员" in (await said(other, f"{command} @hewan_news")).text
    assert "找不到频道 @no_such_channel" in (await said(other, f"{command} @no_such_channel")).text


async def test_of_a_group_it_is_said_to_ask_there(running: House) -> None:
    owner = person(running.world, "群主")
    gathering(running.world, ChatKind.SUPERGROUP, "读报群", owner, username="open_group")
    alone = private(running.world, owner)
    assert "请到那个群里发" in (await said(alone, "/subscriptions @open_group")).text


@pytest.mark.parametrize(
    ("asked", "command"),
    [
        ("/subscriptions@paper_bot @hewan_news", "/subscriptions @hewan_news"),
        ("/subscribe@paper_bot @hewan_news 桥", "/subscribe @hewan_news 桥"),
    ],
)
async def test_in_a_group_it_is_said_to_ask_in_private(
    running: House, asked: str, command: str
) -> None:
    there, _ = channel(running)
    group = forum(running)
    shown = await said(group, asked)
    assert "私聊" in shown.text
    assert shown.text.endswith(command)
    assert await queries(running, group) == await queries(running, there) == []


async def test_a_channel_may_name_itself(running: House) -> None:
    there, _ = channel(running)
    made = await there.reply(there.say("/subscribe @hewan_news 桥"))
    assert "已订阅：桥" in made.text
    assert await queries(running, there) == ["桥"]


async def test_a_topic_is_called_as_it_was_renamed_last(running: House) -> None:
    owner = forum(running)
    thread = owner.topic("城建")
    await owner.reply(owner.say("/subscribe@paper_bot 桥", thread=thread))
    assert "1. 桥 · 话题“城建”" in (await said(owner, "/subscriptions@paper_bot")).text
    owner.announce({"forum_topic_edited": {"name": "城建与交通"}}, thread)
    owner.announce({"forum_topic_edited": {"icon_custom_emoji_id": "5"}}, thread)
    await owner.reply(owner.say("/subscribe@paper_bot 路", thread=thread))
    listed = await said(owner, "/subscriptions@paper_bot")
    assert "1. 桥 · 话题“城建与交通”\n2. 路 · 话题“城建与交通”" in listed.text


async def test_a_topic_made_while_the_bot_was_away_is_named_by_who_writes_in_it(
    house: House,
) -> None:
    owner = forum(house)
    thread = owner.topic("城建")
    house.world.updates.drop()
    async with house.bot():
        await owner.reply(owner.say("/subscribe@paper_bot 桥", thread=thread))
        assert "话题“城建”" in (await said(owner, "/subscriptions@paper_bot")).text


async def test_of_two_topics_the_one_to_leave_is_named(running: House) -> None:
    owner = forum(running)
    for name in ("城建", "美食"):
        thread = owner.topic(name)
        await owner.reply(owner.say("/subscribe@paper_bot 桥", thread=thread))
    choice = await said(owner, "/unsubscribe@paper_bot 桥")
    assert choice.text.startswith("1. 桥 · 话题“城建”\n2. 桥 · 话题“美食”\n")
    assert labels(choice.buttons) == ["🗑 1 桥", "🗑 2 桥"]
