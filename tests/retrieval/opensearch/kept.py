"""An archive for the indexer's tests, and what a cluster should have of it."""

import asyncio
import json
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

from retrieval.archive import Archive
from retrieval.index.records import IndexedArticle
from retrieval.opensearch.documents import Source, documents
from retrieval.opensearch.generations import Generation
from retrieval.opensearch.indexer import Indexer
from retrieval.opensearch.keeping import ANALYZER
from retrieval.opensearch.name_documents import name_documents
from retrieval.opensearch.target import Target
from retrieval.opensearch.wire import Wire
from retrieval.store.articles import moved_articles
from retrieval.store.changes import changed_lots
from retrieval.store.database import Database

STORY = "# {title}\n\n本报讯 {title}的消息，昨天传遍了二七区。{more}\n\n记者 {by}"
PROSE = "近日，二七区委书记{name}来到{title}调研，走访沿线商户，听取居民对施工的意见。"
OWNER = "a bot"

Documents = Mapping[str, Mapping[str, Any]]


def page(*titles: str, by: str = "景静", name: str = "樊福太", paragraphs: int = 2) -> bytes:
    """Return a page of stories, each of so many passages and a little more."""
    more = "\n\n" + "\n\n".join(
        PROSE.format(name=name, title="{title}") * 2 + f"这是第{number}段。"
        for number in range(paragraphs)
    )
    return "\n\n".join(
        STORY.format(title=title, by=by, more=more.replace("{title}", title)) for title in titles
    ).encode()


@asynccontextmanager
async def open_archive(path: Path) -> AsyncIterator[tuple[Database, Archive]]:
    """Open an archive with its database."""
    async with Database.open(path) as database:
        yield database, await Archive.over(database)


def indexer(database: Database, wire: Wire, generation: Generation, owner: str = OWNER) -> Indexer:
    """Return what writes a generation."""
    return Indexer(database, Target(wire, generation), ANALYZER, owner)


async def passages_of(database: Database) -> Documents:
    """Return the documents of all passages, as an index that is made anew would have them."""
    async with database.reading() as view:
        changed = [one async for lot in changed_lots(view, 0) for one in lot]
        moved = await moved_articles(view)
    sources = [
        Source(
            IndexedArticle(one.stored, one.names),
            0,
            tuple(sorted(former for former, to in moved.items() if to == one.stored.id)),
        )
        for one in changed
    ]
    made = await asyncio.to_thread(lambda: list(documents(sources)))
    return {one.id: plain(one.fields) for one in made}


async def names_of(database: Database) -> Documents:
    """Return the documents of all names likewise."""
    counted: dict[Any, int] = {}
    async with database.reading() as view:
        async for lot in changed_lots(view, 0):
            for one in lot:
                for name in one.names:
                    counted[name] = counted.get(name, 0) + 1
    return {one.id: plain(one.fields) for one in name_documents(counted, 0)}


def plain(fields: Mapping[str, Any]) -> Mapping[str, Any]:
    """Return a document's fields as JSON has them, but for the revision that they are of."""
    read: dict[str, Any] = json.loads(json.dumps(fields))
    return {name: value for name, value in read.items() if name != "revision"}
