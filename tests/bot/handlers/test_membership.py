"""The bot let into chats and out of them, and chats that change their names."""

import asyncio

import pytest

from bot.model import Chat
from bot.preview.model import ChatKind, Message, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.server import Call
from bot.preview.wire import Refusal
from bot.store.chats import chat_of
from tests.bot.handlers.conftest import House, queries, said


def gathered(
    house: House, kind: ChatKind = ChatKind.SUPERGROUP, *, language: str = "zh-hans"
) -> Participant:
    """Who made a chat that the bot is not in."""
    owner = person(house.world, "群主", language=language)
    return gathering(house.world, kind, "读报群", owner, bot_is=Status.LEFT)


async def record(house: House, chat: Participant) -> Chat | None:
    async with house.opened.database.reading() as view:
        return await chat_of(view, chat.chat.id)


def told(chat: Participant) -> list[Message]:
    """What the bot said in a chat."""
    messages = chat.chat.messages.values()
    bot = chat.world.bot
    return [message for message in messages if message.sender in (bot, None)]


async def answered(chat: Participant) -> None:
    """Wait until all that happened in a chat before this is done with: its updates have order."""
    asked = chat.say("/help@paper_bot")

    def answer() -> Message | None:
        return next((one for one in chat.from_bot(asked) if one.reply_to == asked.id), None)

    await chat.world.changes.until(answer, 10)


@pytest.mark.parametrize("kind", [ChatKind.GROUP, ChatKind.SUPERGROUP])
async def test_a_group_is_told_once_what_the_bot_does(running: House, kind: ChatKind) -> None:
    owner = gathered(running, kind)
    owner.adds(running.world.bot)
    await answered(owner)
    welcome, _ = told(owner)
    for part in ("@paper_bot 加上问题", "/search@paper_bot", "/quiet@paper_bot", "只看对我说的话"):
        assert part in welcome.text
    owner.promotes(running.world.bot)
    owner.demotes(running.world.bot)
    await answered(owner)
    assert [message.text for message in told(owner)].count(welcome.text) == 1
    assert running.preview.refused == []


async def test_the_welcome_can_be_tapped(running: House) -> None:
    owner = gathered(running)
    owner.adds(running.world.bot)
    await answered(owner)
    await owner.press_answer(owner.press(told(owner)[0], "最新一期"))
    assert "东郊桥修缮工程" in told(owner)[-1].text


async def test_who_lets_it_in_again_is_welcomed_again(running: House) -> None:
    owner, bot = gathered(running), running.world.bot
    owner.adds(bot)
    await answered(owner)
    owner.removes(bot)
    later = running.world.now() + 5
    running.world.clock = lambda: later
    owner.adds(bot)
    await answered(owner)
    assert sum("大家好" in message.text for message in told(owner)) == 2


async def test_a_group_that_becomes_a_supergroup_is_not_welcomed_again(running: House) -> None:
    owner = gathered(running, ChatKind.GROUP)
    owner.adds(running.world.bot)
    await answered(owner)
    there = owner.migrates()
    await answered(there)
    assert all("大家好" not in message.text for message in told(there))
    kept = await record(running, there)
    assert kept is not None
    assert (kept.id, kept.kind) == (there.chat.id, "supergroup")


async def test_a_channel_where_it_may_post_is_told_and_one_where_it_may_not_is_not(
    running: House,
) -> None:
    silent, station = (gathered(running, ChatKind.CHANNEL) for _ in range(2))
    silent.promotes(running.world.bot, without=("can_post_messages",))
    station.promotes(running.world.bot)
    await running.world.changes.until(lambda: told(station) or None, 5)
    (welcome,) = told(station)
    assert "/subscribe@paper_bot" in welcome.text
    assert told(silent) == []


async def test_a_group_where_only_admins_write_is_left_alone(running: House) -> None:
    tried = asyncio.Event()

    async def refuse(call: Call) -> None:
        if call.method == "sendMessage":
            tried.set()
            raise Refusal(400, "Bad Request: not enough rights to send text messages to the chat")

    owner = gathered(running)
    running.preview.fault = refuse
    owner.adds(running.world.bot)
    await asyncio.wait_for(tried.wait(), 10)
    running.preview.fault = None
    await answered(owner)
    assert len(told(owner)) == 1


async def test_the_welcome_is_in_the_language_of_who_let_it_in(running: House) -> None:
    owner = gathered(running, language="en")
    owner.adds(running.world.bot)
    await answered(owner)
    assert told(owner)[0].text.startswith("Hello!")


async def test_a_private_chat_that_comes_back_is_not_welcomed(running: House) -> None:
    reader = running.reader()
    await said(reader, "/subscribe 桥")
    reader.blocks()
    reader.unblocks()
    await said(reader, "/help")
    assert len(told(reader)) == 2


async def test_the_records_follow_a_new_title_and_a_new_name(running: House) -> None:
    owner = gathered(running)
    owner.adds(running.world.bot)
    owner.chat.title = "街坊群"
    owner.announce({"new_chat_title": "街坊群"})
    await answered(owner)
    kept = await record(running, owner)
    assert kept is not None
    assert (kept.title, kept.username) == ("街坊群", None)
    owner.chat.username = "jiefang"
    await answered(owner)
    kept = await record(running, owner)
    assert kept is not None
    assert kept.username == "jiefang"


async def test_who_only_asks_leaves_no_record(running: House) -> None:
    reader = private(running.world, person(running.world, "甲"))
    await said(reader, "桥修到哪里了？")
    assert await record(running, reader) is None


async def test_who_shut_it_out_and_let_it_in_is_to_be_told_what_it_missed(running: House) -> None:
    owner = gathered(running)
    owner.adds(running.world.bot)
    owner.removes(running.world.bot)
    owner.adds(running.world.bot)
    await answered(owner)
    kept = await record(running, owner)
    assert kept is not None
    assert (kept.away, kept.missed) == (None, "removed from the supergroup")


@pytest.mark.usefixtures("delivery")
async def test_who_blocks_the_bot_is_away_until_they_come_back(house: House) -> None:
    reader = house.reader()
    await said(reader, "/subscribe 樱桃沟")
    reader.blocks()
    await _until_away(house, reader, away=True)
    reader.unblocks()
    await _until_away(house, reader, away=False)
    told = (await said(reader, "/subscriptions")).text
    assert "送不到" in told
    assert "现在又能送到了" in told
    assert "送不到" not in (await said(reader, "/subscriptions")).text
    assert await queries(house, reader) == {"樱桃沟": True}


@pytest.mark.usefixtures("delivery")
async def test_a_group_that_migrates_keeps_its_subscriptions(house: House) -> None:
    owner = gathering(house.world, ChatKind.GROUP, "街坊", person(house.world, "群主"))
    await said(owner, "/subscribe@paper_bot 樱桃沟")
    there = owner.migrates()
    await said(there, "/help@paper_bot")
    assert await queries(house, there) == {"樱桃沟": True}


async def _until_away(house: House, reader: Participant, *, away: bool) -> None:
    asker = house.reader()
    async with asyncio.timeout(30):
        while await _is_away(house, reader) is not away:
            await said(asker, "/help")


async def _is_away(house: House, reader: Participant) -> bool:
    async with house.opened.database.reading() as view:
        chat = await chat_of(view, reader.chat.id)
    return chat is not None and chat.away is not None
