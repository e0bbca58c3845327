"""The bot's replies in channels go when their time is over, also after a restart."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from telegram import Bot

from bot.preview.model import ChatKind, Message, Status
from bot.preview.people import gathering, person
from bot.preview.server import Call
from bot.preview.wire import Refusal
from bot.services.brief_posts import SHOWN, BriefPosts
from bot.watch.brief_posts import Tidying
from tests.bot.handlers.conftest import House
from tests.support.sending import sending_bot


@dataclass
class Channel:
    """A channel with a post of the bot's, and the loop's one round."""

    house: House
    bot: Bot
    now: float = 0.0

    def posts(self) -> BriefPosts:
        return BriefPosts(self.house.opened.database, lambda: int(self.now))

    async def round(self) -> None:
        await Tidying(self.posts()).round(self.bot)


@pytest.fixture
async def channel(house: House) -> AsyncIterator[Channel]:
    async with sending_bot(house.preview.url) as bot:
        yield Channel(house, bot)


async def posted(channel: Channel) -> tuple[dict[int, Message], int, int]:
    """The channel's messages, its id, and the id of a reply of the bot's there."""
    world = channel.house.world
    owner = gathering(
        *(world, ChatKind.CHANNEL, "快讯", person(world, "主编")), bot_is=Status.ADMINISTRATOR
    )
    number = (await channel.bot.send_message(owner.chat.id, "好了")).message_id
    await channel.posts().put(owner.chat.id, number)
    return owner.chat.messages, owner.chat.id, number


async def test_a_reply_goes_when_its_time_is_over(channel: Channel) -> None:
    messages, _, number = await posted(channel)
    channel.now = SHOWN - 1
    await channel.round()
    assert number in messages
    channel.now = SHOWN
    await channel.round()
    assert number not in messages


async def test_a_tap_puts_it_off(channel: Channel) -> None:
    messages, chat_id, number = await posted(channel)
    channel.now = SHOWN - 1
    await channel.posts().used(chat_id, number)
    channel.now = 2 * SHOWN - 2
    await channel.round()
    assert number in messages
    channel.now = 2 * SHOWN - 1
    await channel.round()
    assert number not in messages


async def test_a_post_that_stays_for_good_is_not_made_brief_by_a_tap(channel: Channel) -> None:
    messages, chat_id, number = await posted(channel)
    sent = await channel.bot.send_message(chat_id, "一篇报道")
    await channel.posts().used(chat_id, sent.message_id)
    channel.now = 9 * SHOWN
    await channel.round()
    assert sent.message_id in messages
    assert number not in messages


async def test_what_passes_is_tried_again_and_what_is_refused_is_not(channel: Channel) -> None:
    both = [(await posted(channel))[0] for _ in range(2)]
    refusals = [Refusal(502, "Bad Gateway"), Refusal(400, "Bad Request: MESSAGE_DELETE_FORBIDDEN")]

    async def refuse(_call: Call) -> None:
        raise refusals.pop(0)

    channel.house.preview.fault = refuse
    channel.now = SHOWN
    await channel.round()
    channel.house.preview.fault = None
    calls = len(channel.house.preview.calls)
    await channel.round()
    await channel.round()
    assert sum(map(len, both)) == 1
    assert len(channel.house.preview.calls) == calls + 1
