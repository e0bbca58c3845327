"""HealthServer and metrics over HTTP."""

import asyncio
import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace
from pathlib import Path

import aiohttp
import httpx
import pytest
from telegram.error import NetworkError
from telegram.ext import ExtBot

from bot.alerts.delivery import DeliveryWorker
from bot.alerts.open_archive import OpenArchive
from bot.runtime.http import http_server
from bot.runtime.loops import STUCK_SECONDS, Loop, LoopName, Loops
from bot.runtime.settings import Address, load
from bot.telegram.pacing import Pacing
from bot.telegram.reachability import Reachability
from bot.telegram.sender import Sender
from bot.watch import health
from bot.watch.health import POLLED_SECONDS, REACHED_SECONDS, HealthChecks, HealthServer
from bot.watch.metrics import PrometheusMetrics
from retrieval.errors import ArchiveUnavailable

PAGE = Path(__file__).parents[2] / "fixtures/bulletins/2023-05-18/A01.md"
QUESTION = "青石桥大修期间十七路公交怎么走？"


class Now:
    """A clock that is set."""

    at: float

    def __init__(self) -> None:
        self.at = asyncio.get_running_loop().time()

    def __call__(self) -> float:
        return self.at


@dataclass
class House:
    here: OpenArchive
    checks: HealthChecks
    now: Now
    url: str
    http: aiohttp.ClientSession

    async def get(self, path: str) -> tuple[int, str]:
        async with self.http.get(f"{self.url}{path}") as response:
            return response.status, await response.text()

    async def made_ready(self) -> None:
        await self.here.archive.refresh()
        self.checks.metrics.telegram_reached()
        await self.checks.outbox.poll()


@pytest.fixture
async def house(tmp_path: Path) -> AsyncIterator[House]:
    now = Now()
    metrics = PrometheusMetrics(lambda: 1_700_000_000.0, now)
    settings = load({"BULLETIN_DB": str(tmp_path / "a.db")}, tmp_path / ".env")
    async with OpenArchive.of(settings, lambda: 1_700_000_000, metrics) as here:
        sender = Sender(ExtBot[None]("1:x"))
        outbox = DeliveryWorker(here.database, here.archive, sender, Pacing(now))
        loops = Loops()
        loops.add(outbox.loop)
        reach = Reachability(settings.api_url, None, now)
        checks = HealthChecks(
            here.archive, here.database, outbox, metrics, loops, here.clock, now, reach
        )
        async with (
            http_server(HealthServer(checks).app, Address("127.0.0.1", 0), "HEALTH_PORT") as port,
            aiohttp.ClientSession() as http,
        ):
            yield House(here, checks, now, f"http://127.0.0.1:{port}", http)


async def test_a_bot_that_lives_says_so_whatever_else(house: House) -> None:
    assert await house.get("/healthz") == (200, "ok\n")


async def test_a_bot_is_ready_once_it_serves_hears_and_sends(house: House) -> None:
    status, told = await house.get("/readyz")
    assert status == 503
    found = json.loads(told)
    reasons = found.pop("reasons")
    assert {part for part, well in found.items() if not well} == set(reasons)
    assert reasons.keys() == {"archive", "telegram", "outbox"}
    assert reasons["telegram"] == "not heard yet"
    refused = NetworkError("httpx.ConnectError")
    refused.__cause__ = httpx.ConnectError("x")
    refused.__cause__.__cause__ = ConnectionRefusedError()
    house.checks.reach.failed(refused)
    why = json.loads((await house.get("/readyz"))[1])["reasons"]["telegram"]
    assert why.startswith("not heard yet: 连不上 Telegram：api.telegram.org 拒绝连接。")
    assert "PROXY_URL" in why
    await house.made_ready()
    status, told = await house.get("/readyz")
    assert (status, "false" in told) == (200, False)


class Searched:
    """A search cluster, and what is wrong with it."""

    wrong: str | None = "nothing is indexed yet"


async def test_a_bot_that_searches_a_cluster_is_ready_while_that_answers(house: House) -> None:
    cluster = Searched()
    checks = replace(house.checks, search=cluster, loops=Loops())
    checks.metrics.telegram_reached()
    await checks.outbox.poll()
    async with http_server(
        HealthServer(checks).app, Address("127.0.0.1", 0), "HEALTH_PORT"
    ) as port:
        url = f"http://127.0.0.1:{port}/readyz"
        async with house.http.get(url) as response:
            assert response.status == 503
            told = await response.json()
        assert (told["archive"], told["search"]) == (True, False)
        assert told["reasons"] == {"search": "nothing is indexed yet"}
        cluster.wrong = None
        async with house.http.get(url) as response:
            assert (response.status, (await response.json())["search"]) == (200, True)


async def test_a_bot_that_searches_here_has_no_word_on_a_cluster(house: House) -> None:
    assert "search" not in json.loads((await house.get("/readyz"))[1])


@pytest.mark.parametrize(
    ("part", "after"), [("telegram", REACHED_SECONDS), ("outbox", POLLED_SECONDS)]
)
async def test_a_bot_that_hears_or_sends_nothing_any_more_is_not_ready(
    house: House, part: str, after: float
) -> None:
    await house.made_ready()
    house.now.at = asyncio.get_running_loop().time() + after + 1
    status, told = await house.get("/readyz")
    assert status == 503
    assert f'"{part}": false' in told


async def test_a_loop_that_has_not_moved_for_minutes_is_told_with_the_reason(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.made_ready()
    full = ArchiveUnavailable("a.db: 磁盘满了", "磁盘满了，腾出空间再试")
    inbox = house.checks.loops.add(Loop(LoopName.INBOX))
    inbox.failed(full)
    house.checks.outbox.loop.working()
    assert (await house.get("/readyz"))[0] == 200  # it may pass
    house.now.at += STUCK_SECONDS + 1
    house.checks.metrics.telegram_reached()
    await house.checks.outbox.poll()
    monkeypatch.setattr(house.checks.outbox, "polled_at", house.now.at)
    status, told = await house.get("/readyz")
    found = json.loads(told)
    assert status == 503
    assert found["reasons"] == {
        "inbox": "not moved for 5 min: 磁盘满了，腾出空间再试",
        "outbox": "not moved for 5 min: it hangs",
    }
    assert (found["inbox"], found["outbox"], found["archive"]) == (False, False, True)
    assert 'bulletin_ready{check="inbox"} 0.0' in (await house.get("/metrics"))[1]
    inbox.moved()
    house.checks.outbox.loop.moved()
    assert (await house.get("/readyz"))[0] == 200


async def test_a_count_that_failed_is_made_again_though_nobody_asks_for_metrics(
    house: House, monkeypatch: pytest.MonkeyPatch
) -> None:
    await house.made_ready()

    async def failing(*_: object) -> object:
        raise KeyError

    monkeypatch.setattr(health, "status", failing)
    assert (await house.get("/metrics"))[0] == 200
    assert "health" in [one.loop for one in house.checks.loops.troubles()]
    monkeypatch.undo()
    await house.get("/readyz")
    assert house.checks.loops.troubles() == ()


async def test_what_the_archive_does_is_measured_without_words(house: House) -> None:
    await house.here.archive.add_page(PAGE.read_bytes(), "2023-05-18/A01.md")
    answer = await house.here.archive.ask(QUESTION)
    await house.here.archive.ask(QUESTION, start=5)  # a further page is no other question
    status, told = await house.get("/metrics")
    assert status == 200
    assert f'bulletin_questions_total{{asking="question",outcome="{answer.kind}"}} 1.0' in told
    assert 'bulletin_search_seconds_count{asking="question"} 2.0' in told
    assert 'bulletin_pages_total{outcome="added"} 1.0' in told
    assert 'bulletin_archive{what="pages"} 1.0' in told
    size = house.here.archive.size
    assert size is not None
    assert f'bulletin_index{{what="articles"}} {float(size.articles)}' in told
    assert told.isascii()


async def test_the_database_is_not_counted_at_every_call(house: House) -> None:
    assert 'bulletin_archive{what="pages"} 0.0' in (await house.get("/metrics"))[1]
    await house.here.archive.add_page(PAGE.read_bytes(), "2023-05-18/A01.md")
    assert 'bulletin_archive{what="pages"} 0.0' in (await house.get("/metrics"))[1]
    house.now.at += 60
    assert 'bulletin_archive{what="pages"} 1.0' in (await house.get("/metrics"))[1]


async def test_nothing_else_is_there(house: House) -> None:
    for path in ("/", "/debug", "/metrics/x"):
        assert (await house.get(path))[0] == 404
