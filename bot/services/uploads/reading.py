"""Files that were sent, read one upload at a time, while the chats go on."""

import asyncio
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass

from bot.model.uploads import RefusedFile
from bot.services.incoming import read_pages
from bot.services.uploads.refusing import left_out, refused_file
from retrieval.errors import PageRefused
from retrieval.formats import Began, Found, LeftOut
from retrieval.model.files import BOUNDS, Bounds, File
from retrieval.model.page_text import PageText

PageSource = Callable[[Sequence[File], Bounds, Began], AsyncGenerator[Found, None]]
"""Yields what is in files that came together, as `read_pages` does."""


@dataclass(frozen=True, slots=True)
class FoundPages:
    """What files that came together hold: pages, in their order, and files that are not read."""

    pages: tuple[PageText, ...]
    refused: tuple[RefusedFile, ...] = ()


class FileReader:
    """Reads what was sent, one upload at a time: a picture takes memory and both processors."""

    def __init__(self, bounds: Bounds = BOUNDS, source: PageSource = read_pages) -> None:
        self.bounds = bounds
        self._source = source
        self._turn = asyncio.Lock()

    async def read(self, files: Sequence[File], began: Began) -> FoundPages:
        """Return what files hold that came together.

        ``began`` is called in the event loop. To cancel it ends the reading, also of the picture
        whose words are being read.
        """
        async with self._turn:
            return await self._read(files, began)

    async def read_text(self, file: File) -> FoundPages:
        """Return what a text holds; it waits for no other upload."""
        return await self._read((file,), lambda _: None)

    async def _read(self, files: Sequence[File], began: Began) -> FoundPages:
        loop = asyncio.get_running_loop()

        def tell(name: str) -> None:
            loop.call_soon_threadsafe(lambda: began(name))

        async with aclosing(self._source(files, self.bounds, tell)) as source:
            found = [one async for one in source]
        pages = tuple(one for one in found if isinstance(one, PageText))
        refused = [refused_file(one, self.bounds) for one in found if isinstance(one, PageRefused)]
        rest = left_out(one for one in found if isinstance(one, LeftOut))
        return FoundPages(pages, (*refused, *rest))
