"""An incoming page read by what its paper is known to print.

Which paper it is may be known only once it is read. So it is read by itself first, and again where
its paper's habits bear on a line of it.
"""

import asyncio
from dataclasses import dataclass, replace
from datetime import date
from hashlib import sha256

from retrieval.model import Reading
from retrieval.model.pages import NO_HABITS, PaperHabits, Stated
from retrieval.store.database import Database
from retrieval.store.sources import PageSource, habits_kept, habits_known


@dataclass(frozen=True, slots=True)
class PageAsRead:
    """A page as it is read, and what it was read from."""

    reading: Reading
    source: PageSource


@dataclass(frozen=True, slots=True)
class BesideText:
    """What is known of a page beside its text.

    ``paper`` is what its paper is called where neither the page nor its path ``name`` tells it. A
    day far ahead of ``today`` is in doubt, if that is given.
    """

    name: str
    paper: str | None
    stated: Stated
    today: date | None = None

    def read(self, text: str, habits: PaperHabits = NO_HABITS) -> Reading:
        """Return the page of that text as read. Raises PageRefused."""
        # Its patterns take a fifth of a second to compile; a command that only asks need not wait.
        from retrieval.reading.doubts import future_doubt  # noqa: PLC0415
        from retrieval.reading.page import read_text  # noqa: PLC0415

        reading = read_text(text, self.name, self.paper, self.stated, habits)
        future = None if self.today is None else future_doubt(reading.bulletin, self.today)
        return reading if future is None else replace(reading, doubts=(future, *reading.doubts))


async def read_incoming(database: Database, data: bytes, beside: BesideText) -> PageAsRead:
    """Return a page as read that comes in; the same bytes are read by the same habits again.

    Raises PageRefused and ArchiveUnavailable.
    """
    text = await asyncio.to_thread(_decode, data, beside.name)
    async with database.reading() as view:
        kept = await habits_kept(view, sha256(data).digest())
    return await read_by_habits(database, text, beside, kept)


async def read_by_habits(
    database: Database, text: str, beside: BesideText, habits: PaperHabits | None = None
) -> PageAsRead:
    """Return a page as read by ``habits`` or, where none are given, by its paper's as known now.

    Raises PageRefused and ArchiveUnavailable.
    """
    reading = await asyncio.to_thread(beside.read, text)
    if habits is None:
        async with database.reading() as view:
            habits = await habits_known(view, reading.bulletin.paper, beside.name, reading.seen)
    if habits.shapes:
        reading = await asyncio.to_thread(beside.read, text, habits)
    return PageAsRead(reading, PageSource.of(text, beside.stated, reading, habits))


def _decode(data: bytes, name: str) -> str:
    from retrieval.reading.decode import decode  # noqa: PLC0415 (as above)

    return decode(data, name)
