import logging
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import pytest
from telegram import Bot

from bot.preview.model import User
from bot.preview.participant import Participant
from bot.preview.people import person, private
from bot.preview.server import Call, Preview, serve
from bot.preview.wire import Refusal
from bot.preview.world import World
from bot.runtime import logs
from bot.watch.error_chat import WINDOW, ErrorChat
from bot.watch.faults import KINDS, Faults
from tests.support.sending import sending_bot

TOKEN = "123456:AAtest-token_of-no-bot"  # noqa: S105

SHANGHAI = ZoneInfo("Asia/Shanghai")
LOG = logging.getLogger("bot.test")


@dataclass
class House:
    preview: Preview
    bot: Bot
    admin: Participant
    chat: ErrorChat
    faults: Faults
    now: float = 0.0

    async def round(self) -> None:
        await self.chat.round(self.bot)

    def shown(self) -> list[str]:
        return [self.admin.chat.messages[sent.id].text for sent in self.admin.from_bot()]


@pytest.fixture
def faults() -> Iterator[Faults]:
    handler = Faults(lambda: None)
    with logs.with_handler(handler):
        yield handler


@pytest.fixture
async def house(faults: Faults) -> AsyncIterator[House]:
    world = World(User(123456, "报纸", "paper_bot", is_bot=True))
    admin = private(world, person(world, "管理员"))
    async with serve(world, TOKEN) as preview, sending_bot(preview.url) as bot:
        opened: list[House] = []
        chat = ErrorChat(faults, [admin.chat.id], SHANGHAI, lambda: opened[0].now)
        opened.append(House(preview, bot, admin, chat, faults))
        yield opened[0]


async def test_a_fault_is_told_once_and_edited_when_it_comes_again(house: House) -> None:
    LOG.error("broken")
    await house.round()
    [first] = house.shown()
    assert "bot.test: broken" in first
    for _ in range(3):
        LOG.error("broken")
    await house.round()
    await house.round()
    [edited] = house.shown()
    assert "× 4" in edited
    assert len(house.preview.calls) == 3  # getMe, a message, an edit


async def test_faults_have_messages_of_their_own(house: House) -> None:
    LOG.error("one")
    LOG.error("another")
    await house.round()
    assert len(house.shown()) == 2


async def test_after_a_while_there_is_a_new_message(house: House) -> None:
    LOG.error("broken")
    house.now = house.faults.all()[0].first
    await house.round()
    house.now += WINDOW
    await house.round()
    assert len(house.shown()) == 1
    LOG.error("broken")
    await house.round()
    assert len(house.shown()) == 2
    assert "× 1" in house.shown()[1]


async def test_messages_are_bounded(house: House) -> None:
    for number in range(200):
        logging.getLogger(f"bot.test{number}").error("x")
    await house.round()
    await house.round()
    assert len(house.shown()) == KINDS + 1


async def test_what_can_not_be_told_is_told_later_and_makes_no_fault(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    LOG.error("broken")
    house.admin.blocks()
    for _ in range(5):
        await house.round()
    assert [fault.count for fault in house.faults.all()] == [1]
    warnings = [record for record in caplog.records if record.levelno == logging.WARNING]
    assert len(warnings) == 1
    house.admin.unblocks()
    await house.round()
    assert len(house.shown()) == 1


async def test_a_message_that_was_deleted_is_sent_anew(house: House) -> None:
    LOG.error("broken")
    await house.round()
    house.admin.chat.messages.clear()
    LOG.error("broken")
    await house.round()
    await house.round()
    assert len(house.shown()) == 1


async def test_it_says_when_and_for_which_update(house: House) -> None:
    with logs.for_update(4711):
        LOG.error("broken")
    house.faults.all()[0].first = 1_666_859_400.0
    house.faults.all()[0].last = 1_666_859_400.0
    await house.round()
    assert "2022-10-27 16:30:00" in house.shown()[0]
    assert "update 4711" in house.shown()[0]


async def test_who_could_not_be_told_for_a_passing_reason_is_told_later_and_others_at_once(
    house: House, faults: Faults
) -> None:
    other = private(house.preview.world, person(house.preview.world, "副管理员"))
    chat = ErrorChat(faults, [house.admin.chat.id, other.chat.id], SHANGHAI, lambda: house.now)

    async def away(call: Call) -> None:
        if call.parameters.text("chat_id") == str(house.admin.chat.id):
            raise Refusal(502, "Bad Gateway")

    house.preview.fault = away
    LOG.error("broken")
    await chat.round(house.bot)
    assert (len(house.admin.from_bot()), len(other.from_bot())) == (0, 1)
    house.preview.fault = None
    for _ in range(2):
        await chat.round(house.bot)
    assert (len(house.admin.from_bot()), len(other.from_bot())) == (1, 1)
