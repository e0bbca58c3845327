import logging

import httpx
import pytest
from telegram.error import Forbidden, NetworkError, TimedOut

from bot.telegram.outcome import StrangeReply
from bot.telegram.reachability import MOST, SELDOM, SOON, Reachability

URL = "https://api.telegram.org"


class Now:
    at = 1000.0

    def __call__(self) -> float:
        return self.at


def failing(cause: Exception) -> NetworkError:
    error = NetworkError("httpx")
    error.__cause__ = cause
    return error


REFUSED = failing(ConnectionRefusedError())
REFUSED.__cause__, REFUSED.__context__ = httpx.ConnectError("x"), REFUSED.__cause__
TIMEOUT = failing(httpx.ReadTimeout("x"))


def test_an_outage_is_told_soon_then_seldom_and_when_it_is_over(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.INFO)
    now = Now()
    reach = Reachability(URL, steady=now)

    def told() -> list[str]:
        lines = [record.getMessage() for record in caplog.records]
        caplog.clear()
        return lines

    reach.failed(REFUSED)  # never reached: at once
    (first,) = told()
    assert "拒绝连接" in first
    assert "refuses" in first
    for _ in range(50):
        reach.failed(REFUSED)
    assert told() == []
    reach.failed(TIMEOUT)
    (changed,) = told()
    assert "超时" in changed
    now.at += SELDOM
    reach.failed(REFUSED)
    assert told() == [first]
    assert str(reach.reason) == first
    now.at += 600
    reach.reached()
    assert told() == ["又连上 Telegram 了，断了 40 分钟。Telegram is reached again, after 40 min."]
    assert reach.reason is None
    reach.failed(REFUSED)  # a moment is no outage
    now.at += SOON - 1
    reach.failed(REFUSED)
    reach.reached()
    reach.failed(REFUSED)
    reach.failed(Forbidden("bot was blocked by the user"))
    reach.failed(TimedOut("Pool timeout"))
    assert told() == []
    now.at += SOON
    reach.failed(REFUSED)
    assert told() == [first]


def test_a_proxy_that_words_each_refusal_anew_fills_no_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    now = Now()
    reach = Reachability(URL, steady=now)
    for status in range(400, 500):
        reach.failed(failing(StrangeReply(status)))
    assert len(caplog.records) == MOST
    now.at += SELDOM
    for status in range(400, 500):
        reach.failed(failing(StrangeReply(status)))
    assert len(caplog.records) == 2 * MOST
