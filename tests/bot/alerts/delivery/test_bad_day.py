"""Everything goes wrong at once, and the bot is killed on the way: nothing is lost."""

from collections import Counter

import pytest

from bot.alerts.delivery import IN_FLIGHT
from bot.model import State
from tests.bot.alerts.delivery.conftest import Office, alerts, page
from tests.bot.alerts.delivery.test_delivery import NOODLES, PATH, WELL
from tests.support.chance import Seeded
from tests.support.faults import Kind, Plan
from tests.support.pacing import violations

STORIES = (PATH, NOODLES, WELL)
CALLS = {
    Kind.BAD_GATEWAY: 0.05,
    Kind.DROPPED: 0.02,
    Kind.LOST: 0.04,
    Kind.FLOOD: 0.02,
    Kind.FLOOD_OF_ALL: 0.005,
}
CHATS = {Kind.SHUT_OUT: 0.05, Kind.MIGRATED: 0.1}


@pytest.mark.parametrize("seed", [1, 2])
async def test_nothing_is_lost_and_little_comes_twice(office: Office, seed: int) -> None:
    people = [await office.reader(f"读者{at}", "樱桃", "面条") for at in range(30)]
    groups = [await office.group("全部", basic=at % 2 == 0) for at in range(10)]
    plan = Plan(office.world, Seeded(seed, CALLS, CHATS))
    office.preview.fault = plan
    killed = 0
    for at, story in enumerate(STORIES):
        await office.archive.add_page(page(story), f"2023-05-18/A0{at}.md")
        await office.passes(2)
        await office.delivery.poll()
        await office.delivery.round()
        killed += await office.killed()
    await office.passes(240)
    states = await office.states()
    assert set(states) <= {State.SENT, State.FAILED}
    heirs = {chat.id: chat.migrated_to for chat in office.world.chats.values() if chat.migrated_to}
    told: Counter[tuple[int, str]] = Counter()
    for sent in office.world.sent:
        chat = heirs.get(sent.chat.id, sent.chat.id)
        told.update((chat, title) for title, _ in STORIES if title in sent.message.text)
    gone = {struck.call.parameters.text("chat_id") for struck in plan.struck}
    shut = {chat for chat in gone if _is_shut(office, chat)}
    for whose in (*people, *groups):
        if str(whose.chat.id) not in shut:
            chat = heirs.get(whose.chat.id, whose.chat.id)
            assert [told[chat, title] >= 1 for title, _ in STORIES] == [True] * 3
    twice = sum(count - 1 for count in told.values())
    assert twice <= len(STORIES) * (plan.count(Kind.LOST) + killed)
    assert killed <= len(STORIES) * IN_FLIGHT
    assert violations(office.world.sent) == []
    assert any(alerts(whose) for whose in people)


def _is_shut(office: Office, chat: str) -> bool:
    found = office.world.chats[int(chat)]
    return found.members.get(office.world.bot.id) in {"kicked", "left"}
