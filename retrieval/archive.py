"""The archive's use cases: add a page, ask, search, list, read an article.

Searches run on a **snapshot**, which is never changed: a page that comes in is written to SQLite
first, then the next snapshot is built in a thread, then it takes the other's place. So a reader
never waits for a writer and never sees half a page. The first snapshot is built when it is first
needed; a process that only adds pages needs none.
"""

import asyncio
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Self
from zoneinfo import ZoneInfo

from retrieval.analysis import analyzer
from retrieval.answer import answer, found
from retrieval.errors import ArchiveUnavailable, ArticleUnknown, PageRefused
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, Article, StoredArticle
from retrieval.names.overlay import Names
from retrieval.passages import split
from retrieval.reading.page import read_page
from retrieval.store.adding import Added, IncomingPage, add_page
from retrieval.store.bags import Analyzer, Bags, keep_bags, kept_bags
from retrieval.store.contents import Contents, contents_after
from retrieval.store.database import Database
from retrieval.store.learning import learn_again

SHANGHAI = ZoneInfo("Asia/Shanghai")
ANALYZER = Analyzer(analyzer.VERSION, analyzer.terms)


@dataclass(frozen=True, slots=True)
class Addition:
    """What adding the page ``name`` did, counted in articles.

    ``new``, ``changed`` and ``unchanged`` are the page's own, and together all of them; a story
    that another page has told before is not new. ``removed`` are those no page prints any more.
    """

    name: str
    new: int
    changed: int
    unchanged: int
    page_id: int
    removed: int


@dataclass(frozen=True, slots=True)
class _Served:
    contents: Contents
    snapshot: Snapshot


def _utc_now() -> datetime:
    return datetime.now(UTC)


class Archive:
    """The pages in one SQLite file, open; several processes may have it open at once."""

    def __init__(
        self,
        database: Database,
        timezone: ZoneInfo,
        clock: Callable[[], datetime],
        analyzer: Analyzer,
    ) -> None:
        self._database = database
        self._timezone = timezone
        self._clock = clock
        self._analyzer = analyzer
        self._served: _Served | None = None
        self._taking_up = asyncio.Lock()

    @classmethod
    @asynccontextmanager
    async def open(
        cls,
        path: Path,
        *,
        timezone: ZoneInfo = SHANGHAI,
        clock: Callable[[], datetime] = _utc_now,
        analyzer: Analyzer = ANALYZER,
    ) -> AsyncIterator[Self]:
        """Open the archive at ``path``; file and folder are made where they are missing.

        Names that former rules learnt are learnt again.

        ``clock`` gives aware times: today, which questions may speak of, is its day in
        ``timezone``. Raises ArchiveUnavailable.
        """
        async with Database.open(path) as database:
            await learn_again(database)
            yield cls(database, timezone, clock, analyzer)

    async def add_page(self, data: bytes, name: str) -> Addition:
        """Read a page and keep it, whole or not at all; searches find it when this returns.

        ``name`` is its path as given, of which a date and a page's label may be read. Raises
        PageRefused for bytes that are no page, and ArchiveUnavailable; nothing is changed then.
        """
        # A file's name may hold bytes that are no text, which neither a page nor SQLite can take.
        name = name.encode("utf-8", "replace").decode("utf-8")
        incoming = await asyncio.to_thread(_incoming, data, name)
        texts = [text for story in incoming.stories for text in _texts(story.article)]
        async with self._database.reading() as connection:
            kept = await kept_bags(connection, self._analyzer.version, texts)
        bags = Bags(self._analyzer, kept)
        await asyncio.to_thread(lambda: [bags(text) for text in texts])
        async with self._database.transaction() as connection:
            added = await add_page(connection, incoming, self._clock().astimezone(UTC))
            await keep_bags(connection, bags.version, bags.made)
        if self._served is not None or self._taking_up.locked():
            await self._take_up()
        return _addition(name, added)

    async def refresh(self) -> bool:
        """Take up what other processes wrote since; say whether there was anything.

        Cheap where there was nothing. The first call builds the first snapshot. Raises
        ArchiveUnavailable; searches go on with what they had.
        """
        return await self._take_up()

    async def ask(self, text: str, limit: int = 5) -> Answer:
        """Answer a question with up to ``limit`` passages; listings are not bound by it."""
        snapshot = (await self._current()).snapshot
        return await asyncio.to_thread(
            answer.answer, snapshot, text, limit=limit, today=self._today()
        )

    async def search(self, text: str, limit: int = 5) -> Answer:
        """Give up to ``limit`` passages of the articles that hold all the words of ``text``."""
        snapshot = (await self._current()).snapshot
        return await asyncio.to_thread(
            found.found, snapshot, text, limit=limit, today=self._today()
        )

    async def by_reporter(self, name: str) -> Answer:
        """List what a reporter wrote, newest first."""
        return answer.by_reporter((await self._current()).snapshot, name)

    async def latest(self) -> Answer:
        """List the newest bulletin's articles in page order."""
        return answer.latest((await self._current()).snapshot)

    async def article(self, article_id: int) -> StoredArticle:
        """Give an article by its id, or by one it had before it proved to be the same story.

        Raises ArticleUnknown for an id that was never given, or whose story was withdrawn.
        """
        contents = (await self._current()).contents
        stored = contents.articles.get(contents.moved.get(article_id, article_id))
        if stored is None:
            raise ArticleUnknown(article_id)
        return stored

    def _today(self) -> date:
        return self._clock().astimezone(self._timezone).date()

    async def _current(self) -> _Served:
        while self._served is None:
            await self._take_up()
        return self._served

    async def _take_up(self) -> bool:
        """Serve the archive as it is now; say whether it had changed."""
        async with self._taking_up:
            served = self._served
            last = Contents() if served is None else served.contents
            async with self._database.reading() as connection:
                contents = await contents_after(connection, last)
                if served is not None and contents is last:
                    return False
                texts = None if served is None else _texts_apart(contents, served.snapshot)
                kept = await kept_bags(connection, self._analyzer.version, texts)
            bags = Bags(self._analyzer, kept)
            snapshot = await asyncio.to_thread(_snapshot, contents, bags, served)
            self._served = _Served(contents, snapshot)
        if bags.made:
            # Where they can't be kept now they are made again next time; searches have them.
            with suppress(ArchiveUnavailable):
                async with self._database.transaction() as connection:
                    await keep_bags(connection, bags.version, bags.made)
        return contents is not last


def _incoming(data: bytes, name: str) -> IncomingPage:
    bulletin = read_page(data, name).bulletin
    if not bulletin.articles:
        raise PageRefused(name, "只有版面标记，没有文章 (no article, only page furniture)")
    return IncomingPage.of(bulletin, name)


def _texts(article: Article) -> list[str]:
    """Give what a snapshot has analysed of an article."""
    passages = split(StoredArticle(0, article, ()))
    return [article.title, *(passage.text for passage in passages)]


def _texts_apart(contents: Contents, snapshot: Snapshot) -> list[str]:
    """Give the texts that a snapshot of these contents needs, and this one does not have."""
    stored = (article for article in contents.articles.values() if not snapshot.has(article))
    return [text for article in stored for text in _texts(article.article)]


def _snapshot(contents: Contents, bags: Bags, served: _Served | None) -> Snapshot:
    last = None if served is None else served.snapshot
    same_names = served is not None and served.contents.names == contents.names
    names = last.names if last is not None and same_names else Names.of(contents.names)
    return Snapshot.build(list(contents.articles.values()), bags, names, last)


def _addition(name: str, added: Added) -> Addition:
    return Addition(name, added.new, added.changed, added.unchanged, added.page_id, added.removed)
