"""What a transaction changes, handed to a hook before it commits.

The **hook** writes into the same database in the same transaction, as alerts are written with the
page that they are about: both are kept, or neither. What the hook raises undoes the change.
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
from retrieval.store.transaction import Transaction, View


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
    """Writes what follows from a change, in the transaction that makes it."""

    async def wants_changes(self, view: View) -> bool:
        """Return whether `on_changes` has anything to do; if not, it is not called."""
        ...

    async def on_changes(self, transaction: Transaction, changes: ArchiveChanges) -> None:
        """Write what follows from the changes."""
        ...


async def changes_since(view: View, served: Served) -> ArchiveChanges:
    """Return what has changed since the revision that is served."""
    changed = [one async for lot in changed_lots(view, served.revision) for one in lot]
    gone = tuple(await gone_since(view, served.revision))
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
