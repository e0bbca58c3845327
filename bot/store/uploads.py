"""Uploads as rows: their pages as they were read, and what publishing each did."""

import json
import logging
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from bot.model.uploads import (
    EditKind,
    PageEdit,
    Refusal,
    RefusedFile,
    Upload,
    UploadPage,
    UploadState,
)
from retrieval.model.page_text import PageText
from retrieval.store import Change, Transaction, View, page_text_json, page_text_of

_LOG = logging.getLogger(__name__)
_NOW_READ = ("pdf", "word", "image", "web", "other")
"""Refusals of former versions that ended when more kinds of files came to be read."""

DRAFTS = f"SELECT id, owner FROM upload WHERE state = '{UploadState.DRAFT}' AND made_at > ?"
"""The drafts that were made after a moment."""


@dataclass(frozen=True, slots=True)
class ReadPage:
    """A page as it was read, with the number of its stories and of what is in doubt of it."""

    page: PageText
    stories: int
    doubts: int = 0


@dataclass(frozen=True, slots=True)
class KeptPage:
    """A page of an upload as it is kept: ``data`` are the bytes of a text where it has no page."""

    name: str
    data: bytes
    page: PageText | None
    edits: tuple[PageEdit, ...]


async def insert_upload(
    transaction: Transaction,
    owner: int,
    pages: Sequence[ReadPage],
    refused: Sequence[RefusedFile],
    now: int,
) -> int:
    """Store a draft: pages, and files that are left out; return its id."""
    left_out = [(one.name, one.why, one.detail) for one in refused]
    [(upload_id,)] = await transaction.returning(
        "INSERT INTO upload (owner, state, made_at, refused) VALUES (?, ?, ?, ?) RETURNING id",
        (owner, UploadState.DRAFT, now, json.dumps(left_out, ensure_ascii=False)),
    )
    await transaction.execute_many(
        "INSERT INTO upload_page (upload_id, position, name, data, incoming, stories, doubts)"
        " VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (
                *(upload_id, position, one.page.name, b""),
                *(page_text_json(one.page), one.stories, one.doubts),
            )
            for position, one in enumerate(pages)
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
        "SELECT position, name, stories, change, label, doubts, edits, day FROM upload_page"
        " WHERE upload_id = ? ORDER BY position",
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
                UploadPage(
                    *(at, name, stories, Change.of_text(change) if change else None),
                    *(
                        label,
                        doubts,
                        _edits(edits),
                        date.fromisoformat(own_day) if own_day else None,
                    ),
                )
                for at, name, stories, change, label, doubts, edits, own_day in pages
            ),
            tuple(
                RefusedFile(name, _refusal(why), detail)
                for name, why, detail in json.loads(refused)
            ),
            date.fromisoformat(day) if day else None,
            paper,
        )
    return None


async def drafts_of(view: View, owner: int, since: int) -> list[int]:
    """Return the ids of a person's drafts that were made after a moment, the newest first."""
    rows = await view.fetch_all(f"{DRAFTS} AND owner = ? ORDER BY id DESC", (since, owner))
    return [int(number) for number, _ in rows]


async def keep_day(transaction: Transaction, upload_id: int, day: date) -> None:
    """Store the day that the sender of an upload says it is of."""
    await transaction.execute(
        "UPDATE upload SET day = ? WHERE id = ?", (day.isoformat(), upload_id)
    )


async def keep_paper(transaction: Transaction, upload_id: int, paper: str) -> None:
    """Store the paper that the sender of an upload says it is of."""
    await transaction.execute("UPDATE upload SET paper = ? WHERE id = ?", (paper, upload_id))


async def keep_page_day(transaction: Transaction, upload_id: int, position: int, day: date) -> None:
    """Store the day that the sender of an upload says one of its pages is of."""
    await transaction.execute(
        "UPDATE upload_page SET day = ? WHERE upload_id = ? AND position = ?",
        (day.isoformat(), upload_id, position),
    )


async def keep_label(transaction: Transaction, upload_id: int, position: int, label: str) -> None:
    """Store what the sender of an upload calls one of its pages."""
    await transaction.execute(
        "UPDATE upload_page SET label = ? WHERE upload_id = ? AND position = ?",
        (label, upload_id, position),
    )


async def keep_edits(
    transaction: Transaction, upload_id: int, position: int, edits: Sequence[PageEdit]
) -> None:
    """Store what the sender of an upload changed in one of its pages."""
    rows = [(one.kind, one.first, one.last, one.heads, one.title) for one in edits]
    await transaction.execute(
        "UPDATE upload_page SET edits = ? WHERE upload_id = ? AND position = ?",
        (json.dumps(rows, ensure_ascii=False), upload_id, position),
    )


async def keep_counts(
    transaction: Transaction, upload_id: int, position: int, stories: int, doubts: int
) -> None:
    """Store how many stories a page of an upload has, and how much is in doubt of it."""
    await transaction.execute(
        "UPDATE upload_page SET stories = ?, doubts = ? WHERE upload_id = ? AND position = ?",
        (stories, doubts, upload_id, position),
    )


async def kept_page(view: View, upload_id: int, position: int) -> KeptPage:
    """Return a page of an upload, which has one there."""
    [(name, data, incoming, edits)] = await view.fetch_all(
        "SELECT name, data, incoming, edits FROM upload_page WHERE upload_id = ? AND position = ?",
        (upload_id, position),
    )
    page = None if incoming is None else page_text_of(incoming)
    return KeptPage(name, data, page, _edits(edits))


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


def _refusal(why: str) -> Refusal:
    return Refusal.NOW_READ if why in _NOW_READ else Refusal(why)


def _edits(text: str | None) -> tuple[PageEdit, ...]:
    return tuple(
        PageEdit(EditKind(kind), first, last, tuple(heads), title)
        for kind, first, last, heads, title in json.loads(text or "[]")
    )
