"""Votes on answers, and errors reported in stories, as rows."""

import json
from collections.abc import Collection
from typing import NamedTuple

from bot.model import AnswerMessage, Complaint, Misprint, Outcome, ReportedAt, Vote, VoteCount
from retrieval.store import Transaction, View


class _Row(NamedTuple):
    id: int
    article_id: int
    said: str
    printed: str
    made_by: int | None
    made_at: int
    settled: int
    outcome: str | None


_MISPRINT = ", ".join(_Row._fields)


async def put_vote(  # noqa: PLR0913 (a row)
    transaction: Transaction,
    message: AnswerMessage,
    user_id: int,
    *,
    good: bool,
    why: Complaint | None = None,
    now: int,
) -> None:
    """Store a vote on what a message shows; the last vote of a person counts."""
    await transaction.execute(
        "INSERT OR REPLACE INTO vote"
        " (chat_id, message_id, user_id, good, way, words, articles, made_at, why)"
        " VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(message.chat_id, message.message_id, user_id, good, message.inquiry.way),
            *(message.inquiry.words, json.dumps(message.articles), now, why),
        ),
    )


async def put_misprint(  # noqa: PLR0913 (a row)
    transaction: Transaction,
    article_id: int,
    said: str,
    printed: str,
    *,
    made_by: int | None,
    at: ReportedAt,
    now: int,
) -> None:
    """Store an error that somebody reported in a story."""
    await transaction.execute(
        "INSERT INTO misprint (article_id, said, printed, made_by, made_at,"
        " chat_id, thread_id, message_id, language) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(article_id, said, printed, made_by, now),
            *(at.chat_id, at.thread_id, at.message_id, at.language),
        ),
    )


async def settle_misprint(transaction: Transaction, number: int, outcome: Outcome) -> None:
    """Mark a reported error as settled."""
    await transaction.execute(
        "UPDATE misprint SET settled = 1, outcome = ? WHERE id = ?", (outcome, number)
    )


async def reopen_misprint(transaction: Transaction, number: int) -> None:
    """Mark a reported error as not settled, after its correction was undone."""
    await transaction.execute(
        "UPDATE misprint SET settled = 0, outcome = NULL WHERE id = ?", (number,)
    )


async def untold_misprints(view: View) -> list[Misprint]:
    """Return the open errors that the admins were not told of, the oldest first."""
    rows = await view.fetch_all(
        f"SELECT {_MISPRINT} FROM misprint WHERE told = 0 AND settled = 0 ORDER BY id"
    )
    return [_misprint(_Row(*row)) for row in rows]


async def mark_told(transaction: Transaction, numbers: Collection[int]) -> None:
    """Mark errors as told to the admins."""
    await transaction.execute_many(
        "UPDATE misprint SET told = 1 WHERE id = ?", [(number,) for number in numbers]
    )


async def unanswered_misprints(view: View) -> list[tuple[Misprint, ReportedAt | None]]:
    """Return the settled errors whose reporter is to be told, with where they were reported."""
    rows = await view.fetch_all(
        f"SELECT {_MISPRINT}, chat_id, thread_id, message_id, language FROM misprint"
        " WHERE settled = 1 AND answered = 0 ORDER BY id"
    )
    width = len(_Row._fields)
    return [
        (_misprint(_Row(*row[:width])), ReportedAt(*row[width:]) if row[width] else None)
        for row in rows
    ]


async def mark_answered(transaction: Transaction, number: int, *, answered: bool) -> bool:
    """Mark a reporter as told, or not; return whether the mark was another before."""
    rows = await transaction.returning(
        "UPDATE misprint SET answered = ? WHERE id = ? AND answered <> ? RETURNING id",
        (answered, number, answered),
    )
    return bool(list(rows))


async def votes(view: View) -> list[Vote]:
    """Return all votes, the oldest first."""
    rows = await view.fetch_all(
        "SELECT way, words, articles, good, made_at, why FROM vote ORDER BY made_at, message_id"
    )
    return [
        Vote(
            *(way, words, tuple(json.loads(articles)), bool(good), made_at),
            why=None if why is None else Complaint(why),
        )
        for way, words, articles, good, made_at, why in rows
    ]


async def tally_of(view: View, chat_id: int, message_id: int) -> VoteCount:
    """Return how many voted how on a message."""
    rows = await view.fetch_all(
        "SELECT coalesce(sum(good), 0), coalesce(sum(1 - good), 0) FROM vote"
        " WHERE chat_id = ? AND message_id = ?",
        (chat_id, message_id),
    )
    return VoteCount(*rows[0])


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
    outcome = None if row.outcome is None else Outcome(row.outcome)
    return Misprint(
        row.id, row.article_id, row.said, row.printed, *made, bool(row.settled), outcome
    )
