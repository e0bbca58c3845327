"""What an archive holds, to be compared with what it held before."""

from dataclasses import dataclass

from retrieval.model import StoredArticle
from retrieval.names.name import Name
from retrieval.store.articles import current_revision, moved_articles
from retrieval.store.changes import changed_lots
from retrieval.store.database import Database


@dataclass(frozen=True)
class Contents:
    revision: int
    articles: dict[int, StoredArticle]
    moved: dict[int, int]
    names: list[Name]


async def contents(database: Database) -> Contents:
    async with database.reading() as view:
        revision = await current_revision(view)
        changed = [one async for lot in changed_lots(view, 0) for one in lot]
        moved = await moved_articles(view)
    return Contents(
        revision,
        {one.stored.id: one.stored for one in changed},
        moved,
        [name for one in changed for name in sorted(one.names, key=str)],
    )
