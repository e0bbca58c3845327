"""An archive that is asked here, and by a cluster, and what both tell."""

from collections.abc import AsyncIterator, Sequence
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown
from retrieval.evaluation.speed.drawing import draw
from retrieval.evaluation.speed.paper import MadeUpPaper
from retrieval.evaluation.speed.paper_pages import markdown, pages_of_chunk
from retrieval.index.snapshot import Snapshot
from retrieval.model import Answer, StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.opensearch import (
    ClientWire,
    OpenSearchSearcher,
    SearchAddress,
    SearchClient,
    SearchIndex,
)
from retrieval.store.database import Database

SHOWN = 20
KINDS = (
    *("question", "dated", "misspelt", "nearest", "nothing", "long", "words", "filtered"),
    *("fields", "inline", "reporter", "count", "issue"),
)
_TODAY = datetime(2026, 7, 1, 4, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Both:
    """An archive asked by its own index, and by a cluster, which an index is kept in."""

    local: Archive
    remote: Archive
    index: SearchIndex

    async def fill(self) -> None:
        """Fill indexes of two shards, and have them searched."""
        await self.index.fill_beside(shards=2)
        await self.index.switch()

    async def differs(self, kind: str, text: str) -> str | None:
        """Return how the two answers to a text differ, None where they are the same."""
        here, there = await answer(self.local, kind, text), await answer(self.remote, kind, text)
        return None if told(here) == told(there) else f"{kind}: {text}\n{here}\n{there}"


@asynccontextmanager
async def opened(folder: Path, urls: Sequence[str], seconds: float = 20.0) -> AsyncIterator[Both]:
    """Open the archive in a folder; a request to the cluster may take so many seconds."""
    client = SearchClient(SearchAddress(tuple(urls), timeout=seconds))
    try:
        async with Database.open(folder / "archive.db") as database:
            index = SearchIndex(database, ClientWire(client), client.prefix, "test")
            searcher = OpenSearchSearcher(client, index.is_own)
            yield Both(
                await Archive.over(database, clock=lambda: _TODAY),
                await Archive.over(database, clock=lambda: _TODAY, searcher=searcher),
                index,
            )
    finally:
        await client.close()


async def added(archive: Archive, pages: int) -> list[int]:
    """Put the first pages of a made-up paper in; return their numbers."""
    paper = list(pages_of_chunk(MadeUpPaper(10_000), 0))[:pages]
    each = [await archive.add_page(markdown(own).encode(), name) for name, own in paper]
    return [one.page_id for one in each]


async def changed(archive: Archive, pages: Sequence[int]) -> None:
    """Print some of these pages anew, correct some stories, and withdraw some pages."""
    paper = list(pages_of_chunk(MadeUpPaper(10_000), 0))
    for at, (name, own) in enumerate(paper[: len(pages) // 6]):
        kept = own[: -1 - at % 3]
        await archive.add_page(markdown(kept[::-1]).encode(), name)
    for story in (await stories(archive))[::25]:
        shown = story.article.paragraphs[0]
        await archive.correct(story.id, shown, f"{shown[: len(shown) // 2]}更正：此处原文有误。")
    for page_id in pages[len(pages) // 4 : len(pages) // 3]:
        await archive.withdraw_page(page_id)


async def stories(archive: Archive) -> list[StoredArticle]:
    """Return all stories of a small archive."""
    found = []
    for number in range(1, 2000):
        try:
            found.append(await archive.article(number))
        except ArticleUnknown:
            continue
    return found


def asked(told: Sequence[StoredArticle], questions: int) -> list[tuple[str, str]]:
    """Return what is asked of stories, with what kind it is: so many, or some more."""
    drawn = draw(Snapshot.build(told, Gazetteer()), -(-questions // len(KINDS)) + 5, seed=11).texts
    return [(kind, text) for kind in KINDS for text in drawn[kind]]


async def answer(archive: Archive, kind: str, text: str, listed: int = 200) -> Answer:
    """Answer a text as what people ask of that kind is answered, listings up to so many stories."""
    if kind in ("words", "filtered", "fields"):
        return await archive.search(text, SHOWN)
    if kind == "inline":
        return await archive.inline(text, SHOWN)
    return await archive.ask(text, SHOWN, listed=listed)


def told(given: Answer) -> tuple[object, ...]:
    """Return what an answer tells, of hits with the same score in the order of their ids."""
    hits = [
        (round(-hit.score, 6), hit.passage.article_id, hit.passage.ordinal, hit.snippet)
        for hit in given.hits
    ]
    return given.kind, given.doubtful, given.total, given.remarks, sorted(hits)
