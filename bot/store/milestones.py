"""What happens once in the life of an archive."""

from retrieval.store import Transaction, View

_LOADED = "loaded"
_GIVEN_BACK = "given back"


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


async def note_given_back(transaction: Transaction, now: int) -> None:
    """Record that pages which an earlier version replaced with others are given back."""
    await transaction.execute(
        "INSERT OR IGNORE INTO milestone (name, reached_at) VALUES (?, ?)", (_GIVEN_BACK, now)
    )


async def are_given_back(view: View) -> bool:
    """Return whether pages which an earlier version replaced with others are given back."""
    return bool(await view.fetch_all("SELECT 1 FROM milestone WHERE name = ?", (_GIVEN_BACK,)))
