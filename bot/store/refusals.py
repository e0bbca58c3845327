"""Targets that take no messages until somebody there mends it: their alerts wait meanwhile."""

from collections.abc import Collection
from dataclasses import dataclass

from bot.model import Target
from retrieval.store import Transaction, View

_HERE = "chat_id = ? AND thread_id = ?"


@dataclass(frozen=True, slots=True)
class ChatRefusal:
    """Why a target refuses, since when, and how often it did.

    ``told_at`` is when somebody was told of it, None for not yet; ``dropped`` counts the deliveries
    that were given up since.
    """

    reason: str
    since: int
    tries: int
    told_at: int | None
    dropped: int


async def refusal_of(view: View, target: Target) -> ChatRefusal | None:
    """Return the refusal of a target; None where it takes messages, as far as is known."""
    rows = await view.fetch_all(
        f"SELECT reason, since, tries, told_at, dropped FROM refusal WHERE {_HERE}", _key(target)
    )
    return ChatRefusal(*rows[0]) if rows else None


async def record_refusal(
    transaction: Transaction, target: Target, reason: str, *, now: int, try_at: int
) -> None:
    """Record that a target refused once more, and when to try it again.

    Nothing is recorded of a chat that moved meanwhile.
    """
    await transaction.execute(
        "INSERT INTO refusal (chat_id, thread_id, reason, since, tries, try_at)"
        " SELECT id, ?, ?, ?, 1, ? FROM chat WHERE id = ? ON CONFLICT (chat_id, thread_id)"
        " DO UPDATE SET reason = excluded.reason, try_at = excluded.try_at, tries = tries + 1",
        (target.thread_id or 0, reason, now, try_at, target.chat_id),
    )


async def end_refusal(transaction: Transaction, target: Target, *, now: int) -> None:
    """Forget the refusal of a target that took a message, and try the others of its chat now."""
    await transaction.execute(f"DELETE FROM refusal WHERE {_HERE}", _key(target))
    await try_again(transaction, target.chat_id, now=now)


async def try_again(transaction: Transaction, chat_id: int, *, now: int) -> None:
    """Try all targets of a chat now that are waited for."""
    await transaction.execute(
        "UPDATE refusal SET try_at = ? WHERE chat_id = ? AND try_at > ?", (now, chat_id, now)
    )


async def refusing_chats(view: View, now: int) -> Collection[int]:
    """Return the chats with a target that is not to be tried yet."""
    rows = await view.fetch_all("SELECT DISTINCT chat_id FROM refusal WHERE try_at > ?", (now,))
    return {int(chat_id) for (chat_id,) in rows}


async def count_dropped(transaction: Transaction, target: Target, count: int) -> None:
    """Count deliveries that were given up because of a refusal."""
    await transaction.execute(
        f"UPDATE refusal SET dropped = dropped + ? WHERE {_HERE}", (count, *_key(target))
    )


async def record_told(transaction: Transaction, target: Target, dropped: int, *, now: int) -> None:
    """Record that somebody was told of a refusal, and of so many deliveries that were given up."""
    await transaction.execute(
        f"UPDATE refusal SET told_at = ?, dropped = dropped - ? WHERE {_HERE}",
        (now, dropped, *_key(target)),
    )


def _key(target: Target) -> tuple[int, int]:
    return target.chat_id, target.thread_id or 0
