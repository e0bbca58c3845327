from collections import Counter
from collections.abc import Callable

import pytest

from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.server import Preview
from bot.preview.wire import Dropped, Page, Refusal
from bot.preview.world import World
from tests.bot.preview.conftest import Ask, Clock
from tests.support.chance import Seeded, script
from tests.support.faults import Kind, Plan


@pytest.fixture
def planned(preview: Preview) -> Callable[..., Plan]:
    def plan(*kinds: Kind | None) -> Plan:
        preview.fault = made = Plan(preview.world, script(*kinds))
        return made

    return plan


@pytest.mark.parametrize(
    ("kind", "refused"),
    [
        (Kind.INTERNAL_ERROR, (500, "Internal Server Error")),
        (Kind.BAD_GATEWAY, (502, "Bad Gateway")),
        (Kind.FLOOD, (429, "Too Many Requests: retry after 3")),
    ],
)
async def test_a_call_is_refused_in_telegrams_name(
    reader: Participant,
    ask: Ask,
    planned: Callable[..., Plan],
    kind: Kind,
    refused: tuple[int, str],
) -> None:
    plan = planned(kind)
    with pytest.raises(Refusal) as refusal:
        await ask("sendMessage", chat_id=reader.chat.id, text="x")
    assert (refusal.value.code, refusal.value.description) == refused
    assert reader.from_bot() == []
    assert [struck.kind for struck in plan.struck] == [kind]


@pytest.mark.parametrize(("kind", "raised"), [(Kind.PROXY_PAGE, Page), (Kind.DROPPED, Dropped)])
async def test_a_call_never_gets_to_telegram(
    reader: Participant,
    ask: Ask,
    planned: Callable[..., Plan],
    kind: Kind,
    raised: type[Exception],
) -> None:
    plan = planned(kind)
    with pytest.raises(raised):
        await ask("sendMessage", chat_id=reader.chat.id, text="x")
    assert reader.from_bot() == []
    assert plan.count(kind) == 1


async def test_a_lost_answer_leaves_its_message_in_the_world(
    reader: Participant, ask: Ask, planned: Callable[..., Plan]
) -> None:
    plan = planned(Kind.LOST)
    with pytest.raises(Dropped):
        await ask("sendMessage", chat_id=reader.chat.id, text="x")
    (message,) = reader.from_bot()
    assert [struck.message_id for struck in plan.struck] == [message.id]


async def test_what_is_refused_is_no_lost_answer(
    ask: Ask, planned: Callable[..., Plan], preview: Preview
) -> None:
    plan = planned(Kind.LOST)
    with pytest.raises(Refusal, match="chat not found"):
        await ask("sendMessage", chat_id=404, text="x")
    assert plan.struck == []
    assert [plan.caused(call) for call, _ in preview.refused] == [False]


async def test_a_flood_of_a_chat_lasts_and_leaves_others_alone(
    world: World, clock: Clock, reader: Participant, ask: Ask, planned: Callable[..., Plan]
) -> None:
    plan = planned(Kind.FLOOD)
    other = private(world, person(world, "小张"))
    for waited, after in ((0.0, 3), (1.5, 2)):
        clock.seconds += waited
        with pytest.raises(Refusal) as refusal:
            await ask("sendMessage", chat_id=reader.chat.id, text="x")
        assert refusal.value.retry_after == after
    assert len(plan.hasty) == 1
    assert all(plan.caused(call) for call in plan.hasty)
    await ask("sendMessage", chat_id=other.chat.id, text="x")
    clock.seconds += 1.5
    await ask("sendMessage", chat_id=reader.chat.id, text="x")
    assert (plan.count(Kind.FLOOD), len(plan.hasty)) == (1, 1)


async def test_a_flood_of_all_stops_every_chat(
    world: World, clock: Clock, reader: Participant, ask: Ask, planned: Callable[..., Plan]
) -> None:
    planned(Kind.FLOOD_OF_ALL)
    other = private(world, person(world, "小张"))
    for chat in (reader.chat, other.chat):
        with pytest.raises(Refusal, match="Too Many Requests"):
            await ask("sendMessage", chat_id=chat.id, text="x")
    clock.seconds += 3
    await ask("sendMessage", chat_id=other.chat.id, text="x")


async def test_methods_that_were_not_chosen_are_left_alone(
    reader: Participant, ask: Ask, planned: Callable[..., Plan]
) -> None:
    planned(Kind.DROPPED)
    await ask("getMe")
    with pytest.raises(Dropped):
        await ask("sendMessage", chat_id=reader.chat.id, text="x")


async def test_a_call_without_a_chat_meets_what_needs_none(
    ask: Ask, preview: Preview, reader: Participant
) -> None:
    draw = script(Kind.SHUT_OUT, Kind.LOST, Kind.FLOOD)
    preview.fault = plan = Plan(preview.world, draw, {"getUpdates", "sendMessage"})
    await ask("getUpdates")
    with pytest.raises(Dropped):
        await ask("getUpdates")
    with pytest.raises(Refusal, match="Too Many Requests"):
        await ask("getUpdates")
    await ask("sendMessage", chat_id=reader.chat.id, text="x")
    assert [struck.kind for struck in plan.struck] == [Kind.LOST, Kind.FLOOD]


async def test_a_chat_that_shuts_the_bot_out_stays_shut(
    world: World, reader: Participant, ask: Ask, planned: Callable[..., Plan], preview: Preview
) -> None:
    plan = planned(Kind.SHUT_OUT)
    for _ in range(2):
        with pytest.raises(Refusal, match="Forbidden: bot was blocked by the user"):
            await ask("sendMessage", chat_id=reader.chat.id, text="x")
    assert plan.count(Kind.SHUT_OUT) == 1
    assert [update.kind for update in world.updates.first(9)] == ["my_chat_member"]
    assert [refusal.code for _, refusal in preview.refused] == [403, 403]


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (Kind.SHUT_OUT, "Forbidden: bot was kicked from the group chat"),
        (Kind.MIGRATED, "group chat was upgraded to a supergroup chat"),
    ],
)
async def test_what_befalls_a_group_refuses_the_call(
    world: World, ask: Ask, planned: Callable[..., Plan], kind: Kind, reason: str
) -> None:
    group = gathering(world, ChatKind.GROUP, "群", person(world, "小王"))
    plan = planned(kind)
    with pytest.raises(Refusal, match=reason):
        await ask("sendMessage", chat_id=group.chat.id, text="x")
    assert plan.count(kind) == 1


@pytest.mark.parametrize(
    ("kind", "reason"),
    [
        (Kind.TOPIC_CLOSED, "Bad Request: TOPIC_CLOSED"),
        (Kind.TOPIC_DELETED, "Bad Request: message thread not found"),
    ],
)
async def test_what_befalls_a_topic_refuses_the_call(
    world: World, ask: Ask, planned: Callable[..., Plan], kind: Kind, reason: str
) -> None:
    owner = person(world, "小王")
    forum = gathering(world, ChatKind.SUPERGROUP, "论坛", owner, is_forum=True)
    thread = forum.topic("财经")
    plan = planned(kind)
    with pytest.raises(Refusal, match=reason):
        await ask("sendMessage", chat_id=forum.chat.id, text="x", message_thread_id=thread)
    await ask("sendMessage", chat_id=forum.chat.id, text="x")
    assert plan.count(kind) == 1


async def test_a_bot_is_put_out_of_a_channel(
    world: World, ask: Ask, planned: Callable[..., Plan]
) -> None:
    owner = person(world, "台长")
    channel = gathering(world, ChatKind.CHANNEL, "频道", owner, bot_is=Status.ADMINISTRATOR)
    planned(Kind.SHUT_OUT)
    with pytest.raises(Refusal, match="Forbidden: bot was kicked from the channel chat"):
        await ask("sendMessage", chat_id=channel.chat.id, text="x")


async def test_a_deleted_account_is_refused(
    reader: Participant, ask: Ask, planned: Callable[..., Plan]
) -> None:
    planned(Kind.DEACTIVATED)
    with pytest.raises(Refusal, match="Forbidden: user is deactivated"):
        await ask("sendMessage", chat_id=reader.chat.id, text="x")


@pytest.mark.parametrize("kind", [Kind.MIGRATED, Kind.TOPIC_CLOSED, Kind.TOPIC_DELETED])
async def test_what_cannot_befall_a_chat_does_not(
    reader: Participant, ask: Ask, planned: Callable[..., Plan], kind: Kind
) -> None:
    plan = planned(kind)
    await ask("sendMessage", chat_id=reader.chat.id, text="x")
    assert plan.struck == []


async def test_what_is_in_the_world_is_what_was_answered_and_what_was_lost(
    world: World, clock: Clock, ask: Ask, preview: Preview
) -> None:
    """A sender that tries again, over every fault: the plan's counts explain what arrived."""
    calls = {
        Kind.INTERNAL_ERROR: 0.05,
        Kind.PROXY_PAGE: 0.05,
        Kind.DROPPED: 0.05,
        Kind.LOST: 0.1,
        Kind.FLOOD: 0.05,
    }
    chats = {Kind.SHUT_OUT: 0.1, Kind.MIGRATED: 0.3}
    preview.fault = plan = Plan(world, Seeded(11, calls, chats))
    answered: Counter[int] = Counter()
    people = [person(world, f"群主{number}") for number in range(40)]
    chat_ids = [gathering(world, ChatKind.GROUP, "群", owner).chat.id for owner in people]
    for chat_id in chat_ids:
        there = chat_id
        while answered[chat_id] < 5:
            try:
                await ask("sendMessage", chat_id=there, text="x")
            except (Dropped, Page):
                continue
            except Refusal as refusal:
                clock.seconds += refusal.retry_after or 0
                there = refusal.migrate_to or there
                if refusal.code == 403:
                    break
                continue
            answered[chat_id] += 1
    shut = sum(chat.members[world.bot.id] is Status.KICKED for chat in world.chats.values())
    assert plan.count(Kind.SHUT_OUT) == shut
    assert sum(answered[chat_id] < 5 for chat_id in chat_ids) == shut
    assert min(plan.count(kind) for kind in (*calls, *chats)) > 0
    assert plan.hasty == []
    assert len(world.sent) == answered.total() + plan.count(Kind.LOST)
