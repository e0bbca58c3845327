import asyncio
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from bot.model import State
from bot.store.check import RULES, OutboxBacklog, outbox
from bot.store.schema import steps
from retrieval.archive.upkeep import check, repair
from retrieval.store.database import Database

CHAT = (
    "INSERT INTO chat (id, kind, title, timezone, pace, digest_at, digest_day, silent, amount)"
    " VALUES (7, 'private', '读者', 'Asia/Shanghai', 'at_once', 0, 0, 0, 'passage')"
)
SUBSCRIPTION = (
    "INSERT INTO subscription (chat_id, thread_id, query, folded, paused, made_at, revision)"
    " VALUES (7, 0, '樱桃沟', '樱桃沟', 0, 0, 1)"
)
DELIVERY = (
    "INSERT INTO delivery (chat_id, thread_id, article_id, state, made_at, changed_at, due_at)"
    " VALUES ({chat}, 0, {article}, '{state}', 5, {at}, 5)"
)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A file with the archive's tables and the bot's, and one article."""
    path = tmp_path / "archive.db"

    async def make() -> None:
        async with Database.open(path, steps()):
            pass

    asyncio.run(make())
    write(path, CHAT, SUBSCRIPTION)
    return path


def write(path: Path, *statements: str) -> None:
    with closing(sqlite3.connect(path)) as connection, connection:
        for statement in statements:
            connection.execute(statement)


def wrong(path: Path) -> list[str]:
    return [finding.what for finding in check(path, steps(), RULES).findings]


def test_a_new_file_is_sound(path: Path) -> None:
    assert wrong(path) == []
    assert outbox(path) == {}


@pytest.mark.parametrize(
    ("statement", "found"),
    [
        (DELIVERY.format(chat=8, article=1, state="sent", at=5), "delivery without chat"),
        (
            DELIVERY.format(chat=7, article=1, state="pending", at=5),
            "pending delivery without article",
        ),
        ("INSERT INTO matched VALUES (9, 1, '樱桃沟')", "matched without delivery"),
        ("INSERT INTO moved_chat VALUES (9, 8)", "moved_chat without chat"),
    ],
)
def test_orphans_go_when_they_are_repaired(statement: str, found: str, path: Path) -> None:
    write(path, statement)
    assert wrong(path) == [found]
    assert repair(path, steps(), RULES).sound


def test_what_was_sent_of_an_article_that_is_gone_stays_on_record(path: Path) -> None:
    write(path, DELIVERY.format(chat=7, article=1, state="sent", at=5))
    assert wrong(path) == []


def test_a_subscription_is_never_let_go(path: Path) -> None:
    write(path, "DELETE FROM chat")
    report = repair(path, steps(), RULES)
    assert [(found.what, found.mendable) for found in report.findings] == [
        ("subscription without chat", False)
    ]


def test_an_alert_and_a_notice_that_wait_are_no_orphans(path: Path) -> None:
    write(
        path,
        "INSERT INTO article (id, first_added_at, revision) VALUES (1, '', 1)",
        "INSERT INTO notice (id, text, made_by, made_at) VALUES (1, '停机', 7, 5)",
        DELIVERY.format(chat=7, article=1, state="pending", at=5),
        DELIVERY.replace("article_id", "notice_id").format(
            chat=7, article=1, state="pending", at=5
        ),
    )
    assert wrong(path) == ["article without printing"]


def test_the_outbox_is_told_by_state_and_age(path: Path) -> None:
    write(
        path,
        DELIVERY.format(chat=7, article=1, state="pending", at=50),
        DELIVERY.format(chat=7, article=2, state="pending", at=40),
        DELIVERY.format(chat=7, article=3, state="failed", at=60),
    )
    assert outbox(path) == {State.PENDING: OutboxBacklog(2, 40), State.FAILED: OutboxBacklog(1, 60)}
