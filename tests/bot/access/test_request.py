"""Replying where Telegram is slow, full or strict."""

import pytest

from bot.preview.model import ChatKind, Status
from bot.preview.people import gathering, person
from bot.preview.server import Call
from bot.preview.wire import Refusal
from tests.bot.handlers.conftest import House, said


@pytest.mark.parametrize(("seconds", "waits"), [(7, [7.0]), (61, [])])
async def test_a_short_wait_that_telegram_asks_for_is_waited(
    running: House, monkeypatch: pytest.MonkeyPatch, seconds: int, waits: list[float]
) -> None:
    waited: list[float] = []
    refusals = [Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)]

    async def wait(time: float) -> None:
        waited.append(time)

    async def full_once(call: Call) -> None:
        if call.method == "sendMessage" and refusals:
            raise refusals.pop()

    monkeypatch.setattr("bot.telegram.patience.sleep", wait)
    running.preview.fault = full_once
    reader = running.reader()
    reader.say("/latest")
    helped = reader.say("/help")
    expected = ["下面是最新一期"] * len(waits) + ["直接提问"]
    answers = await reader.replies(helped, len(expected))
    assert [answer.text[: len(text)] for text, answer in zip(expected, answers, strict=True)] == (
        expected
    )
    assert waited == waits


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
