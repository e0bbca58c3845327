"""Pages that the inbox refused, told to the admins."""

import asyncio
from dataclasses import replace
from functools import partial

import pytest

from bot.messages.rejected_pages import SHOWN
from bot.model.uploads import DoubtfulPage
from bot.preview.participant import Participant
from bot.preview.people import person
from bot.preview.server import Call
from bot.preview.wire import Refusal
from bot.watch import rejected_pages
from bot.watch.rejected_pages import RejectedPages
from retrieval.archive import Origin
from retrieval.errors import PageRefused
from tests.bot.handlers.conftest import House, page
from tests.support.sending import sending_bot


async def test_thousands_that_wait_are_one_message_with_their_number(house: House) -> None:
    admin = house.reader()
    refused = RejectedPages()
    for number in range(3000):
        await refused.put(PageRefused(f"{number}.jpg", "不是文本"))
    async with sending_bot(house.preview.url) as bot:
        telling = asyncio.create_task(refused.tell(bot, frozenset({admin.user.id})))
        told = await house.world.changes.until(lambda: admin.from_bot() or None, 30.0)
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
    assert [one.text.splitlines()[0] for one in told] == ["收件文件夹里有 3000 个文件没能读入："]
    assert told[0].text.count(".jpg") == SHOWN


async def test_a_page_that_needs_a_look_is_told_once_and_released_by_a_button(
    house: House,
) -> None:
    admin = house.reader()
    house = replace(house, settings=replace(house.settings, admins=frozenset({admin.user.id})))
    added = await house.archive.add_page(page(1), "2062-10-27/A02.md", origin=Origin.INBOX)
    reports = RejectedPages()
    page_of = DoubtfulPage(added.page_id, added.name, added.doubts, added.currency)
    await reports.put(page_of)
    async with house.bot():
        async with sending_bot(house.preview.url) as bot:
            telling = asyncio.create_task(reports.tell(bot, frozenset({admin.user.id})))
            (told,) = await house.world.changes.until(lambda: admin.from_bot() or None, 30.0)
            telling.cancel()
            await asyncio.gather(telling, return_exceptions=True)
        assert "2062-10-27" in told.text
        answer = await admin.press_answer(admin.press(told, "放行 A02.md"))
        assert "已放行" in (answer.text or "")
    assert await house.archive.held_pages() == ()
    assert admin.chat.messages[told.id].buttons == ()


async def test_what_cannot_be_told_for_a_passing_reason_is_told_later_and_others_at_once(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejected_pages, "RETRY_SECONDS", 0.0)
    monkeypatch.setattr(rejected_pages, "PAUSE", 0.0)
    admin, other, away = house.reader(), house.reader(), [True]

    async def fault(call: Call) -> None:
        if away and call.parameters.text("chat_id") == str(admin.chat.id):
            raise Refusal(502, "Bad Gateway")

    house.preview.fault = fault
    refused = RejectedPages()
    await refused.put(PageRefused("a.jpg", "不是文本"))
    async with sending_bot(house.preview.url) as bot:
        telling = asyncio.create_task(refused.tell(bot, frozenset({admin.user.id, other.user.id})))
        await house.world.changes.until(lambda: other.from_bot() or None, 30.0)
        assert admin.from_bot() == []
        away.clear()
        (told,) = await house.world.changes.until(lambda: admin.from_bot() or None, 30.0)
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
    assert "a.jpg" in told.text
    assert len(other.from_bot()) == 1


async def test_one_admin_who_never_started_the_bot_holds_up_no_other(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejected_pages, "RETRY_SECONDS", 0.0)
    monkeypatch.setattr(rejected_pages, "PAUSE", 0.0)
    said: list[str] = []

    def follow(call: Call) -> None:
        if call.parameters.text("chat_id") == str(stranger.id):
            said.append((call.parameters.text("text") or "").splitlines()[1][:1])

    house.preview.check = follow
    stranger, admin, refused = person(house.world, "没来过"), house.reader(), RejectedPages()
    async with sending_bot(house.preview.url) as bot:
        telling = asyncio.create_task(refused.tell(bot, frozenset({stranger.id, admin.user.id})))
        for count in (1, 2):
            await refused.put(PageRefused(f"{count}.jpg", "不是文本"))
            await house.world.changes.until(partial(told, admin, count), 30.0)
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
    assert said == ["1", "2"]


def told(whose: Participant, count: int) -> bool | None:
    return len(whose.from_bot()) == count or None


async def test_who_reports_a_page_is_told_when_an_admin_knows(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(rejected_pages, "RETRY_SECONDS", 0.0)
    monkeypatch.setattr(rejected_pages, "PAUSE", 0.0)
    admin, away, known = house.reader(), [True], asyncio.Event()
    tries = asyncio.Event()

    async def fault(call: Call) -> None:
        if away and call.parameters.text("chat_id") == str(admin.chat.id):
            tries.set()
            raise Refusal(502, "Bad Gateway")

    async def told() -> None:
        known.set()

    house.preview.fault = fault
    refused = RejectedPages()
    await refused.put(PageRefused("a.jpg", "不是文本"), told)
    async with sending_bot(house.preview.url) as bot, asyncio.timeout(30):
        telling = asyncio.create_task(refused.tell(bot, frozenset({admin.user.id})))
        await tries.wait()
        assert not known.is_set()
        away.clear()
        await known.wait()
        telling.cancel()
        await asyncio.gather(telling, return_exceptions=True)
    assert "a.jpg" in admin.from_bot()[0].text
