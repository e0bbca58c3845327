"""Chats as rows: what they are, how they want to be told, and the ids they had before."""

from typing import NamedTuple
from zoneinfo import ZoneInfo

from bot.model import Amount, Asking, Chat, ChatKind, ChatSettings, Pace, Quiet
from retrieval.store import Transaction, View


class _Row(NamedTuple):
    id: int
    kind: str
    title: str
    username: str | None
    away: str | None
    away_since: int | None
    timezone: str
    pace: str
    digest_at: int
    digest_day: int
    quiet_start: int | None
    quiet_end: int | None
    silent: int
    amount: str
    language: str | None
    asking: str
    missed: str | None
    missed_since: int | None
    votes: int
    spoken: str | None


_COLUMNS = ", ".join(_Row._fields)
_SETTINGS = (
    "timezone, pace, digest_at, digest_day, quiet_start, quiet_end, silent, amount, language,"
    " asking, votes"
)


async def see_chat(  # noqa: PLR0913 (each is a field of Telegram's)
    transaction: Transaction,
    chat_id: int,
    kind: ChatKind,
    title: str,
    *,
    timezone: ZoneInfo,
    username: str | None = None,
    spoken: str | None = None,
) -> None:
    """Store a chat as it is now; a new one gets the default settings."""
    defaults = ChatSettings(timezone)
    await transaction.execute(
        "INSERT INTO chat (id, kind, title, username, spoken, timezone, pace, digest_at,"
        " digest_day, silent, amount) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)"
        " ON CONFLICT (id) DO UPDATE"
        " SET kind = excluded.kind, title = excluded.title, username = excluded.username,"
        " spoken = coalesce(excluded.spoken, spoken)",
        (
            *(chat_id, kind, title, username, spoken, timezone.key),
            *(
                defaults.pace,
                defaults.digest_at,
                defaults.digest_day,
                defaults.silent,
                defaults.amount,
            ),
        ),
    )


async def chat_of(view: View, chat_id: int) -> Chat | None:
    """Return a chat by its id, or by one it had before; None for one never seen."""
    rows = await view.fetch_all(
        f"SELECT {_COLUMNS} FROM chat WHERE id ="
        " coalesce((SELECT chat_id FROM moved_chat WHERE id = ?), ?)",
        (chat_id, chat_id),
    )
    return _chat(_Row(*rows[0])) if rows else None


async def keep_settings(transaction: Transaction, chat_id: int, settings: ChatSettings) -> None:
    """Store the settings of a chat that is known."""
    quiet = settings.quiet
    await transaction.execute(
        f"UPDATE chat SET ({_SETTINGS}) = (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) WHERE id = ?",
        (
            *(settings.timezone.key, settings.pace, settings.digest_at, settings.digest_day),
            *((quiet.start, quiet.end) if quiet else (None, None)),
            *(settings.silent, settings.amount, settings.language, settings.asking),
            *(settings.votes, chat_id),
        ),
    )


async def mark_away(transaction: Transaction, chat_id: int, reason: str, now: int) -> None:
    """Record that nothing can be sent to a chat; the first reason stays."""
    await transaction.execute(
        "UPDATE chat SET away = ?, away_since = ? WHERE id = ? AND away IS NULL",
        (reason, now, chat_id),
    )


async def mark_back(transaction: Transaction, chat_id: int) -> None:
    """Record that a chat can be sent to again; it is still to be told what it missed."""
    await transaction.execute(
        "UPDATE chat SET (missed, missed_since, away, away_since) = (away, away_since, NULL, NULL)"
        " WHERE id = ? AND away IS NOT NULL",
        (chat_id,),
    )


async def mark_told(transaction: Transaction, chat_id: int) -> None:
    """Record that a chat was told what it missed."""
    await transaction.execute(
        "UPDATE chat SET missed = NULL, missed_since = NULL WHERE id = ?", (chat_id,)
    )


async def move_chat(transaction: Transaction, former: int, to: int) -> None:
    """Move a group that became a supergroup, with all that it has, to its new id.

    Where both ids are known, the group's settings hold, and what both have is kept once. The
    messages of the group are deleted: their numbers mean nothing in a supergroup. A move may be
    repeated.
    """
    if not await _is_known(transaction, former):
        return
    await transaction.execute("DELETE FROM message WHERE chat_id = ?", (former,))
    if await _is_known(transaction, to):
        await _merge_chats(transaction, former, to)
    else:
        await transaction.execute(
            "UPDATE chat SET id = ?, kind = 'supergroup' WHERE id = ?", (to, former)
        )
    await transaction.execute(
        "INSERT OR REPLACE INTO moved_chat (id, chat_id) SELECT ?, id FROM chat WHERE id = ?",
        (former, to),
    )


async def _is_known(view: View, chat_id: int) -> bool:
    return bool(await view.fetch_all("SELECT 1 FROM chat WHERE id = ?", (chat_id,)))


async def _merge_chats(transaction: Transaction, former: int, to: int) -> None:
    """Move what the former chat has to the other, and delete the former."""
    for table in ("subscription", "delivery"):
        await transaction.execute(
            f"UPDATE OR IGNORE {table} SET chat_id = ? WHERE chat_id = ?", (to, former)
        )
    await transaction.execute(
        f"UPDATE chat SET ({_SETTINGS}) = (SELECT {_SETTINGS} FROM chat WHERE id = ?) WHERE id = ?",
        (former, to),
    )
    await transaction.execute("UPDATE moved_chat SET chat_id = ? WHERE chat_id = ?", (to, former))
    await transaction.execute("DELETE FROM chat WHERE id = ?", (former,))


def _chat(row: _Row) -> Chat:
    return Chat(
        row.id,
        ChatKind(row.kind),
        row.title,
        _settings(row),
        row.username,
        away=row.away,
        away_since=row.away_since,
        missed=row.missed,
        missed_since=row.missed_since,
        spoken=row.spoken,
    )


def _settings(row: _Row) -> ChatSettings:
    quiet = (
        None
        if row.quiet_start is None or row.quiet_end is None
        else Quiet(row.quiet_start, row.quiet_end)
    )
    return ChatSettings(
        timezone=ZoneInfo(row.timezone),
        pace=Pace(row.pace),
        digest_at=row.digest_at,
        digest_day=row.digest_day,
        quiet=quiet,
        silent=bool(row.silent),
        amount=Amount(row.amount),
        language=row.language,
        asking=Asking(row.asking),
        votes=bool(row.votes),
    )
