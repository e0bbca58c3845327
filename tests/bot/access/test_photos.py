"""Pictures of readers: one reply for those in a row, and for an album."""

from datetime import UTC, datetime

import pytest
from telegram import Chat, Message

from bot.access.photos import IN_A_ROW, Photos

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def photo(caption: str | None = None, album: str | None = None, chat: int = 7) -> Message:
    return Message(1, NOW, Chat(chat, "private"), caption=caption, media_group_id=album)


@pytest.fixture
def now() -> list[float]:
    return [0.0]


@pytest.fixture
def photos(now: list[float]) -> Photos:
    return Photos(lambda: now[0])


def test_of_several_in_a_row_the_first_is_answered(photos: Photos, now: list[float]) -> None:
    assert photos.is_first(photo())
    for _ in range(4):
        now[0] += IN_A_ROW - 1
        assert not photos.is_first(photo())


def test_one_that_comes_later_is_answered_again(photos: Photos, now: list[float]) -> None:
    assert photos.is_first(photo())
    now[0] += IN_A_ROW + 1
    assert photos.is_first(photo())


def test_what_other_chats_send_is_apart(photos: Photos) -> None:
    assert photos.is_first(photo(chat=7))
    assert photos.is_first(photo(chat=8))


def test_words_under_a_photo_are_always_answered(photos: Photos) -> None:
    assert photos.is_first(photo())
    assert photos.is_first(photo("老码头"))


def test_of_an_album_only_the_first_is_whatever_stands_under_it(
    photos: Photos, now: list[float]
) -> None:
    assert photos.is_first(photo("老码头", "a"))
    now[0] += 2 * IN_A_ROW
    assert not photos.is_first(photo("灯塔", "a"))
    assert not photos.is_first_of_album(photo(album="a"))
    assert photos.is_first_of_album(photo(album="b"))
    assert photos.is_first_of_album(photo())
