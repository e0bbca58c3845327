"""The process's way from its start to its stop, where Telegram does not play along."""

import time
from pathlib import Path

import pytest

from bot import app
from bot.alerts.open_archive import OpenArchive
from bot.preview.model import User
from bot.preview.server import Call, serve
from bot.preview.wire import Refusal
from bot.preview.world import World
from bot.runtime.settings import SettingsInvalid, load
from bot.telegram import polling
from bot.telegram.pacing import Pacing

TOKEN = "123456:AAtest-token_of-no-bot"  # noqa: S105
WRONG = "123456:AAanother"


@pytest.fixture
def world() -> World:
    return World(User(123456, "报纸", "paper_bot", is_bot=True))


async def connected(tmp_path: Path, url: str, token: str) -> app.Running:
    settings = load(
        {
            "TELEGRAM_BOT_TOKEN": token,
            "TELEGRAM_API_URL": url,
            "BULLETIN_DB": str(tmp_path / "bulletins.db"),
        },
        tmp_path / ".env",
    )
    assert settings.token is not None
    async with OpenArchive.of(settings) as here:
        application = app.build(settings, settings.token, here, Pacing(time.monotonic))
        try:
            await app._connect(application)  # noqa: SLF001 (a process would take seconds)
        finally:
            await application.shutdown()
            await application.bot.shutdown()
        return application


async def test_a_token_that_telegram_does_not_know_is_said_without_it(
    tmp_path: Path, world: World
) -> None:
    async with serve(world, TOKEN) as preview:
        with pytest.raises(SettingsInvalid, match="TELEGRAM_BOT_TOKEN") as caught:
            await connected(tmp_path, preview.url, WRONG)
    assert "AAanother" not in str(caught.value)
    assert caught.value.__suppress_context__


async def test_telegram_is_tried_again_until_it_can_be_reached(
    tmp_path: Path, world: World, monkeypatch: pytest.MonkeyPatch
) -> None:
    refusals = [Refusal(502, "Bad Gateway"), Refusal(502, "Bad Gateway")]

    async def down(_call: Call) -> None:
        if refusals:
            raise refusals.pop()

    monkeypatch.setattr(polling, "_FIRST_WAIT", 0)
    async with serve(world, TOKEN) as preview:
        preview.fault = down
        application = await connected(tmp_path, preview.url, TOKEN)
    assert application.bot.username == "paper_bot"
    assert refusals == []


def test_running_without_a_token_says_where_to_get_one(tmp_path: Path) -> None:
    with pytest.raises(SettingsInvalid, match="BotFather"):
        app.run(load({}, tmp_path / ".env"))
