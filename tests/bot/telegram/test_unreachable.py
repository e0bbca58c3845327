"""Through a proxy, and what is said where Telegram isn't reached."""

import asyncio
import os
import socket
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn

import pytest
from telegram import Bot

from bot.preview.model import User
from bot.preview.people import person, private
from bot.preview.server import Call, serve
from bot.preview.wire import Page
from bot.preview.world import World
from bot.runtime.metrics import Metrics
from bot.telegram import transport
from bot.telegram.calls import CallFailed, once
from bot.telegram.outcome import NoConnection
from bot.telegram.transport import PollingTransport, Transport
from bot.telegram.unreachable import why
from tests.support.proxies import answering, certified, over_tls, proxy

TOKEN = "123456:AAtest-token_of-no-bot"  # noqa: S105
HOST = "telegram.test"
LOGIN = "editor:tr0ut@pond"
SPELT = "editor:tr0ut%40pond"
DATA = "第一版".encode() * 100_000


@pytest.fixture(scope="module")
def certificate(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    refuse = pytest.fail if os.environ.get("CI") else pytest.skip
    return certified(tmp_path_factory.mktemp("tls"), HOST, refuse)


@pytest.fixture
def world() -> World:
    return World(User(123456, "报纸", "paper_bot", is_bot=True))


@asynccontextmanager
async def api(
    world: World, certificate: tuple[Path, Path] | None = None
) -> AsyncIterator[tuple[str, int]]:
    """A Bot API under a name that only proxies know, over TLS with a certificate; and its port."""
    async with serve(world, TOKEN) as preview:
        port = int(preview.url.rpartition(":")[2])
        if certificate is None:
            yield f"http://{HOST}:{port}", port
        else:
            async with over_tls(port, certificate) as secure:
                yield f"https://{HOST}:{secure}", secure


@asynccontextmanager
async def bot(url: str, through: str | None) -> AsyncIterator[tuple[Bot, Transport]]:
    sending = Transport(4, Metrics(), through)
    polling = PollingTransport(Metrics(), proxy=through)
    one = Bot(TOKEN, f"{url}/bot", f"{url}/file/bot", sending, polling)
    try:
        yield one, sending
    finally:
        await one.shutdown()
        await sending.shutdown()
        await polling.shutdown()


@pytest.mark.parametrize("login", [None, LOGIN])
@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("kind", ["http", "socks5"])
async def test_polling_sending_and_files_go_through_the_proxy(  # noqa: PLR0913, PLR0917 (fixtures)
    kind: str,
    secure: bool,  # noqa: FBT001 (pytest's)
    login: str | None,
    world: World,
    certificate: tuple[Path, Path],
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    reader = private(world, person(world, "小李"))
    async with (
        api(world, certificate if secure else None) as (url, port),
        proxy(kind, {HOST: port}, login) as between,
        bot(url, between.address(SPELT) if login else between.url) as (one, sending),
    ):
        await one.initialize()
        reader.upload("A01.md", DATA)
        (update,) = await one.get_updates()
        assert update.message is not None
        assert update.message.document is not None
        led = len(between.led)
        await one.send_message(reader.chat.id, "收到")
        file = await one.get_file(update.message.document.file_id)
        assert file.file_path is not None
        assert b"".join([part async for part in sending.fetch(file.file_path)]) == DATA
        assert [message.text for message in reader.from_bot()] == ["收到"]
    assert set(between.led) == {f"{HOST}:{port}"}
    assert between.turned_away == 0
    if not secure and kind == "http":  # a connection a call
        assert (led, len(between.led)) == (2, 5)


async def test_a_proxy_may_itself_be_reached_over_tls(
    world: World, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("SSL_CERT_FILE", str(certificate[0]))
    async with (
        api(world, certificate) as (url, port),
        proxy("http", {HOST: port}, LOGIN) as between,
        over_tls(int(between.url.rpartition(":")[2]), certificate) as secure,
        bot(url, f"https://{SPELT}@127.0.0.1:{secure}") as (one, _),
    ):
        assert (await one.get_me()).username == "paper_bot"
    assert between.led == [f"{HOST}:{port}"]


async def said(url: str, through: str | None = None) -> str:
    """What is said of a call that does not reach Telegram."""
    async with bot(url, through) as (one, _):
        with pytest.raises(CallFailed) as caught:
            await once(one.get_me)
    assert isinstance(caught.value.outcome, NoConnection)
    reason = why(caught.value, url, through)
    assert reason is not None
    assert reason.chinese.startswith("连不上 Telegram：")
    assert reason.english.startswith("Telegram can't be reached: ")
    for secret in (TOKEN, "editor", "tr0ut"):
        assert secret not in f"{reason}{reason!r}{caught.value}"
    return str(reason)


@pytest.mark.parametrize("secure", [False, True])
@pytest.mark.parametrize("kind", ["http", "socks5"])
async def test_a_proxy_that_refuses_is_told_with_what_to_do(
    kind: str,
    secure: bool,  # noqa: FBT001 (pytest's)
    world: World,
    certificate: tuple[Path, Path],
) -> None:
    async with (
        api(world, certificate if secure else None) as (url, port),
        proxy(kind, {HOST: port}, LOGIN) as locked,
        proxy(kind, {}) as blind,
    ):
        for address in (locked.url, locked.address("editor:tr0utless")):
            told = await said(url, address)
            assert f"代理 {locked.url} 要用户名和密码" in told
            assert "://user:password@host:port" in told
        told = await said(url, blind.url)
        assert f"代理 {blind.url} 连不到 {HOST}:{port}" in told
        assert "换一个能到 Telegram 的节点" in told
    assert (locked.led, blind.led) == ([], [])
    assert locked.turned_away == 2
    told = await said(url, blind.url)  # which is off now
    assert f"代理 {blind.url} 没有开" in told
    assert "PROXY_URL" in told


async def test_what_is_no_such_proxy_or_says_nothing_is_given_up(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    url = f"https://{HOST}"
    async with answering(b"HTTP/1.1 400 Bad Request\r\n\r\n") as site:
        assert "那里不是 socks5 代理" in await said(url, f"socks5://{site}")
    async with answering(b"\x05\xff") as socks:
        assert "那里不是 http 代理" in await said(url, f"http://{socks}")
    monkeypatch.setattr(transport, "OPEN_SECONDS", 0.05)
    async with answering(b"") as mute:
        told = await said(url, f"socks5://{mute}")
    assert f"经代理 socks5://{mute} 等不到回答" in told


async def test_what_is_in_the_way_without_a_proxy_is_told(
    world: World, certificate: tuple[Path, Path], monkeypatch: pytest.MonkeyPatch
) -> None:
    async with serve(world, TOKEN) as preview:
        for status, expected in ((403, "不是 Bot API（它答 403）"), (502, "自己出了错（502）")):

            async def page(_call: Call, status: int = status) -> None:
                raise Page(status, "<html>the user was blocked</html>")

            preview.fault = page
            told = await said(preview.url)
            assert expected in told
        async with over_tls(int(preview.url.rpartition(":")[2]), certificate) as port:
            assert "证书不可信" in await said(f"https://127.0.0.1:{port}")
            assert "切断" in await said(f"http://127.0.0.1:{port}")
    told = await said(preview.url)  # which is off now
    assert f"{preview.url.removeprefix('http://')} 拒绝连接" in told
    assert "请核对 TELEGRAM_API_URL" in told

    async def unknown(*_: object, **__: object) -> NoReturn:
        raise socket.gaierror(socket.EAI_NONAME, "Name or service not known")

    monkeypatch.setattr(asyncio.get_running_loop(), "getaddrinfo", unknown)
    told = await said("https://api.telegram.org")
    assert "找不到主机 api.telegram.org（DNS）" in told
    assert "PROXY_URL=http://127.0.0.1:7890" in told


async def test_what_telegram_answers_is_no_failure_to_reach_it(world: World) -> None:
    async with serve(world, "654321:AAanother") as preview, bot(preview.url, None) as (one, _):
        with pytest.raises(CallFailed) as caught:
            await once(one.get_me)
    assert why(caught.value, preview.url) is None
    assert why(ValueError(TOKEN), preview.url) is None
