"""What the bot counts and times while it works: the port through which every room reports.

Nothing here is about a person: kinds and reasons come from short lists of our own.
"""

from retrieval.metrics import ArchiveMetrics

REASONS = ("replayed", "secret", "size", "slow", "malformed", "busy")
"""Why an update, or a call to the webhook, is skipped."""
FAULTS = ("400", "401", "403", "404", "409", "413", "429", "4xx", "5xx", "timeout", "network")
"""The kinds of faults that calls to Telegram meet."""


class Metrics(ArchiveMetrics):
    """The metrics of a bot and its archive. These methods do nothing: subclasses count.

    Durations are seconds of a clock that never goes back.
    """

    def update_taken(self, kind: str) -> None:
        """Record an update that is to be handled; ``kind`` is its field's name."""

    def update_skipped(self, reason: str) -> None:
        """Record an update, or a call to the webhook, that is not handled; see `REASONS`."""

    def update_begun(self, waited: float) -> None:
        """Record how long an update waited from being taken until a handler got it."""

    def update_done(self, worked: float, total: float) -> None:
        """Record how long a handler worked on an update, and how long it took altogether."""

    def call_made(self, fault: str | None) -> None:
        """Record a call to Telegram; ``fault`` is one of `FAULTS`, None if it went well."""

    def telegram_reached(self) -> None:
        """Record that Telegram was reached just now, so that updates can come in."""

    def updates_waiting(self, count: int) -> None:
        """Record how many updates wait at Telegram."""
