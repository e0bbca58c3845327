"""Uploads as rows: their pages' bytes, and what publishing each did."""

import json
import logging
from collections.abc import Sequence
from datetime import date

from bot.model.uploads import File, Refusal, RefusedFile, Upload, UploadPage, UploadState
from retrieval.store import Change, Transaction, View

_LOG = logging.getLogger(__name__)


async def insert_upload(
    transaction: Transaction,
    owner: int,
    pages: Sequence[tuple[File, int]],
    refused: Sequence[RefusedFile],
    now: int,
) -> int:
    """Store a draft: pages, each with its number of stories, and refused files; return its id."""
    left_out = [(one.name, one.why, one.detail) for one in refused]
    [(upload_id,)] = await transaction.returning(
        "INSERT INTO upload (owner, state, made_at, refused) VALUES (?, ?, ?, ?) RETURNING id",
        (owner, UploadState.DRAFT, now, json.dumps(left_out, ensure_ascii=False)),
    )
    await transaction.execute_many(
        "INSERT INTO upload_page (upload_id, position, name, data, stories) VALUES (?, ?, ?, ?, ?)",
        [
            (upload_id, position, file.name, file.data, stories)
            for position, (file, stories) in enumerate(pages)
        ],
    )
    return int(upload_id)


async def upload_of(view: View, upload_id: int) -> Upload | None:
    """Return an upload by its id; None where there is none."""
    rows = await view.fetch_all(
        "SELECT id, owner, state, made_at, published_at, refused, day, paper FROM upload"
        " WHERE id = ?",
        (upload_id,),
    )
    pages = await view.fetch_all(
        "SELECT position, name, stories, change, label FROM upload_page WHERE upload_id = ?"
        " ORDER BY position",
        (upload_id,),
    )
    for number, owner, state, made_at, published_at, refused, day, paper in rows:
        return Upload(
            number,
            owner,
            UploadState(state),
            made_at,
            published_at,
            tuple(
                UploadPage(at, name, stories, Change.of_text(change) if change else None, label)
                for at, name, stories, change, label in pages
            ),
            tuple(
                RefusedFile(name, Refusal(why), detail) for name, why, detail in json.loads(refused)
            ),
            date.fromisoformat(day) if day else None,
            paper,
        )
    return None


async def keep_day(transaction: Transaction, upload_id: int, day: date) -> None:
    """Store the day that the sender of an upload says it is of."""
    await transaction.execute(
        "UPDATE upload SET day = ? WHERE id = ?", (day.isoformat(), upload_id)
    )


async def keep_paper(transaction: Transaction, upload_id: int, paper: str) -> None:
    """Store the paper that the sender of an upload says it is of."""
    await transaction.execute("UPDATE upload SET paper = ? WHERE id = ?", (paper, upload_id))


async def keep_label(transaction: Transaction, upload_id: int, position: int, label: str) -> None:
    """Store what the sender of an upload calls one of its pages."""
    await transaction.execute(
        "UPDATE upload_page SET label = ? WHERE upload_id = ? AND position = ?",
        (label, upload_id, position),
    )


async def file_of(view: View, upload_id: int, position: int) -> File:
    """Return a page of an upload, which has one there."""
    [(name, data)] = await view.fetch_all(
        "SELECT name, data FROM upload_page WHERE upload_id = ? AND position = ?",
        (upload_id, position),
    )
    return File(name, data)


async def published_changes(view: View) -> list[Change]:
    """Return what publishing the uploads changed that are still stored, the first one first.

    A change that can't be read is left out.
    """
    rows = await view.fetch_all(
        "SELECT change FROM upload_page WHERE change IS NOT NULL ORDER BY upload_id, position"
    )
    changes = []
    for (text,) in rows:
        try:
            changes.append(Change.of_text(text))
        except ValueError as error:
            _LOG.warning("the change of an upload can't be read: %s", error)
    return changes


async def keep_change(
    transaction: Transaction, upload_id: int, position: int, change: Change | None
) -> None:
    """Store what publishing a page changed; None once that is taken back."""
    await transaction.execute(
        "UPDATE upload_page SET change = ? WHERE upload_id = ? AND position = ?",
        (None if change is None else change.text, upload_id, position),
    )


async def settle_upload(
    transaction: Transaction, upload_id: int, state: UploadState, now: int
) -> None:
    """Set the state of an upload, and the time if it was published."""
    await transaction.execute(
        "UPDATE upload SET state = ?, published_at = CASE ? WHEN 'published' THEN ?"
        " ELSE published_at END WHERE id = ?",
        (state, state, now, upload_id),
    )


async def forget_uploads(transaction: Transaction, before: int) -> None:
    """Delete the uploads that were not touched since a moment."""
    await transaction.execute(
        "DELETE FROM upload WHERE coalesce(published_at, made_at) < ?", (before,)
    )
