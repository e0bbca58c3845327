import asyncio
import json

import pytest
from telegram.error import NetworkError, TelegramError

from bot.preview.model import User
from bot.preview.server import Call, serve
from bot.preview.wire import Refusal
from bot.preview.world import World
from bot.runtime.metrics import FAULTS, Metrics
from bot.telegram.transport import PollingTransport, Transport

TOKEN = "123456:AAtest-token_of-no-bot"  # noqa: S105
CHAT = {"id": 7, "type": "private"}
GOOD = {"update_id": 1, "message": {"message_id": 1, "date": 1, "chat": CHAT, "text": "食堂"}}
BAD = [
    {"update_id": 2, "message": {"message_id": 1, "chat": CHAT, "text": "食堂"}},
    {"update_id": 3, "message": {"message_id": 1, "date": 1, "chat": CHAT, "from": {"id": 7}}},
    {"update_id": 4, "message": "食堂"},
]


def test_an_update_that_cannot_be_read_hides_no_other(caplog: pytest.LogCaptureFixture) -> None:
    envelope = {"ok": True, "result": [*BAD, "nothing", {"message": {}}, GOOD]}
    read = PollingTransport.parse_json_payload(json.dumps(envelope).encode())
    assert read["result"] == [{"update_id": 2}, {"update_id": 3}, {"update_id": 4}, GOOD]
    assert "update 2" in caplog.text
    assert "食堂" not in caplog.text


def test_updates_of_kinds_to_come_are_read() -> None:
    envelope = {"ok": True, "result": [{"update_id": 1, "of_tomorrow": {"x": 1}}]}
    assert PollingTransport.parse_json_payload(json.dumps(envelope).encode()) == envelope


@pytest.mark.parametrize("payload", ["<html>食堂</html>", '"食堂"', "[]", ""])
def test_a_reply_that_is_no_envelope_is_an_error_without_its_words(
    payload: str, caplog: pytest.LogCaptureFixture
) -> None:
    with pytest.raises(TelegramError) as caught:
        Transport.parse_json_payload(payload.encode())
    assert "食堂" not in str(caught.value)
    assert caplog.text == ""


def test_of_a_message_sent_no_more_is_read_than_where_it_is() -> None:
    sent = {"message_id": 5, "date": 1, "chat": CHAT, "text": "食堂", "reply_markup": {}}
    read = Transport.parse_json_payload(json.dumps({"ok": True, "result": sent}).encode())
    assert read["result"] == {"message_id": 5, "date": 1, "chat": CHAT}


@pytest.mark.parametrize("status", [401, 404])
async def test_fetching_goes_on_where_a_known_token_is_refused(status: int) -> None:
    """The library ends its polling for good at an InvalidToken, but not at a NetworkError."""

    async def refuse(_call: Call) -> None:
        raise Refusal(status, "Not now")

    world = World(User(123456, "报纸", "paper_bot", is_bot=True))
    async with serve(world, TOKEN) as preview, PollingTransport(Metrics()) as fetching:
        preview.fault = refuse
        with pytest.raises(NetworkError, match=str(status)):
            await fetching.post(f"{preview.url}/bot{TOKEN}/getUpdates")


class Counted(Metrics):
    def __init__(self) -> None:
        self.faults: list[str | None] = []
        self.reached = 0

    def call_made(self, fault: str | None) -> None:
        self.faults.append(fault)

    def telegram_reached(self) -> None:
        self.reached += 1


async def test_calls_are_counted_with_their_faults() -> None:
    counted, codes = Counted(), [403, 418, 429, 502]

    async def refuse(_call: Call) -> None:
        if codes:
            raise Refusal(codes.pop(0), "No")

    world = World(User(123456, "报纸", "paper_bot", is_bot=True))
    async with serve(world, TOKEN) as preview, Transport(1, counted) as transport:
        preview.fault = refuse
        url = f"{preview.url}/bot{TOKEN}/getMe"
        for _ in range(4):
            with pytest.raises(TelegramError):
                await transport.post(url)
        await transport.post(url)
    async with Transport(1, counted) as transport:
        with pytest.raises(NetworkError):
            await transport.post(url)  # nobody listens there any more
    assert counted.faults == ["403", "4xx", "429", "5xx", None, "network"]
    assert set(counted.faults) - {None} <= set(FAULTS)


async def test_nothing_is_confirmed_before_it_is_safe() -> None:
    counted, safe = Counted(), asyncio.Event()

    async def until_safe() -> None:
        await safe.wait()

    world = World(User(123456, "报纸", "paper_bot", is_bot=True))
    async with serve(world, TOKEN) as preview, PollingTransport(counted, until_safe) as fetching:
        url = f"{preview.url}/bot{TOKEN}/getUpdates?offset=5"
        polling = asyncio.create_task(fetching.post(url))
        for _ in range(20):
            await asyncio.sleep(0)
        assert (world.updates.polls, counted.reached) == (0, 0)
        safe.set()
        await polling
        assert (world.updates.polls, counted.reached) == (1, 1)
