"""The archive's contents at one revision, as searches need them."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from aiosqlite import Connection

from retrieval.model import StoredArticle
from retrieval.names.name import Name
from retrieval.store.articles import article_ids, current_revision, moved_articles
from retrieval.store.names import learnt_names
from retrieval.store.printings import changed_since


@dataclass(frozen=True, slots=True)
class Contents:
    """What every page together prints; an archive that never had a page has revision 0.

    ``articles`` are by id, ascending; ``moved`` are the ids that open another article now; a name
    is in ``names`` as often as articles introduce it.
    """

    revision: int = 0
    articles: Mapping[int, StoredArticle] = field(default_factory=dict)
    moved: Mapping[int, int] = field(default_factory=dict)
    names: tuple[Name, ...] = ()


async def contents_after(connection: Connection, last: Contents) -> Contents:
    """Give the contents as they are now, reading only the articles that changed since ``last``.

    Where nothing did, that is ``last`` itself.
    """
    revision = await current_revision(connection)
    if revision == last.revision:
        return last
    changed = await changed_since(connection, last.revision)
    ids = sorted(await article_ids(connection))
    return Contents(
        revision,
        {number: changed.get(number) or last.articles[number] for number in ids},
        await moved_articles(connection),
        tuple(await learnt_names(connection)),
    )
