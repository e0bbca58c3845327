"""Pages as rows."""

import json
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from unicodedata import normalize

from retrieval.identity.page import Page
from retrieval.model.pages import HeldPage
from retrieval.store import dates
from retrieval.store.checksums import PAGE
from retrieval.store.transaction import Transaction, View

_KEPT = f"bulletin_printed, digest, held, place, checksum, {', '.join(PAGE.columns)}"
_READ = f"id, file, bulletin, section, digest, held, label, {dates.COLUMNS}"
_CANDIDATES = 8


async def insert_page(
    transaction: Transaction, page: Page, now: datetime, page_id: int | None = None
) -> int:
    """Add a page and return its id: the next one, or that which it had."""
    [(page_id,)] = await transaction.returning(
        f"INSERT INTO page ({_KEPT}, added_at, id)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (*_row(page), now.isoformat(timespec="seconds"), page_id),
    )
    return int(page_id)


async def update_page(transaction: Transaction, page_id: int, page: Page) -> None:
    """Replace what is known of a page."""
    await transaction.execute(
        f"UPDATE page SET ({_KEPT}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?",
        (*_row(page), page_id),
    )


async def delete_page(transaction: Transaction, page_id: int) -> bool:
    """Delete a page whose printings are deleted already; return whether there was one."""
    rows = await transaction.returning("DELETE FROM page WHERE id = ? RETURNING id", (page_id,))
    return bool(rows)


async def page_of(view: View, page_id: int) -> Page | None:
    """Return a page by its id; None where there is none."""
    rows = await view.fetch_all(f"SELECT {_READ} FROM page WHERE id = ?", (page_id,))
    return _pages(rows).get(page_id)


async def held_pages(view: View) -> tuple[HeldPage, ...]:
    """Return the pages that are held back, the last that came first."""
    rows = await view.fetch_all(f"SELECT {_READ} FROM page WHERE held ORDER BY id DESC")
    return tuple(
        HeldPage(number, page.file, page.paper, page.date, page.label)
        for number, page in _pages(rows).items()
    )


async def release(transaction: Transaction, page_id: int) -> bool:
    """Mark a page as no longer held back; return whether it was."""
    rows = await transaction.returning(
        "UPDATE page SET held = 0 WHERE id = ? AND held RETURNING id", (page_id,)
    )
    return bool(rows)


async def note_replaced_by(transaction: Transaction, page_id: int, other_id: int) -> None:
    """Record which other page stood in the place of one that was given back."""
    await transaction.execute("UPDATE page SET replaced_by = ? WHERE id = ?", (other_id, page_id))


async def added_at(view: View, page_id: int) -> str:
    """Return when a page, which has to be there, first came in, in ISO 8601."""
    [(moment,)] = await view.fetch_all("SELECT added_at FROM page WHERE id = ?", (page_id,))
    return str(moment)


async def pages_claiming(view: View, page: Page) -> dict[int, Page]:
    """Return the pages, by id, of the same bytes, the same path, or the same day and place."""
    file = page.file.replace("\\", "/")
    spelled = {page.file, file, *(normalize(form, file) for form in ("NFC", "NFD"))} - {""}
    places: tuple[Any, ...] = ()
    if page.date is not None and page.place is not None:
        places = page.date.year, page.date.month, page.date.day, page.place
    rows = await view.fetch_all(
        f"SELECT {_READ} FROM page WHERE digest = ?"
        f" UNION SELECT {_READ} FROM page WHERE file IN (SELECT value FROM json_each(?))"
        f" UNION SELECT {_READ} FROM page WHERE year = ? AND month = ? AND day = ? AND place = ?",
        (page.digest, json.dumps(sorted(spelled)), *(places or (None,) * 4)),
    )
    return _pages(rows)


async def pages_sharing(view: View, marks: Iterable[int]) -> dict[int, Page]:
    """Return the few pages, by id, whose printings share most of these marks of sketches."""
    rows = await view.fetch_all(
        f"SELECT {_READ} FROM page JOIN ("
        "  SELECT page_id, sum(marks) AS shared FROM ("
        "   SELECT printing_id, count(*) AS marks FROM sketch"
        "   WHERE hash IN (SELECT value FROM json_each(?)) GROUP BY printing_id"
        "  ) CROSS JOIN printing ON printing.id = printing_id GROUP BY page_id"
        "  ORDER BY shared DESC LIMIT ?) ON id = page_id ORDER BY shared DESC, id",
        (json.dumps(list(marks)), _CANDIDATES),
    )
    return _pages(rows)


async def note_digest(transaction: Transaction, page_id: int, digest: bytes | None) -> None:
    """Keep the digest of a page that came in again as it was, where none was kept."""
    await transaction.execute(
        "UPDATE page SET digest = ? WHERE id = ? AND digest IS NULL", (digest, page_id)
    )


def _row(page: Page) -> tuple[Any, ...]:
    shown = page.file, page.paper or "", page.section, page.label, *dates.date_row(page.date)
    beside = page.paper is not None, page.digest, page.held, page.place
    return (*beside, PAGE.checksum(shown), *shown)


def _pages(rows: Iterable[Any]) -> dict[int, Page]:
    return {
        page_id: Page(
            file, paper or None, label, dates.date_of(*date), section, digest, held=bool(held)
        )
        for page_id, file, paper, section, digest, held, label, *date in rows
    }


async def paper_names(view: View) -> list[str]:
    """Return the names of papers, as printed, that have stories; those without a name are none."""
    rows = await view.fetch_all(
        "SELECT DISTINCT bulletin FROM page WHERE bulletin <> ''"
        " AND EXISTS (SELECT 1 FROM printing WHERE page_id = page.id) ORDER BY bulletin"
    )
    return [name for (name,) in rows]
