"""Errors that are reported: told to the admins, folded, and answered once."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

import pytest
from telegram import Bot

from bot.messages.catalogue import Texts
from bot.messages.feedback import answer_screen
from bot.messages.screen import Screen
from bot.model import ChatKind, Misprint, ReportedAt
from bot.preview.model import ChatKind as ShownKind
from bot.preview.model import Message
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.server import Call
from bot.preview.wire import Refusal
from bot.services.chats import ChatInfo, Chats
from bot.services.feedback import Feedback
from bot.services.privacy import Privacy
from bot.watch import reported_errors
from bot.watch.reported_errors import WINDOW, ReportedErrors
from tests.bot.handlers.conftest import House, page
from tests.support.sending import sending_bot


@dataclass
class Desk:
    house: House
    bot: Bot
    feedback: Feedback
    admin: Participant
    reader: Participant
    errors: ReportedErrors | None = None
    now: float = 0.0

    async def report(self, words: str, at: Participant | None = None) -> None:
        there = at or self.reader
        message = there.say(words)
        place = ReportedAt(there.chat.id, None, message.id, there.user.language_code)
        await self.feedback.report(1, words, there.user.id, place)

    async def round(self) -> None:
        assert self.errors is not None
        await self.errors.round(self.bot)

    def restart(self) -> None:
        admins = {self.admin.user.id}
        self.errors = ReportedErrors(self.feedback, admins, lambda: self.now)


def shown(who: Participant) -> list[Message]:
    return [who.chat.messages[one.id] for one in who.from_bot()]


@pytest.fixture
async def desk(house: House) -> AsyncIterator[Desk]:
    await house.archive.add_page(page(3), "2023-05-18/A01.md")
    feedback = Feedback(house.opened.database, house.archive, lambda: 0)
    async with sending_bot(house.preview.url) as bot:
        desk = Desk(house, bot, feedback, house.reader(), house.reader())
        desk.restart()
        yield desk


async def test_admins_are_told_at_once_with_what_to_do(desk: Desk) -> None:
    await desk.report("桥应为大桥")
    await desk.round()
    [told] = shown(desk.admin)
    assert told.text.startswith("读者报告了 1 处文字错误：")
    assert "《东郊桥修缮工程第1号》：桥应为大桥" in told.text
    assert [one.text for one in told.buttons] == ["更正 #1", "不改 #1"]


async def test_many_are_one_message_with_their_number(desk: Desk) -> None:
    for number in range(4):
        await desk.report(f"错字{number}")
        await desk.round()
        await desk.round()
    [told] = shown(desk.admin)
    assert told.text.startswith("读者报告了 4 处文字错误：")


async def test_after_a_while_there_is_a_new_message(desk: Desk) -> None:
    await desk.report("一")
    await desk.round()
    desk.now = WINDOW
    await desk.report("二")
    await desk.round()
    assert [one.text.splitlines()[0] for one in shown(desk.admin)] == [
        "读者报告了 1 处文字错误：",
        "读者报告了 1 处文字错误：",
    ]


async def test_a_restart_tells_nothing_twice_and_forgets_nothing(desk: Desk) -> None:
    await desk.report("一")
    await desk.round()
    desk.restart()
    await desk.round()
    assert len(shown(desk.admin)) == 1
    await desk.report("二")
    desk.restart()
    await desk.round()
    assert "二" in shown(desk.admin)[-1].text


@pytest.mark.parametrize(
    ("language", "said"), [("zh-hans", "没有改"), ("en", "stays as it is"), ("zh-hant", "沒有改")]
)
async def test_who_reported_is_told_once_in_their_language(
    desk: Desk, language: str, said: str
) -> None:
    reader = desk.house.reader(language)
    await desk.report("没看懂", reader)
    await desk.feedback.leave(1)
    await desk.round()
    desk.restart()
    await desk.round()
    [told] = shown(reader)
    assert said in told.text
    assert "东郊桥修缮工程第1号" in told.text


async def test_who_reported_in_a_group_is_told_in_private(desk: Desk) -> None:
    there = gathering(desk.house.world, ShownKind.SUPERGROUP, "读报群", desk.reader.user)
    await desk.report("错", there)
    await desk.feedback.leave(1)
    await desk.round()
    assert len(shown(desk.reader)) == 1
    assert shown(there) == []


async def test_who_never_started_the_bot_is_told_where_they_reported(desk: Desk) -> None:
    stranger = person(desk.house.world, "小王")
    there = gathering(desk.house.world, ShownKind.SUPERGROUP, "读报群", stranger)
    await desk.report("错", there)
    await desk.feedback.leave(1)
    await desk.round()
    [told] = shown(there)
    assert told.reply_to is not None


async def test_who_was_forgotten_is_told_nothing(desk: Desk) -> None:
    await desk.report("错")
    await desk.feedback.leave(1)
    await Privacy(desk.house.opened.database, desk.house.settings.timezone, lambda: 0).person(
        desk.reader.user.id
    )
    await desk.round()
    assert shown(desk.reader) == []


async def test_the_language_that_somebody_chose_counts(desk: Desk) -> None:
    chats = Chats(desk.house.opened.database, desk.house.settings.timezone, lambda: 0)
    await chats.see(ChatInfo(desk.reader.chat.id, ChatKind.PRIVATE, "小李", spoken="en"))
    await desk.report("错")
    await desk.feedback.leave(1)
    await desk.round()
    assert "stays as it is" in shown(desk.reader)[0].text


async def test_a_report_whose_answer_fails_stops_no_other_and_is_answered_later(
    desk: Desk, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, second = desk.house.reader(), desk.house.reader()
    await desk.report("一", first)
    await desk.report("二", second)
    for number in (1, 2):
        await desk.feedback.leave(number)
    broken = [True]

    def failing(misprint: Misprint, title: str, texts: Texts) -> Screen:
        if broken and misprint.id == 1:
            raise LookupError
        return answer_screen(misprint, title, texts)

    monkeypatch.setattr(reported_errors, "answer_screen", failing)
    await desk.round()
    assert (len(shown(first)), len(shown(second))) == (0, 1)
    assert len(shown(desk.admin)) == 0  # both are settled
    broken.clear()
    await desk.round()
    assert len(shown(first)) == 0  # after a pause
    desk.restart()
    await desk.round()
    assert (len(shown(first)), len(shown(second))) == (1, 1)


async def test_an_admin_who_could_not_be_told_is_told_later_and_others_at_once(
    desk: Desk,
) -> None:
    other = desk.house.reader()
    admins = {desk.admin.user.id, other.user.id}
    desk.errors = ReportedErrors(desk.feedback, admins, lambda: desk.now)

    async def away(call: Call) -> None:
        if call.parameters.text("chat_id") == str(desk.admin.chat.id):
            raise Refusal(502, "Bad Gateway")

    desk.house.preview.fault = away
    await desk.report("桥应为大桥")
    await desk.round()
    assert (len(shown(desk.admin)), len(shown(other))) == (0, 1)
    desk.house.preview.fault = None
    for _ in range(2):
        await desk.round()
    assert "桥应为大桥" in shown(desk.admin)[0].text
    assert (len(shown(desk.admin)), len(shown(other))) == (1, 1)
