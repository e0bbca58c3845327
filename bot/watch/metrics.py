"""The metrics for Prometheus; docs/operating.md says what each is and when it is bad.

Labels have few values, from lists of our own: nothing about a person or what was written.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from platform import python_version

from prometheus_client import (
    CollectorRegistry,
    Counter,
    Gauge,
    Histogram,
    Info,
    ProcessCollector,
    disable_created_metrics,
    generate_latest,
)

from bot.model import State
from bot.runtime.metrics import FAULTS, REASONS, Metrics
from bot.store.status import Status
from retrieval.archive import Size
from retrieval.metrics import Asking
from retrieval.model import AnswerKind

PACKAGE = "bulletin-bot"
_UPDATES = (0.001, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)
_SEARCHES = (0.0005, 0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5)


@dataclass(frozen=True, slots=True)
class Gauges:
    """What is read at each scrape: the counts of the database, the size of the index, the checks.

    ``status`` and ``size`` are None where they are not known. ``now`` is Unix time; ``ready`` says
    of each check whether all is well.
    """

    status: Status | None
    size: Size | None
    now: int
    ready: Mapping[str, bool]


class PrometheusMetrics(Metrics):
    """Counts and times. ``wall`` returns Unix time, ``steady`` seconds that never go back."""

    def __init__(self, wall: Callable[[], float], steady: Callable[[], float]) -> None:
        disable_created_metrics()  # type: ignore[no-untyped-call] # they double the lines and are of no use
        self.reached_at: float | None = None
        self._wall = wall
        self._steady = steady
        self.registry = registry = CollectorRegistry()
        ProcessCollector(registry=registry)
        Info("bulletin_build", "Versions.", registry=registry).info(
            {"version": _version(), "python": python_version()}
        )
        self._taken = Counter(
            "bulletin_updates", "Updates taken, by kind.", ["kind"], registry=registry
        )
        self._skipped = Counter(
            "bulletin_updates_passed_over",
            "Updates and calls to the webhook that were skipped, by why.",
            ["why"],
            registry=registry,
        )
        self._in_hand = Gauge(
            "bulletin_updates_in_hand", "Updates taken and not done.", registry=registry
        )
        self._waiting = Gauge(
            "bulletin_updates_waiting", "Updates at Telegram (webhook only).", registry=registry
        )
        self._stages = Histogram(
            "bulletin_update_seconds",
            "An update's time: waiting for its turn, working, and the whole.",
            ["stage"],
            buckets=_UPDATES,
            registry=registry,
        )
        self._calls = Counter("bulletin_telegram_calls", "Calls to Telegram.", registry=registry)
        self._faults = Counter(
            "bulletin_telegram_errors", "Calls that failed, by kind.", ["kind"], registry=registry
        )
        self._reached = Gauge(
            "bulletin_telegram_heard_timestamp_seconds",
            "When Telegram was last reached for updates.",
            registry=registry,
        )
        self._questions = Counter(
            "bulletin_questions",
            "Questions, by how they were asked and their outcome.",
            ["asking", "outcome"],
            registry=registry,
        )
        self._searches = Histogram(
            "bulletin_search_seconds",
            "A search's time.",
            ["asking"],
            buckets=_SEARCHES,
            registry=registry,
        )
        self._pages = Counter(
            "bulletin_pages", "Pages put in here, by outcome.", ["outcome"], registry=registry
        )
        self._errors = Counter("bulletin_errors", "Errors logged.", registry=registry)
        self._kept = Gauge(
            "bulletin_archive", "What is kept, by kind of thing.", ["what"], registry=registry
        )
        self._served = Gauge(
            "bulletin_index", "What searches see, by kind of thing.", ["what"], registry=registry
        )
        self._outbox = Gauge(
            "bulletin_outbox", "Alerts and notices, by state.", ["state"], registry=registry
        )
        self._oldest = Gauge(
            "bulletin_outbox_oldest_pending_seconds",
            "Age of the oldest that is pending, digests included; 0 for none.",
            registry=registry,
        )
        self._ready = Gauge(
            "bulletin_ready", "1 where all is well, by check.", ["check"], registry=registry
        )
        for asking in Asking:  # zeros are there from the start: a rate needs them
            self._searches.labels(asking)
            for kind in AnswerKind:
                self._questions.labels(asking, kind)
        for outcome in ("added", "refused"):
            self._pages.labels(outcome)
        for reason in REASONS:
            self._skipped.labels(reason)
        for fault in FAULTS:
            self._faults.labels(fault)

    def update_taken(self, kind: str) -> None:
        """Count an update."""
        self._taken.labels(kind).inc()
        self._in_hand.inc()

    def update_skipped(self, reason: str) -> None:
        """Count what is skipped."""
        self._skipped.labels(reason).inc()

    def update_begun(self, waited: float) -> None:
        """Time how long an update waited."""
        self._stages.labels("waiting").observe(waited)

    def update_done(self, worked: float, total: float) -> None:
        """Time how long an update took."""
        self._stages.labels("working").observe(worked)
        self._stages.labels("whole").observe(total)
        self._in_hand.dec()

    def call_made(self, fault: str | None) -> None:
        """Count a call to Telegram."""
        self._calls.inc()
        if fault is not None:
            self._faults.labels(fault).inc()

    def telegram_reached(self) -> None:
        """Set the time at which Telegram was reached."""
        self.reached_at = self._steady()
        self._reached.set(self._wall())

    def updates_waiting(self, count: int) -> None:
        """Set how many updates wait."""
        self._waiting.set(count)

    def search_done(self, asking: Asking, seconds: float) -> None:
        """Time how long a search took."""
        self._searches.labels(asking).observe(seconds)

    def question_answered(self, asking: Asking, kind: AnswerKind) -> None:
        """Count a question."""
        self._questions.labels(asking, kind).inc()

    def page_added(self) -> None:
        """Count a page."""
        self._pages.labels("added").inc()

    def page_refused(self) -> None:
        """Count what is no page."""
        self._pages.labels("refused").inc()

    def error_logged(self) -> None:
        """Count an error that was logged."""
        self._errors.inc()

    def rendered(self, gauges: Gauges) -> bytes:
        """Return all metrics in the text format; gauges that are not known stay as they were."""
        if gauges.size is not None:
            self._served.labels("articles").set(gauges.size.articles)
            self._served.labels("passages").set(gauges.size.passages)
        if gauges.status is not None:
            self._set_counts(gauges.status, gauges.now)
        for check, well in gauges.ready.items():
            self._ready.labels(check).set(well)
        return generate_latest(self.registry)

    def _set_counts(self, status: Status, now: int) -> None:
        self._kept.labels("pages").set(status.pages)
        self._kept.labels("articles").set(status.articles)
        self._kept.labels("subscriptions").set(status.subscriptions)
        self._kept.labels("paused_subscriptions").set(status.paused)
        for state in State:
            self._outbox.labels(state).set(status.outbox.states[state])
        oldest = status.outbox.oldest_pending
        self._oldest.set(0 if oldest is None else max(0, now - oldest))


def _version() -> str:
    try:
        return version(PACKAGE)
    except PackageNotFoundError:  # a checkout
        return "unreleased"
