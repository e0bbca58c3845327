"""The webhook's endpoint over HTTP, and what it tells Telegram."""

import asyncio
import json
import logging
from collections.abc import AsyncIterator
from dataclasses import dataclass
from pathlib import Path

import aiohttp
import aiohttp.web
import pytest
from telegram import Bot, Update
from yarl import URL

from bot.preview.model import User
from bot.preview.server import Preview, serve
from bot.preview.world import World
from bot.runtime.http import http_server
from bot.runtime.metrics import Metrics
from bot.runtime.settings import Address, Hook, SettingsInvalid
from bot.runtime.values import Secret
from bot.store.schema import steps
from bot.telegram import webhook as module
from bot.telegram.ledger import Ledger
from bot.telegram.updates import UpdateQueue, UpdateTracker
from bot.telegram.webhook import MAX_BODY_BYTES, SECRET_HEADER, Endpoint, Webhook
from retrieval.store.database import Database

TOKEN = "123456:AAtest-token_of-no-bot"  # noqa: S105
SECRET = "a-made-up_secret-2"  # noqa: S105
HOOK = Hook("https://paper.example/hook", Secret(SECRET), Address("127.0.0.1", 0), "/hook")
CHAT = {"id": 7, "type": "private"}


class Recorded(Metrics):
    def __init__(self) -> None:
        self.skipped: list[str] = []
        self.refused = asyncio.Event()
        self.waits: list[int] = []

    def update_skipped(self, reason: str) -> None:
        self.skipped.append(reason)
        self.refused.set()

    def updates_waiting(self, count: int) -> None:
        self.waits.append(count)


@dataclass
class House:
    """An endpoint that listens, and what stands behind it."""

    url: str
    http: aiohttp.ClientSession
    endpoint: Endpoint
    queue: UpdateQueue
    tracker: UpdateTracker
    metrics: Recorded
    bot: Bot

    async def post(self, body: object, secret: str | None = SECRET) -> int:
        """Call as Telegram does; return the status."""
        data = body if isinstance(body, bytes) else json.dumps(body).encode()
        headers = {} if secret is None else {SECRET_HEADER: secret}
        async with self.http.post(self.url, data=data, headers=headers) as response:
            return response.status


@pytest.fixture
async def preview() -> AsyncIterator[Preview]:
    async with serve(World(User(123456, "报纸", "paper_bot", is_bot=True)), TOKEN) as served:
        yield served


@pytest.fixture
async def house(tmp_path: Path, preview: Preview) -> AsyncIterator[House]:
    metrics = Recorded()
    async with (
        Database.open(tmp_path / "a.db", steps()) as database,
        aiohttp.ClientSession() as http,
        Bot(TOKEN, f"{preview.url}/bot") as bot,
    ):
        tracker = UpdateTracker(Ledger(database, lambda: 1_700_000_000), metrics)
        queue = UpdateQueue(tracker, 2)
        endpoint = Endpoint(HOOK, queue, tracker, bot)
        async with http_server(endpoint.app, HOOK.listen, "WEBHOOK_PORT") as port:
            url = f"http://127.0.0.1:{port}/hook"
            writing = asyncio.create_task(tracker.ledger.run())
            yield House(url, http, endpoint, queue, tracker, metrics, bot)
            writing.cancel()
            await asyncio.gather(writing, return_exceptions=True)


def said(number: int, text: str = "食堂") -> dict[str, object]:
    message = {"message_id": 1, "date": 1, "chat": CHAT, "text": text}
    return {"update_id": number, "message": message}


async def test_an_update_is_taken(house: House) -> None:
    assert await house.post(said(5)) == 200
    update = await house.queue.get()
    assert isinstance(update, Update)
    assert update.message is not None
    assert (update.update_id, update.message.text) == (5, "食堂")
    assert update.message.get_bot() is house.bot


@pytest.mark.parametrize("secret", [None, "", "another_secret-2345", SECRET[:-1], "密" * 9])
async def test_who_does_not_show_the_secret_is_refused(house: House, secret: str | None) -> None:
    header = None if secret is None else secret.encode().decode("latin-1")
    assert await house.post(said(5), header) == 403
    assert house.metrics.skipped == ["secret"]
    assert house.queue.empty()


@pytest.mark.parametrize(
    "body",
    [
        b"",
        b"{",
        b"\xff\xfe",
        b"[" * 100_000,
        [],
        "5",
        None,
        {},
        {"update_id": "5"},
        {"update_id": True},
        {"update_id": -1},
        {"update_id": 1 << 63},
        {"message": said(5)["message"]},
    ],
)
async def test_what_is_no_update_is_refused(house: House, body: object) -> None:
    assert await house.post(body) == 400
    assert house.metrics.skipped == ["malformed"]
    assert house.queue.empty()


async def test_an_update_that_can_not_be_read_is_taken_and_tells_nothing(house: House) -> None:
    assert await house.post({"update_id": 5, "message": "食堂"}) == 200
    update = await house.queue.get()
    assert isinstance(update, Update)
    assert (update.update_id, update.message) == (5, None)


async def test_a_body_that_is_too_large_is_refused(house: House) -> None:
    assert await house.post(b" " * (MAX_BODY_BYTES + 1)) == 413
    assert house.metrics.skipped == ["size"]


async def test_a_call_that_breaks_off_is_counted_and_no_error(
    house: House, caplog: pytest.LogCaptureFixture
) -> None:
    port = URL(house.url).port
    reader, writer = await asyncio.open_connection("127.0.0.1", port)
    secret = f"{SECRET_HEADER}: {SECRET}"
    head = ("POST /hook HTTP/1.1", "Host: x", secret, "Content-Length: 9", "Expect: 100-continue")
    writer.write("\r\n".join((*head, "", "")).encode())
    assert b"100" in await reader.readline()  # the body is waited for
    writer.close()
    async with asyncio.timeout(10):
        await house.metrics.refused.wait()
    assert house.metrics.skipped == ["malformed"]
    assert [line for line in caplog.records if line.levelno >= logging.ERROR] == []


async def test_other_paths_and_methods_are_nothing(house: House) -> None:
    async with house.http.get(house.url) as response:
        assert response.status == 405
    async with house.http.post(f"{house.url}/../x", headers={SECRET_HEADER: SECRET}) as response:
        assert response.status == 404


async def test_an_update_that_comes_again_is_answered_and_not_worked_on(house: House) -> None:
    assert [await house.post(said(5)), await house.post(said(5))] == [200, 200]
    assert house.queue.qsize() == 1
    assert house.metrics.skipped == ["replayed"]


async def test_updates_come_in_any_order(house: House) -> None:
    assert [await house.post(said(6)), await house.post(said(5))] == [200, 200]
    assert house.queue.qsize() == 2


async def test_a_full_queue_is_said_and_takes_the_update_later(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(module, "QUEUE_SECONDS", 0.0)
    await house.queue.put(Update(1))
    await house.queue.put(Update(2))
    assert await house.post(said(5)) == 503
    assert house.metrics.skipped == ["busy"]
    await house.queue.get()
    house.queue.task_done()
    monkeypatch.setattr(module, "QUEUE_SECONDS", 20.0)
    assert await house.post(said(5)) == 200


async def test_an_update_that_is_not_safe_is_not_confirmed(
    tmp_path: Path, house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with Database.open(tmp_path / "b.db", steps()) as database:
        unwritten = UpdateTracker(Ledger(database, lambda: 1_700_000_000), house.metrics)
        endpoint = Endpoint(HOOK, UpdateQueue(unwritten), unwritten, house.bot)
        async with http_server(endpoint.app, HOOK.listen, "WEBHOOK_PORT") as port:
            house.url = f"http://127.0.0.1:{port}/hook"
            monkeypatch.setattr(module, "QUEUE_SECONDS", 0.05)
            assert [await house.post(said(5)), await house.post(said(5))] == [503, 503]
            await unwritten.ledger.write()
            assert await house.post(said(5)) == 200


async def test_telegram_is_told_where_to_call_and_keeps_what_waits(
    preview: Preview, house: House
) -> None:
    preview.world.updates.add("message", {})
    hook = Webhook(HOOK, house.endpoint, house.tracker, house.bot)
    await hook.begin()
    try:
        assert preview.world.webhook is not None
        assert preview.world.webhook.url == HOOK.url
        assert preview.world.webhook.secret == SECRET
        assert preview.world.updates.wants("message")
        assert not preview.world.updates.wants("poll")
        await hook.check()
        assert house.metrics.waits == [1]
    finally:
        await hook.end()
    assert preview.world.webhook is not None


async def test_a_webhook_that_somebody_took_away_is_set_again(
    preview: Preview, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    preview.world.webhook = None
    await Webhook(HOOK, house.endpoint, house.tracker, house.bot).check()
    assert preview.world.webhook is not None
    assert "setting it again" in caplog.text
    assert SECRET not in caplog.text


async def test_what_went_wrong_at_telegram_is_logged_once(
    preview: Preview, house: House, caplog: pytest.LogCaptureFixture
) -> None:
    hook = Webhook(HOOK, house.endpoint, house.tracker, house.bot)
    await hook.check()
    caplog.clear()
    assert preview.world.webhook is not None
    preview.world.webhook.last_error = 1_700_000_000, "Wrong response: 502"
    await hook.check()
    await hook.check()
    assert caplog.text.count("Wrong response: 502") == 1


async def test_a_port_that_is_taken_is_named(house: House) -> None:
    taken = Address("127.0.0.1", int(house.url.split(":")[2].split("/")[0]))
    with pytest.raises(SettingsInvalid, match=f"WEBHOOK_PORT={taken.port}"):
        async with http_server(aiohttp.web.Application(), taken, "WEBHOOK_PORT"):
            pass
