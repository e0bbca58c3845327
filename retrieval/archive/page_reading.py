"""An incoming page read by what its paper is known to print.

Which paper it is may be known only once it is read. So it is read by itself first, and again where
its paper's habits bear on a line of it.
"""

import asyncio
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Self

from retrieval.model import Reading
from retrieval.model.lines import SeenLine
from retrieval.model.page_text import PageText
from retrieval.model.pages import NO_HABITS, NOTHING_STATED, PaperHabits, Stated
from retrieval.store.database import Database
from retrieval.store.sources import PageSource, habits_kept, habits_known
from retrieval.store.transaction import View


@dataclass(frozen=True, slots=True)
class PageAsRead:
    """A page as it is read, and what it was read from.

    It was read by the ``habits`` of the ``paper`` that it is of when it is read by itself.
    """

    reading: Reading
    source: PageSource
    habits: PaperHabits = NO_HABITS
    paper: str | None = None

    @classmethod
    def of(
        cls, text: "IncomingText", reading: Reading, habits: PaperHabits, paper: str | None
    ) -> Self:
        """Return a page as it was read by habits."""
        stated = text.stated.over(text.page.told)
        source = PageSource.of(text.page, stated, reading, habits)
        return cls(reading, source, habits, paper)


@dataclass(frozen=True, slots=True)
class IncomingText:
    """A page to be read, and what is known of it beside that.

    ``paper`` is what its paper is called where neither the page nor its path tells it; what is
    ``stated`` beats what its file tells. A day far ahead of ``today`` is in doubt, if that is
    given.
    """

    page: PageText
    paper: str | None
    stated: Stated = NOTHING_STATED
    today: date | None = None

    def read(self, habits: PaperHabits = NO_HABITS) -> Reading:
        """Return the page as read. Raises PageRefused."""
        # Its patterns take a fifth of a second to compile; a command that only asks need not wait.
        from retrieval.reading.page import read_page_text  # noqa: PLC0415

        return read_page_text(
            self.page, self.paper, stated=self.stated, today=self.today, habits=habits
        )


async def read_incoming(database: Database, text: IncomingText) -> PageAsRead:
    """Return a page as read that comes in; the same bytes are read by the same habits again.

    Raises PageRefused and ArchiveUnavailable.
    """
    async with database.reading() as view:
        kept = await habits_kept(view, text.page.digest)
    return await read_by_habits(database, text, kept)


async def habits_for(
    view: View, page: PageText, paper: str | None, lines: Sequence[SeenLine]
) -> PaperHabits:
    """Return the habits by which a page with these lines is to be read: as its bytes were, or anew.

    The ``paper`` is the one that it is of when it is read by itself. Raises ArchiveUnavailable.
    """
    kept = await habits_kept(view, page.digest)
    return await habits_known(view, paper, page.name, lines) if kept is None else kept


async def read_by_habits(
    database: Database, text: IncomingText, habits: PaperHabits | None = None
) -> PageAsRead:
    """Return a page as read by ``habits`` or, where none are given, by its paper's as known now.

    Raises PageRefused and ArchiveUnavailable.
    """
    reading = await asyncio.to_thread(text.read)
    paper = reading.bulletin.paper
    if habits is None:
        async with database.reading() as view:
            habits = await habits_known(view, paper, text.page.name, reading.seen)
    if habits.shapes:
        reading = await asyncio.to_thread(text.read, habits)
    return PageAsRead.of(text, reading, habits, paper)
