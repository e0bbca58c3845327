"""Files of the inbox that were read, as rows."""

import json
from collections.abc import Collection

from retrieval.store import Transaction, View


async def digest_of(view: View, name: str) -> str | None:
    """Return the digest of the file last read under a name; None for no such file."""
    rows = await view.fetch_all("SELECT digest FROM inbox_file WHERE name = ?", (name,))
    return next((str(digest) for (digest,) in rows), None)


async def keep_digest(transaction: Transaction, name: str, digest: str) -> None:
    """Store the digest of the file that was read under a name."""
    await transaction.execute(
        "INSERT INTO inbox_file (name, digest) VALUES (?, ?)"
        " ON CONFLICT (name) DO UPDATE SET digest = excluded.digest",
        (name, digest),
    )


async def forget_files(transaction: Transaction, but: Collection[str]) -> None:
    """Delete all names but these."""
    await transaction.execute(
        "DELETE FROM inbox_file WHERE name NOT IN (SELECT value FROM json_each(?))",
        (json.dumps(list(but)),),
    )
