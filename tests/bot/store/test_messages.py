"""Messages that were sent, as rows."""

from bot.model import Target
from bot.store.deliveries import deliveries_in
from bot.store.messages import (
    cancel_edit,
    forget_message,
    mark_stale,
    next_edit,
    postpone_edit,
    record_edited,
    stale,
)
from bot.store.outbox import mark_sent
from retrieval.store.database import Database
from tests.bot.store.conftest import CHAT, NOW
from tests.bot.store.sent import message_at
from tests.bot.store.test_outbox import put

HERE = Target(CHAT)


async def sent(database: Database, *articles: int) -> int:
    """Record that a message shows these articles; give its row's id."""
    numbers = await put(database, HERE, *articles)
    async with database.transaction() as transaction:
        await mark_sent(transaction, numbers, HERE, 50 + articles[0], "one", now=NOW)
        message = await message_at(transaction, CHAT, 50 + articles[0])
    assert message is not None
    return message.id


async def test_a_message_is_stale_when_an_article_of_it_is(database: Database) -> None:
    number, other = await sent(database, 1, 2), await sent(database, 3)
    async with database.transaction() as transaction:
        await mark_stale(transaction, [2], now=NOW)
        assert [one.id for one in await stale(transaction, NOW, 9)] == [number]
        assert await next_edit(transaction) == NOW
        assert [one.article_id for one in await deliveries_in(transaction, other)] == [3]


async def test_what_was_edited_is_stale_no_more_and_shows_what_it_shows(
    database: Database,
) -> None:
    number = await sent(database, 1)
    async with database.transaction() as transaction:
        await mark_stale(transaction, [1], now=NOW)
        await record_edited(transaction, number, "two")
        assert await stale(transaction, NOW, 9) == []
        message = await message_at(transaction, CHAT, 51)
    assert message is not None
    assert message.fingerprint == "two"


async def test_an_edit_that_waits_is_not_due(database: Database) -> None:
    number = await sent(database, 1)
    async with database.transaction() as transaction:
        await postpone_edit(transaction, number, NOW + 5)
        assert await stale(transaction, NOW + 4, 9) == []
        assert [one.id for one in await stale(transaction, NOW + 5, 9)] == [number]
        await cancel_edit(transaction, number)
        assert await next_edit(transaction) is None


async def test_a_message_that_is_forgotten_leaves_its_deliveries_sent(
    database: Database,
) -> None:
    number = await sent(database, 1)
    async with database.transaction() as transaction:
        await forget_message(transaction, number)
        await mark_stale(transaction, [1], now=NOW)
        assert await stale(transaction, NOW, 9) == []


async def test_a_message_that_is_sent_stale_is_edited_at_once(database: Database) -> None:
    numbers = await put(database, HERE, 1)
    async with database.transaction() as transaction:
        await mark_sent(transaction, numbers, HERE, 9, "one", now=NOW, stale=True)
        assert len(await stale(transaction, NOW, 9)) == 1
