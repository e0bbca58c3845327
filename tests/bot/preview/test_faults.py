from collections.abc import Callable, Coroutine

import pytest

from bot.preview.chance import script
from bot.preview.faults import Kind, Plan
from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.server import Preview
from bot.preview.wire import Dropped, Json, Page, Refusal
from bot.preview.world import World

Ask = Callable[..., Coroutine[None, None, Json]]


class Clock:
    def __init__(self) -> None:
        self.seconds = 1_700_000_000.0

    def __call__(self) -> float:
        return self.seconds


@pytest.fixture
def clock(world: World) -> Clock:
    world.clock = clock = Clock()
    return clock


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
