"""What becomes of deliveries, as rows."""

from zoneinfo import ZoneInfo

from bot.model import State, Target
from bot.store.chats import mark_away, move_chat
from bot.store.deliveries import deliveries_in_same_message, due_of, due_targets, next_due
from bot.store.notices import drop_notice, listed_notices, put_notice, write_notice
from bot.store.outbox import (
    Alert,
    claim,
    fail_chat,
    mark_sent,
    move_deliveries,
    postpone,
    put_alerts,
    recover,
)
from bot.store.status import tally
from bot.store.subscriptions import Match, insert_subscription, pause
from retrieval.store.database import Database
from tests.bot.store.conftest import CHAT, NOW, OTHER
from tests.bot.store.sent import message_at

HERE, TOPIC = Target(CHAT), Target(CHAT, 7)


async def put(database: Database, target: Target, *articles: int, due_at: int = NOW) -> list[int]:
    """Put alerts that match a subscription; give the deliveries' ids."""
    async with database.transaction() as transaction:
        made = await insert_subscription(
            *(transaction, target, "樱桃", f"樱桃 {articles}"), made_by=1, now=NOW
        )
        matched = (Match(made or 1, target, "樱桃"),)
        await put_alerts(
            transaction, [Alert(target, one, matched, due_at) for one in articles], now=NOW
        )
        return [one.id for one in await due_of(transaction, target, due_at, 100)]


async def states(database: Database) -> dict[State, int]:
    async with database.reading() as view:
        counted = (await tally(view, 0)).states
    return {state: count for state, count in counted.items() if count}


async def test_what_is_claimed_is_claimed_once(database: Database) -> None:
    numbers = await put(database, HERE, 1, 2)
    async with database.transaction() as transaction:
        assert await claim(transaction, HERE, numbers, NOW)
        assert not await claim(transaction, HERE, numbers, NOW)
        assert await due_targets(transaction, NOW) == []


async def test_where_one_is_gone_none_is_claimed(database: Database) -> None:
    numbers = await put(database, HERE, 1, 2)
    async with database.transaction() as transaction:
        await transaction.execute("DELETE FROM delivery WHERE id = ?", (numbers[0],))
        assert not await claim(transaction, HERE, numbers, NOW)
        assert [one.id for one in await due_of(transaction, HERE, NOW, 9)] == numbers[1:]


async def test_what_moved_is_not_claimed_where_it_was(database: Database) -> None:
    numbers = await put(database, HERE, 1)
    async with database.transaction() as transaction:
        await move_chat(transaction, CHAT, -1001)
        assert not await claim(transaction, HERE, numbers, NOW)
        assert await claim(transaction, Target(-1001), numbers, NOW)


async def test_a_crash_leaves_it_pending_and_counted(database: Database) -> None:
    numbers = await put(database, HERE, 1)
    async with database.transaction() as transaction:
        await claim(transaction, HERE, numbers, NOW)
        assert await recover(transaction, now=NOW) == [CHAT]
        [one] = await due_of(transaction, HERE, NOW, 9)
    assert one.attempts == 1


async def test_what_waits_is_not_due(database: Database) -> None:
    numbers = await put(database, HERE, 1)
    async with database.transaction() as transaction:
        await claim(transaction, HERE, numbers, NOW)
        await postpone(transaction, numbers, "502", due_at=NOW + 9, now=NOW)
        assert await due_targets(transaction, NOW + 8) == []
        assert await next_due(transaction) == NOW + 9
        assert await due_targets(transaction, NOW + 9) == [HERE]


async def test_what_was_held_stays_so_however_often_it_is_tried(database: Database) -> None:
    numbers = await put(database, HERE, 1, due_at=NOW + 60)
    async with database.transaction() as transaction:
        await claim(transaction, HERE, numbers, NOW + 60)
        await postpone(transaction, numbers, "502", due_at=NOW, now=NOW)
        [one] = await due_of(transaction, HERE, NOW, 9)
    assert one.held


async def test_what_was_not_held_is_not_for_having_waited(database: Database) -> None:
    numbers = await put(database, HERE, 1)
    async with database.transaction() as transaction:
        await claim(transaction, HERE, numbers, NOW)
        await postpone(transaction, numbers, "502", due_at=NOW + 60, now=NOW)
        [one] = await due_of(transaction, HERE, NOW + 60, 9)
    assert not one.held


async def test_a_message_of_a_chat_that_moved_meanwhile_is_sent_and_forgotten(
    database: Database,
) -> None:
    numbers = await put(database, HERE, 1)
    async with database.transaction() as transaction:
        await claim(transaction, HERE, numbers, NOW)
        await move_chat(transaction, CHAT, -1001)
        await mark_sent(transaction, numbers, HERE, 5, "", now=NOW)
        assert await message_at(transaction, CHAT, 5) is None
    assert await states(database) == {State.SENT: 1}


async def test_a_migration_may_be_told_twice(database: Database) -> None:
    numbers = await put(database, HERE, 1)
    async with database.transaction() as transaction:
        await move_chat(transaction, CHAT, -1001)
        await move_chat(transaction, CHAT, -1001)
        assert await claim(transaction, Target(-1001), numbers, NOW)


async def test_a_topics_deliveries_go_to_the_chat_which_gets_a_story_once(
    database: Database,
) -> None:
    await put(database, HERE, 1)
    await put(database, TOPIC, 1, 2)
    async with database.transaction() as transaction:
        await move_deliveries(transaction, TOPIC, now=NOW)
        assert await due_targets(transaction, NOW) == [HERE]
        assert [one.article_id for one in await due_of(transaction, HERE, NOW, 9)] == [1, 2]


async def test_a_chat_that_is_gone_fails_what_waits_and_nothing_else(database: Database) -> None:
    await put(database, HERE, 1, 2)
    await put(database, Target(OTHER), 1)
    async with database.transaction() as transaction:
        await fail_chat(transaction, CHAT, "kicked", now=NOW)
    assert await states(database) == {State.FAILED: 2, State.PENDING: 1}


async def test_what_is_paused_is_not_named(database: Database) -> None:
    await put(database, HERE, 1)
    async with database.transaction() as transaction:
        await pause(transaction, [1], paused=True)
        [one] = await due_of(transaction, HERE, NOW, 9)
    assert one.matched == ()


async def test_deliveries_of_a_message_are_beside_each_other(database: Database) -> None:
    numbers = await put(database, HERE, 1, 2, 3)
    async with database.transaction() as transaction:
        await mark_sent(transaction, numbers[:2], HERE, 5, "", now=NOW)
        beside = await deliveries_in_same_message(transaction, numbers[0])
        alone = await deliveries_in_same_message(transaction, numbers[2])
    assert [one.id for one in beside] == numbers[:2]
    assert [one.id for one in alone] == numbers[2:]


async def test_a_notice_goes_to_each_chat_that_can_be_reached_once(database: Database) -> None:
    async with database.transaction() as transaction:
        await mark_away(transaction, OTHER, "blocked", NOW)
        notice = await write_notice(transaction, "停机", 1, now=NOW)
        assert await due_targets(transaction, NOW) == []
        assert await put_notice(transaction, notice, now=NOW) == 1
        await transaction.execute("UPDATE chat SET away = NULL, away_since = NULL")
        assert await put_notice(transaction, notice, now=NOW) == 0
        await drop_notice(transaction, notice)
        assert await due_targets(transaction, NOW) == [HERE]


async def test_a_notice_is_sent_also_once_the_chats_that_have_it_are_gone(
    database: Database,
) -> None:
    async with database.transaction() as transaction:
        notice = await write_notice(transaction, "停机", 1, now=NOW)
        await write_notice(transaction, "修好了", 1, now=NOW)
        await put_notice(transaction, notice, now=NOW)
        await transaction.execute("DELETE FROM chat")
        listed = await listed_notices(transaction, 0, ZoneInfo("Asia/Shanghai"))
        assert [(one.text, one.waits, one.chats) for one in listed.items] == [
            ("修好了", True, 0),
            ("停机", False, 0),
        ]
        assert await put_notice(transaction, notice, now=NOW) == 0
