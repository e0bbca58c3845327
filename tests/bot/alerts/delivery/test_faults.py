"""What goes wrong on the way, and what becomes of the alerts then."""

import asyncio
import logging
from itertools import pairwise

import pytest

from bot.model import State, Target
from bot.preview.server import Call
from bot.runtime import loops
from bot.runtime.logs import TOLD
from bot.runtime.loops import ITEM_PAUSES, ITEM_TRIES
from bot.store.chats import chat_of
from bot.store.deliveries import due_of
from bot.store.outbox import claim
from bot.store.quarantine import not_sent, try_quarantined_again
from bot.store.subscriptions import subscriptions_of
from retrieval.errors import ArchiveUnavailable
from tests.bot.alerts.delivery.conftest import Office, alerts, page
from tests.bot.alerts.delivery.test_delivery import ISSUE, PATH, WELL
from tests.support.faults import Kind


async def one_alert(office: Office) -> None:
    await office.archive.add_page(page(PATH), ISSUE)


@pytest.mark.parametrize(
    "kind", [Kind.INTERNAL_ERROR, Kind.BAD_GATEWAY, Kind.PROXY_PAGE, Kind.DROPPED]
)
async def test_a_fault_that_passes_is_tried_again_later(office: Office, kind: Kind) -> None:
    reader = await office.reader("小李", "樱桃沟")
    office.strike(kind, kind)
    await one_alert(office)
    await office.passes()
    assert alerts(reader) == []
    assert await office.states() == {State.PENDING: 1}
    await office.passes(10)
    assert len(alerts(reader)) == 1
    assert len(office.preview.calls) == 4  # getMe, two that failed, and one


async def test_a_lost_answer_brings_the_message_twice_at_most(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟")
    office.strike(Kind.LOST)
    await one_alert(office)
    await office.passes()
    assert len(alerts(reader)) == 1
    assert "perhaps accepted" in (await office.reasons())[0]
    await office.passes(60)
    assert len(alerts(reader)) == 2
    assert await office.states() == {State.SENT: 1}


async def test_a_flooded_chat_waits_as_long_as_it_is_told_and_no_other(office: Office) -> None:
    flooded, other = await office.reader("甲", "樱桃沟"), await office.reader("乙", "樱桃沟")
    plan = office.strike(Kind.FLOOD)
    plan.retry_after = 7
    await one_alert(office)
    await office.passes()
    assert len(alerts(flooded)) + len(alerts(other)) == 1
    await office.passes(6.5)
    assert len(alerts(flooded)) + len(alerts(other)) == 1
    await office.passes(0.5)
    assert (len(alerts(flooded)), len(alerts(other))) == (1, 1)
    assert plan.hasty == []


async def test_a_new_story_for_a_flooded_chat_waits_too(office: Office) -> None:
    reader = await office.reader("小李", "樱桃")
    plan = office.strike(Kind.FLOOD)
    plan.retry_after = 7
    await one_alert(office)
    await office.passes(1)
    await office.archive.add_page(page(WELL), "2023-05-18/A02.md")
    await office.passes(5)
    assert plan.hasty == []
    await office.passes(1)
    [message] = alerts(reader)
    assert PATH[0] in message.text
    assert WELL[0] in message.text


async def test_a_flood_of_all_stops_all(office: Office) -> None:
    readers = [await office.reader(f"读者{at}", "樱桃沟") for at in range(60)]
    plan = office.strike(Kind.FLOOD_OF_ALL)
    plan.retry_after = 7
    await one_alert(office)
    await office.passes(6.5)
    asked = len(plan.hasty)
    assert asked < 30
    await office.passes(10)
    assert [len(alerts(reader)) for reader in readers] == [1] * 60
    assert len(plan.hasty) == asked


async def test_a_chat_that_shut_the_bot_out_is_away(office: Office) -> None:
    gone, other = await office.reader("甲", "樱桃沟"), await office.reader("乙", "樱桃沟")
    gone.blocks()
    await one_alert(office)
    await office.passes(5)
    assert len(alerts(other)) == 1
    async with office.database.reading() as view:
        chat = await chat_of(view, gone.chat.id)
    assert chat is not None
    assert chat.away is not None
    assert "blocked" in chat.away
    assert await office.states() == {State.SENT: 1, State.FAILED: 1}
    await office.archive.add_page(
        page(("樱桃沟又修路", "樱桃沟的第二条路也开工了。")), "2023-05-18/A03.md"
    )
    await office.passes(5)
    assert len(alerts(other)) == 2
    assert len([call for call in office.preview.calls if call.method == "sendMessage"]) == 3


async def test_a_group_that_migrates_is_followed(office: Office) -> None:
    owner = await office.group("樱桃沟", basic=True)
    there = owner.migrates()
    await one_alert(office)
    await office.passes(5)
    assert alerts(owner) == []
    assert len(alerts(there)) == 1
    async with office.database.reading() as view:
        chat = await chat_of(view, owner.chat.id)
        assert len(await subscriptions_of(view, there.chat.id)) == 1
    assert chat is not None
    assert chat.id == there.chat.id


async def test_a_group_that_migrates_is_followed_where_both_ids_were_seen(office: Office) -> None:
    owner = await office.group("樱桃沟", "樊惠林", basic=True)
    there = owner.migrates()
    await office.subscribe(there, "樱桃沟")
    await one_alert(office)
    await office.passes(5)
    assert len(alerts(there)) == 1
    async with office.database.reading() as view:
        kept = [one.query for one in await subscriptions_of(view, there.chat.id)]
    assert sorted(kept) == ["樊惠林", "樱桃沟"]


async def test_a_topic_that_is_gone_falls_back_to_the_chat_and_tells_its_admin_once(
    office: Office,
) -> None:
    owner = await office.group(is_forum=True)
    admin = await office.reader("管理员")
    thread = owner.topic("本地新闻")
    await office.subscribe(
        type(owner)(office.world, owner.chat, admin.user), "樱桃沟", "王寨", thread=thread
    )
    owner.deletes(thread)
    await office.archive.add_page(page(PATH, WELL), ISSUE)
    await office.passes(5)
    [message] = alerts(owner)
    assert message.thread is None
    assert PATH[0] in message.text
    assert WELL[0] in message.text
    assert [said.text for said in alerts(admin)] == [
        "“街坊”里有个话题删掉了（话题 2），它的订阅以后发到群里。"
    ]
    async with office.database.reading() as view:
        kept = await subscriptions_of(view, owner.chat.id)
    assert [one.target for one in kept] == [Target(owner.chat.id)] * 2


async def test_what_telegram_will_never_take_fails_and_stays_so(office: Office) -> None:
    await office.reader("小李", "樱桃沟")
    other = await office.reader("乙", "樱桃沟")

    def refuse(call: Call) -> None:
        from bot.preview.wire import bad  # noqa: PLC0415

        if call.method == "sendMessage" and call.parameters.text("chat_id") != str(other.chat.id):
            raise bad("can't parse entities: unclosed start tag at byte offset 9")

    office.preview.check = refuse
    await one_alert(office)
    await office.passes(600)
    assert len(alerts(other)) == 1
    assert await office.states() == {State.SENT: 1, State.FAILED: 1}
    assert await office.reasons() == ["Can't parse entities: unclosed start tag at byte offset 9"]


async def test_what_was_in_flight_at_a_crash_is_sent_again(office: Office) -> None:
    reader = await office.reader("小李", "樱桃沟")
    await one_alert(office)
    target = Target(reader.chat.id)
    async with office.database.transaction() as connection:
        now = int(office.clock())
        numbers = [one.id for one in await due_of(connection, target, now, 9)]
        assert await claim(connection, target, numbers, now)
    office.restarted()
    await office.passes()
    assert alerts(reader) == []  # it may have come in just now
    await office.passes(1)
    assert len(alerts(reader)) == 1
    assert await office.states() == {State.SENT: 1}


async def test_a_fault_of_our_own_is_given_up_after_some_tries_and_stops_nobody(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader, other = await office.reader("甲", "樱桃沟"), await office.reader("乙", "樱桃沟")
    send = office.bot.send_message

    async def broken(chat_id: int, *given: object, **named: object) -> object:
        if chat_id == reader.chat.id:
            raise LookupError
        return await send(chat_id, *given, **named)  # type: ignore[arg-type]

    monkeypatch.setattr(type(office.bot), "send_message", lambda _bot, *a, **n: broken(*a, **n))
    await one_alert(office)
    await goes_by(office)
    assert len(alerts(other)) == 1
    assert await office.states() == {State.SENT: 1, State.FAILED: 1}
    [reason] = await office.reasons()
    assert reason.startswith("fault: LookupError")


def breaking(office: Office, monkeypatch: pytest.MonkeyPatch, title: str) -> list[float]:
    """Have a story fail whenever it is looked up, while the list is empty or filled by tries."""
    article, tries = office.archive.article, list[float]()

    async def broken(article_id: int) -> object:
        stored = await article(article_id)
        if stored.article.title == title:
            if office.clock() not in tries:
                tries.append(office.clock())
            raise LookupError("what somebody wrote")
        return stored

    monkeypatch.setattr(office.archive, "article", broken)
    return tries


async def goes_by(office: Office) -> None:
    """Have the time pass in which something is tried for the last time."""
    for pause in (0.0, *ITEM_PAUSES):
        office.clock.now += pause
        await office.passes(3)


@pytest.mark.parametrize("stories", [(PATH, WELL), (WELL, PATH)], ids=["first", "last"])
async def test_a_story_that_cannot_be_composed_is_tried_again_and_stops_no_other(
    office: Office, monkeypatch: pytest.MonkeyPatch, stories: tuple[tuple[str, str], ...]
) -> None:
    reader = await office.reader("甲", "樱桃沟", "王寨")
    other = await office.reader("乙", "王寨")
    tries = breaking(office, monkeypatch, PATH[0])
    await office.archive.add_page(page(*stories), ISSUE)
    await office.passes(3)
    assert WELL[0] in alerts(reader)[0].text
    assert len(alerts(other)) == 1
    assert await office.states() == {State.SENT: 2, State.PENDING: 1}
    for _ in range(60):
        office.clock.now += 100
        await office.passes(1)
    assert await office.states() == {State.SENT: 2, State.FAILED: 1}
    alone = [at for at in tries if at > tries[0] or stories[0] is PATH]  # not beside another
    pauses = [after - before for before, after in pairwise(alone)]
    assert len(alone) == ITEM_TRIES
    assert all(waited >= pause for waited, pause in zip(pauses, ITEM_PAUSES, strict=True))
    [reason] = await office.reasons()
    assert reason.startswith("fault: LookupError, ")
    assert "wrote" not in reason
    assert len(alerts(reader)) == 1


async def test_what_fails_is_told_by_name_at_first_and_in_quarantine_and_tried_again_when_asked(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    admin = await office.reader("站长")
    office.admins = frozenset({admin.user.id})
    office.restarted()
    street = await office.group("樱桃沟")
    breaking(office, monkeypatch, PATH[0])
    await one_alert(office)
    await office.passes(3)
    [first] = alerts(admin)
    assert f"发给“街坊”的《{PATH[0]}》：LookupError, " in first.text
    assert "会自动再试" in first.text
    await goes_by(office)
    _, last = alerts(admin)
    assert f"发给“街坊”的《{PATH[0]}》" in last.text
    assert "试了 5 次" in last.text
    errors = [one for one in caplog.records if one.levelname == "ERROR"]
    assert [hasattr(one, TOLD) for one in errors] == [True, True]
    async with office.database.reading() as view:
        found = await not_sent(view)
    assert (found.count, found.quarantined, found.first[0].chat) == (1, 1, "街坊")
    monkeypatch.undo()
    async with office.database.transaction() as transaction:
        assert await try_quarantined_again(transaction, now=int(office.clock())) == 1
    await office.passes(3)
    [alert] = alerts(street)
    assert PATH[0] in alert.text
    async with office.database.reading() as view:
        assert (await not_sent(view)).count == 0


async def test_an_edit_that_cannot_be_composed_is_tried_again_and_then_left(
    office: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader = await office.reader("甲", "樱桃沟")
    await one_alert(office)
    await office.passes(3)
    mended = PATH[0], PATH[1].replace("二十户", "三十户")
    tries = breaking(office, monkeypatch, PATH[0])
    await office.archive.add_page(page(mended), ISSUE)
    await office.passes(3)
    assert len(tries) == 1
    office.clock.now += ITEM_PAUSES[0]
    monkeypatch.undo()
    await office.passes(3)
    assert "三十户" in alerts(reader)[0].text
    tries = breaking(office, monkeypatch, PATH[0])
    await office.archive.add_page(page(PATH), ISSUE)
    for _ in range(3):
        await goes_by(office)
    assert len(tries) == ITEM_TRIES
    await office.archive.add_page(page(mended), ISSUE)
    await goes_by(office)
    assert len(tries) == 2 * ITEM_TRIES


async def test_an_outbox_that_cannot_be_read_for_a_while_goes_on_by_itself(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    monkeypatch.setattr(loops, "FIRST_PAUSE", 0.0)
    caplog.set_level(logging.INFO, loops.__name__)
    reader = await office.reader("小李", "樱桃沟")
    errors: list[Exception] = [ArchiveUnavailable("磁盘满了，腾出空间再试"), KeyError("words")]
    poll = office.delivery.poll

    async def failing() -> None:
        if errors:
            raise errors.pop()
        await poll()

    monkeypatch.setattr(office.delivery, "poll", failing)
    running = asyncio.create_task(office.delivery.run())
    await one_alert(office)
    await office.world.changes.until(lambda: alerts(reader) or None, 30)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    said = [one for one in caplog.records if one.name == loops.__name__]
    assert [one.levelname for one in said] == ["ERROR", "INFO"]
    assert "words" not in said[0].getMessage()


async def test_it_runs_until_it_is_stopped_and_leaves_nothing_half_recorded(
    office: Office,
) -> None:
    reader = await office.reader("小李", "樱桃沟")
    running = asyncio.create_task(office.delivery.run())
    await one_alert(office)
    await office.world.changes.until(lambda: alerts(reader) or None, 30)
    running.cancel()
    await asyncio.gather(running, return_exceptions=True)
    assert await office.states() == {State.SENT: 1}
