"""Replying where Telegram is strict, or takes nothing."""

import logging
from dataclasses import dataclass

import pytest

from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person, private
from bot.preview.server import Call
from bot.preview.wire import Refusal, bad
from tests.bot.handlers.conftest import House, said


async def test_nothing_goes_to_who_blocked_the_bot_and_others_are_answered(running: House) -> None:
    blocked, other = running.reader(), running.reader()
    tried = []

    async def forbid(call: Call) -> None:
        if call.method == "sendMessage" and call.parameters.text("chat_id") == str(blocked.chat.id):
            tried.append(call)
            raise Refusal(403, "Forbidden: bot was blocked by the user")

    running.preview.fault = forbid
    blocked.say("/latest")
    assert "共 25 篇" in (await said(other, "/latest")).text
    while not tried:  # the chats are worked off in parallel
        await said(other, "/help")
    running.preview.fault = None
    first = blocked.say("/help")
    assert [answer.text[:3] for answer in await blocked.replies(first)] == ["直接提"]
    assert len(tried) == 1


async def test_a_forums_general_topic_is_answered_without_its_number(running: House) -> None:
    owner = person(running.world, "群主")
    forum = gathering(
        running.world,
        ChatKind.SUPERGROUP,
        "读报群",
        owner,
        is_forum=True,
        bot_is=Status.ADMINISTRATOR,
    )
    asked = forum.say("@paper_bot 最新")
    answer = await forum.reply(asked)
    assert answer.thread is None
    assert answer.reply_to == asked.id
    assert running.preview.refused == []


@pytest.mark.parametrize("command", ["", "/search ", "/article ", "记者 "])
async def test_what_is_too_long_is_told_the_limit(running: House, command: str) -> None:
    assert "500" in (await said(running.reader(), command + "桥" * 501)).text


@dataclass
class ReadOnly:
    """A group where the bot may not write, and one of its members."""

    house: House
    member: Participant
    tried: int = 0

    def __call__(self, call: Call) -> None:
        here = call.parameters.text("chat_id") == str(self.member.chat.id)
        if here and call.method in ("sendMessage", "sendDocument", "editMessageText"):
            self.tried += 1
            raise bad("not enough rights to send text messages to the chat")


@pytest.fixture
def group(running: House) -> ReadOnly:
    owner = gathering(running.world, ChatKind.SUPERGROUP, "读报群", person(running.world, "群主"))
    there = ReadOnly(running, owner.joined_by(person(running.world, "小李")))
    running.preview.check = there
    return there


def errors(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [one.message for one in caplog.records if one.levelno >= logging.WARNING]


async def test_what_a_group_does_not_take_is_answered_in_private(
    group: ReadOnly, caplog: pytest.LogCaptureFixture
) -> None:
    alone = private(group.house.world, group.member.user)
    before = alone.say("（开始）")
    await alone.reply(before)
    group.member.say("@paper_bot 东郊桥怎么了？")
    await alone.replies(before, 2)
    lead, answer = alone.from_bot()[-1].text.split("\n\n", 1)
    assert lead == "你在“读报群”问的“东郊桥怎么了？”，那边不让我发言，就在这里答你："
    assert "东郊的桥开始修缮" in answer
    assert alone.from_bot()[-1].reply_to is None
    assert group.member.from_bot() == []
    assert errors(caplog) == []


async def test_the_buttons_of_such_an_answer_work(group: ReadOnly) -> None:
    alone = private(group.house.world, group.member.user)
    before = alone.say("/start")
    await alone.reply(before)
    group.member.say("/latest@paper_bot")
    group.member.say("/help@paper_bot")
    shown = (await alone.replies(before, 3))[1]  # what it shows is recorded before /help's turn
    alone.press(shown, "下一页 ▶")
    assert "11. 东郊林" in (await alone.changed(shown)).text


async def test_what_is_about_the_group_has_no_buttons_elsewhere(group: ReadOnly) -> None:
    alone = private(group.house.world, group.member.user)
    before = alone.say("/start")
    await alone.reply(before)
    group.member.say("/privacy@paper_bot")
    group.member.say("/forget@paper_bot")
    for told in (await alone.replies(before, 3))[1:]:
        assert "读报群" in told.text
        assert told.buttons == ()


async def test_who_never_started_the_bot_is_answered_nothing_and_that_is_no_error(
    group: ReadOnly, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    group.member.say("@paper_bot 东郊桥怎么了？")
    while not any("nobody takes the answer" in one.message for one in caplog.records):
        await said(group.house.reader(), "/help")
    assert group.tried == 1
    assert errors(caplog) == []
    assert "东郊" not in caplog.text


async def test_who_speaks_in_a_groups_name_is_nobody_to_write_to(
    running: House, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.INFO, "bot")
    owner = gathering(running.world, ChatKind.SUPERGROUP, "读报群", person(running.world, "群主"))
    alone = private(running.world, owner.user)
    owner.promotes(owner.user, anonymous=True)
    running.preview.check = there = ReadOnly(running, owner)
    owner.say("@paper_bot 东郊桥怎么了？", speaking_as=owner.chat)
    while not any("nobody takes the answer" in one.message for one in caplog.records):
        await said(running.reader(), "/help")
    assert (there.tried, alone.from_bot(), errors(caplog)) == (1, [], [])


async def test_a_closed_topic_is_answered_in_private(running: House) -> None:
    owner = person(running.world, "群主")
    forum = gathering(running.world, ChatKind.SUPERGROUP, "读报群", owner, is_forum=True)
    thread = forum.topic("本地新闻")
    alone = private(running.world, owner)
    before = alone.say("/start")
    await alone.reply(before)
    forum.closes(thread)
    forum.say("@paper_bot 东郊桥怎么了？", thread=thread)
    assert "东郊的桥开始修缮" in (await alone.replies(before, 2))[-1].text


async def test_a_tap_in_a_group_that_takes_no_more_is_answered_in_private(
    running: House, caplog: pytest.LogCaptureFixture
) -> None:
    owner = gathering(running.world, ChatKind.SUPERGROUP, "读报群", person(running.world, "群主"))
    alone = private(running.world, owner.user)
    before = alone.say("/start")
    await alone.reply(before)
    shown = await owner.reply(owner.say("/latest@paper_bot"))
    running.preview.check = ReadOnly(running, owner)
    await owner.press_answer(owner.press(shown, shown.buttons[0].text))
    told = (await alone.replies(before, 2))[-1].text
    assert told.startswith("你在“读报群”点了按钮，那边不让我发言，就在这里给你看：")
    await owner.press_answer(owner.press(shown, "下一页 ▶"))
    assert errors(caplog) == []


async def test_a_group_that_became_a_supergroup_is_answered_there(running: House) -> None:
    owner = gathering(running.world, ChatKind.GROUP, "读报群", person(running.world, "群主"))
    there: list[Participant] = []

    async def move_first(call: Call) -> None:
        if call.method == "sendMessage" and not there:
            there.append(owner.migrates())

    running.preview.fault = move_first
    owner.say("/latest@paper_bot")
    await running.world.changes.until(lambda: (there and there[0].from_bot()) or None, 10)
    [answer] = there[0].from_bot()
    assert "共 25 篇" in answer.text
