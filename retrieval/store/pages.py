"""Pages as rows."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any

from retrieval.identity.page import Page
from retrieval.store import dates
from retrieval.store.transaction import Transaction, View

_COLUMNS = f"id, file, bulletin, bulletin_printed, label, {dates.COLUMNS}"
_CANDIDATES = 5


async def insert_page(transaction: Transaction, page: Page, now: datetime) -> int:
    """Add a page and return its id."""
    [(page_id,)] = await transaction.returning(
        "INSERT INTO page (file, bulletin, bulletin_printed, label, place,"
        f" {dates.COLUMNS}, added_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (*_row(page), now.isoformat(timespec="seconds")),
    )
    return int(page_id)


async def update_page(transaction: Transaction, page_id: int, page: Page) -> None:
    """Replace what is known of a page."""
    await transaction.execute(
        "UPDATE page SET (file, bulletin, bulletin_printed, label, place,"
        f" {dates.COLUMNS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?",
        (*_row(page), page_id),
    )


async def delete_page(transaction: Transaction, page_id: int) -> bool:
    """Delete a page whose printings are deleted already; return whether there was one."""
    rows = await transaction.returning("DELETE FROM page WHERE id = ? RETURNING id", (page_id,))
    return bool(rows)


async def page_of(view: View, page_id: int) -> Page | None:
    """Return a page by its id; None where there is none."""
    rows = await view.fetch_all(f"SELECT {_COLUMNS} FROM page WHERE id = ?", (page_id,))
    return _pages(rows).get(page_id)


async def pages_at(view: View, page: Page) -> dict[int, Page]:
    """Return the pages, by id, that have this page's date and place; none if it lacks either."""
    if page.date is None or page.place is None:
        return {}
    rows = await view.fetch_all(
        f"SELECT {_COLUMNS} FROM page"
        " WHERE year = ? AND month = ? AND day = ? AND place = ? ORDER BY id",
        (page.date.year, page.date.month, page.date.day, page.place),
    )
    return _pages(rows)


async def pages_sharing(view: View, sketch: Iterable[int]) -> dict[int, Page]:
    """Return the few pages, by id, whose printings share most of these hashes."""
    rows = await view.fetch_all(
        f"SELECT {_COLUMNS} FROM page JOIN ("
        "  SELECT page_id, count(*) AS shared"
        "  FROM sketch JOIN printing ON printing.id = printing_id"
        "  WHERE hash IN (SELECT value FROM json_each(?)) GROUP BY page_id"
        "  ORDER BY shared DESC LIMIT ?) ON id = page_id ORDER BY shared DESC, id",
        (json.dumps(list(sketch)), _CANDIDATES),
    )
    return _pages(rows)


def _row(page: Page) -> tuple[Any, ...]:
    name = page.file, page.bulletin, page.bulletin_printed
    return (*name, page.label, page.place, *dates.date_row(page.date))


def _pages(rows: Iterable[Any]) -> dict[int, Page]:
    return {
        page_id: Page(file, bulletin, bool(printed), label, dates.date_of(*date))
        for page_id, file, bulletin, printed, label, *date in rows
    }
