"""What the bot's messages show, and what was typed inline: rows that expire."""

import json
from typing import NamedTuple

from bot.model import AnswerMessage, Inquiry, Way
from retrieval.model import Order
from retrieval.store import Transaction, View

KEPT_DAYS = 30
"""Days after which questions and what was shown are deleted."""


class _Row(NamedTuple):
    chat_id: int
    message_id: int
    asked_by: int | None
    question_id: int | None
    way: str
    words: str
    ordered: str
    start: int
    articles: str
    whole: int
    shown_at: int


_COLUMNS = ", ".join(_Row._fields)


async def put_answer_message(transaction: Transaction, message: AnswerMessage) -> None:
    """Store what a message shows from now on."""
    inquiry = message.inquiry
    await transaction.execute(
        f"INSERT OR REPLACE INTO showing ({_COLUMNS}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        (
            *(message.chat_id, message.message_id, message.asked_by, message.question_id),
            *(inquiry.way, inquiry.words, inquiry.order, message.start),
            *(json.dumps(message.articles), message.whole, message.shown_at),
        ),
    )


async def answer_message_of(view: View, chat_id: int, message_id: int) -> AnswerMessage | None:
    """Return what a message shows, or None."""
    return await _one(view, "chat_id = ? AND message_id = ?", chat_id, message_id)


async def answers_to(view: View, chat_id: int, question_id: int) -> list[AnswerMessage]:
    """Return the answers to the message that asked, the last one first."""
    which = "chat_id = ? AND question_id = ? AND NOT whole"
    return await _all(view, which, chat_id, question_id)


async def last_answer_message(
    view: View, chat_id: int, since: int, *, answers: bool
) -> AnswerMessage | None:
    """Return the last message after ``since`` that shows stories; none in full if ``answers``."""
    which = "chat_id = ? AND shown_at > ? AND articles <> '[]'"
    which += " AND NOT whole" if answers else ""
    return await _one(view, which, chat_id, since)


async def forget_answer_messages(transaction: Transaction, before: int) -> None:
    """Delete what was shown or typed before a moment."""
    await transaction.execute("DELETE FROM showing WHERE shown_at < ?", (before,))
    await transaction.execute("DELETE FROM typed WHERE typed_at < ?", (before,))


async def put_typed(transaction: Transaction, user_id: int, words: str, now: int) -> int:
    """Store what somebody typed inline; return its number."""
    [(number,)] = await transaction.returning(
        "INSERT INTO typed (user_id, words, typed_at) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET typed_at = excluded.typed_at RETURNING id",
        (user_id, words, now),
    )
    return int(number)


async def typed_by(view: View, user_id: int, number: int) -> str | None:
    """Return what that person typed under a number; None for anybody else's."""
    rows = await view.fetch_all(
        "SELECT words FROM typed WHERE id = ? AND user_id = ?", (number, user_id)
    )
    return str(rows[0][0]) if rows else None


async def _one(view: View, which: str, *values: int) -> AnswerMessage | None:
    return next(iter(await _all(view, which, *values, most=1)), None)


async def _all(view: View, which: str, *values: int, most: int = -1) -> list[AnswerMessage]:
    rows = await view.fetch_all(
        f"SELECT {_COLUMNS} FROM showing WHERE {which}"
        f" ORDER BY shown_at DESC, message_id DESC LIMIT {most}",
        values,
    )
    return [_answer_message(_Row(*row)) for row in rows]


def _answer_message(row: _Row) -> AnswerMessage:
    return AnswerMessage(
        Inquiry(Way(row.way), row.words, Order(row.ordered)),
        row.chat_id,
        row.message_id,
        row.asked_by,
        row.question_id,
        row.start,
        tuple(json.loads(row.articles)),
        bool(row.whole),
        row.shown_at,
    )
