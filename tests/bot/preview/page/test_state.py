import asyncio
import re
from collections.abc import Mapping
from typing import Any

from bot.preview.model import ChatKind, User
from bot.preview.page.cast import Cast
from bot.preview.page.state import state
from bot.preview.people import person, private
from bot.preview.world import World
from tests.bot.preview.page.browsing import Browser

KINDS = ["private", "group", "supergroup", "channel", "supergroup"]


def seen(cast: Cast, viewer: User) -> list[Mapping[str, Any]]:
    shape: Any = state(cast, viewer)
    return list(shape["chats"])


def test_each_sees_their_own_private_chat_and_the_groups_of_both(cast: Cast) -> None:
    for viewer in (cast.reader, cast.admin):
        chats = seen(cast, viewer)
        assert [chat["type"] for chat in chats] == KINDS
        assert chats[0]["id"] == viewer.id


def test_the_forum_has_its_general_topic_and_two_more(cast: Cast) -> None:
    topics = seen(cast, cast.reader)[2]["topics"]
    assert [topic["name"] for topic in topics] == ["General", "食品", "民生"]
    assert topics[0]["thread"] == 1


def test_a_reader_does_not_write_in_the_channel(cast: Cast) -> None:
    assert [chat["may_write"] for chat in seen(cast, cast.reader)] == [
        *(True, True, True, False),
        True,
    ]
    assert all(chat["may_write"] for chat in seen(cast, cast.admin))


async def test_who_is_asked_to_reply_sees_so(browser: Browser) -> None:
    group = browser.at(browser.cast.reader, ChatKind.GROUP)
    asked = group.say("这篇印错了")
    asks: Any = {"force_reply": True, "input_field_placeholder": "哪里", "selective": True}
    quoted = {"message_id": asked.id}
    for text, given in (
        ("哪里错了？", {"reply_parameters": quoted}),
        ("@bianji 请看", {}),
    ):
        await browser.bot_does(
            "sendMessage", chat_id=group.chat.id, text=text, reply_markup=asks, **given
        )
    shown = {
        viewer.first_name: [
            message["text"]
            for message in seen(browser.cast, viewer)[1]["messages"]
            if "reply_markup" in message
        ]
        for viewer in browser.cast.people.values()
    }
    assert shown == {"小李": ["哪里错了？"], "王编辑": ["@bianji 请看"]}


def test_the_channel_is_found_by_its_name(cast: Cast) -> None:
    channel = next(chat for chat in seen(cast, cast.reader) if chat["type"] == "channel")
    assert re.fullmatch("[a-z][a-z0-9_]{4,31}", channel["username"])


def test_in_one_group_the_bot_is_a_guest(cast: Cast) -> None:
    assert [chat["bot_status"] for chat in seen(cast, cast.reader)].count("left") == 1
    guests = next(chat for chat in cast.chats(cast.reader) if chat.title == "邻里群")
    cast.at(cast.reader.id, guests.id).say(f"@{cast.world.bot.username} 石桥")
    assert [update.kind for update in cast.world.updates.first(9)] == ["guest_message"]


def test_a_strangers_chat_is_seen_by_nobody(cast: Cast, world: World) -> None:
    stranger = private(world, person(world, "生人"))
    stranger.say("秘密")
    for viewer in (cast.reader, cast.admin):
        assert stranger.chat.id not in [chat["id"] for chat in seen(cast, viewer)]


def test_a_group_that_has_grown_takes_the_place_of_the_old_one(cast: Cast) -> None:
    group = next(chat for chat in cast.chats(cast.admin) if chat.kind is ChatKind.GROUP)
    grown = cast.at(cast.admin.id, group.id).migrates()
    ids = [chat["id"] for chat in seen(cast, cast.reader)]
    assert group.id not in ids
    assert grown.chat.id in ids


def test_ids_are_the_same_in_every_world(cast: Cast, world: World) -> None:
    again = Cast.gathered(World(world.bot, first_message=5000))
    forum = again.chats(again.admin)[2]
    assert min(forum.messages) == 5000
    assert list(again.people) == list(cast.people)
    assert [chat.id for chat in again.chats(again.admin)] == [c.id for c in cast.chats(cast.admin)]


async def test_the_menu_is_that_of_the_narrowest_scope_and_the_persons_language(
    browser: Browser,
) -> None:
    command = [{"command": "start", "description": "x"}]
    for name, scope in (("general", "default"), ("groups", "all_group_chats")):
        commands = [{"command": name, "description": name}]
        await browser.bot_does("setMyCommands", commands=commands, scope={"type": scope})
    await browser.bot_does("setMyCommands", commands=command, language_code="en")
    menus = [
        [each["command"] for each in chat["menu"]]
        for chat in seen(browser.cast, browser.cast.reader)
    ]
    assert menus == [["general"], ["groups"], ["groups"], [], []]
    admins = [{"command": "admins", "description": "x"}]
    of = {"type": "all_chat_administrators"}
    await browser.bot_does("setMyCommands", commands=admins, scope=of, language_code="zh")
    names = [chat["menu"][0]["command"] for chat in seen(browser.cast, browser.cast.admin)[:2]]
    assert names == ["general", "admins"]


async def test_who_waits_is_told_of_a_change_at_once(browser: Browser) -> None:
    viewer = browser.cast.reader
    _, now = await browser.get(f"/state?as={viewer.id}")
    assert isinstance(now, dict)
    waiting = asyncio.create_task(browser.get(f"/state?as={viewer.id}&after={now['tag']}"))
    await browser.get(f"/state?as={viewer.id}")
    assert not waiting.done()
    await browser.bot_does("sendMessage", chat_id=viewer.id, text="<新>消息")
    status, then = await waiting
    assert status == 200
    assert isinstance(then, dict)
    assert then["state"]["chats"][0]["messages"][-1]["text"] == "<新>消息"


async def test_nobody_else_is_played(browser: Browser) -> None:
    assert (await browser.get("/state?as=1"))[0] == 404
    assert (await browser.get(f"/state?as={browser.cast.world.bot.id}"))[0] == 404
