"""Whether the bot lives, and whether it does what it is for: asked over HTTP, near only.

``/healthz`` is answered while the event loop runs. ``/readyz`` tells of each part whether it works:
the archive is served, Telegram was heard lately, the outbox is looked at. ``/metrics`` is for
Prometheus. Nothing else is there, and nothing of people.
"""

import asyncio
import logging
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from aiohttp import web
from prometheus_client import CONTENT_TYPE_LATEST

from bot.alerts.delivery import DeliveryWorker
from bot.store.status import Status, status
from bot.watch.metrics import PrometheusMetrics, Stock
from retrieval.archive import Archive
from retrieval.errors import ArchiveUnavailable
from retrieval.store import Database

HEARD_SECONDS = 150.0  # a poll is answered within ten, a webhook is looked after every sixty
POLLED_SECONDS = 60.0  # the outbox is looked at twice a second; another process may hold the file
COUNT_AGAIN = 10.0  # seconds for which counts of the database are told again

_DAY = 24 * 60 * 60
_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class Patient:
    """What is watched. ``steady`` gives seconds that never go back, as the event loop's do."""

    archive: Archive
    database: Database
    outbox: DeliveryWorker
    metrics: PrometheusMetrics
    clock: Callable[[], int]
    steady: Callable[[], float]

    def ready(self) -> Mapping[str, bool]:
        """Tell of each part whether it works."""
        return {
            "archive": self.archive.size is not None,
            "telegram": self._lately(self.metrics.reached_at, HEARD_SECONDS),
            "outbox": self._lately(self.outbox.polled_at, POLLED_SECONDS),
        }

    def _lately(self, at: float | None, seconds: float) -> bool:
        return at is not None and self.steady() - at <= seconds


class Health:
    """Answers how a patient is."""

    def __init__(self, patient: Patient) -> None:
        self._patient = patient
        self._counting = asyncio.Lock()
        self._counted: tuple[float, Status] | None = None
        self.app = web.Application()
        self.app.router.add_get("/healthz", self._lives)
        self.app.router.add_get("/readyz", self._works)
        self.app.router.add_get("/metrics", self._metrics)

    async def _lives(self, _request: web.Request) -> web.Response:
        return web.Response(text="ok\n")

    async def _works(self, _request: web.Request) -> web.Response:
        ready = self._patient.ready()
        return web.json_response(dict(ready), status=200 if all(ready.values()) else 503)

    async def _metrics(self, _request: web.Request) -> web.Response:
        patient = self._patient
        stock = Stock(await self._count(), patient.archive.size, patient.clock(), patient.ready())
        text = patient.metrics.rendered(stock)
        return web.Response(body=text, headers={"Content-Type": CONTENT_TYPE_LATEST})

    async def _count(self) -> Status | None:
        """Count what is in the database, unless that was done just now; None where it can't be."""
        async with self._counting:
            now = self._patient.steady()
            if self._counted is not None and now - self._counted[0] < COUNT_AGAIN:
                return self._counted[1]
            try:
                async with self._patient.database.reading() as view:
                    counted = await status(view, self._patient.clock() - _DAY)
            except ArchiveUnavailable as error:
                _LOG.warning("the archive can't be counted: %s", error)
                return None
            self._counted = now, counted
            return counted
