"""Pages of the inbox that a person should look at, until somebody has."""

import json
from collections.abc import Iterator, Sequence
from contextlib import suppress

from retrieval.model.doubts import Doubt, DoubtKind
from retrieval.store import Transaction

WAITING = "SELECT page_id FROM doubted_page JOIN page ON page.id = page_id WHERE NOT page.held"
"""The pages to look at; those that are held back are waited for as such."""


async def note_doubts(
    transaction: Transaction,
    page_id: int,
    doubts: Sequence[Doubt],
    former: int | None,
    *,
    now: int,
) -> None:
    """Store what is in doubt of a page that came in, instead of what was; nothing for nothing."""
    await settle_doubts(transaction, page_id)
    if doubts:
        pairs = [(one.kind, one.values) for one in doubts]
        await transaction.execute(
            "INSERT INTO doubted_page (page_id, doubts, former, noted_at) VALUES (?, ?, ?, ?)",
            (page_id, json.dumps(pairs, ensure_ascii=False), former, now),
        )


async def settle_doubts(transaction: Transaction, page_id: int) -> bool:
    """Forget that a page is to be looked at; return whether it was."""
    rows = await transaction.returning(
        "DELETE FROM doubted_page WHERE page_id = ? RETURNING page_id", (page_id,)
    )
    return bool(list(rows))


def doubts_of(text: str | None) -> tuple[Doubt, ...]:
    """Return what is in doubt of a page as it is stored; kinds of other versions are left out."""
    return tuple(_doubts(text or "[]"))


def _doubts(text: str) -> Iterator[Doubt]:
    for kind, values in json.loads(text):
        with suppress(ValueError):
            yield Doubt(DoubtKind(kind), tuple(values))
