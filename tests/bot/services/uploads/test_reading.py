"""What was sent is read one upload at a time, and whoever gives up ends the reading."""

import asyncio
from collections.abc import AsyncGenerator, Sequence

import pytest

from bot.model.uploads import Refusal
from bot.services.uploads.files import SentFile, filed
from bot.services.uploads.reading import FileReader
from retrieval.formats import Began, Found
from retrieval.model.files import BOUNDS, Bounds, File
from retrieval.reading.decode import text_page

PAGE = "# 东郊大桥修缮\n\n本报讯 东郊大桥开始修缮。\n".encode()


def files(*names: str) -> Sequence[File]:
    return filed([SentFile(name, PAGE) for name in names])


class Slow:
    """Reads a file whenever it is told to go on."""

    def __init__(self) -> None:
        self.begun: list[str] = []
        self.closed = 0
        self.go = asyncio.Semaphore(0)

    async def __call__(
        self, files: Sequence[File], bounds: Bounds, began: Began
    ) -> AsyncGenerator[Found, None]:
        assert bounds is BOUNDS
        try:
            for file in files:
                self.begun.append(file.name)
                began(file.name)
                await self.go.acquire()
                yield text_page(file.read(), file.name)
        finally:
            self.closed += 1


async def settled() -> None:
    """Run every task as far as it can go."""
    for _ in range(20):
        await asyncio.sleep(0)


async def test_pages_come_in_the_order_of_their_files_and_what_is_not_read_beside_them() -> None:
    sent = [SentFile("b.md", PAGE), SentFile("c.md", b"\0\0"), SentFile("a.md", PAGE)]
    found = await FileReader().read(filed(sent), lambda _: None)
    assert [page.name for page in found.pages] == ["b.md", "a.md"]
    assert [(one.name, one.why) for one in found.refused] == [("c.md", Refusal.UNREADABLE)]


async def test_one_upload_is_read_at_a_time_and_a_text_waits_for_none() -> None:
    slow = Slow()
    reader, told = FileReader(source=slow), list[str]()
    first = asyncio.create_task(reader.read(files("1.jpg"), told.append))
    second = asyncio.create_task(reader.read(files("2.jpg"), told.append))
    text = asyncio.create_task(reader.read_text(files("3.md")[0]))
    await settled()
    assert slow.begun == ["1.jpg", "3.md"]
    for _ in range(3):
        slow.go.release()
    await asyncio.gather(first, second, text)
    assert told == ["1.jpg", "2.jpg"]
    assert slow.closed == 3


async def test_whoever_gives_up_ends_the_reading_and_lets_the_next_begin() -> None:
    slow = Slow()
    reader = FileReader(source=slow)
    first = asyncio.create_task(reader.read(files("1.jpg", "2.jpg"), lambda _: None))
    await settled()
    first.cancel()
    with pytest.raises(asyncio.CancelledError):
        await first
    assert slow.closed == 1
    slow.go.release()
    assert (await reader.read(files("3.jpg"), lambda _: None)).pages
    assert slow.begun == ["1.jpg", "3.jpg"]
