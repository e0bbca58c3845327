"""Notices of the admins to every chat: drafts first, put into the outbox once confirmed."""

from datetime import datetime
from zoneinfo import ZoneInfo

from bot.model.desk import PER_PAGE, Listed, ListedNotice, start_of_part
from retrieval.store import Transaction, View


async def write_notice(transaction: Transaction, text: str, made_by: int, *, now: int) -> int:
    """Store a notice that waits to be confirmed; return its id."""
    [(notice_id,)] = await transaction.returning(
        "INSERT INTO notice (text, made_by, made_at) VALUES (?, ?, ?) RETURNING id",
        (text, made_by, now),
    )
    return int(notice_id)


async def put_notice(transaction: Transaction, notice_id: int, *, now: int) -> int:
    """Put a notice into the outbox for every reachable chat; return how many there are.

    Return 0 if there is no such notice, or if it was put there before.
    """
    confirmed = await transaction.returning(
        "UPDATE notice SET sent_at = ? WHERE id = ? AND sent_at IS NULL RETURNING id",
        (now, notice_id),
    )
    if not list(confirmed):
        return 0
    rows = await transaction.returning(
        "INSERT INTO delivery (chat_id, thread_id, notice_id, state, made_at, changed_at, due_at)"
        " SELECT chat.id, 0, notice.id, 'pending', ?, ?, ? FROM chat JOIN notice"
        " WHERE away IS NULL AND notice.id = ? RETURNING id",
        (now, now, now, notice_id),
    )
    return len(list(rows))


async def drop_notice(transaction: Transaction, notice_id: int) -> None:
    """Delete a notice, unless it was put into the outbox."""
    await transaction.execute("DELETE FROM notice WHERE id = ? AND sent_at IS NULL", (notice_id,))


async def notice_text(view: View, notice_id: int) -> str:
    """Return the text of a notice that is in the outbox."""
    [(text,)] = await view.fetch_all("SELECT text FROM notice WHERE id = ?", (notice_id,))
    return str(text)


async def count_reachable(view: View) -> int:
    """Return the number of chats that can be sent to."""
    [(count,)] = await view.fetch_all("SELECT count(*) FROM chat WHERE away IS NULL")
    return int(count)


async def listed_notices(view: View, page: int, timezone: ZoneInfo) -> Listed[ListedNotice]:
    """Return part ``page`` of the notices, the newest first, with how many chats each went to."""
    [(total,)] = await view.fetch_all("SELECT count(*) FROM notice")
    start = start_of_part(page, int(total))
    rows = await view.fetch_all(
        "SELECT notice.id, text, notice.made_at, sent_at IS NULL, count(delivery.id),"
        " coalesce(sum(delivery.state = 'sent'), 0)"
        " FROM notice LEFT JOIN delivery ON notice_id = notice.id"
        " GROUP BY notice.id ORDER BY notice.id DESC LIMIT ? OFFSET ?",
        (PER_PAGE, start),
    )
    listed = (
        ListedNotice(
            number, text, datetime.fromtimestamp(made_at, timezone).date(), bool(waits), *counts
        )
        for number, text, made_at, waits, *counts in rows
    )
    return Listed(tuple(listed), start, int(total))
