"""Notices of the admins to every chat: drafts first, put into the outbox once confirmed."""

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
    rows = await transaction.returning(
        "INSERT INTO delivery (chat_id, thread_id, notice_id, state, made_at, changed_at, due_at)"
        " SELECT chat.id, 0, notice.id, 'pending', ?, ?, ? FROM chat JOIN notice"
        " WHERE away IS NULL AND notice.id = ?"
        " ON CONFLICT DO NOTHING RETURNING id",
        (now, now, now, notice_id),
    )
    return len(list(rows))


async def drop_notice(transaction: Transaction, notice_id: int) -> None:
    """Delete a notice, unless it is in the outbox."""
    await transaction.execute(
        "DELETE FROM notice WHERE id = ?"
        " AND NOT EXISTS (SELECT 1 FROM delivery WHERE notice_id = notice.id)",
        (notice_id,),
    )


async def notice_text(view: View, notice_id: int) -> str:
    """Return the text of a notice that is in the outbox."""
    [(text,)] = await view.fetch_all("SELECT text FROM notice WHERE id = ?", (notice_id,))
    return str(text)


async def count_reachable(view: View) -> int:
    """Return the number of chats that can be sent to."""
    [(count,)] = await view.fetch_all("SELECT count(*) FROM chat WHERE away IS NULL")
    return int(count)
