"""A folder that is watched, with an archive of its own."""

import asyncio
from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from bot.model.uploads import DoubtfulPage
from bot.services.inbox.line import InboxLine, Told
from bot.services.inbox.processed import ProcessedFiles
from bot.store.schema import steps
from retrieval.archive import Addition, Archive, Origin
from retrieval.errors import PageRefused
from retrieval.model.page_text import PageText
from retrieval.model.pages import PageOutcome
from retrieval.store.database import Database

PAGE = "# 老码头动工\n\n本报讯 5月16日，老码头改造动工。\n\n记者 陆知行\n"
OTHER = "# 食堂开业\n\n本报讯 5月17日，社区食堂开业。\n\n记者 欧阳晓岚\n"


class Watched:
    """A folder that is watched, and what came of it."""

    def __init__(self, folder: Path, archive: Archive, taken: ProcessedFiles) -> None:
        self.folder = folder
        self.archive = archive
        self.taken = taken
        self.pages = 0
        self.away = False  # those who are to be told
        self.now = 1_700_000_000.0
        self.reported = asyncio.Queue[PageRefused | PageOutcome | DoubtfulPage]()
        self.added = asyncio.Queue[str]()
        self.passes = asyncio.Queue[int]()

    async def add_page(self, page: PageText, *, origin: Origin = Origin.COMMAND) -> Addition:
        """Add to the archive, and note it."""
        addition = await Archive.add_page_text(self.archive, page, origin=origin)
        self.added.put_nowait(page.name)
        self.pages += 1
        return addition

    def refusals(self) -> list[str]:
        """Return the names of the pages that were refused and not looked at yet."""
        left = [self.reported.get_nowait() for _ in range(self.reported.qsize())]
        return [one.name for one in left if isinstance(one, PageRefused)]

    def line(self) -> InboxLine:
        """Return the line of a process that starts now."""
        return InboxLine(self.folder, self.archive, self.taken, self.report, lambda: self.now)

    async def report(
        self, page: PageRefused | PageOutcome | DoubtfulPage, told: Told | None = None, /
    ) -> None:
        """Note what is reported, and say that it was told unless nobody can be."""
        self.reported.put_nowait(page)
        if told is not None and not self.away:
            await told()

    async def done(self) -> None:
        """Record the end of a pass, and how many pages had come by then."""
        self.passes.put_nowait(self.pages)

    async def until(self, name: str) -> None:
        """Wait for the page of that name to be added."""
        async with asyncio.timeout(20):
            while await self.added.get() != name:
                pass


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    async with Database.open(tmp_path / "bulletins.db", steps()) as database:
        yield database


@pytest.fixture
async def archive(database: Database) -> Archive:
    return await Archive.over(database)


@pytest.fixture
def watched(
    tmp_path: Path, database: Database, archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> Watched:
    watched = Watched(tmp_path / "inbox", archive, ProcessedFiles(database))
    watched.folder.mkdir()
    monkeypatch.setattr(archive, "add_page_text", watched.add_page)
    return watched
