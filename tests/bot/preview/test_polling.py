import asyncio
from collections.abc import Callable, Coroutine

import pytest

from bot.preview.participant import Participant
from bot.preview.wire import Json, Refusal
from bot.preview.world import World

Ask = Callable[..., Coroutine[None, None, Json]]


def texts(updates: Json) -> list[str]:
    assert isinstance(updates, list)
    return [update["message"]["text"] for update in updates]


async def test_an_update_waits_until_it_is_confirmed(reader: Participant, ask: Ask) -> None:
    reader.say("一")
    reader.say("二")
    first = await ask("getUpdates")
    assert texts(first) == ["一", "二"]
    assert isinstance(first, list)
    assert texts(await ask("getUpdates", offset=first[0]["update_id"] + 1)) == ["二"]
    assert texts(await ask("getUpdates", limit=1)) == ["二"]
    assert texts(await ask("getUpdates", offset=first[1]["update_id"] + 1)) == []


async def test_a_negative_offset_forgets_all_but_the_last(reader: Participant, ask: Ask) -> None:
    for text in "一二三":
        reader.say(text)
    assert texts(await ask("getUpdates", offset=-1)) == ["三"]
    assert texts(await ask("getUpdates")) == ["三"]


async def test_a_long_poll_returns_when_something_happens(
    world: World, reader: Participant, ask: Ask
) -> None:
    poll = asyncio.create_task(ask("getUpdates", timeout=50))
    await world.changes.until(lambda: world.updates.polls or None, 5)
    reader.say("来了")
    assert texts(await poll) == ["来了"]


async def test_a_second_poller_ends_the_first(world: World, reader: Participant, ask: Ask) -> None:
    first = asyncio.create_task(ask("getUpdates", timeout=50))
    await world.changes.until(lambda: world.updates.polls or None, 5)
    second = asyncio.create_task(ask("getUpdates", timeout=50))
    with pytest.raises(Refusal, match="terminated by other getUpdates request") as refusal:
        await first
    assert refusal.value.code == 409
    reader.say("来了")
    assert texts(await second) == ["来了"]


async def test_only_allowed_kinds_are_queued(world: World, reader: Participant, ask: Ask) -> None:
    await ask("getUpdates", allowed_updates=["callback_query"])
    reader.press_data(reader.say("没听见"), "x")
    assert [update.kind for update in world.updates.first(9)] == ["callback_query"]


async def test_a_webhook_stops_polling_until_it_is_deleted(reader: Participant, ask: Ask) -> None:
    with pytest.raises(Refusal, match="An HTTPS URL must be provided"):
        await ask("setWebhook", url="http://example.cn")
    await ask("setWebhook", url="https://example.cn")
    reader.say("等着")
    info = await ask("getWebhookInfo")
    assert isinstance(info, dict)
    assert (info["url"], info["pending_update_count"]) == ("https://example.cn", 1)
    with pytest.raises(Refusal) as refusal:
        await ask("getUpdates")
    assert refusal.value.code == 409
    await ask("deleteWebhook", drop_pending_updates=True)
    assert await ask("getUpdates") == []
