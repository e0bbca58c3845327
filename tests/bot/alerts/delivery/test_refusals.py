"""Alerts that a chat refuses until somebody there lets the bot write: they wait, and come once."""

from collections.abc import Callable
from itertools import pairwise

import pytest

from bot.model import State
from bot.preview.model import ChatKind as Kinds
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.server import Call
from bot.preview.wire import Refusal, bad, forbidden
from tests.bot.alerts.delivery.conftest import Office, alerts, page
from tests.bot.alerts.delivery.test_delivery import ISSUE, PATH, WELL

HOUR, DAY = 3600, 86400
PAUSE = 300  # seconds, the longest


def refusing(office: Office, whose: Participant, refusal: Callable[[], Refusal]) -> list[float]:
    """Have a chat refuse all messages; return the moments when it does."""
    moments: list[float] = []

    def refuse(call: Call) -> None:
        sends = call.method == "sendMessage"
        if sends and call.parameters.text("chat_id") == str(whose.chat.id):
            moments.append(office.clock())
            raise refusal()

    office.preview.check = refuse
    return moments


def rights_are_back(office: Office) -> None:
    office.preview.check = lambda _call: None


async def waits(office: Office, seconds: float) -> None:
    """Have much time pass, in steps that no pause is shorter than."""
    end = office.clock.now + seconds
    while office.clock.now < end:
        office.clock.now = min(end, office.clock.now + PAUSE)
        await office.passes()


async def group_of(office: Office, admin: Participant, *queries: str) -> Participant:
    """A group whose subscriptions somebody else made than who made the group."""
    owner = await office.group()
    await office.subscribe(Participant(office.world, owner.chat, admin.user), *queries)
    return owner


async def news(office: Office, *stories: tuple[str, str], name: str = ISSUE) -> None:
    await office.archive.add_page(page(*stories), name)


@pytest.mark.parametrize(
    "refusal",
    [
        lambda: bad("not enough rights to send text messages to the chat"),
        lambda: bad("have no rights to send a message"),
        lambda: bad("CHAT_WRITE_FORBIDDEN"),
        lambda: bad("CHAT_RESTRICTED"),
        lambda: bad("SLOWMODE_WAIT_30"),
        lambda: forbidden("CHAT_SEND_PLAIN_FORBIDDEN"),
        lambda: forbidden("something that nobody has seen before"),
    ],
)
async def test_what_is_refused_for_hours_comes_once_when_it_may(
    office: Office, refusal: Callable[[], Refusal]
) -> None:
    owner, other = await office.group("樱桃沟", "王寨"), await office.reader("乙", "樱桃沟", "王寨")
    tried = refusing(office, owner, refusal)
    await news(office, PATH)
    await waits(office, 4 * HOUR)
    await news(office, WELL, name="2023-05-18/A02.md")
    await waits(office, 4 * HOUR)
    assert len(alerts(other)) == 2
    assert max(late - early for early, late in pairwise(tried)) <= 2 * PAUSE
    rights_are_back(office)
    await waits(office, 2 * PAUSE)
    [message] = alerts(owner)
    assert PATH[0] in message.text
    assert WELL[0] in message.text
    assert await office.states() == {State.SENT: 4}


async def test_a_channel_that_takes_the_bots_right_and_gives_it_back(office: Office) -> None:
    owner = person(office.world, "台长")
    channel = gathering(office.world, Kinds.CHANNEL, "早报", owner)
    await office.subscribe(channel, "樱桃沟")
    channel.promotes(office.world.bot, without=("can_post_messages",))
    await news(office, PATH)
    await waits(office, HOUR)
    assert await office.states() == {State.PENDING: 1}
    channel.promotes(office.world.bot)
    await waits(office, 2 * PAUSE)
    assert len(alerts(channel)) == 1


@pytest.mark.parametrize("general", [False, True])
async def test_a_closed_topic_keeps_its_alerts_until_it_is_opened(
    office: Office, *, general: bool
) -> None:
    owner = await office.group(is_forum=True)
    thread = None if general else owner.topic("本地新闻")
    await office.subscribe(owner, "樱桃沟", thread=thread)
    closed = (thread,) if thread else ()
    owner.closes(*closed)
    await news(office, PATH)
    await waits(office, HOUR)
    assert alerts(owner) == []
    owner.reopens(*closed)
    await waits(office, 2 * PAUSE)
    assert [message.thread for message in alerts(owner)] == [thread]


async def test_whoever_subscribed_is_told_once_in_private_which_chat_it_is(office: Office) -> None:
    admin = await office.reader("管理员")
    owner = await group_of(office, admin, "樱桃沟", "王寨")
    refusing(office, owner, lambda: bad("TOPIC_CLOSED"))
    await news(office, PATH)
    await waits(office, HOUR)
    office.restarted()
    await news(office, WELL, name="2023-05-18/A02.md")
    await waits(office, HOUR)
    [told] = alerts(admin)
    assert "街坊" in told.text
    assert "Topic_closed" in told.text


async def test_an_admin_is_told_where_who_subscribed_cannot_be(office: Office) -> None:
    maker, admin = await office.reader("管理员"), await office.reader("站长")
    office.admins = frozenset({admin.user.id})
    office.restarted()
    owner = await group_of(office, maker, "樱桃沟")
    maker.blocks()
    refusing(office, owner, lambda: bad("CHAT_RESTRICTED"))
    await news(office, PATH)
    await waits(office, HOUR)
    assert ["街坊" in told.text for told in alerts(admin)] == [True]


async def test_a_chat_that_refuses_anew_after_it_was_open_is_told_of_anew(office: Office) -> None:
    admin = await office.reader("管理员")
    owner = await group_of(office, admin, "樱桃沟", "王寨")
    refusing(office, owner, lambda: bad("CHAT_RESTRICTED"))
    await news(office, PATH)
    await waits(office, HOUR)
    rights_are_back(office)
    await waits(office, HOUR)
    refusing(office, owner, lambda: bad("CHAT_RESTRICTED"))
    await news(office, WELL, name="2023-05-18/A02.md")
    await waits(office, HOUR)
    assert len(alerts(admin)) == 2


async def test_what_waited_for_three_days_is_dropped_counted_and_told_and_the_rest_comes(
    office: Office,
) -> None:
    admin = await office.reader("管理员")
    owner = await group_of(office, admin, "樱桃沟", "王寨")
    refusing(office, owner, lambda: bad("CHAT_RESTRICTED"))
    await news(office, PATH)
    await waits(office, 2 * DAY)
    await news(office, WELL, name="2023-05-18/A02.md")
    await waits(office, DAY - HOUR)
    assert await office.states() == {State.PENDING: 2}
    await waits(office, 2 * HOUR)
    assert await office.states() == {State.PENDING: 1, State.FAILED: 1}
    assert (await office.reasons())[0] == "given up: Chat_restricted"
    _, dropped = alerts(admin)
    assert "街坊" in dropped.text
    assert "1 条" in dropped.text
    rights_are_back(office)
    await waits(office, HOUR)
    [message] = alerts(owner)
    assert PATH[0] not in message.text
    assert WELL[0] in message.text


async def test_the_first_refusal_drops_nothing_however_late_it_comes(office: Office) -> None:
    owner = await office.group("樱桃沟")
    refusing(office, owner, lambda: bad("CHAT_RESTRICTED"))
    await news(office, PATH)
    office.clock.now += 5 * DAY  # the bot was down
    await waits(office, HOUR)
    rights_are_back(office)
    await waits(office, HOUR)
    assert len(alerts(owner)) == 1


async def test_the_next_message_that_is_accepted_there_wakes_what_waits(office: Office) -> None:
    owner = await office.group("樱桃沟")
    tried = refusing(office, owner, lambda: bad("CHAT_RESTRICTED"))
    await news(office, PATH)
    await waits(office, HOUR)
    rights_are_back(office)
    before = len(tried)
    await office.passes(1)
    assert (len(tried), alerts(owner)) == (before, [])
    await office.bot.send_message(owner.chat.id, "答案")
    await office.passes(2)  # one message a second in a chat
    assert [PATH[0] in message.text for message in alerts(owner)] == [False, True]


async def test_a_message_elsewhere_wakes_nothing(office: Office) -> None:
    owner, other = await office.group("樱桃沟"), await office.reader("乙")
    tried = refusing(office, owner, lambda: bad("CHAT_RESTRICTED"))
    await news(office, PATH)
    await waits(office, HOUR)
    before = len(tried)
    await office.bot.send_message(other.chat.id, "答案")
    await office.passes(2)
    assert len(tried) == before


async def test_a_correction_waits_for_the_rights_too(office: Office) -> None:
    owner = await office.group("樱桃沟")
    await news(office, PATH)
    await office.passes(2)

    def refuse(call: Call) -> None:
        if call.method == "editMessageText":
            raise bad("CHAT_RESTRICTED")

    office.preview.check = refuse
    await news(office, (PATH[0], PATH[1].replace("二十", "三十")))
    await waits(office, HOUR)
    rights_are_back(office)
    await waits(office, HOUR)
    [message] = alerts(owner)
    assert "更正" in message.text
    assert "三十" in message.text


@pytest.mark.parametrize(
    "shut", [Participant.blocks, Participant.deactivates], ids=["blocked", "deleted"]
)
async def test_nobody_is_waited_for_who_shut_the_bot_out(
    office: Office, shut: Callable[[Participant], None]
) -> None:
    reader = await office.reader("小李", "樱桃沟")
    shut(reader)
    await news(office, PATH)
    await office.passes(5)
    assert await office.states() == {State.FAILED: 1}
