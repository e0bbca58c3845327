"""What happens once in the life of an archive."""

from retrieval.store import Transaction, View

_LOADED = "loaded"


async def note_loaded(transaction: Transaction, now: int) -> None:
    """Record that the first load of the archive is over, if it holds any page."""
    await transaction.execute(
        "INSERT OR IGNORE INTO milestone (name, reached_at)"
        " SELECT ?, ? WHERE EXISTS (SELECT 1 FROM page)",
        (_LOADED, now),
    )


async def is_loaded(view: View) -> bool:
    """Return whether the first load of the archive is over."""
    return bool(await view.fetch_all("SELECT 1 FROM milestone WHERE name = ?", (_LOADED,)))
