"""Proposals to correct a paragraph, as rows."""

from collections.abc import Collection
from typing import NamedTuple

from bot.model import Proposal, ProposalState
from retrieval.store import Correction, Transaction, View


class _Row(NamedTuple):
    id: int
    misprint_id: int | None
    article_id: int
    printed: str
    before: str
    after: str
    made_by: int
    state: str
    correction: str | None


_COLUMNS = ", ".join(_Row._fields)
_NEW = ", ".join(_Row._fields[1:-1])
LAST_MADE = (
    "SELECT id FROM proposal WHERE state = 'made' AND article_id IN (SELECT id FROM article)"
    " AND NOT EXISTS (SELECT 1 FROM proposal AS later WHERE later.article_id = proposal.article_id"
    " AND later.printed = proposal.printed AND later.state = 'made' AND later.id > proposal.id)"
)
"""The corrections that were made and can be undone: the last of each paragraph."""


async def put_proposal(transaction: Transaction, proposal: Proposal, *, now: int) -> int:
    """Store a proposal, whatever its number; return the number that it gets.

    Those that wait for the same error are dropped.
    """
    await transaction.execute(
        "UPDATE proposal SET state = 'dropped' WHERE misprint_id = ? AND state = 'waiting'",
        (proposal.misprint_id,),
    )
    [(number,)] = await transaction.returning(
        f"INSERT INTO proposal ({_NEW}, made_at) VALUES (?, ?, ?, ?, ?, ?, ?, ?) RETURNING id",
        (
            *(proposal.misprint_id, proposal.article_id, proposal.printed, proposal.before),
            *(proposal.after, proposal.made_by, proposal.state, now),
        ),
    )
    return int(number)


async def proposal_of(view: View, number: int) -> Proposal | None:
    """Return a proposal by its number, or None."""
    rows = await view.fetch_all(f"SELECT {_COLUMNS} FROM proposal WHERE id = ?", (number,))
    return _proposal(_Row(*rows[0])) if rows else None


async def settle_proposal(
    transaction: Transaction,
    number: int,
    state: ProposalState,
    *,
    of: Collection[ProposalState],
    correction: Correction | None = None,
) -> bool:
    """Record what becomes of a proposal in one of these states; return whether it was in one."""
    rows = await transaction.returning(
        "UPDATE proposal SET state = ?, correction = ? WHERE id = ? AND state IN"
        f" ({', '.join('?' * len(of))}) RETURNING id",
        (state, None if correction is None else correction.text, number, *of),
    )
    return bool(list(rows))


async def keep_message(transaction: Transaction, number: int, message_id: int) -> None:
    """Record which message shows a proposal."""
    await transaction.execute(
        "UPDATE proposal SET message_id = ? WHERE id = ?", (message_id, number)
    )


async def made_of(view: View, article_id: int, printed: str) -> list[tuple[Proposal, int]]:
    """Return the corrections made of a paragraph, oldest first, with the message of each."""
    rows = await view.fetch_all(
        f"SELECT {_COLUMNS}, message_id FROM proposal WHERE article_id = ? AND printed = ?"
        " AND state = 'made' AND message_id IS NOT NULL ORDER BY id",
        (article_id, printed),
    )
    return [(_proposal(_Row(*row[:-1])), int(row[-1])) for row in rows]


async def last_made(view: View, start: int, most: int) -> list[Proposal]:
    """Return ``most`` of the corrections that can be undone after ``start``, the newest first."""
    rows = await view.fetch_all(
        f"SELECT {_COLUMNS} FROM proposal WHERE id IN ({LAST_MADE}) ORDER BY id DESC"
        " LIMIT ? OFFSET ?",
        (most, start),
    )
    return [_proposal(_Row(*row)) for row in rows]


async def count_last_made(view: View) -> int:
    """Return how many corrections can be undone."""
    [(count,)] = await view.fetch_all(f"SELECT count(*) FROM ({LAST_MADE})")
    return int(count)


def _proposal(row: _Row) -> Proposal:
    done = None if row.correction is None else Correction.of_text(row.correction)
    return Proposal(*row[:7], ProposalState(row.state), done)
