"""Answers that Telegram does not take for a while, for reasons that pass."""

import asyncio
from collections.abc import AsyncIterator

import pytest

from bot.preview.server import Call
from bot.preview.wire import Dropped, Refusal
from bot.telegram.patience import LASTING, LONGEST_PAUSE
from tests.bot.handlers.conftest import House, page
from tests.support.jumping import Jumping


@pytest.fixture
def time(monkeypatch: pytest.MonkeyPatch) -> Jumping:
    return Jumping(monkeypatch)


@pytest.fixture
async def bot(house: House, time: Jumping) -> AsyncIterator[House]:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    async with house.bot(time):
        yield house


class Outage:
    """Telegram takes no messages until then, and how it refuses them; of one chat, or of all."""

    def __init__(
        self, time: Jumping, until: float, refusal: Exception, chat: int | None = None
    ) -> None:
        self.time = time
        self.until = until
        self.refusal = refusal
        self.chat = chat
        self.refused = 0
        self.begun = asyncio.Event()

    async def __call__(self, call: Call) -> None:
        here = self.chat is None or call.parameters.text("chat_id") == str(self.chat)
        lasts = here and self.time() < self.until
        if lasts and call.method in ("sendMessage", "answerCallbackQuery"):
            self.refused += 1
            self.begun.set()
            raise self.refusal


def too_many(seconds: int) -> Refusal:
    return Refusal(429, f"Too Many Requests: retry after {seconds}", retry_after=seconds)


BAD_GATEWAY = Refusal(502, "Bad Gateway")


@pytest.mark.parametrize(
    ("seconds", "refusal"),
    [(30, BAD_GATEWAY), (60, Dropped()), (90, too_many(90)), (800, BAD_GATEWAY)],
    ids=["5xx for 30 s", "connections reset for 60 s", "429 of 90 s", "5xx for 13 minutes"],
)
async def test_what_fails_for_a_reason_that_passes_is_answered_once_it_has(
    bot: House, time: Jumping, seconds: int, refusal: Exception
) -> None:
    bot.preview.fault = outage = Outage(time, seconds, refusal)
    reader = bot.reader()
    first, second = reader.say("/latest"), reader.say("/help")
    answers = await reader.replies(second, 2)
    assert [one.text[:4] for one in answers] == ["下面是最", "直接提问"]
    assert len(reader.from_bot(first)) == 2
    assert outage.refused > 0
    assert seconds <= time() <= seconds + LONGEST_PAUSE


async def test_pauses_grow_to_a_minute_at_most(bot: House, time: Jumping) -> None:
    bot.preview.fault = Outage(time, 800, BAD_GATEWAY)
    reader = bot.reader()
    await reader.reply(reader.say("/latest"))
    assert time.waits == sorted(time.waits)
    assert time.waits[-1] == LONGEST_PAUSE


async def test_others_are_answered_while_a_chat_waits_and_then_it_is_in_its_order(
    bot: House, time: Jumping
) -> None:
    reader, other = bot.reader(), bot.reader()
    bot.preview.fault = outage = Outage(time, 600, too_many(600), reader.chat.id)
    time.freed.clear()
    reader.say("/latest")
    last = reader.say("/help")
    await outage.begun.wait()
    await other.reply(other.say("/help"))
    assert reader.from_bot() == []
    time.freed.set()
    answers = await reader.replies(last, 2)
    assert [one.text[:4] for one in answers] == ["下面是最", "直接提问"]
    assert outage.refused == 1


async def test_a_part_that_was_sent_is_not_sent_again_for_one_that_was_not(
    bot: House, time: Jumping
) -> None:
    sent = 0

    async def fault(call: Call) -> None:
        nonlocal sent
        sent += call.method == "sendMessage"
        if call.method == "sendMessage" and sent == 2:
            raise BAD_GATEWAY

    bot.preview.fault = fault
    reader = bot.reader()
    asked = reader.say("东郊桥怎么了？东郊路怎么了？")
    first, second = await reader.replies(asked, 2)
    last = await reader.reply(reader.say("/help"))
    assert [one.id for one in reader.from_bot()] == [first.id, second.id, last.id]
    assert time.waits == [0.5]


async def test_a_part_that_was_answered_before_a_restart_is_not_answered_again(
    house: House, time: Jumping
) -> None:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    reader = house.reader()
    time.freed.clear()
    waits = asyncio.Event()

    async def fault(call: Call) -> None:
        if call.method == "sendMessage" and reader.from_bot():
            waits.set()
            raise BAD_GATEWAY

    house.preview.fault = fault
    async with house.bot(time, cut=True):
        reader.say("东郊桥怎么了？东郊路怎么了？")
        await waits.wait()
    house.preview.fault = None
    async with house.bot(time):
        last = await reader.reply(reader.say("/help"))
        while "直接提问就行" not in last.text:  # the second part, which may come after the words
            last = await reader.reply(last)
    starts = [one.text.splitlines()[0][:8] for one in reader.from_bot()]
    assert starts == ["问：东郊桥怎么了", "问：东郊路怎么了", "直接提问就行，例"]


async def test_who_taps_is_not_waited_for_longer_than_it_is_seen(
    bot: House, time: Jumping, caplog: pytest.LogCaptureFixture
) -> None:
    reader = bot.reader()
    shown = await reader.reply(reader.say("/latest"))
    bot.preview.fault = outage = Outage(time, 10_000, BAD_GATEWAY)
    reader.press_data(shown, "made up")
    await outage.begun.wait()
    bot.preview.fault = None
    await reader.reply(reader.say("/help"))
    assert time() < LASTING / 10
    assert [one.message for one in caplog.records if one.levelname == "ERROR"] == []


async def test_what_is_asked_to_wait_longer_than_anybody_would_is_given_up_at_once(
    bot: House, time: Jumping
) -> None:
    reader = bot.reader()
    bot.preview.fault = outage = Outage(time, 1, too_many(round(LASTING) + 1))
    reader.say("/latest")
    await outage.begun.wait()
    bot.preview.fault = None
    last = await reader.reply(reader.say("/help"))
    assert [one.text for one in reader.from_bot()] == [last.text]
    assert time.waits == []
