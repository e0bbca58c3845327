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
    story: int | None
    thread_id: int
    near: int


_COLUMNS = ", ".join(_Row._fields)


async def put_answer_message(transaction: Transaction, message: AnswerMessage) -> None:
    """Store what a message shows from now on."""
    inquiry = message.inquiry
    await transaction.execute(
        f"INSERT OR REPLACE INTO showing ({_COLUMNS}) "
        f"VALUES ({', '.join('?' * len(_Row._fields))})",
        (
            *(message.chat_id, message.message_id, message.asked_by, message.question_id),
            *(inquiry.way, inquiry.words, inquiry.order, message.start),
            *(json.dumps(message.articles), message.whole, message.shown_at),
            *(message.inquiry.story, message.thread_id or 0, message.near),
        ),
    )


async def answer_message_of(view: View, chat_id: int, message_id: int) -> AnswerMessage | None:
    """Return what a message shows, or None."""
    return await _one(view, "chat_id = ? AND message_id = ?", chat_id, message_id)


async def answers_to(view: View, chat_id: int, question_id: int) -> list[AnswerMessage]:
    """Return the answers to the message that asked, the last one first."""
    which = "chat_id = ? AND question_id = ? AND NOT whole"
    return await _all(view, which, chat_id, question_id)


async def lately_shown(
    view: View, chat_id: int, thread_id: int | None, since: int, *, to: int | None = None
) -> list[AnswerMessage]:
    """Return what a chat, or a topic of it, was shown after ``since``: the newest first.

    It is what has stories, some twenty messages at most; with ``to`` what that user asked for.
    """
    which = "chat_id = ? AND thread_id = ? AND shown_at > ? AND articles <> '[]'"
    if to is not None:
        return await _all(
            view, f"{which} AND asked_by = ?", chat_id, thread_id or 0, since, to, most=_LATELY
        )
    return await _all(view, which, chat_id, thread_id or 0, since, most=_LATELY)


async def lately_alerted(
    view: View, chat_id: int, thread_id: int | None, since: int
) -> list[AnswerMessage]:
    """Return the alerts that a chat, or a topic of it, got after ``since``: the newest first."""
    rows = await view.fetch_all(
        f"SELECT {_ALERT} WHERE chat_id = ? AND thread_id = ? AND sent_at > ?"
        " AND articles <> '[]' ORDER BY sent_at DESC, id DESC LIMIT ?",
        (chat_id, thread_id or 0, since, _LATELY),
    )
    return [_alert(*row) for row in rows]


async def alert_in(view: View, chat_id: int, message_id: int) -> AnswerMessage | None:
    """Return the alert that a message of the bot's is; None for any other."""
    rows = await view.fetch_all(
        f"SELECT {_ALERT} WHERE chat_id = ? AND message_id = ? AND articles <> '[]'",
        (chat_id, message_id),
    )
    return _alert(*rows[0]) if rows else None


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


_LATELY = 20
_ALERT = (
    "chat_id, thread_id, message_id, sent_at, articles, query FROM (SELECT *, (SELECT"
    " json_group_array(article_id) FROM (SELECT article_id FROM delivery"
    " WHERE message = message.id AND article_id IS NOT NULL ORDER BY made_at, id)) AS articles,"
    " (SELECT query FROM matched JOIN delivery ON delivery.id = delivery_id"
    " WHERE message = message.id ORDER BY made_at, delivery.id, subscription_id LIMIT 1) AS query"
    " FROM message)"
)


def _alert(  # noqa: PLR0913, PLR0917 (the columns of a row)
    chat_id: int, thread_id: int, message_id: int, sent_at: int, articles: str, query: str | None
) -> AnswerMessage:
    return AnswerMessage(
        *(Inquiry(Way.SEARCH, query or ""), chat_id, message_id, None),
        articles=tuple(json.loads(articles)),
        shown_at=sent_at,
        thread_id=thread_id or None,
        alert=True,
    )


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
        Inquiry(Way(row.way), row.words, Order(row.ordered), row.story),
        row.chat_id,
        row.message_id,
        row.asked_by,
        row.question_id,
        row.start,
        tuple(json.loads(row.articles)),
        bool(row.whole),
        row.shown_at,
        thread_id=row.thread_id or None,
        near=bool(row.near),
    )
