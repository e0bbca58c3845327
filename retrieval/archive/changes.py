"""What a transaction changes, handed to a hook before it commits.

The **hook** writes into the same database in the same transaction, as alerts are written with the
page that they are about: both are kept, or neither. What the hook raises undoes the change.
"""

from collections import Counter
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from typing import Protocol

from retrieval.index.merge import merge_layers
from retrieval.model import StoredArticle
from retrieval.names.gazetteer import Gazetteer
from retrieval.names.layer import NameLayer
from retrieval.names.making import layer_of
from retrieval.names.name import Name
from retrieval.store.articles import current_revision
from retrieval.store.changes import Changed, changed_lots, gone_since
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


class NamedArticle(Protocol):
    """An article with the names that its printings introduce."""

    @property
    def stored(self) -> StoredArticle:
        """The article."""
        ...

    @property
    def names(self) -> frozenset[Name]:
        """The names."""
        ...


class KnownArchive(Protocol):
    """An archive at a revision: what changes are told by."""

    @property
    def revision(self) -> int:
        """Its revision."""
        ...

    @property
    def layers(self) -> tuple[NameLayer, ...]:
        """All names."""
        ...

    async def before(self, ids: Collection[int]) -> Mapping[int, NamedArticle]:
        """Return articles by id, those that there are."""
        ...


class Following:
    """What a hook knows of the archive, and each change since, as it is told.

    A transaction that is rolled back takes what was told in it with it, and so all of this.
    """

    def __init__(self, known: KnownArchive) -> None:
        self.revision = known.revision
        self.layers = known.layers
        self._known = known
        self._since: dict[int, Changed | None] = {}

    @property
    def kept(self) -> int:
        """How many changed articles it has in memory."""
        return len(self._since)

    async def changes(self, view: View) -> ArchiveChanges:
        """Return what has changed since this was asked last."""
        changed = [one async for lot in changed_lots(view, self.revision) for one in lot]
        gone = tuple(await gone_since(view, self.revision))
        touched = [*(one.stored.id for one in changed), *gone]
        former = await self._before(touched)
        counts = Counter[Name]()
        stories = []
        for one in changed:
            before = former.get(one.stored.id)
            counts.update(one.names)
            counts.subtract(before.names if before else ())
            stories.append(ArticleChange(one.stored, before.stored if before else None))
        for article_id in gone:
            before = former.get(article_id)
            counts.subtract(before.names if before else ())
        layer = layer_of({name: count for name, count in counts.items() if count})
        self.layers = merge_layers(self.layers, layer)
        self._since |= {one.stored.id: one for one in changed} | dict.fromkeys(gone)
        self.revision = await current_revision(view)
        return ArchiveChanges(tuple(stories), gone, Gazetteer(self.layers))

    async def _before(self, ids: Collection[int]) -> Mapping[int, NamedArticle]:
        """Return articles as they were told last, those that there were."""
        untold = await self._known.before([one for one in ids if one not in self._since])
        told = {one: self._since[one] for one in ids if one in self._since}
        return {**untold, **{one: article for one, article in told.items() if article}}
