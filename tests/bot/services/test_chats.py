"""Chats as they were seen, and what they wish."""

from dataclasses import replace
from zoneinfo import ZoneInfo

from bot.model import Chat, ChatKind, ChatSettings, Pace, Quiet, Target
from bot.services.chats import ChatInfo
from bot.services.schedule import due
from bot.store.chats import mark_away, mark_back
from bot.store.deliveries import due_of
from bot.store.outbox import Alert, put_alerts
from bot.store.subscriptions import Match
from tests.bot.conftest import GROUP, NOW, Kept

USUAL = ChatSettings(ZoneInfo("Asia/Shanghai"))
NEVER = 2**40


async def test_a_chat_is_as_it_was_last_seen_and_keeps_its_settings(kept: Kept) -> None:
    weekly = replace(USUAL, pace=Pace.WEEKLY, quiet=Quiet(22 * 60, 7 * 60))
    await kept.chats.settle(GROUP, weekly)
    chat = await kept.chats.see(ChatInfo(GROUP, ChatKind.SUPERGROUP, "新名", "paper_group"))
    assert chat == Chat(GROUP, ChatKind.SUPERGROUP, "新名", weekly, "paper_group")
    assert await kept.chats.get(GROUP) == chat


async def test_a_new_chat_has_the_usual_settings(kept: Kept) -> None:
    chat = await kept.chats.see(ChatInfo(9, ChatKind.PRIVATE, "小李"))
    assert chat.settings == USUAL
    assert await kept.chats.get(10) is None


async def test_what_waits_is_due_as_the_chat_wishes_now(kept: Kept) -> None:
    target = Target(GROUP)
    async with kept.database.transaction() as connection:
        found = (Match(1, target, "食品"),)
        await put_alerts(connection, [Alert(target, 1, found, NOW)], now=NOW)
    daily = replace(USUAL, pace=Pace.DAILY, digest_at=60)
    for settings in (daily, USUAL):
        await kept.chats.settle(GROUP, settings)
        async with kept.database.reading() as view:
            (delivery,) = await due_of(view, target, NEVER, 9)
        assert delivery.due_at == due(settings, NOW)
    assert delivery.due_at == NOW


async def test_a_chat_that_comes_back_is_to_be_told_what_it_missed(kept: Kept) -> None:
    async with kept.database.transaction() as connection:
        await mark_away(connection, GROUP, "Forbidden: bot was kicked", NOW)
    chat = await kept.chats.get(GROUP)
    assert chat is not None
    assert chat.away == "Forbidden: bot was kicked"
    async with kept.database.transaction() as connection:
        await mark_back(connection, GROUP)
        await mark_back(connection, GROUP)
    chat = await kept.chats.get(GROUP)
    assert chat is not None
    assert (chat.away, chat.missed, chat.missed_since) == (None, "Forbidden: bot was kicked", NOW)
    await kept.chats.told(GROUP)
    chat = await kept.chats.get(GROUP)
    assert chat is not None
    assert (chat.away, chat.missed) == (None, None)


async def test_a_joining_is_welcomed_once_and_the_next_again(kept: Kept) -> None:
    here = ChatInfo(9, ChatKind.SUPERGROUP, "读报群")
    assert await kept.chats.joined(here, 100)
    assert not await kept.chats.joined(here, 100)
    assert await kept.chats.joined(here, 200)


async def test_a_group_is_not_welcomed_for_becoming_a_supergroup(kept: Kept) -> None:
    """Whichever Telegram tells first."""
    for before, after in ((-8, -80), (-9, -90)):
        assert await kept.chats.joined(ChatInfo(before, ChatKind.GROUP, "读报群"), 100)
        if before == -9:
            await kept.chats.moved(before, after)
        assert not await kept.chats.joined(ChatInfo(after, ChatKind.SUPERGROUP, "读报群"), 200)
        if before == -8:
            await kept.chats.moved(before, after)
        chat = await kept.chats.get(before)
        assert chat is not None
        assert chat.id == after
        await kept.chats.lost(after, "removed")
        assert await kept.chats.joined(ChatInfo(after, ChatKind.SUPERGROUP, "读报群"), 300)


async def test_only_chats_seen_before_are_known_and_as_they_are_now(kept: Kept) -> None:
    assert await kept.chats.known(ChatInfo(10, ChatKind.PRIVATE, "小李")) is None
    assert await kept.chats.get(10) is None
    chat = await kept.chats.known(ChatInfo(GROUP, ChatKind.SUPERGROUP, "改名", "new_name"))
    assert chat is not None
    assert (chat.title, chat.username) == ("改名", "new_name")
