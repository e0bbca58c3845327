"""Who is told what a transaction changes, inside of it: alerts are written with what they tell of.

A **watcher** writes into the same database, in the transaction that changes what is printed; so
either both are kept or neither. What it raises undoes the change.
"""

from collections import Counter
from dataclasses import dataclass
from typing import Protocol

from retrieval.archive.serving import Served
from retrieval.index.merge import merge_layers
from retrieval.model import StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.making import layer_of
from retrieval.names.name import Name
from retrieval.store.changes import changed_lots, gone_since
from retrieval.store.database import Transaction


@dataclass(frozen=True, slots=True)
class ArticleChange:
    """An article as it is printed from now on, and as it was before: None for a new one."""

    stored: StoredArticle
    before: StoredArticle | None


@dataclass(frozen=True, slots=True)
class ArchiveChanges:
    """What a transaction changes: the articles touched, ascending by id, and the ids that go.

    ``names`` are those that the archive knows with these stories in it.
    """

    stories: tuple[ArticleChange, ...]
    gone: tuple[int, ...]
    names: Gazetteer


class TransactionHook(Protocol):
    """Is told of changes."""

    async def awaits(self, connection: Transaction) -> bool:
        """Return whether there is anybody to tell; if not, the change goes untold."""
        ...

    async def told(self, connection: Transaction, news: ArchiveChanges) -> None:
        """Write what follows from the news."""
        ...


async def changes_since(connection: Transaction, served: Served) -> ArchiveChanges:
    """Return what has changed since the revision that is served."""
    changed = [one async for lot in changed_lots(connection, served.revision) for one in lot]
    gone = tuple(await gone_since(connection, served.revision))
    counts = Counter[Name]()
    stories = []
    for one in changed:
        counts.update(one.names)
        before = served.snapshot.entry(one.stored.id)
        counts.subtract(before.names if before else ())
        stories.append(ArticleChange(one.stored, before.stored if before else None))
    for article_id in gone:
        before = served.snapshot.entry(article_id)
        counts.subtract(before.names if before else ())
    layer = layer_of({name: count for name, count in counts.items() if count})
    return ArchiveChanges(tuple(stories), gone, Gazetteer(merge_layers(served.layers, layer)))
