"""What changed in the archive since a revision, as an index needs it."""

from collections.abc import AsyncIterator
from dataclasses import dataclass

from retrieval.model import StoredArticle
from retrieval.names.name import Name
from retrieval.store.corrections import with_corrections
from retrieval.store.names import names_of
from retrieval.store.printings import changed_since
from retrieval.store.transaction import View

LOT = 2000  # articles


@dataclass(frozen=True, slots=True)
class Changed:
    """An article as it is now, corrections made, and the names that its printings introduce."""

    stored: StoredArticle
    names: frozenset[Name]


async def changed_lots(view: View, revision: int) -> AsyncIterator[list[Changed]]:
    """Yield the articles touched after a revision, ascending by id, some at a time, none empty."""
    last = 0
    while found := await changed_since(view, revision, last, LOT):
        names = await names_of(view, list(found))
        right = await with_corrections(view, found)
        yield [Changed(stored, names.get(number, frozenset())) for number, stored in right.items()]
        last = max(found)


async def count_changed(view: View, revision: int) -> int:
    """Count the articles touched after a revision."""
    [(count,)] = await view.fetch_all(
        "SELECT count(*) FROM article WHERE revision > ?", (revision,)
    )
    return int(count)


async def gone_since(view: View, revision: int) -> list[int]:
    """Return the ids of the articles that were deleted after a revision."""
    rows = await view.fetch_all("SELECT id FROM gone_article WHERE revision > ?", (revision,))
    return [article_id for (article_id,) in rows]
