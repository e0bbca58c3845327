"""Chats are told once of what could not be answered."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from telegram import Bot

from bot.model import Lost
from bot.preview.model import ChatKind
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.server import Call
from bot.preview.wire import Refusal
from bot.services.lost_questions import KEPT, LostQuestions
from bot.services.privacy import Privacy
from bot.watch.lost_questions import PAUSE, Apologies
from tests.bot.handlers.conftest import House
from tests.support.sending import sending_bot

ZH = "zh-hans"


@dataclass
class Desk:
    house: House
    bot: Bot
    now: float = 0.0

    @property
    def lost(self) -> LostQuestions:
        return LostQuestions(self.house.opened.database, lambda: int(self.now))

    async def lose(self, reader: Participant, words: str, language: str | None = ZH) -> None:
        asked = reader.say(words)
        one = Lost(reader.chat.id, None, 1, asked.id, words, reader.user.id, language)
        await self.lost.put(one)

    def apologies(self) -> Apologies:
        return Apologies(self.lost, lambda: self.now)


@pytest.fixture
async def desk(house: House) -> AsyncIterator[Desk]:
    async with sending_bot(house.preview.url) as bot:
        yield Desk(house, bot)


async def test_a_question_is_told_in_its_words_and_once(desk: Desk) -> None:
    reader = desk.house.reader()
    await desk.lose(reader, "东郊桥怎么了？")
    await desk.apologies().round(desk.bot)
    await desk.apologies().round(desk.bot)
    [told] = reader.from_bot()
    assert told.text == "抱歉，刚才有一阵消息发不出去，没能回答“东郊桥怎么了？”。请再问一次。"
    assert told.reply_to is not None


async def test_several_are_one_message_with_their_number_in_the_language_of_who_asked(
    desk: Desk,
) -> None:
    reader = desk.house.reader()
    for words in ("what of the bridge", "what of the road"):
        await desk.lose(reader, words, "en")
    await desk.apologies().round(desk.bot)
    [told] = reader.from_bot()
    assert "2 questions" in told.text


async def test_a_chat_is_told_when_it_takes_messages_again_and_others_meanwhile(
    desk: Desk,
) -> None:
    reader, other = desk.house.reader(), desk.house.reader()
    tried = []

    async def fault(call: Call) -> None:
        if call.parameters.text("chat_id") == str(reader.chat.id):
            tried.append(call)
            raise Refusal(429, "Too Many Requests: retry after 300", retry_after=300)

    desk.house.preview.fault = fault
    await desk.lose(reader, "东郊桥怎么了？")
    await desk.lose(other, "东郊路怎么了？")
    apologies = desk.apologies()
    for desk.now in (0, PAUSE, 299):
        await apologies.round(desk.bot)
    assert (len(tried), len(other.from_bot()), reader.from_bot()) == (1, 1, [])
    desk.house.preview.fault = None
    desk.now = 300
    await apologies.round(desk.bot)
    assert len(reader.from_bot()) == 1


async def test_after_a_day_nobody_is_told(desk: Desk) -> None:
    reader = desk.house.reader()
    await desk.lose(reader, "东郊桥怎么了？")
    desk.now = KEPT + 1
    await desk.apologies().round(desk.bot)
    assert reader.from_bot() == []
    desk.now = 0
    assert await desk.lost.untold() == []


async def test_who_can_not_be_told_is_not_tried_again(desk: Desk) -> None:
    reader = desk.house.reader()
    await desk.lose(reader, "东郊桥怎么了？")
    reader.blocks()
    await desk.apologies().round(desk.bot)
    assert await desk.lost.untold() == []


async def test_a_group_that_became_a_supergroup_is_told_there(desk: Desk) -> None:
    world = desk.house.world
    owner = gathering(world, ChatKind.GROUP, "读报群", person(world, "群主"))
    await desk.lose(owner, "东郊桥怎么了？")
    there = owner.migrates()
    await desk.apologies().round(desk.bot)
    assert len(there.from_bot()) == 1


async def test_what_is_lost_while_a_chat_is_told_is_told_after(desk: Desk) -> None:
    reader = desk.house.reader()
    await desk.lose(reader, "东郊桥怎么了？")
    [before] = await desk.lost.untold()
    await desk.lose(reader, "东郊路怎么了？")
    await desk.lost.told(before)
    assert [one.count for one in await desk.lost.untold()] == [1]


async def test_a_person_is_forgotten_with_what_they_lost(desk: Desk) -> None:
    reader = desk.house.reader()
    await desk.lose(reader, "东郊桥怎么了？")
    await Privacy(desk.house.opened.database, desk.house.settings.timezone, lambda: 0).person(
        reader.user.id
    )
    assert await desk.lost.untold() == []
