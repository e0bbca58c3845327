"""What is told of another bot with the same token, by how long it stays."""

import logging

import pytest

from bot.telegram.rivals import SELDOM, STAYS, Rivals

REASON = "Conflict: terminated by other getUpdates request"


class Steady:
    def __init__(self) -> None:
        self.now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def steady() -> Steady:
    return Steady()


@pytest.fixture
def rivals(steady: Steady) -> Rivals:
    return Rivals(steady)


def levels(caplog: pytest.LogCaptureFixture) -> list[int]:
    return [one.levelno for one in caplog.records]


def test_one_that_was_met_once_is_a_warning_with_telegrams_reason(
    rivals: Rivals, caplog: pytest.LogCaptureFixture
) -> None:
    rivals.met(REASON)
    assert levels(caplog) == [logging.WARNING]
    assert REASON in caplog.text


def test_one_that_stays_is_an_error_that_says_what_to_do_once(
    rivals: Rivals, steady: Steady, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(4):
        rivals.met(REASON)
        steady.now += STAYS
    assert levels(caplog) == [logging.WARNING, logging.ERROR]
    assert "Stop one of them" in caplog.text
    assert "停掉一个" in caplog.text


def test_one_that_goes_on_staying_is_told_again_seldom(
    rivals: Rivals, steady: Steady, caplog: pytest.LogCaptureFixture
) -> None:
    end = steady.now + STAYS + SELDOM
    while steady.now <= end:
        rivals.met(REASON)
        steady.now += STAYS
    assert levels(caplog).count(logging.ERROR) == 2


def test_one_that_comes_after_a_long_time_is_another(
    rivals: Rivals, steady: Steady, caplog: pytest.LogCaptureFixture
) -> None:
    rivals.met(REASON)
    steady.now += 1000
    rivals.met(REASON)
    assert levels(caplog) == [logging.WARNING] * 2
