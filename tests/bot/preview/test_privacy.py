from collections.abc import Callable, Coroutine

import pytest

from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.wire import Json
from bot.preview.world import World

Ask = Callable[..., Coroutine[None, None, Json]]


@pytest.fixture
def group(world: World) -> Participant:
    return gathering(world, ChatKind.SUPERGROUP, "读报群", person(world, "小王"))


def heard(world: World) -> list[str]:
    updates = world.updates.first(100)
    return [str(update.payload.get("text")) for update in updates]


@pytest.mark.parametrize(
    ("text", "is_heard"),
    [
        ("今天天气不错", False),
        ("paper_bot 食品", False),
        ("@paper_bot 食品", True),
        ("食品 @Paper_Bot", True),
        ("@other_bot 食品", False),
        ("/search@paper_bot 食品", True),
        ("/search@other_bot 食品", False),
        ("/latest", True),
        ("再发 /latest", False),
    ],
)
def test_privacy_mode_decides_by_whom_a_message_addresses(
    world: World, group: Participant, text: str, *, is_heard: bool
) -> None:
    group.say(text)
    assert heard(world) == ([text] if is_heard else [])


@pytest.mark.parametrize("bot_is", [Status.MEMBER, Status.ADMINISTRATOR])
def test_an_admin_bot_hears_all(world: World, bot_is: Status) -> None:
    owner = person(world, "小王")
    gathering(world, ChatKind.GROUP, "群", owner, bot_is=bot_is).say("随便说说")
    assert bool(heard(world)) == (bot_is is Status.ADMINISTRATOR)


def test_without_privacy_mode_the_bot_hears_all_but_bots(world: World, group: Participant) -> None:
    world.privacy = False
    group.say("随便说说")
    group.joined_by(person(world, "别的", "other_bot")).say("机器话")
    assert heard(world) == ["随便说说"]


def test_a_bare_command_is_meant_for_who_spoke_last(world: World, group: Participant) -> None:
    group.joined_by(person(world, "别的", "other_bot")).say("机器话")
    group.say("/latest")
    assert heard(world) == []


async def test_a_reply_to_the_bot_is_heard_and_a_reply_to_another_is_not(
    world: World, group: Participant, ask: Ask
) -> None:
    asked = group.say("@paper_bot 食品")
    await ask("sendMessage", chat_id=group.chat.id, text="答")
    group.say("谢谢", reply_to=group.from_bot()[0])
    group.say("不客气", reply_to=asked)
    assert heard(world) == ["@paper_bot 食品", "谢谢"]


def test_a_topics_messages_carry_its_first_message_as_reply(world: World) -> None:
    owner = person(world, "小王")
    forum = gathering(
        world, ChatKind.SUPERGROUP, "论坛", owner, is_forum=True, bot_is=Status.ADMINISTRATOR
    )
    thread = forum.topic("财经")
    forum.say("大家好", thread=thread)
    created, said = (update.payload for update in world.updates.first(2))
    assert "forum_topic_created" in created
    assert said["is_topic_message"] is True
    assert said["message_thread_id"] == thread
    replied = said["reply_to_message"]
    assert isinstance(replied, dict)
    assert replied["message_id"] == thread


def test_replies_share_a_thread_that_is_no_topic(world: World, group: Participant) -> None:
    first = group.say("@paper_bot 食品")
    second = group.say("@paper_bot 二七区", reply_to=first)
    group.say("@paper_bot 樱桃沟", reply_to=second)
    *_, last = (update.payload for update in world.updates.first(9))
    assert last["message_thread_id"] == first.id
    assert "is_topic_message" not in last


def test_the_bot_does_not_hear_itself(world: World, group: Participant) -> None:
    group.joined_by(world.bot, Status.ADMINISTRATOR).say("我说")
    assert heard(world) == []
