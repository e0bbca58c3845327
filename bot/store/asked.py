"""What people ask, as rows for the editors: without anybody's id, and for 30 days.

Each day has a key of its own. Who asked, and what, is stored as a hash with it: the same on that
day, another on the next, and never to be told again once the key is gone.
"""

import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from hashlib import blake2b

from bot.model.asked import Days, Subscribers, Unanswered
from retrieval.model import Band
from retrieval.store import Transaction, View

_BYTES = 16  # of a key, and of a hash


@dataclass(frozen=True, slots=True)
class Recorded:
    """A question to record: ``folded`` is what is the same for asking the same again.

    ``words`` are empty where they are not to be kept. ``former`` is, folded, what the same message
    asked before it was edited; empty for no such.
    """

    asker: int
    folded: str
    words: str
    band: Band
    former: str = ""


async def put_asked(transaction: Transaction, asked: Recorded, day: date) -> None:
    """Store a question; asked again on the same day, it is as it was answered last."""
    if asked.former:
        await _drop_former(transaction, asked.asker, asked.former)
    key = await _key_of(transaction, day)
    await transaction.execute(
        "INSERT INTO asked (day, asker, question, band, words) VALUES (?, ?, ?, ?, ?)"
        " ON CONFLICT (asker, question) DO UPDATE"
        " SET band = excluded.band, words = excluded.words",
        (
            *(day.isoformat(), _asker(key, asked.asker), _question(key, asked.folded)),
            *(asked.band, asked.words),
        ),
    )


async def count_asked(transaction: Transaction, band: Band, day: date, count: int = 1) -> None:
    """Count questions of which nothing else is kept."""
    await transaction.execute(
        "INSERT INTO asked_count (day, band, count) VALUES (?, ?, ?)"
        " ON CONFLICT DO UPDATE SET count = count + excluded.count",
        (day.isoformat(), band, count),
    )


async def forget_asked(transaction: Transaction, before: date) -> None:
    """Delete what was asked before a day, with the days' keys; how much it was stays."""
    rows = await transaction.fetch_all(
        "SELECT day, band, count(*) FROM asked WHERE day < ? GROUP BY day, band",
        (before.isoformat(),),
    )
    for day, band, count in rows:
        await count_asked(transaction, Band(band), date.fromisoformat(day), int(count))
    await transaction.execute("DELETE FROM asked WHERE day < ?", (before.isoformat(),))
    await transaction.execute("DELETE FROM asked_day WHERE day < ?", (before.isoformat(),))


async def forget_asker(transaction: Transaction, asker: int) -> None:
    """Delete what somebody asked, on any day of which the key is kept."""
    keys = await transaction.fetch_all("SELECT key FROM asked_day")
    await transaction.execute_many(
        "DELETE FROM asked WHERE asker = ?", [(_asker(key, asker),) for (key,) in keys]
    )


async def unanswered(view: View, days: Days) -> list[Unanswered]:
    """Return the questions of some days that print did not answer, the first asked first."""
    rows = await view.fetch_all(
        "SELECT words, band, asker FROM asked WHERE day BETWEEN ? AND ? AND words <> ''"
        " ORDER BY day, id",
        _bounds(days),
    )
    return [Unanswered(words, Band(band), asker) for words, band, asker in rows]


async def asked_by_band(view: View, days: Days) -> Mapping[Band, int]:
    """Return how many questions of some days were answered how; all bands are there."""
    rows = await view.fetch_all(
        "SELECT band, sum(count) FROM ("
        "SELECT band, count(*) AS count FROM asked WHERE day BETWEEN ? AND ? GROUP BY band"
        " UNION ALL SELECT band, count FROM asked_count WHERE day BETWEEN ? AND ?"
        ") GROUP BY band",
        (*_bounds(days), *_bounds(days)),
    )
    return dict.fromkeys(Band, 0) | {Band(band): int(count) for band, count in rows}


async def subscribers(view: View) -> Subscribers:
    """Return how many chats have how many subscriptions now."""
    [counts] = await view.fetch_all(
        "SELECT count(DISTINCT chat_id), count(*), coalesce(sum(paused), 0) FROM subscription"
    )
    return Subscribers(*map(int, counts))


async def alerts_between(view: View, since: int, until: int) -> tuple[int, int]:
    """Return how many alerts were sent, and how many failed, from a moment until before another."""
    rows = await view.fetch_all(
        "SELECT state, count(*) FROM delivery WHERE state IN ('sent', 'failed')"
        " AND article_id IS NOT NULL AND changed_at >= ? AND changed_at < ? GROUP BY state",
        (since, until),
    )
    counts = {state: int(count) for state, count in rows}
    return counts.get("sent", 0), counts.get("failed", 0)


async def read_between(view: View, since: int, until: int, most: int) -> list[tuple[int, int]]:
    """Return the ids of stories that were shown in full, and to how many; what most read first."""
    rows = await view.fetch_all(
        "SELECT json_extract(articles, '$[0]') AS article,"
        " count(DISTINCT coalesce(asked_by, chat_id)) AS readers FROM showing"
        " WHERE whole AND shown_at >= ? AND shown_at < ?"
        " GROUP BY article ORDER BY readers DESC, article DESC LIMIT ?",
        (since, until, most),
    )
    return [(int(article), int(readers)) for article, readers in rows]


async def _key_of(transaction: Transaction, day: date) -> bytes:
    """Return the key of a day, which is made with its first question."""
    await transaction.execute(
        "INSERT INTO asked_day (day, key) VALUES (?, ?) ON CONFLICT DO NOTHING",
        (day.isoformat(), secrets.token_bytes(_BYTES)),
    )
    [(key,)] = await transaction.fetch_all(
        "SELECT key FROM asked_day WHERE day = ?", (day.isoformat(),)
    )
    return bytes(key)


async def _drop_former(transaction: Transaction, asker: int, former: str) -> None:
    """Delete what somebody asked with other words before they edited them: the last time."""
    keys = await transaction.fetch_all("SELECT key FROM asked_day ORDER BY day DESC")
    for (key,) in keys:
        dropped = await transaction.returning(
            "DELETE FROM asked WHERE asker = ? AND question = ? RETURNING id",
            (_asker(key, asker), _question(key, former)),
        )
        if dropped:
            return


def _bounds(days: Days) -> tuple[str, str]:
    return days.first.isoformat(), days.last.isoformat()


def _asker(key: bytes, asker: int) -> bytes:
    return _hash(key, b"asker", str(asker))


def _question(key: bytes, folded: str) -> bytes:
    return _hash(key, b"question", folded)


def _hash(key: bytes, use: bytes, text: str) -> bytes:
    return blake2b(text.encode(), digest_size=_BYTES, key=key, person=use).digest()
