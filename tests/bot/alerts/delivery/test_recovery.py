"""What a restart, a disk that is full or a move finds on its way: it comes all the same, once."""

import sqlite3

import pytest

from bot.model import State
from tests.bot.alerts.delivery.conftest import Office, alerts, page
from tests.bot.alerts.delivery.test_delivery import ISSUE, PATH, WELL
from tests.support.faults import Kind

FULL = (
    "CREATE TRIGGER full_disk BEFORE UPDATE ON delivery WHEN new.state = 'sent'"
    " BEGIN SELECT RAISE(ABORT, 'database or disk is full'); END"
)


async def execute(office: Office, sql: str) -> None:
    async with office.database.transaction() as transaction:
        await transaction.execute(sql)


async def test_an_outcome_that_cannot_be_recorded_is_kept_until_it_can(office: Office) -> None:
    reader, other = await office.reader("甲", "樱桃沟"), await office.reader("乙", "樱桃沟")
    await execute(office, FULL)
    await office.archive.add_page(page(PATH), ISSUE)
    for _ in range(3):
        with pytest.raises(sqlite3.IntegrityError, match="full"):
            await office.passes(1)
    await execute(office, "DROP TRIGGER full_disk")
    await office.passes(5)
    assert (len(alerts(reader)), len(alerts(other))) == (1, 1)
    assert await office.states() == {State.SENT: 2}


async def test_a_flooded_chat_waits_as_long_as_it_was_told_to_also_over_a_restart(
    office: Office,
) -> None:
    reader, other = await office.reader("甲", "樱桃沟", "王寨"), await office.reader("乙")
    plan = office.strike(Kind.FLOOD)
    plan.retry_after = 90
    await office.archive.add_page(page(PATH), ISSUE)
    await office.passes(1)
    await office.subscribe(other, "王寨")
    await office.archive.add_page(page(WELL), "2023-05-18/A02.md")
    office.restarted()
    await office.passes(88)
    assert (len(alerts(reader)), len(alerts(other))) == (0, 1)
    assert plan.hasty == []
    await office.passes(2)
    [message] = alerts(reader)
    assert PATH[0] in message.text
    assert WELL[0] in message.text
    assert plan.hasty == []


async def test_what_waits_for_a_group_goes_to_what_it_became_though_both_are_known(
    office: Office,
) -> None:
    owner = await office.group("樱桃沟", "王寨", basic=True)
    await office.archive.add_page(page(PATH, WELL), ISSUE)
    there = owner.migrates()
    await office.subscribe(there, "樱桃沟")  # somebody asked for it there before the bot knew
    await office.passes(5)
    assert alerts(owner) == []
    [message] = alerts(there)
    assert PATH[0] in message.text
    assert WELL[0] in message.text
    assert await office.states() == {State.SENT: 2}


async def test_what_a_group_refused_comes_where_it_became_a_supergroup(office: Office) -> None:
    owner = await office.group("樱桃沟", basic=True)
    await office.archive.add_page(page(PATH), ISSUE)
    owner.chat.closed = "CHAT_RESTRICTED"
    await office.passes(5)
    assert await office.states() == {State.PENDING: 1}
    owner.chat.closed = None
    there = owner.migrates()
    await office.passes(60)
    assert len(alerts(there)) == 1
    assert await office.states() == {State.SENT: 1}
