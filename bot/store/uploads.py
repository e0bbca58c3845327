"""Uploads as rows: their pages' bytes, and what publishing each did."""

import json
from collections.abc import Sequence

from bot.model import File, Refusal, RefusedFile, Upload, UploadPage, UploadState
from retrieval.store import Change, Transaction, View


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
        "SELECT id, owner, state, made_at, published_at, refused FROM upload WHERE id = ?",
        (upload_id,),
    )
    pages = await view.fetch_all(
        "SELECT position, name, stories, change FROM upload_page WHERE upload_id = ?"
        " ORDER BY position",
        (upload_id,),
    )
    for number, owner, state, made_at, published_at, refused in rows:
        return Upload(
            number,
            owner,
            UploadState(state),
            made_at,
            published_at,
            tuple(
                UploadPage(at, name, stories, Change.of_text(change) if change else None)
                for at, name, stories, change in pages
            ),
            tuple(
                RefusedFile(name, Refusal(why), detail) for name, why, detail in json.loads(refused)
            ),
        )
    return None


async def file_of(view: View, upload_id: int, position: int) -> File:
    """Return a page of an upload, which has one there."""
    [(name, data)] = await view.fetch_all(
        "SELECT name, data FROM upload_page WHERE upload_id = ? AND position = ?",
        (upload_id, position),
    )
    return File(name, data)


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
