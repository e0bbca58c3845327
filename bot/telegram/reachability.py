"""Whether Telegram is reached: known to whoever asks, and told to the log.

An outage is told once it is one, not at each failed call: at once where Telegram was never reached,
or else after `SOON` seconds; again when its reason changes, up to `MOST` times, or every `SELDOM`
seconds; and when it is over.
"""

import logging
import time
from collections.abc import Callable

from bot.telegram.outcome import NoConnection, Outcome
from bot.telegram.unreachable import Unreached, why

SOON, SELDOM = 15.0, 1800.0  # seconds
MOST = 12  # reasons of one outage that are told: a proxy may word each refusal anew

_MINUTE = 60
_LOG = logging.getLogger(__name__)


class Reachability:
    """Whether calls to ``api_url``, through ``proxy`` if there is one, get there.

    ``steady`` returns seconds that never go back. ``reason`` is why the last call did not get
    there; None where it did, and before the first.
    """

    def __init__(
        self, api_url: str, proxy: str | None = None, steady: Callable[[], float] = time.monotonic
    ) -> None:
        self._api_url = api_url
        self._proxy = proxy
        self._steady = steady
        self._ever = False
        self._since: float | None = None
        self._told: dict[Unreached, float] = {}
        self.reason: Unreached | None = None

    def reached(self) -> None:
        """Take note of a call that Telegram has answered."""
        if self._told and self._since is not None:
            minutes = (self._steady() - self._since) / _MINUTE
            _LOG.info(
                "又连上 Telegram 了，断了 %.0f 分钟。Telegram is reached again, after %.0f min.",
                *(minutes, minutes),
            )
        self._ever, self._since, self.reason = True, None, None
        self._told.clear()

    def failed(self, error: Exception) -> None:
        """Take note of a call that has failed; one that Telegram refused has reached it."""
        reason = why(error, self._api_url, self._proxy)
        if reason is None:
            return
        self.reason, now = reason, self._steady()
        if self._since is None:
            self._since = now
        lasts = now - self._since >= SOON or not self._ever
        told = self._told.get(reason)
        due = len(self._told) < MOST if told is None else now - told >= SELDOM
        if lasts and due:
            self._told[reason] = now
            _LOG.warning("%s", reason)


def retry_level(outcome: Outcome) -> int:
    """Return at which level to log a failed call that is made again: an outage is told above."""
    return logging.DEBUG if isinstance(outcome, NoConnection) else logging.WARNING
