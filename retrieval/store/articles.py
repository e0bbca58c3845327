"""Articles as rows: ids that are never given twice, and the revision that last touched each."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from retrieval.store.transaction import Transaction, View


async def next_revision(transaction: Transaction) -> int:
    """Count one more revision, that of the transaction under way."""
    [(number,)] = await transaction.returning(
        "INSERT INTO revision (number) SELECT coalesce(max(number), 0) + 1 FROM revision"
        " RETURNING number"
    )
    return int(number)


async def current_revision(view: View) -> int:
    """Return the revision of the last transaction that changed what is printed, 0 for none."""
    [(revision,)] = await view.fetch_all("SELECT coalesce(max(number), 0) FROM revision")
    return int(revision)


async def mark_of(view: View, revision: int) -> str | None:
    """Return what tells a revision from all others of this database and its copies.

    None for one that this database does not have.
    """
    rows = await view.fetch_all("SELECT number, token FROM revision WHERE number = ?", (revision,))
    return next((f"{number}:{token}" for number, token in rows), None)


async def insert_article(transaction: Transaction, now: datetime, revision: int) -> int:
    """Make a new article and give its id."""
    [(article_id,)] = await transaction.returning(
        "INSERT INTO article (first_added_at, revision) VALUES (?, ?) RETURNING id",
        (now.isoformat(timespec="seconds"), revision),
    )
    return int(article_id)


async def reinstate_article(
    transaction: Transaction, article_id: int, now: datetime, revision: int
) -> None:
    """Let an id that was taken away or given up be an article again; one that is stays as it is."""
    await transaction.execute("DELETE FROM gone_article WHERE id = ?", (article_id,))
    await transaction.execute("DELETE FROM moved_article WHERE id = ?", (article_id,))
    await transaction.execute(
        "INSERT INTO article (id, first_added_at, revision) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (article_id, now.isoformat(timespec="seconds"), revision),
    )


async def touch_articles(transaction: Transaction, ids: Collection[int], revision: int) -> None:
    """Note that a revision changed these articles or where they are printed."""
    await transaction.execute(
        "UPDATE article SET revision = ? WHERE id IN (SELECT value FROM json_each(?))",
        (revision, json.dumps(list(ids))),
    )


async def touch_printed(
    transaction: Transaction, printing_ids: Collection[int], revision: int
) -> None:
    """Note that a revision changed what is known of these printings' articles."""
    await transaction.execute(
        "UPDATE article SET revision = ? WHERE id IN (SELECT article_id FROM printing"
        " WHERE id IN (SELECT value FROM json_each(?)))",
        (revision, json.dumps(list(printing_ids))),
    )


async def delete_unprinted(transaction: Transaction, ids: Collection[int]) -> int:
    """Delete those of the articles that no page prints any more, and say how many they were."""
    rows = await transaction.returning(
        "DELETE FROM article WHERE id IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM printing WHERE article_id = article.id) RETURNING id",
        (json.dumps(list(ids)),),
    )
    gone = [article_id for (article_id,) in rows]
    await _note_gone(transaction, gone)
    return len(gone)


async def _note_gone(transaction: Transaction, ids: Collection[int]) -> None:
    await transaction.execute_many(
        "INSERT INTO gone_article (id, revision) SELECT ?, max(number) FROM revision",
        [(article_id,) for article_id in ids],
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """An id that was given up for another, and the pages whose printings came along."""

    former: int
    to: int
    pages: tuple[int, ...]


async def move_article(transaction: Transaction, former: int, to: int) -> Moved:
    """Make two articles one, ``to``: the other's printings and corrections become its own.

    The other's id is given up, and still opens this one.
    """
    rows = await transaction.returning(
        "UPDATE printing SET article_id = ? WHERE article_id = ? RETURNING page_id", (to, former)
    )
    await transaction.execute(
        "UPDATE moved_article SET article_id = ? WHERE article_id = ?", (to, former)
    )
    await transaction.execute(
        "UPDATE OR IGNORE correction SET article_id = ? WHERE article_id = ?", (to, former)
    )
    await transaction.execute("DELETE FROM article WHERE id = ?", (former,))
    await _note_gone(transaction, [former])
    await transaction.execute(
        "INSERT INTO moved_article (id, article_id) VALUES (?, ?)", (former, to)
    )
    return Moved(former, to, tuple(page_id for (page_id,) in rows))


async def move_back(transaction: Transaction, moved: Moved, now: datetime, revision: int) -> None:
    """Make one article two again: the printings that came along, those that are left, go back."""
    await reinstate_article(transaction, moved.former, now, revision)
    await transaction.execute(
        "UPDATE printing SET article_id = ?"
        " WHERE article_id = ? AND page_id IN (SELECT value FROM json_each(?))",
        (moved.former, moved.to, json.dumps(moved.pages)),
    )
    await touch_articles(transaction, [moved.former, moved.to], revision)


async def moved_articles(view: View) -> dict[int, int]:
    """Return the ids that were given up, each with the article that it opens now."""
    rows = await view.fetch_all("SELECT id, article_id FROM moved_article")
    return {former: to for former, to in rows}
