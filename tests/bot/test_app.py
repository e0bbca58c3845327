"""The process's way from its start to its stop, where Telegram does not play along."""

import logging
import time
from collections.abc import Iterator
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


@pytest.fixture
def log() -> Iterator[None]:
    """The log as it was, after a run has set up its own."""
    root = logging.getLogger()
    handlers, level = root.handlers[:], root.level
    yield
    root.handlers[:] = handlers
    root.setLevel(level)
    for name in ("bot", "retrieval"):
        logging.getLogger(name).setLevel(logging.NOTSET)


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


@pytest.mark.usefixtures("log")
@pytest.mark.parametrize(
    ("url", "warned"), [("http://192.0.2.7:8081", True), ("http://127.0.0.1:1", False)]
)
def test_a_token_that_goes_in_clear_is_warned_of_without_it(
    url: str,
    *,
    warned: bool,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    async def ended(*_: object, **__: object) -> None:
        return None

    monkeypatch.setattr(app, "_run", ended)
    given = {"TELEGRAM_BOT_TOKEN": TOKEN, "TELEGRAM_API_URL": url}
    app.run(load({**given, "BULLETIN_DB": str(tmp_path / "a.db")}, tmp_path / ".env"))
    said = capsys.readouterr().err
    assert ("in clear" in said) is warned
    assert TOKEN not in said
