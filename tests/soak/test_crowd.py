"""What the soak counts as a reply, and what as none."""

import random

import pytest

from bot.preview.entities import Formatted
from bot.preview.model import Message, User
from bot.preview.world import World
from tests.soak.crowd import PATIENCE, Crowd

APOLOGY = "抱歉，这次没能处理好。请稍后再试一次。"


class Clock:
    now = 1_700_000_000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def crowd(clock: Clock) -> Crowd:
    world = World(User(1, "河湾晚报", "paper_bot", is_bot=True), clock=clock)
    crowd = Crowd(world, random.Random(1))  # noqa: S311 (no secret)
    crowd.gather(20)
    return crowd


def asked_in(crowd: Crowd, chat: int) -> None:
    crowd.ask_at_once(1, (chat,))


def replied(crowd: Crowd, chat: int, text: str = "报上说……") -> None:
    world = crowd.world
    number = world.next_message_id(world.chats[chat])
    world.send(Message(chat, number, world.bot, world.now(), Formatted(text)))
    crowd.look()


def asker_of(crowd: Crowd, group: int) -> int:
    """Return the id of who asks in a group, which is that of their private chat."""
    return next(user for user in crowd.world.chats[group].members if user != crowd.world.bot.id)


def groups(crowd: Crowd, *, started: bool) -> list[int]:
    chats = crowd.world.chats
    return [group for group in crowd.groups if (asker_of(crowd, group) in chats) is started]


def test_a_reply_has_its_time_and_a_second_one_is_one_too_many(crowd: Crowd, clock: Clock) -> None:
    group = crowd.groups[0]
    asked_in(crowd, group)
    clock.now += 2
    replied(crowd, group)
    replied(crowd, group)
    assert (crowd.asked, crowd.took, crowd.more, crowd.waits) == (1, [2.0], 1, False)


def test_an_apology_is_no_reply(crowd: Crowd, clock: Clock) -> None:
    group = crowd.groups[0]
    asked_in(crowd, group)
    replied(crowd, group, APOLOGY)
    assert (crowd.sorry, crowd.waits, crowd.took) == (1, True, [])
    clock.now += PATIENCE + 1
    crowd.look()
    assert (crowd.lost, crowd.waits) == (1, False)


def test_who_started_the_bot_may_be_answered_in_private(crowd: Crowd) -> None:
    group = groups(crowd, started=True)[0]
    crowd.silence({group})
    asked_in(crowd, group)
    replied(crowd, asker_of(crowd, group))
    assert (crowd.aside, len(crowd.took), crowd.waits) == (1, 1, False)


def test_who_started_the_bot_and_hears_nothing_has_lost_a_reply(crowd: Crowd, clock: Clock) -> None:
    group = groups(crowd, started=True)[0]
    crowd.silence({group})
    asked_in(crowd, group)
    crowd.silence(())
    clock.now += PATIENCE + 1
    crowd.look()
    assert (crowd.lost, crowd.unheard) == (1, 0)


def test_who_never_started_the_bot_is_not_heard_where_it_may_not_write(crowd: Crowd) -> None:
    before, meanwhile = groups(crowd, started=False)[:2]
    asked_in(crowd, before)
    crowd.silence({before, meanwhile})
    asked_in(crowd, meanwhile)
    crowd.silence(())
    assert (crowd.lost, crowd.unheard, crowd.waits) == (0, 2, False)


def test_what_was_typed_while_telegram_was_away_is_not_waited_for(crowd: Crowd) -> None:
    while not crowd.world.inline:
        crowd.ask()
    typed = len(crowd.world.inline)
    crowd.let_go()
    assert crowd.stale == typed
