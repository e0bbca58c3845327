"""What is sent as plain text arrives as it is, whatever is in it."""

import logging
from zoneinfo import ZoneInfo

import pytest

from bot.model import Lost
from bot.preview.model import User
from bot.preview.people import person, private
from bot.preview.server import serve
from bot.preview.world import World
from bot.services.lost_questions import LostQuestions
from bot.telegram.sender import Sender
from bot.watch.error_chat import ErrorChat
from bot.watch.faults import Faults
from bot.watch.lost_questions import Apologies
from tests.bot.conftest import Kept
from tests.support.sending import TOKEN, sending_bot

HTML = ("<b>粗", "</i>", "a < b & c > d", "&lt;", "<module>, app.py:3", '<a href="x">y</a>')


@pytest.fixture
def world() -> World:
    return World(User(123456, "报纸", "paper_bot", is_bot=True))


@pytest.mark.parametrize("text", HTML)
async def test_what_an_admin_is_told_is_plain(world: World, text: str) -> None:
    admin = private(world, person(world, "站长"))
    async with serve(world, TOKEN) as preview, sending_bot(preview.url) as bot:
        assert await Sender(bot).tell(admin.chat.id, text)
    [told] = admin.from_bot()
    assert (told.text, told.content.entities) == (text, ())


@pytest.mark.parametrize("text", HTML)
async def test_a_lost_question_is_repeated_as_it_was_asked(
    world: World, kept: Kept, text: str
) -> None:
    reader = private(world, person(world, "读者"))
    asked = reader.say(text)
    lost = LostQuestions(kept.database, lambda: 0)
    await lost.put(Lost(reader.chat.id, None, 1, asked.id, text, reader.user.id, "zh-hans"))
    async with serve(world, TOKEN) as preview, sending_bot(preview.url) as bot:
        await Apologies(lost, lambda: 0.0).round(bot)
    [told] = reader.from_bot()
    assert text in told.text


@pytest.mark.parametrize("text", HTML)
async def test_a_fault_is_told_as_it_is_named(world: World, text: str) -> None:
    admin, faults = private(world, person(world, "站长")), Faults(lambda: None)
    faults.emit(logging.LogRecord("bot.test", logging.ERROR, "x", 1, text, (), None))
    chat = ErrorChat(faults, [admin.chat.id], ZoneInfo("Asia/Shanghai"), lambda: 0.0)
    async with serve(world, TOKEN) as preview, sending_bot(preview.url) as bot:
        await chat.round(bot)
    [told] = admin.from_bot()
    assert text in told.text
