"""Articles as rows: ids that are never given twice, and the revision that last touched each."""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from aiosqlite import Connection


async def next_revision(connection: Connection) -> int:
    """Count one more revision, that of the transaction under way."""
    [(number,)] = await connection.execute_fetchall(
        "INSERT INTO revision (number) SELECT coalesce(max(number), 0) + 1 FROM revision"
        " RETURNING number"
    )
    return int(number)


async def current_revision(connection: Connection) -> int:
    """Return the revision of the last transaction that changed what is printed, 0 for none."""
    [(revision,)] = await connection.execute_fetchall(
        "SELECT coalesce(max(number), 0) FROM revision"
    )
    return int(revision)


async def mark_of(connection: Connection, revision: int) -> str | None:
    """Return what tells a revision from all others of this database and its copies.

    None for one that this database does not have.
    """
    rows = await connection.execute_fetchall(
        "SELECT number, token FROM revision WHERE number = ?", (revision,)
    )
    return next((f"{number}:{token}" for number, token in rows), None)


async def insert_article(connection: Connection, now: datetime, revision: int) -> int:
    """Make a new article and give its id."""
    [(article_id,)] = await connection.execute_fetchall(
        "INSERT INTO article (first_added_at, revision) VALUES (?, ?) RETURNING id",
        (now.isoformat(timespec="seconds"), revision),
    )
    return int(article_id)


async def reinstate_article(
    connection: Connection, article_id: int, now: datetime, revision: int
) -> None:
    """Let an id that was taken away or given up be an article again; one that is stays as it is."""
    await connection.execute("DELETE FROM gone_article WHERE id = ?", (article_id,))
    await connection.execute("DELETE FROM moved_article WHERE id = ?", (article_id,))
    await connection.execute(
        "INSERT INTO article (id, first_added_at, revision) VALUES (?, ?, ?)"
        " ON CONFLICT DO NOTHING",
        (article_id, now.isoformat(timespec="seconds"), revision),
    )


async def touch_articles(connection: Connection, ids: Collection[int], revision: int) -> None:
    """Note that a revision changed these articles or where they are printed."""
    await connection.execute(
        "UPDATE article SET revision = ? WHERE id IN (SELECT value FROM json_each(?))",
        (revision, json.dumps(list(ids))),
    )


async def touch_printed(
    connection: Connection, printing_ids: Collection[int], revision: int
) -> None:
    """Note that a revision changed what is known of these printings' articles."""
    await connection.execute(
        "UPDATE article SET revision = ? WHERE id IN (SELECT article_id FROM printing"
        " WHERE id IN (SELECT value FROM json_each(?)))",
        (revision, json.dumps(list(printing_ids))),
    )


async def delete_unprinted(connection: Connection, ids: Collection[int]) -> int:
    """Delete those of the articles that no page prints any more, and say how many they were."""
    rows = await connection.execute_fetchall(
        "DELETE FROM article WHERE id IN (SELECT value FROM json_each(?))"
        " AND NOT EXISTS (SELECT 1 FROM printing WHERE article_id = article.id) RETURNING id",
        (json.dumps(list(ids)),),
    )
    gone = [article_id for (article_id,) in rows]
    await _note_gone(connection, gone)
    return len(gone)


async def _note_gone(connection: Connection, ids: Collection[int]) -> None:
    await connection.executemany(
        "INSERT INTO gone_article (id, revision) SELECT ?, max(number) FROM revision",
        [(article_id,) for article_id in ids],
    )


@dataclass(frozen=True, slots=True)
class Moved:
    """An id that was given up for another, and the pages whose printings came along."""

    former: int
    to: int
    pages: tuple[int, ...]


async def move_article(connection: Connection, former: int, to: int) -> Moved:
    """Make two articles one, ``to``: the other's printings and corrections become its own.

    The other's id is given up, and still opens this one.
    """
    rows = await connection.execute_fetchall(
        "UPDATE printing SET article_id = ? WHERE article_id = ? RETURNING page_id", (to, former)
    )
    await connection.execute(
        "UPDATE moved_article SET article_id = ? WHERE article_id = ?", (to, former)
    )
    await connection.execute(
        "UPDATE OR IGNORE correction SET article_id = ? WHERE article_id = ?", (to, former)
    )
    await connection.execute("DELETE FROM article WHERE id = ?", (former,))
    await _note_gone(connection, [former])
    await connection.execute(
        "INSERT INTO moved_article (id, article_id) VALUES (?, ?)", (former, to)
    )
    return Moved(former, to, tuple(page_id for (page_id,) in rows))


async def move_back(connection: Connection, moved: Moved, now: datetime, revision: int) -> None:
    """Make one article two again: the printings that came along, those that are left, go back."""
    await reinstate_article(connection, moved.former, now, revision)
    await connection.execute(
        "UPDATE printing SET article_id = ?"
        " WHERE article_id = ? AND page_id IN (SELECT value FROM json_each(?))",
        (moved.former, moved.to, json.dumps(moved.pages)),
    )
    await touch_articles(connection, [moved.former, moved.to], revision)


async def moved_articles(connection: Connection) -> dict[int, int]:
    """Return the ids that were given up, each with the article that it opens now."""
    rows = await connection.execute_fetchall("SELECT id, article_id FROM moved_article")
    return {former: to for former, to in rows}
