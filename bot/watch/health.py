"""Health and metrics over HTTP, for this machine or a network of one's own.

``/healthz`` answers while the event loop runs. ``/readyz`` says of each part whether it works: the
archive is served, Telegram was reached lately, the outbox was polled lately. ``/metrics`` is for
Prometheus. There is nothing else, and nothing about people.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.alerts.delivery import DeliveryWorker
from bot.store.status import Status, status
from bot.watch.metrics import Gauges, PrometheusMetrics
from retrieval.archive import Archive
from retrieval.errors import ArchiveUnavailable
from retrieval.store import Database

REACHED_SECONDS = 150.0  # a poll is answered within ten, a webhook checked every sixty
POLLED_SECONDS = 60.0  # the outbox is polled twice a second; another process may hold the file
COUNT_SECONDS = 10.0  # for which counts of the database are reused

_DAY = 24 * 60 * 60
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class HealthChecks:
    """The parts that are checked. ``steady`` returns seconds that never go back, as the loop's."""

    archive: Archive
    database: Database
    outbox: DeliveryWorker
    metrics: PrometheusMetrics
    clock: Callable[[], int]
    steady: Callable[[], float]

    def ready(self) -> Mapping[str, bool]:
        """Return for each part whether it works."""
        return {
            "archive": self.archive.size is not None,
            "telegram": self._lately(self.metrics.reached_at, REACHED_SECONDS),
            "outbox": self._lately(self.outbox.polled_at, POLLED_SECONDS),
        }

    def _lately(self, at: float | None, seconds: float) -> bool:
        return at is not None and self.steady() - at <= seconds


class HealthServer:
    """Serves the checks and the metrics."""

    def __init__(self, checks: HealthChecks) -> None:
        self._checks = checks
        self._counting = asyncio.Lock()
        self._counted: tuple[float, Status] | None = None
        self.app = web.Application()
        self.app.router.add_get("/healthz", self._lives)
        self.app.router.add_get("/readyz", self._works)
        self.app.router.add_get("/metrics", self._metrics)

    async def _lives(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _works(self, _request: web.Request) -> web.Response:
        ready = self._checks.ready()
        return web.json_response(dict(ready), status=200 if all(ready.values()) else 503)

    async def _metrics(self, _request: web.Request) -> web.Response:
        checks = self._checks
        gauges = Gauges(await self._count(), checks.archive.size, checks.clock(), checks.ready())
        text = checks.metrics.rendered(gauges)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _count(self) -> Status | None:
        """Return counts of the database, at most `COUNT_SECONDS` old; None if they fail."""
        async with self._counting:
            now = self._checks.steady()
            if self._counted is not None and now - self._counted[0] < COUNT_SECONDS:
                return self._counted[1]
            try:
                async with self._checks.database.reading() as view:
                    counted = await status(view, self._checks.clock() - _DAY)
            except ArchiveUnavailable as error:
                _LOG.warning("metrics: the archive can't be counted: %s", error)
                return None
            self._counted = now, counted
            return counted
