"""Pictures of readers: one reply for those in a row."""

import pytest

from bot.access.photos import IN_A_ROW, Photos


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def photos(now: list[float]) -> Photos:
    return Photos(lambda: now[0])


def test_of_several_in_a_row_the_first_is_answered(photos: Photos, now: list[float]) -> None:
    assert photos.is_first(7)
    for _ in range(4):
        now[0] += IN_A_ROW - 1
        assert not photos.is_first(7)


def test_one_that_comes_later_is_answered_again(photos: Photos, now: list[float]) -> None:
    assert photos.is_first(7)
    now[0] += IN_A_ROW + 1
    assert photos.is_first(7)


def test_what_other_chats_send_is_apart(photos: Photos) -> None:
    assert photos.is_first(7)
    assert photos.is_first(8)
