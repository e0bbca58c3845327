"""Health and metrics over HTTP, for this machine or a network of one's own.

``/healthz`` answers while the event loop runs. ``/readyz`` says of each part whether it works, and
why not: the archive is served, or the search cluster answers, where there is one; Telegram was
reached lately, the outbox was polled lately, each loop moves (`bot.runtime.loops`). ``/metrics`` is
for Prometheus. There is nothing else, and nothing about people.
"""

import asyncio
import json
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from typing import Protocol

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.alerts.delivery import DeliveryWorker
from bot.runtime.loops import Loop, LoopName, Loops
from bot.store.status import Status, status
from bot.telegram.reachability import Reachability
from bot.watch.metrics import Gauges, PrometheusMetrics
from retrieval.archive import Archive
from retrieval.store import Database

REACHED_SECONDS = 150.0  # a poll is answered within ten, a webhook checked every sixty
POLLED_SECONDS = 60.0  # the outbox is polled twice a second; another process may hold the file
COUNT_SECONDS = 10.0  # for which counts of the database are reused

_DAY = 24 * 60 * 60


class Searched(Protocol):
    """A cluster that questions are searched on."""

    @property
    def wrong(self) -> str | None:
        """Why they can't be, None where they can."""
        ...


@dataclass(frozen=True, slots=True)
class HealthChecks:
    """The parts that are checked. ``steady`` returns seconds that never go back, as the loop's.

    ``loops`` get one more: that of counting. Where a cluster is searched, ``search`` keeps its
    indexes: nothing is served here then.
    """

    archive: Archive
    database: Database
    outbox: DeliveryWorker
    metrics: PrometheusMetrics
    loops: Loops
    clock: Callable[[], int]
    steady: Callable[[], float]
    reach: Reachability
    search: "Searched | None" = None

    def wrong(self) -> Mapping[str, str | None]:
        """Return for each part why it does not work; None where it does."""
        stuck = self.loops.stuck(self.steady())
        reasons = {one.value: why.sentence if why else None for one, why in stuck.items()}
        outbox = self._unless_lately(self.outbox.polled_at, POLLED_SECONDS, "looked at")
        served = self.search is not None or self.archive.size is not None
        search = {} if self.search is None else {"search": self.search.wrong}
        return {
            "archive": None if served else "not read yet",
            **search,
            "telegram": self._telegram(),
            **reasons,
            LoopName.OUTBOX: reasons.get(LoopName.OUTBOX) or outbox,
        }

    def _telegram(self) -> str | None:
        late = self._unless_lately(self.metrics.reached_at, REACHED_SECONDS, "heard")
        return f"{late}: {self.reach.reason}" if late and self.reach.reason else late

    def _unless_lately(self, at: float | None, seconds: float, done: str) -> str | None:
        if at is None:
            return f"not {done} yet"
        since = self.steady() - at
        return None if since <= seconds else f"not {done} for {since:.0f} s"


class HealthServer:
    """Serves the checks and the metrics."""

    def __init__(self, checks: HealthChecks) -> None:
        self._checks = checks
        self._counting = asyncio.Lock()
        self._counted: tuple[float, Status] | None = None
        self._loop = checks.loops.add(Loop(LoopName.HEALTH))
        self.app = web.Application()
        self.app.router.add_get("/healthz", self._lives)
        self.app.router.add_get("/readyz", self._works)
        self.app.router.add_get("/metrics", self._metrics)

    async def _lives(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _works(self, _request: web.Request) -> web.Response:
        if self._loop.troubles(self._checks.steady()):
            await self._count()  # nobody may ask for metrics
        wrong = self._checks.wrong()
        told: dict[str, object] = {part: reason is None for part, reason in wrong.items()}
        reasons = {part: reason for part, reason in wrong.items() if reason is not None}
        if reasons:
            told["reasons"] = reasons
        dumps = partial(json.dumps, ensure_ascii=False)
        return web.json_response(told, status=503 if reasons else 200, dumps=dumps)

    async def _metrics(self, _request: web.Request) -> web.Response:
        checks = self._checks
        counted = await self._count()
        ready = {part: reason is None for part, reason in checks.wrong().items()}
        gauges = Gauges(counted, checks.archive.size, checks.clock(), ready)
        text = checks.metrics.rendered(gauges)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _count(self) -> Status | None:
        """Return counts of the database, at most `COUNT_SECONDS` old; None if they fail."""
        async with self._counting:
            now = self._checks.steady()
            if self._counted is not None and now - self._counted[0] < COUNT_SECONDS:
                return self._counted[1]
            failed = await self._loop.attempt(self._counted_anew) is not None
            return None if failed or self._counted is None else self._counted[1]

    async def _counted_anew(self) -> None:
        async with self._checks.database.reading() as view:
            counted = await status(view, self._checks.clock() - _DAY)
        self._counted = self._checks.steady(), counted
