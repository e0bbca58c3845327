"""Alerts that failed for a fault of our own: tried again by themselves, then in quarantine.

Their reason begins with `OUR_FAULT`. What is tried again is pending; what is in quarantine failed.
"""

import json
from collections.abc import Collection
from contextlib import closing
from pathlib import Path

from bot.model import NotSent, NotSentList
from bot.store.schema import ROOM
from retrieval.store import Transaction, View, open_read_only, schemas, sqlite_errors

OUR_FAULT = "fault"
"""Begins the reason of what failed for a fault of our own."""
LISTED = 10

_SET_ASIDE = f"state IN ('failed', 'pending') AND reason LIKE '{OUR_FAULT}: %'"
_COUNT = f"SELECT count(*), coalesce(sum(state = 'failed'), 0) FROM delivery WHERE {_SET_ASIDE}"
_HEADLINE = (
    "SELECT title FROM printing WHERE printing.article_id = delivery.article_id ORDER BY id LIMIT 1"
)
_NAMED = (
    f"SELECT chat.title, coalesce(({_HEADLINE}), ''), substr(reason, {len(OUR_FAULT) + 3}),"
    " attempts, state = 'pending' FROM delivery JOIN chat ON chat.id = chat_id"
)
_LIST = f"{_NAMED} WHERE {_SET_ASIDE} ORDER BY state, delivery.id LIMIT ?"
_COLUMNS = (
    "SELECT count(*) FROM sqlite_schema AS made, pragma_table_info(made.name) AS has"
    " WHERE (made.name, has.name) IN (('delivery', 'state'), ('delivery', 'reason'),"
    " ('delivery', 'attempts'), ('printing', 'title'), ('chat', 'title'))"
)
_NEEDED = 5


async def not_sent(view: View, most: int = LISTED) -> NotSentList:
    """Return the alerts that failed for a fault of our own: how many, and ``most`` by name."""
    [(count, quarantined)] = await view.fetch_all(_COUNT)
    rows = await view.fetch_all(_LIST, (most,)) if count else ()
    return NotSentList(count, quarantined, tuple(_not_sent(*row) for row in rows))


def not_sent_in(path: Path) -> NotSentList:
    """Return what `not_sent` does of the archive at a path; nothing where no bot has run.

    Nothing, too, where a table is gone. Raises ArchiveUnavailable.
    """
    with sqlite_errors(path), closing(open_read_only(path)) as connection:
        [(columns,)] = connection.execute(_COLUMNS)
        if ROOM not in schemas(connection) or columns < _NEEDED:
            return NotSentList(0, 0, ())
        [(count, quarantined)] = connection.execute(_COUNT)
        rows = connection.execute(_LIST, (LISTED,)).fetchall() if count else ()
    return NotSentList(count, quarantined, tuple(_not_sent(*row) for row in rows))


async def named(view: View, delivery_ids: Collection[int]) -> tuple[NotSent, ...]:
    """Return deliveries by name, as far as they failed for a fault of our own."""
    rows = await view.fetch_all(
        f"{_NAMED} WHERE {_SET_ASIDE} AND delivery.id IN (SELECT value FROM json_each(?))"
        " ORDER BY delivery.id",
        (json.dumps(list(delivery_ids)),),
    )
    return tuple(_not_sent(*row) for row in rows)


async def try_quarantined_again(transaction: Transaction, *, now: int) -> int:
    """Make due what is in quarantine, as if it were new; return how many that is."""
    rows = await transaction.returning(
        "UPDATE delivery SET state = 'pending', attempts = 1, due_at = ?, changed_at = ?"
        f" WHERE state = 'failed' AND reason LIKE '{OUR_FAULT}: %' RETURNING id",
        (now, now),
    )
    return len(list(rows))


def _not_sent(chat: str, story: str, reason: str, tries: int, again: int) -> NotSent:
    return NotSent(chat, story, reason, tries, bool(again))
