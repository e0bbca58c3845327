"""What changed in the archive since a revision, as an index needs it."""

from collections.abc import AsyncIterator, Collection, Mapping
from dataclasses import dataclass

from retrieval.model import StoredArticle
from retrieval.names.name import Name
from retrieval.store.corrections import with_corrections
from retrieval.store.names import names_of
from retrieval.store.printings import changed_since, stored_articles
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
    while lot := await next_changed(view, revision, last, LOT):
        yield lot
        last = lot[-1].stored.id


async def next_changed(view: View, revision: int, last: int, most: int) -> list[Changed]:
    """Return the next articles after the id ``last`` that were touched after a revision, by id.

    None where there are no more.
    """
    return await _with_names(view, await changed_since(view, revision, last, most))


async def articles_now(view: View, ids: Collection[int]) -> list[Changed]:
    """Return articles as they are now, by id; those that there are."""
    return await _with_names(view, await stored_articles(view, ids))


async def _with_names(view: View, found: Mapping[int, StoredArticle]) -> list[Changed]:
    """Return articles, corrections made, with their names."""
    names = await names_of(view, list(found))
    right = await with_corrections(view, found)
    return [Changed(stored, names.get(number, frozenset())) for number, stored in right.items()]


async def count_changed(view: View, revision: int, last: int = 0) -> int:
    """Count the articles after the id ``last`` that were touched after a revision."""
    [(count,)] = await view.fetch_all(
        "SELECT count(*) FROM article WHERE revision > ? AND id > ?", (revision, last)
    )
    return int(count)


async def gone_since(view: View, revision: int) -> list[int]:
    """Return the ids of the articles that were deleted after a revision."""
    rows = await view.fetch_all("SELECT id FROM gone_article WHERE revision > ?", (revision,))
    return [article_id for (article_id,) in rows]
