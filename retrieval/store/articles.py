"""Articles as rows: ids that are never given twice, and the revision that last touched each."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Self

from retrieval.store.transaction import Transaction, View


async def next_revision(transaction: Transaction) -> int:
    """Return the next revision, that of this transaction."""
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
    """Return the mark of a revision, which no other has in this database or in a copy.

    None for a revision that this database does not have.
    """
    rows = await view.fetch_all("SELECT number, token FROM revision WHERE number = ?", (revision,))
    return next((f"{number}:{token}" for number, token in rows), None)


async def has_revision(view: View, revision: int, mark: str) -> bool:
    """Return whether a revision of this mark is this database's. Each has revision 0, unmarked."""
    return revision == 0 or await mark_of(view, revision) == mark


async def insert_article(transaction: Transaction, now: datetime, revision: int) -> int:
    """Add an article and return its id."""
    [article_id] = await insert_articles(transaction, now, revision, 1)
    return article_id


async def insert_articles(
    transaction: Transaction, now: datetime, revision: int, count: int
) -> list[int]:
    """Add so many articles and return their ids, ascending."""
    rows = await transaction.returning(
        "INSERT INTO article (first_added_at, revision) SELECT ?, ? FROM json_each(?) RETURNING id",
        (now.isoformat(timespec="seconds"), revision, json.dumps([0] * count)),
    )
    return sorted(int(article_id) for (article_id,) in rows)


@dataclass(frozen=True, slots=True)
class Standing:
    """An article without its printings, as it is kept to be restored.

    ``opened_by`` are the ids that were given up for its own.
    """

    id: int
    first_added_at: str
    opened_by: tuple[int, ...] = ()

    @classmethod
    def unknown(cls, article_id: int, now: datetime) -> Self:
        """Return an article of which nothing was kept."""
        return cls(article_id, now.isoformat(timespec="seconds"))


async def standings(view: View, ids: Collection[int]) -> list[Standing]:
    """Return those of the articles that exist, by id."""
    opened_by = await former_ids(view, ids)
    rows = await view.fetch_all(
        "SELECT id, first_added_at FROM article"
        " WHERE id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(ids)),),
    )
    return [Standing(number, added, opened_by.get(number, ())) for number, added in rows]


async def reinstate_article(transaction: Transaction, standing: Standing, revision: int) -> None:
    """Restore an article whose id was deleted or given up; one that exists stays as it is.

    The ids that opened it do so again, except those that are articles themselves by now.
    """
    await transaction.execute("DELETE FROM gone_article WHERE id = ?", (standing.id,))
    await transaction.execute("DELETE FROM moved_article WHERE id = ?", (standing.id,))
    made = await transaction.returning(
        "INSERT INTO article (id, first_added_at, revision) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING RETURNING id",
        (standing.id, standing.first_added_at, revision),
    )
    if made:
        await transaction.execute(
            "INSERT OR REPLACE INTO moved_article (id, article_id) SELECT value, ?"
            " FROM json_each(?) WHERE value NOT IN (SELECT id FROM article)",
            (standing.id, json.dumps(standing.opened_by)),
        )


async def touch_articles(transaction: Transaction, ids: Collection[int], revision: int) -> None:
    """Record that a revision changed these articles or where they are printed."""
    await transaction.execute(
        "UPDATE article SET revision = ? WHERE id IN (SELECT value FROM json_each(?))",
        (revision, json.dumps(list(ids))),
    )


async def touch_printed(
    transaction: Transaction, printing_ids: Collection[int], revision: int
) -> None:
    """Record that a revision changed the articles of these printings."""
    await transaction.execute(
        "UPDATE article SET revision = ? WHERE id IN (SELECT article_id FROM printing"
        " WHERE id IN (SELECT value FROM json_each(?)))",
        (revision, json.dumps(list(printing_ids))),
    )


async def delete_unprinted(transaction: Transaction, ids: Collection[int]) -> int:
    """Delete those of the articles that no page prints any more; return how many they were."""
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
    """An id that was given up for another, and what moved with it.

    ``pages`` are those whose printings moved, ``corrections`` the digests of the paragraphs whose
    corrections moved; ``standing`` is the article that it was, None where that was not kept.
    """

    former: int
    to: int
    pages: tuple[int, ...]
    corrections: tuple[str, ...] = ()
    standing: Standing | None = None


async def move_article(transaction: Transaction, former: int, to: int) -> Moved:
    """Merge an article into another: printings and corrections move, and the id is given up.

    The former id still opens the article that it was merged into.
    """
    [standing] = await standings(transaction, [former])
    printings = await transaction.returning(
        "UPDATE printing SET article_id = ? WHERE article_id = ? RETURNING page_id", (to, former)
    )
    await transaction.execute(
        "UPDATE moved_article SET article_id = ? WHERE article_id = ?", (to, former)
    )
    corrections = await transaction.returning(
        "UPDATE OR IGNORE correction SET article_id = ? WHERE article_id = ? RETURNING digest",
        (to, former),
    )
    await transaction.execute("DELETE FROM article WHERE id = ?", (former,))
    await _note_gone(transaction, [former])
    await transaction.execute(
        "INSERT INTO moved_article (id, article_id) VALUES (?, ?)", (former, to)
    )
    return Moved(
        former,
        to,
        tuple(page_id for (page_id,) in printings),
        tuple(digest for (digest,) in corrections),
        standing,
    )


async def move_back(transaction: Transaction, moved: Moved, now: datetime, revision: int) -> None:
    """Make one article two again: what moved, and is still there, goes back.

    A page may print the id that was given up already, where it was restored out of turn.
    """
    standing = moved.standing or Standing.unknown(moved.former, now)
    rows = await transaction.fetch_all(
        "SELECT article_id FROM moved_article WHERE id = ?", (moved.former,)
    )
    to = next((target for (target,) in rows), moved.to)  # what it became may be another since
    await reinstate_article(transaction, standing, revision)
    await transaction.execute(
        "UPDATE OR IGNORE printing SET article_id = ?"
        " WHERE article_id = ? AND page_id IN (SELECT value FROM json_each(?))",
        (moved.former, to, json.dumps(moved.pages)),
    )
    await transaction.execute(
        "UPDATE OR IGNORE correction SET article_id = ?"
        " WHERE article_id = ? AND digest IN (SELECT value FROM json_each(?))",
        (moved.former, to, json.dumps(moved.corrections)),
    )
    await touch_articles(transaction, [moved.former, to], revision)


async def moved_articles(view: View) -> dict[int, int]:
    """Return the ids that were given up, each with the id of the article that it opens."""
    rows = await view.fetch_all("SELECT id, article_id FROM moved_article")
    return {former: to for former, to in rows}


async def former_ids(view: View, ids: Collection[int]) -> dict[int, tuple[int, ...]]:
    """Return the ids that were given up for each of these articles, ascending; only where any."""
    rows = await view.fetch_all(
        "SELECT article_id, id FROM moved_article"
        " WHERE article_id IN (SELECT value FROM json_each(?)) ORDER BY id",
        (json.dumps(list(ids)),),
    )
    found: dict[int, tuple[int, ...]] = {}
    for article_id, former in rows:
        found[article_id] = (*found.get(article_id, ()), former)
    return found


async def id_now(view: View, article_id: int) -> int:
    """Return the id of the article that an id opens: another one where it was given up."""
    rows = await view.fetch_all("SELECT article_id FROM moved_article WHERE id = ?", (article_id,))
    return next((int(to) for (to,) in rows), article_id)
