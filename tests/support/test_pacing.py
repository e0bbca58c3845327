import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.model import Chat, ChatKind, Message, Sent
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.wire import Refusal
from bot.preview.world import World
from tests.bot.preview.conftest import Ask, Clock
from tests.support import pacing
from tests.support.pacing import IN_A_CHAT, IN_A_GROUP, OVERALL, Limit, Pacing, Within, violations


@pytest.fixture
def group(world: World) -> Participant:
    return gathering(world, ChatKind.SUPERGROUP, "读报群", person(world, "小王"))


def sent(at: float, chat: Chat, number: int = 1) -> Sent:
    return Sent(at, chat, Message(chat.id, number, None, int(at)))


def limits_of(world: World) -> list[Limit]:
    return [violation.limit for violation in violations(world.sent)]


async def test_the_bots_messages_are_kept_with_the_time_that_they_came(
    world: World, clock: Clock, reader: Participant, ask: Ask
) -> None:
    reader.say("不算")
    clock.seconds += 0.25
    await ask("sendMessage", chat_id=reader.chat.id, text="算")
    (message,) = reader.from_bot()
    await ask("editMessageText", chat_id=reader.chat.id, message_id=message.id, text="不再算")
    assert world.sent == [Sent(clock.seconds, reader.chat, message)]


async def test_two_messages_to_a_chat_are_a_second_apart(
    world: World, clock: Clock, reader: Participant, ask: Ask
) -> None:
    for wait in (0.0, 1.0, 0.75):
        clock.seconds += wait
        await ask("sendMessage", chat_id=reader.chat.id, text="x")
    (violation,) = violations(world.sent)
    assert (violation.limit, violation.sent, violation.early) == (IN_A_CHAT, world.sent[2], 0.25)


async def test_a_group_gets_twenty_a_minute_and_a_person_more(
    world: World, clock: Clock, reader: Participant, group: Participant, ask: Ask
) -> None:
    for _ in range(21):
        clock.seconds += 2
        for chat in (reader.chat, group.chat):
            await ask("sendMessage", chat_id=chat.id, text="x")
    (violation,) = violations(world.sent)
    assert (violation.limit, violation.sent.chat) == (IN_A_GROUP, group.chat)
    assert violation.early == 20.0


async def test_all_chats_together_get_thirty_a_second(world: World, clock: Clock, ask: Ask) -> None:
    readers = [private(world, person(world, f"读者{number}")) for number in range(31)]
    for reader in readers[:30]:
        await ask("sendMessage", chat_id=reader.chat.id, text="x")
    assert limits_of(world) == []
    clock.seconds += 0.5
    await ask("sendMessage", chat_id=readers[30].chat.id, text="x")
    assert limits_of(world) == [OVERALL]


def test_what_is_early_by_the_tolerance_is_no_violation(reader: Participant) -> None:
    early = [sent(0.0, reader.chat), sent(1.0 - pacing.TOLERANCE / 2, reader.chat)]
    assert violations(early) == []
    assert len(violations(early, tolerance=0)) == 1


def test_only_the_messages_asked_for_are_counted(reader: Participant) -> None:
    one, two, three = (sent(at, reader.chat, number) for number, at in enumerate((0.0, 0.5, 1.0)))
    assert [each.sent for each in violations([one, two, three])] == [two, three]
    assert violations([one, two, three], only=lambda message: message.id != two.message.id) == []


@given(st.lists(st.integers(0, 4), max_size=40), st.integers(1, 5), st.integers(1, 6))
def test_a_violation_is_a_window_that_holds_too_many(
    waits: list[int], sends: int, seconds: int
) -> None:
    chat = Chat(1, ChatKind.PRIVATE, "小李")
    times = [sum(waits[: number + 1]) for number in range(len(waits))]
    limit = Limit(sends, seconds, Within.A_CHAT)
    found = violations(
        [sent(at, chat, number) for number, at in enumerate(times)], against=[limit], tolerance=0
    )
    expected = [
        number
        for number, at in enumerate(times)
        if sum(at - seconds < other for other in times[: number + 1]) > sends
    ]
    assert [violation.sent.message.id for violation in found] == expected


async def test_asked_to_the_server_refuses_what_is_early(
    world: World, clock: Clock, reader: Participant, group: Participant, ask: Ask
) -> None:
    world.admit = Pacing().admit
    for _ in range(20):
        await ask("sendMessage", chat_id=group.chat.id, text="x")
        clock.seconds += 1
    for _ in range(2):  # what was refused does not count
        with pytest.raises(Refusal, match="Too Many Requests: retry after 40") as refusal:
            await ask("sendMessage", chat_id=group.chat.id, text="x")
        assert (refusal.value.code, refusal.value.retry_after) == (429, 40)
    await ask("sendMessage", chat_id=reader.chat.id, text="别处可以")
    clock.seconds += 40
    await ask("sendMessage", chat_id=group.chat.id, text="x")
    assert len(group.from_bot()) == 21
    assert violations(world.sent, tolerance=0) == []
