"""Other bots that take updates with the same token: told to the log, clearly and seldom.

A bot that was begun anew may meet the last poll of the one before, which passes: that is a warning.
One that stays for `STAYS` seconds is an error, as people are answered by either, and sent their
alerts by both; it is told again every `SELDOM` seconds.
"""

import logging
import time
from collections.abc import Callable

STAYS, SELDOM = 20.0, 1800.0  # seconds
_APART = 120.0  # seconds without one, after which it is another: a refused poll waits up to thirty

_MET = (
    "另一个机器人刚用同一个令牌取过消息；要是没停完的上一个，一会儿就没了 "
    "(another bot took updates with this token; it passes if that was the one before): %s"
)
_STAYS = (
    "另一个机器人一直在用同一个令牌：消息两个分着取，提醒发两遍。停掉一个；找不到它，"
    "就向 @BotFather 换一个令牌 (another bot goes on taking updates with this token: each gets a "
    "part, alerts come twice. Stop one of them; if you can't find it, have @BotFather revoke "
    "the token)"
)
_LOG = logging.getLogger(__name__)


class Rivals:
    """Takes note of polls that were refused because another bot took the updates.

    ``steady`` returns seconds that never go back.
    """

    def __init__(self, steady: Callable[[], float] = time.monotonic) -> None:
        self._steady = steady
        self._since = self._last = float("-inf")
        self._told: float | None = None

    def met(self, reason: str) -> None:
        """Take note of one more refusal, for which Telegram gave a reason."""
        now = self._steady()
        if now - self._last > _APART:
            self._since, self._told = now, None
            _LOG.warning(_MET, reason)
        self._last = now
        due = self._told is None or now - self._told >= SELDOM
        if now - self._since >= STAYS and due:
            self._told = now
            _LOG.error(_STAYS)
