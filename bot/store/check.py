"""Checks of the bot's tables: rules that rows must not break, and the state of the outbox."""

from collections.abc import Mapping
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.model import State
from bot.store.schema import ROOM
from retrieval.store import Rule, children, open_read_only, schemas, sqlite_errors

_NO_CHAT = "subscription WHERE chat_id NOT IN (SELECT id FROM chat)"
# NULL is NOT IN an empty table: what may be NULL is asked for it first.
_NO_NOTICE = "delivery WHERE notice_id IS NOT NULL AND notice_id NOT IN (SELECT id FROM notice)"
_NO_MESSAGE = "message IS NOT NULL AND message NOT IN (SELECT id FROM message)"
_NO_STORY = (
    "delivery WHERE state = 'pending' AND article_id IS NOT NULL"
    " AND article_id NOT IN (SELECT id FROM article)"
    " AND article_id NOT IN (SELECT id FROM moved_article)"
)
_REFUSALS = 9  # the migration that made their table
_COLUMNS = "SELECT name FROM pragma_table_info('delivery')"
RULES = (
    Rule("subscription without chat", ROOM, _NO_CHAT),
    Rule("delivery without notice", ROOM, _NO_NOTICE, (f"DELETE FROM {_NO_NOTICE}",)),
    Rule("pending delivery without article", ROOM, _NO_STORY, (f"DELETE FROM {_NO_STORY}",)),
    Rule(
        "delivery without message",
        ROOM,
        f"delivery WHERE {_NO_MESSAGE}",
        (f"UPDATE delivery SET message = NULL WHERE {_NO_MESSAGE}",),
    ),
    *children(
        ROOM,
        ("moved_chat", "chat", "chat_id"),
        ("message", "chat", "chat_id"),
        ("delivery", "chat", "chat_id"),
        ("matched", "delivery", "delivery_id"),
    ),
    *children(ROOM, ("refusal", "chat", "chat_id"), since=_REFUSALS),
)


@dataclass(frozen=True, slots=True)
class OutboxBacklog:
    """How many deliveries are in a state, and the moment when the oldest came into it."""

    count: int
    since: int


def outbox(path: Path) -> Mapping[State, OutboxBacklog]:
    """Return the states that deliveries are in; none where no bot has run, or the table is gone.

    Raises ArchiveUnavailable.
    """
    with sqlite_errors(path), closing(open_read_only(path)) as connection:
        columns = {name for (name,) in connection.execute(_COLUMNS)}
        if ROOM not in schemas(connection) or not columns >= {"state", "changed_at"}:
            return {}
        rows = connection.execute(
            "SELECT state, count(*), min(changed_at) FROM delivery GROUP BY state"
        )
        return {State(state): OutboxBacklog(int(count), int(since)) for state, count, since in rows}
