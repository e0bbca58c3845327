from collections.abc import Callable, Coroutine

import pytest

from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.wire import Json, JsonObject, Refusal, mapping
from bot.preview.world import World

Ask = Callable[..., Coroutine[None, None, Json]]


@pytest.fixture
def group(world: World) -> Participant:
    return gathering(world, ChatKind.GROUP, "读报群", person(world, "小王"))


@pytest.fixture
def channel(world: World) -> Participant:
    owner = person(world, "台长")
    return gathering(
        world, ChatKind.CHANNEL, "频道", owner, username="channel", bot_is=Status.ADMINISTRATOR
    )


def told(world: World) -> list[tuple[str, JsonObject]]:
    """What waits for the bot, by kind; it is taken away."""
    updates = [(update.kind, update.payload) for update in world.updates.first(100)]
    world.updates.drop()
    return updates


def change(told: tuple[str, JsonObject]) -> tuple[str, Json, Json]:
    """The kind of an update on a member, and the statuses before and after."""
    kind, payload = told
    old, new = (mapping(payload[f"{when}_chat_member"], when) for when in ("old", "new"))
    return kind, old["status"], new["status"]


def events(told: list[tuple[str, JsonObject]]) -> list[str]:
    """The kinds of updates, of service messages what they tell."""
    plain = {"message_id", "date", "chat", "from", "sender_chat"}
    return [
        " ".join(sorted(set(payload) - plain)) if kind == "message" else kind
        for kind, payload in told
    ]


async def test_who_blocks_the_bot_is_out_of_its_reach_until_they_unblock_it(
    world: World, reader: Participant, ask: Ask
) -> None:
    reader.blocks()
    reader.say("听不到")
    (blocked,) = told(world)
    assert change(blocked) == ("my_chat_member", "member", "kicked")
    assert mapping(blocked[1]["from"], "from")["id"] == reader.user.id
    with pytest.raises(Refusal, match="Forbidden: bot was blocked by the user"):
        await ask("sendMessage", chat_id=reader.chat.id, text="x")
    reader.unblocks()
    assert change(told(world)[0]) == ("my_chat_member", "kicked", "member")
    await ask("sendMessage", chat_id=reader.chat.id, text="x")
    assert len(reader.from_bot()) == 1


async def test_a_deleted_account_is_told_by_the_refusal_only(
    world: World, reader: Participant, ask: Ask
) -> None:
    reader.deactivates()
    assert told(world) == []
    with pytest.raises(Refusal, match="Forbidden: user is deactivated"):
        await ask("sendMessage", chat_id=reader.chat.id, text="x")


async def test_a_bot_is_removed_from_a_group_and_added_again(
    world: World, group: Participant, ask: Ask
) -> None:
    group.removes(world.bot)
    removed = told(world)
    assert events(removed) == ["left_chat_member", "my_chat_member"]
    assert change(removed[1]) == ("my_chat_member", "member", "kicked")
    group.say("/latest@paper_bot")
    assert told(world) == []
    for method, given in (("sendMessage", {"text": "x"}), ("getChat", {})):
        with pytest.raises(Refusal, match="Forbidden: bot was kicked from the group chat"):
            await ask(method, chat_id=group.chat.id, **given)
    group.adds(world.bot)
    added = told(world)
    assert events(added) == ["my_chat_member", "new_chat_members"]
    assert change(added[0]) == ("my_chat_member", "kicked", "member")


async def test_a_bot_that_leaves_is_told_so(world: World, group: Participant, ask: Ask) -> None:
    await ask("leaveChat", chat_id=group.chat.id)
    assert [change(update) for update in told(world)] == [("my_chat_member", "member", "left")]
    with pytest.raises(Refusal, match="Forbidden: bot is not a member of the group chat"):
        await ask("getChatMember", chat_id=group.chat.id, user_id=world.bot.id)


def test_who_was_promoted_already_changes_nothing(world: World, group: Participant) -> None:
    group.promotes(world.bot)
    assert change(told(world)[0]) == ("my_chat_member", "member", "administrator")
    group.promotes(world.bot)
    assert told(world) == []
    group.demotes(world.bot)
    assert change(told(world)[0]) == ("my_chat_member", "administrator", "member")


async def test_others_changes_are_told_to_an_admin_bot_that_asks(
    world: World, group: Participant, ask: Ask
) -> None:
    helper = group.joined_by(person(world, "小张")).user
    await ask("getUpdates", allowed_updates=["message", "chat_member"])
    group.promotes(helper)
    assert told(world) == []
    world.chats[group.chat.id].members[world.bot.id] = Status.ADMINISTRATOR
    group.demotes(helper)
    assert [change(update) for update in told(world)] == [
        ("chat_member", "administrator", "member")
    ]
    await ask("getUpdates", allowed_updates=[])
    group.promotes(helper)
    assert told(world) == []


async def test_anonymous_admins_are_listed_as_such(
    world: World, group: Participant, ask: Ask
) -> None:
    helper = group.joined_by(person(world, "小张"))
    group.promotes(helper.user, anonymous=True, without=["can_pin_messages"])
    member = await ask("getChatMember", chat_id=group.chat.id, user_id=helper.user.id)
    assert isinstance(member, dict)
    assert (member["status"], member["is_anonymous"]) == ("administrator", True)
    assert (member["can_pin_messages"], member["can_change_info"]) == (False, True)
    administrators = await ask("getChatAdministrators", chat_id=group.chat.id)
    assert isinstance(administrators, list)
    assert [admin["is_anonymous"] for admin in administrators] == [False, True]


async def test_a_group_becomes_a_supergroup(world: World, group: Participant, ask: Ask) -> None:
    group.promotes(world.bot)
    told(world)
    there = group.migrates()
    updates = told(world)
    assert events(updates) == ["my_chat_member", "migrate_to_chat_id", "migrate_from_chat_id"]
    joined, to, since = (payload for _, payload in updates)
    assert mapping(joined["chat"], "chat")["id"] == there.chat.id
    assert mapping(to["chat"], "chat")["id"] == since["migrate_from_chat_id"] == group.chat.id
    assert mapping(since["chat"], "chat")["id"] == to["migrate_to_chat_id"] == there.chat.id
    assert there.chat.kind is ChatKind.SUPERGROUP
    assert there.chat.members == group.chat.members
    with pytest.raises(Refusal, match="upgraded to a supergroup chat") as refusal:
        await ask("sendMessage", chat_id=group.chat.id, text="x")
    assert (refusal.value.code, refusal.value.migrate_to) == (400, there.chat.id)
    await ask("sendMessage", chat_id=there.chat.id, text="x")
    assert len(there.from_bot()) == 1


async def test_a_bot_posts_to_a_channel_that_it_knows_by_name(
    world: World, channel: Participant, ask: Ask
) -> None:
    chat = await ask("getChat", chat_id="@Channel")
    assert isinstance(chat, dict)
    assert (chat["id"], chat["type"]) == (channel.chat.id, "channel")
    owner = await ask("getChatMember", chat_id="@channel", user_id=channel.user.id)
    assert isinstance(owner, dict)
    assert owner["status"] == "creator"
    await ask("sendMessage", chat_id="@channel", text="公告")
    assert [post.text for post in channel.from_bot()] == ["公告"]
    channel.promotes(world.bot, without=["can_post_messages"])
    with pytest.raises(Refusal, match="need administrator rights in the channel chat"):
        await ask("sendMessage", chat_id="@channel", text="公告")


async def test_a_channels_members_are_shown_to_admins_only(
    world: World, channel: Participant, ask: Ask
) -> None:
    channel.demotes(world.bot)
    with pytest.raises(Refusal, match="member list is inaccessible"):
        await ask("getChatMember", chat_id="@channel", user_id=channel.user.id)
    channel.removes(world.bot)
    with pytest.raises(Refusal, match="Forbidden: bot was kicked from the channel chat"):
        await ask("getChatMember", chat_id="@channel", user_id=channel.user.id)
    assert await ask("getChat", chat_id="@channel")


async def test_a_person_is_not_found_by_name(world: World, reader: Participant, ask: Ask) -> None:
    reader.chat.username = "xiaoli"
    with pytest.raises(Refusal, match="chat not found"):
        await ask("getChat", chat_id="@xiaoli")
    assert world.chats[reader.chat.id] is reader.chat
