"""What becomes of answers that can't be sent."""

import logging
from collections.abc import AsyncIterator, Awaitable, Callable
from dataclasses import replace
from typing import NoReturn

import pytest

from bot.model import Lost
from bot.preview.model import ChatKind
from bot.preview.people import gathering, person
from bot.preview.server import Call
from bot.preview.wire import Refusal, bad, forbidden
from bot.services import notices
from bot.store.lost_questions import all_lost
from retrieval.archive import Archive
from retrieval.errors import ArchiveUnavailable, SearchUnavailable
from tests.bot.handlers.conftest import House, page, said
from tests.support.jumping import Jumping


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Jumping:
    return Jumping(monkeypatch)


@pytest.fixture
async def bot(house: House, time: Jumping) -> AsyncIterator[House]:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    async with house.bot(time):
        yield house


def refusing(refusal: Refusal, when: Callable[[Call], bool]) -> Callable[[Call], Awaitable[None]]:
    async def fault(call: Call) -> None:
        if call.method == "sendMessage" and when(call):
            raise refusal

    return fault


async def lost(house: House, chat: int, count: int) -> Lost:
    """What is kept of a chat's lost questions, once they are so many."""
    while True:
        async with house.opened.database.reading() as view:
            for one in await all_lost(view):
                if one.chat_id == chat and one.count == count:
                    return one


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.message for one in caplog.records if one.levelno >= logging.ERROR]


async def test_what_could_not_be_sent_for_a_quarter_of_an_hour_is_kept_to_be_told(
    bot: House, time: Jumping
) -> None:
    reader = bot.reader()
    bot.preview.fault = refusing(Refusal(502, "Bad Gateway"), lambda _: True)
    asked = reader.say("东郊桥怎么了？")
    kept = await lost(bot, reader.chat.id, 1)
    assert (kept.message_id, kept.words) == (asked.id, "东郊桥怎么了？")
    assert (kept.asked_by, kept.language) == (reader.user.id, "zh-hans")
    assert time() == 900
    reader.say("东郊路怎么了？")
    kept = await lost(bot, reader.chat.id, 2)
    assert (kept.message_id, kept.words, kept.asked_by) == (None, "", None)


async def test_a_button_that_could_not_be_answered_is_kept_without_words(bot: House) -> None:
    reader = bot.reader()
    shown = await said(reader, "/latest")
    bot.preview.fault = refusing(Refusal(502, "Bad Gateway"), lambda _: True)
    reader.press(shown, next(one.text for one in shown.buttons if "1" in one.text))
    kept = await lost(bot, reader.chat.id, 1)
    assert (kept.message_id, kept.words) == (None, "")


async def test_where_answers_go_to_private_chats_so_does_what_was_lost(bot: House) -> None:
    owner = gathering(bot.world, ChatKind.SUPERGROUP, "读报群", person(bot.world, "群主"))
    await said(owner, "/quiet@paper_bot 私聊")
    bot.preview.fault = refusing(Refusal(502, "Bad Gateway"), lambda _: True)
    owner.say("@paper_bot 东郊桥怎么了？")
    kept = await lost(bot, owner.user.id, 1)
    assert (kept.words, kept.message_id, kept.thread_id) == ("东郊桥怎么了？", None, None)


async def test_who_blocked_the_bot_is_no_error_and_is_told_nothing(
    bot: House, caplog: pytest.LogCaptureFixture
) -> None:
    blocked, other = bot.reader(), bot.reader()
    tried = []

    def here(call: Call) -> bool:
        mine = call.parameters.text("chat_id") == str(blocked.chat.id)
        tried.extend([call] * mine)
        return mine

    bot.preview.fault = refusing(forbidden("bot was blocked by the user"), here)
    blocked.say("/latest")
    while not tried:
        await said(other, "/help")
    bot.preview.fault = None
    await said(blocked, "/help")
    assert (len(tried), errors(caplog)) == (1, [])


async def test_a_fault_of_ours_is_told_once_also_if_telegram_does_not_take_it_at_first(
    bot: House, caplog: pytest.LogCaptureFixture
) -> None:
    refusals = [Refusal(502, "Bad Gateway"), bad("something new")]
    reader = bot.reader()

    async def fault(call: Call) -> None:
        if call.method == "sendMessage" and refusals:
            raise refusals.pop()

    bot.preview.fault = fault
    asked = reader.say("/latest")
    assert "没能处理好" in (await reader.reply(asked)).text
    assert len(reader.from_bot()) == 1
    assert len(errors(caplog)) == 1


async def test_an_admin_is_told_that_the_disk_is_full_and_readers_are_not(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def refused(*_: object) -> NoReturn:
        raise ArchiveUnavailable("the disk is full")

    admin, reader = house.reader(), house.reader()
    monkeypatch.setattr(Archive, "latest", refused)
    monkeypatch.setattr(notices, "disk_is_full", lambda _: True)
    settings = replace(house.settings, admins=frozenset({admin.user.id}))
    async with replace(house, settings=settings).bot():
        assert "磁盘满了" in (await said(admin, "/latest")).text
        assert "没能处理好" in (await said(reader, "/latest")).text
        group = gathering(house.world, ChatKind.SUPERGROUP, "读报群", admin.user)
        assert "没能处理好" in (await said(group, "/latest@paper_bot")).text


@pytest.mark.parametrize("words", ["东郊桥怎么了？", "/search 东郊", "/latest"])
async def test_while_search_is_away_whoever_asks_is_told_so_once_and_it_is_no_error(
    bot: House, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture, words: str
) -> None:
    asked = 0

    async def away(*_: object, **__: object) -> NoReturn:
        nonlocal asked
        asked += 1
        raise SearchUnavailable("no answer in 5 s")

    caplog.set_level(logging.INFO)
    for method in ("ask", "search", "latest"):
        monkeypatch.setattr(Archive, method, away)
    reader = bot.reader()
    assert (await said(reader, words)).text.startswith("抱歉，现在查不了")
    english = bot.reader("en")
    assert (await said(english, words)).text.startswith("Sorry, nothing can be looked up")
    assert (asked, errors(caplog)) == (2, [])
    assert "search does not answer: no answer in 5 s" in caplog.text
    assert [len(one.from_bot()) for one in (reader, english)] == [1, 1]
