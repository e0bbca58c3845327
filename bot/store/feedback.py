"""Votes on answers, and errors reported in stories, as rows."""

import json
from typing import NamedTuple

from bot.model import AnswerMessage, Misprint, Vote
from retrieval.store import Transaction, View


class _Row(NamedTuple):
    id: int
    article_id: int
    said: str
    printed: str
    made_by: int | None
    made_at: int
    settled: int


_MISPRINT = ", ".join(_Row._fields)


async def put_vote(
    transaction: Transaction, message: AnswerMessage, user_id: int, *, good: bool, now: int
) -> None:
    """Store a vote on what a message shows; the last vote of a person counts."""
    await transaction.execute(
        "INSERT OR REPLACE INTO vote"
        " (chat_id, message_id, user_id, good, way, words, articles, made_at)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(message.chat_id, message.message_id, user_id, good, message.inquiry.way),
            *(message.inquiry.words, json.dumps(message.articles), now),
        ),
    )


async def put_misprint(  # noqa: PLR0913 (a row)
    transaction: Transaction,
    article_id: int,
    said: str,
    printed: str,
    *,
    made_by: int | None,
    now: int,
) -> None:
    """Store an error that somebody reported in a story."""
    await transaction.execute(
        "INSERT INTO misprint (article_id, said, printed, made_by, made_at) VALUES (?, ?, ?, ?, ?)",
        (article_id, said, printed, made_by, now),
    )


async def settle_misprint(transaction: Transaction, number: int) -> None:
    """Mark a reported error as settled."""
    await transaction.execute("UPDATE misprint SET settled = 1 WHERE id = ?", (number,))


async def votes(view: View) -> list[Vote]:
    """Return all votes, the oldest first."""
    rows = await view.fetch_all(
        "SELECT way, words, articles, good, made_at FROM vote ORDER BY made_at, message_id"
    )
    return [
        Vote(way, words, tuple(json.loads(articles)), bool(good), made_at)
        for way, words, articles, good, made_at in rows
    ]


async def misprints(view: View) -> list[Misprint]:
    """Return all reported errors, the oldest first."""
    rows = await view.fetch_all(f"SELECT {_MISPRINT} FROM misprint ORDER BY id")
    return [_misprint(_Row(*row)) for row in rows]


async def misprint_of(view: View, number: int) -> Misprint | None:
    """Return a reported error by its number, or None."""
    rows = await view.fetch_all(f"SELECT {_MISPRINT} FROM misprint WHERE id = ?", (number,))
    return _misprint(_Row(*rows[0])) if rows else None


def _misprint(row: _Row) -> Misprint:
    made = row.made_by, row.made_at
    return Misprint(row.id, row.article_id, row.said, row.printed, *made, bool(row.settled))
