"""Updates brought to a webhook by the server, over HTTP."""

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import pytest
from aiohttp import web

from bot.preview.participant import Participant
from bot.preview.people import person, private
from bot.preview.server import Call, Preview, serve
from bot.preview.webhook_delivery import SECRET_HEADER
from bot.preview.wire import JsonObject, Parameters
from bot.preview.world import World

TOKEN = "123456:AAtest-token_of-no-bot"  # noqa: S105


@dataclass
class Hook:
    """A bot's webhook, which does not take what is ``held`` while ``gate`` is shut."""

    url: str = ""
    status: int = 200
    gate: asyncio.Event = field(default_factory=asyncio.Event)
    held: str = ""
    brought: list[str] = field(default_factory=list)
    secrets: set[str | None] = field(default_factory=set)

    async def take(self, request: web.Request) -> web.Response:
        update = await request.json()
        text = update["message"]["text"]
        if text == self.held:
            await self.gate.wait()
        self.brought.append(text)
        self.secrets.add(request.headers.get(SECRET_HEADER))
        return web.Response(status=self.status)


@asynccontextmanager
async def hooked(
    world: World, given: JsonObject | None = None
) -> AsyncIterator[tuple[Preview, Hook]]:
    hook, app = Hook(), web.Application()
    app.router.add_post("/hook", hook.take)
    runner = web.AppRunner(app)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    hook.url = f"http://127.0.0.1:{runner.addresses[0][1]}/hook"
    try:
        async with serve(world, TOKEN) as preview:
            asked = {"url": hook.url, **(given or {})}
            assert await preview.carry_out(Call("setWebhook", Parameters(asked)))
            yield preview, hook
            hook.gate.set()
    finally:
        await runner.cleanup()


async def until_taken(world: World) -> None:
    await world.changes.until(lambda: len(world.updates) == 0 or None, 10)


async def test_a_chats_updates_are_brought_in_order_with_the_secret(
    world: World, reader: Participant
) -> None:
    async with hooked(world, {"secret_token": "s-1"}) as (_, hook):
        for text in "一二三":
            reader.say(text)
        await until_taken(world)
    assert hook.brought == ["一", "二", "三"]
    assert hook.secrets == {"s-1"}


async def test_a_chat_that_waits_holds_up_no_other(world: World, reader: Participant) -> None:
    other = private(world, person(world, "小王"))
    async with hooked(world) as (_, hook):
        hook.held = "等着"
        reader.say("等着")
        reader.say("再等")
        other.say("不等")
        await world.changes.until(lambda: hook.brought or None, 10)
        assert hook.brought == ["不等"]
        hook.gate.set()
        await until_taken(world)
    assert hook.brought == ["不等", "等着", "再等"]


@pytest.mark.parametrize("status", [403, 500, 503])
async def test_what_is_not_taken_is_brought_again_and_told(
    world: World, reader: Participant, status: int
) -> None:
    async with hooked(world) as (preview, hook):
        hook.status = status
        reader.say("再来")

        def told() -> bool | None:
            return (world.webhook and world.webhook.refused > 1) or None

        await world.changes.until(told, 10)
        info = await preview.carry_out(Call("getWebhookInfo", Parameters({})))
        assert isinstance(info, dict)
        assert str(status) in info["last_error_message"]
        assert info["pending_update_count"] == 1
        hook.status = 200
        await until_taken(world)
    assert set(hook.brought) == {"再来"}


async def test_without_the_webhook_what_was_not_taken_is_fetched(
    world: World, reader: Participant
) -> None:
    async with hooked(world) as (preview, hook):
        hook.status = 500
        reader.say("留着")
        await preview.carry_out(Call("deleteWebhook", Parameters({})))
        updates = await preview.carry_out(Call("getUpdates", Parameters({})))
    assert isinstance(updates, list)
    assert [update["message"]["text"] for update in updates] == ["留着"]
