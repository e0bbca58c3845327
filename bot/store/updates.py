"""Updates taken from Telegram, as rows: whole until they are done, then only their ids."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from retrieval.store import Transaction, View


async def insert_updates(
    transaction: Transaction, updates: Mapping[int, str | None], now: int
) -> None:
    """Store updates by their ids, in the order given; None for one that is done already."""
    await transaction.execute_many(
        "INSERT INTO taken_update (update_id, data, taken_at) VALUES (?, ?, ?)"
        " ON CONFLICT (update_id) DO NOTHING",
        [(update_id, data, now) for update_id, data in updates.items()],
    )


async def mark_done(transaction: Transaction, done: Iterable[int]) -> None:
    """Mark updates as done and delete their contents."""
    await transaction.execute_many(
        "UPDATE taken_update SET data = NULL WHERE update_id = ?", [(one,) for one in done]
    )


async def forget_done(transaction: Transaction, keep: int) -> None:
    """Delete updates that are done, except those among the last ``keep`` that were taken."""
    await transaction.execute(
        "DELETE FROM taken_update WHERE data IS NULL"
        " AND number <= (SELECT max(number) FROM taken_update) - ?",
        (keep,),
    )


@dataclass(frozen=True, slots=True)
class Unfinished:
    """An update that was not done: its contents, and when it was taken, in Unix seconds."""

    data: str
    taken_at: int


async def unfinished_updates(
    transaction: Transaction, since: int, attempts: int
) -> dict[int, Unfinished]:
    """Return the updates that were not done, by id, in the order they were taken.

    Those taken before ``since``, or begun anew ``attempts`` times already, are given up first.
    """
    await transaction.execute(
        "UPDATE taken_update SET data = NULL"
        " WHERE data IS NOT NULL AND (taken_at < ? OR attempts >= ?)",
        (since, attempts),
    )
    rows = await transaction.fetch_all(
        "SELECT update_id, data, taken_at FROM taken_update WHERE data IS NOT NULL ORDER BY number"
    )
    return {int(one): Unfinished(str(data), int(taken_at)) for one, data, taken_at in rows}


async def count_attempt(transaction: Transaction, update_id: int) -> None:
    """Record that a process begins an update anew."""
    await transaction.execute(
        "UPDATE taken_update SET attempts = attempts + 1 WHERE update_id = ?", (update_id,)
    )


async def clear_attempts(transaction: Transaction, updates: Iterable[int]) -> None:
    """Record that updates did not end the processes that began them."""
    await transaction.execute_many(
        "UPDATE taken_update SET attempts = 0 WHERE update_id = ?", [(one,) for one in updates]
    )


async def known_ids(view: View) -> list[int]:
    """Return the ids of all updates that are remembered, in the order they were taken."""
    rows = await view.fetch_all("SELECT update_id FROM taken_update ORDER BY number")
    return [int(update_id) for (update_id,) in rows]
