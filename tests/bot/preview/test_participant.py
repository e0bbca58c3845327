from collections.abc import Callable, Coroutine

import pytest

from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.wire import Json, JsonObject, Refusal, Upload, mapping
from bot.preview.world import World

Ask = Callable[..., Coroutine[None, None, Json]]


@pytest.fixture
def forum(world: World) -> Participant:
    owner = person(world, "小王")
    return gathering(world, ChatKind.SUPERGROUP, "论坛", owner, is_forum=True)


def last(world: World) -> JsonObject:
    return world.updates.first(100)[-1].payload


def test_an_anonymous_admin_speaks_as_the_group(world: World, forum: Participant) -> None:
    said = forum.say("/subscribe@paper_bot 食品", speaking_as=forum.chat)
    update = last(world)
    sender = mapping(update["from"], "from")
    assert (sender["id"], sender["username"]) == (1087968824, "GroupAnonymousBot")
    assert sender["is_bot"] is True
    assert mapping(update["sender_chat"], "sender_chat")["id"] == forum.chat.id
    assert update["message_id"] == said.id


def test_somebody_speaks_as_a_channel(world: World, forum: Participant) -> None:
    channel = gathering(world, ChatKind.CHANNEL, "频道", forum.user).chat
    forum.say("/subscribe@paper_bot 食品", speaking_as=channel)
    update = last(world)
    assert mapping(update["from"], "from")["id"] == 136817688
    assert mapping(update["sender_chat"], "sender_chat")["id"] == channel.id


def test_who_stands_in_for_an_anonymous_admin_is_no_bot_that_spoke(
    world: World, forum: Participant
) -> None:
    forum.say("大家好", speaking_as=forum.chat)
    forum.say("/latest")
    assert last(world)["text"] == "/latest"


@pytest.mark.parametrize("bot_is", [Status.MEMBER, Status.ADMINISTRATOR])
async def test_in_a_closed_topic_only_who_manages_topics_may_write(
    world: World, ask: Ask, bot_is: Status
) -> None:
    owner = person(world, "小王")
    kind = ChatKind.SUPERGROUP
    forum = gathering(world, kind, "论坛", owner, is_forum=True, bot_is=bot_is)
    thread = forum.topic("财经")
    forum.closes(thread)
    assert last(world)["forum_topic_closed"] == {}
    to: dict[str, Json] = {"chat_id": forum.chat.id, "message_thread_id": thread, "text": "x"}
    if bot_is is Status.ADMINISTRATOR:
        await ask("sendMessage", **to)
        forum.promotes(world.bot, without=["can_manage_topics"])
    with pytest.raises(Refusal) as refusal:
        await ask("sendMessage", **to)
    assert (refusal.value.code, refusal.value.description) == (400, "Bad Request: TOPIC_CLOSED")
    await ask("sendMessage", chat_id=forum.chat.id, text="总话题还开着")
    forum.reopens(thread)
    await ask("sendMessage", **to)


async def test_the_general_topic_is_closed_too(forum: Participant, ask: Ask) -> None:
    forum.closes()
    with pytest.raises(Refusal, match="TOPIC_CLOSED"):
        await ask("sendMessage", chat_id=forum.chat.id, text="x")
    await ask("sendMessage", chat_id=forum.chat.id, text="x", message_thread_id=forum.topic("财经"))


async def test_a_deleted_topic_is_not_found_nor_are_its_messages(
    world: World, forum: Participant, ask: Ask
) -> None:
    thread = forum.topic("财经")
    await ask("sendMessage", chat_id=forum.chat.id, text="x", message_thread_id=thread)
    (sent,) = forum.from_bot()
    world.updates.drop()
    forum.deletes(thread)
    assert len(world.updates) == 0
    with pytest.raises(Refusal, match="message thread not found"):
        await ask("sendMessage", chat_id=forum.chat.id, text="x", message_thread_id=thread)
    with pytest.raises(Refusal, match="message to edit not found"):
        await ask("editMessageText", chat_id=forum.chat.id, message_id=sent.id, text="y")


async def test_a_document_goes_both_ways(world: World, forum: Participant, ask: Ask) -> None:
    thread = forum.topic("财经")
    caption = "/import@paper_bot"
    uploaded = forum.upload("订阅.json", b"[]", caption=caption, thread=thread)
    update = last(world)
    assert (update["caption"], update["message_thread_id"]) == (caption, thread)
    assert mapping(update["document"], "document")["file_size"] == 2
    await ask(
        "sendDocument",
        chat_id=forum.chat.id,
        message_thread_id=thread,
        upload=Upload("导出.json", "application/json", b"[1]"),
    )
    answer = await forum.reply(uploaded)
    assert answer.thread == thread
    assert forum.download(answer) == b"[1]"


def test_what_has_no_file_is_not_downloaded(reader: Participant) -> None:
    with pytest.raises(LookupError):
        reader.download(reader.say("x"))
