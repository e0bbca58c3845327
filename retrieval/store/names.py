"""What printings introduce, as rows."""

import json
from collections import defaultdict
from collections.abc import Collection, Iterable, Sequence

from retrieval.names.name import Name, NameKind
from retrieval.store.transaction import Transaction, View


async def insert_names(
    transaction: Transaction, introduced: Iterable[tuple[int, Iterable[Name]]]
) -> None:
    """Write the names that printings, by id, introduce."""
    await transaction.execute_many(
        "INSERT INTO name (printing_id, text, kind, post) VALUES (?, ?, ?, ?)",
        [
            (printing_id, name.text, name.kind, name.post)
            for printing_id, names in introduced
            for name in sorted(names, key=lambda name: (name.text, name.kind, name.post or ""))
        ],
    )


async def delete_names(transaction: Transaction, printing_id: int) -> None:
    """Delete the names that a printing introduces."""
    await transaction.execute("DELETE FROM name WHERE printing_id = ?", (printing_id,))


async def names_on(view: View, printing_id: int) -> list[Name]:
    """Return the names that a printing introduces."""
    rows = await view.fetch_all(
        "SELECT text, kind, post FROM name WHERE printing_id = ?", (printing_id,)
    )
    return [Name(text, NameKind(kind), post) for text, kind, post in rows]


async def names_of(view: View, article_ids: Sequence[int]) -> dict[int, frozenset[Name]]:
    """Return the names that articles introduce, by the articles' ids; none of those without any."""
    rows = await view.fetch_all(
        "SELECT DISTINCT article_id, text, kind, post FROM printing"
        " JOIN name ON printing.id = printing_id"
        " WHERE article_id IN (SELECT value FROM json_each(?))",
        (json.dumps(article_ids),),
    )
    found: dict[int, set[Name]] = defaultdict(set)
    for article_id, text, kind, post in rows:
        found[article_id].add(Name(text, NameKind(kind), post))
    return {article_id: frozenset(names) for article_id, names in found.items()}


async def count_names(view: View, texts: Collection[str] | None = None) -> dict[Name, int]:
    """Return the names of these texts, each with how many articles introduce it; None for all."""
    given = None if texts is None else json.dumps(list(texts))
    of_these = "" if texts is None else " WHERE text IN (SELECT value FROM json_each(?))"
    rows = view.stream(
        "SELECT text, kind, post, count(DISTINCT article_id) FROM name"
        f" JOIN printing ON printing.id = printing_id{of_these} GROUP BY text, kind, post",
        () if given is None else (given,),
    )
    return {Name(text, NameKind(kind), post): count async for text, kind, post, count in rows}
