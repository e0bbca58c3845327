"""What has become of every alert: looked up in the little Telegram and in the outbox."""

import sqlite3
from collections import Counter
from collections.abc import Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from bot.preview.model import PRESENT, Chat, Message
from bot.preview.world import World
from bot.store.inbox import not_read_in
from tests.soak.city import Subscriber, headline
from tests.support.pacing import violations


@dataclass(frozen=True, slots=True)
class Reckoning:
    """How many alerts were due to chats that can be reached, and what went wrong.

    ``early`` are the sends that came before Telegram's limits allowed them.
    """

    due: int
    lost: int
    twice: int
    early: int
    unreachable: int


def reckoned(world: World, subscribers: Sequence[Subscriber], bulletins: int) -> Reckoning:
    """Count, once everything has been sent; what is sent too early, to subscribers alone."""
    told = {chat.id for one in subscribers for chat in (one.chat, _now(world, one.chat))}
    shown = _shown(world)
    due = lost = twice = unreachable = 0
    for one in subscribers:
        chat = _now(world, one.chat)
        if not _reachable(world, chat):
            unreachable += 1
            continue
        for bulletin in range(bulletins):
            times = shown[chat.id, headline(one.subject, bulletin)]
            # What came before the group became a supergroup is told there.
            if chat is not one.chat:
                times += shown[one.chat.id, headline(one.subject, bulletin)]
            due += 1
            lost += times == 0
            twice += max(0, times - 1)
    early = violations(world.sent, only=lambda message: message.chat_id in told)
    return Reckoning(due, lost, twice, len(early), unreachable)


def left(database: Path) -> int:
    """Count the deliveries that are neither sent nor failed."""
    return _count(database, "SELECT count(*) FROM delivery WHERE state IN ('pending', 'sending')")


def under_way(database: Path) -> int:
    """Count the deliveries that were given to Telegram and whose outcome is not recorded."""
    return _count(database, "SELECT count(*) FROM delivery WHERE state = 'sending'")


def in_hand(database: Path) -> int:
    """Count the updates that were taken of Telegram and are not done."""
    return _count(database, "SELECT count(*) FROM taken_update WHERE data IS NOT NULL")


def printed(database: Path) -> int:
    """Count the pages that are stored."""
    return _count(database, "SELECT count(*) FROM page")


def quarantined(database: Path) -> set[str]:
    """Return the names of the inbox's files that are not tried again."""
    return {file.name for file in not_read_in(database) if not file.again}


def _count(database: Path, sql: str) -> int:
    with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
        return int(connection.execute(sql).fetchone()[0])


def stories_in(message: Message) -> list[str]:
    """Return the lines of a message, numbers taken off: headlines are among them."""
    return [line.partition(". ")[2] or line for line in message.text.splitlines()]


def _shown(world: World) -> Counter[tuple[int, str]]:
    """Count in how many of the bot's messages each headline stands, by chat."""
    shown: Counter[tuple[int, str]] = Counter()
    for sent in world.sent:
        shown.update((sent.chat.id, line) for line in stories_in(sent.message))
    return shown


def _now(world: World, chat: Chat) -> Chat:
    while chat.migrated_to is not None:
        chat = world.chats[chat.migrated_to]
    return chat


def _reachable(world: World, chat: Chat) -> bool:
    return chat.closed is None and chat.members.get(world.bot.id) in PRESENT
