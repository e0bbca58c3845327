"""Albums: the first message that comes has all of them, in their order; the others wait for it."""

import asyncio
from datetime import UTC, datetime

import pytest
from telegram import Chat, Message

from bot.access.albums import MOST, Albums

NOW = datetime(2024, 1, 1, tzinfo=UTC)


def message(number: int, album: str | None = "a", chat: int = 7) -> Message:
    return Message(number, NOW, Chat(chat, "private"), media_group_id=album)


class Told:
    """What each message of an album was given, by its number; a moment is over when it is told."""

    def __init__(self) -> None:
        self.moments = 0
        self.over = asyncio.Event()
        self.given: dict[int, list[int]] = {}
        self.albums = Albums(self._moment)

    async def _moment(self) -> None:
        self.moments += 1
        await self.over.wait()

    async def take(self, one: Message, *, fails: bool = False) -> None:
        async with self.albums.whole(one) as messages:
            self.given[one.message_id] = [each.message_id for each in messages]
            if fails:
                raise ValueError


async def settled() -> None:
    """Run every task as far as it can go."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_a_message_of_no_album_is_one_by_itself_and_waits_for_nothing() -> None:
    told = Told()
    await told.take(message(1, None))
    assert told.given == {1: [1]}
    assert told.moments == 0


async def test_the_first_has_all_in_their_order_and_the_others_none() -> None:
    told = Told()
    tasks = [asyncio.create_task(told.take(message(number))) for number in (2, 1, 3)]
    await settled()
    assert told.given == {}
    told.over.set()
    await asyncio.gather(*tasks)
    assert told.given == {2: [1, 2, 3], 1: [], 3: []}


async def test_the_others_are_done_only_after_the_first() -> None:
    told = Told()
    first = asyncio.create_task(told.take(message(1)))
    await settled()
    other = asyncio.create_task(told.take(message(2)))
    await settled()
    assert not other.done()
    told.over.set()
    await asyncio.gather(first, other)
    assert list(told.given) == [1, 2]


async def test_it_waits_for_as_long_as_more_come() -> None:
    told = Told()
    tasks = [asyncio.create_task(told.take(message(1)))]
    await settled()
    tasks.append(asyncio.create_task(told.take(message(2))))
    told.over.set()
    await asyncio.gather(*tasks)
    assert told.moments == 2


async def test_a_full_album_is_not_waited_for() -> None:
    told = Told()
    numbers = range(1, MOST + 1)
    tasks = [asyncio.create_task(told.take(message(number))) for number in numbers]
    await settled()
    told.over.set()
    await asyncio.gather(*tasks)
    assert told.given[1] == list(numbers)
    assert told.moments == 1


async def test_albums_of_two_chats_and_two_of_one_are_apart() -> None:
    told = Told()
    told.over.set()
    given = message(1), message(2, "b"), message(3, "a", chat=8)
    await asyncio.gather(*map(told.take, given))
    assert told.given == {1: [1], 2: [2], 3: [3]}


async def test_where_the_first_fails_the_others_end_and_the_album_may_come_again() -> None:
    told = Told()
    first = asyncio.create_task(told.take(message(1), fails=True))
    await settled()
    other = asyncio.create_task(told.take(message(2)))
    await settled()
    told.over.set()
    with pytest.raises(ValueError):  # noqa: PT011 (ours)
        await first
    await other
    assert told.given == {1: [1, 2], 2: []}
    await told.take(message(1))
    assert told.given[1] == [1]


async def test_whoever_is_cut_short_while_it_waits_leaves_nothing() -> None:
    told = Told()
    first = asyncio.create_task(told.take(message(1)))
    await settled()
    first.cancel()
    await asyncio.gather(first, return_exceptions=True)
    told.over.set()
    await told.take(message(2))
    assert told.given == {2: [2]}
