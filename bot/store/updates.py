"""Updates that were taken of Telegram, as rows: those not done whole, those done as ids."""

from collections.abc import Iterable, Mapping

from retrieval.store import Transaction, View


async def record(transaction: Transaction, taken: Mapping[int, str | None], now: int) -> None:
    """Keep updates by their ids, in the order given; None for one that is done already."""
    await transaction.execute_many(
        "INSERT INTO taken_update (update_id, data, taken_at) VALUES (?, ?, ?)"
        " ON CONFLICT (update_id) DO NOTHING",
        [(update_id, data, now) for update_id, data in taken.items()],
    )


async def settle(transaction: Transaction, done: Iterable[int]) -> None:
    """Note that updates are done; what they said is forgotten."""
    await transaction.execute_many(
        "UPDATE taken_update SET data = NULL WHERE update_id = ?", [(one,) for one in done]
    )


async def forget(transaction: Transaction, keep: int) -> None:
    """Forget the updates that are done, but for those among the last ``keep`` that were taken."""
    await transaction.execute(
        "DELETE FROM taken_update WHERE data IS NULL"
        " AND number <= (SELECT max(number) FROM taken_update) - ?",
        (keep,),
    )


async def begin_again(transaction: Transaction, since: int, attempts: int) -> dict[int, str]:
    """Return the updates that were not done, by id, in the order they were taken.

    Those taken before ``since``, or begun anew ``attempts`` times already, are given up first.
    """
    await transaction.execute(
        "UPDATE taken_update SET data = NULL"
        " WHERE data IS NOT NULL AND (taken_at < ? OR attempts >= ?)",
        (since, attempts),
    )
    await transaction.execute(
        "UPDATE taken_update SET attempts = attempts + 1 WHERE data IS NOT NULL"
    )
    rows = await transaction.fetch_all(
        "SELECT update_id, data FROM taken_update WHERE data IS NOT NULL ORDER BY number"
    )
    return {int(update_id): str(data) for update_id, data in rows}


async def known(view: View) -> list[int]:
    """Return the ids of all updates that are remembered, in the order they were taken."""
    rows = await view.fetch_all("SELECT update_id FROM taken_update ORDER BY number")
    return [int(update_id) for (update_id,) in rows]
