"""The real bot, called by Telegram; and what a change between polling and webhooks keeps."""

import asyncio
import io
import re
import shutil
import socket
from collections.abc import AsyncIterator, Callable, Mapping
from contextlib import asynccontextmanager
from pathlib import Path
from typing import NoReturn

import aiohttp
import pytest

from bot.preview.observer import PATIENCE
from bot.preview.participant import Participant
from bot.preview.people import person, private
from bot.preview.server import Call, Preview
from tests.end_to_end.running import ROOT, STOP_SECONDS, TOKEN, Bot, begun, killed, serving
from tests.support.proxies import certified

SECRET = "a-made-up_secret-2"  # noqa: S105
SITE = ROOT / "docs" / "install" / "nginx.conf"
QUESTION = "青石桥大修期间十七路公交怎么走？"

Refuse = Callable[[str], NoReturn]


def free_port() -> int:
    with socket.socket() as unbound:
        unbound.bind(("127.0.0.1", 0))
        return int(unbound.getsockname()[1])


def hooked(url: str = "") -> tuple[int, Mapping[str, str]]:
    """A port, and the settings of a bot that listens there; called directly if not by ``url``."""
    port = free_port()
    return port, {
        "WEBHOOK_URL": url or f"http://127.0.0.1:{port}/telegram",
        "WEBHOOK_SECRET": SECRET,
        "WEBHOOK_PORT": str(port),
    }


@asynccontextmanager
async def bot_of(
    home: Path, preview: Preview, reader: Participant, settings: Mapping[str, str]
) -> AsyncIterator[Bot]:
    """A bot that is stopped as a service is."""
    bot = await begun(home, preview, reader, settings=settings)
    try:
        yield bot
        bot.process.terminate()
        assert await asyncio.wait_for(bot.process.wait(), STOP_SECONDS) == 0, bot.log()
    finally:
        await killed(bot)
    assert SECRET not in bot.log()
    assert TOKEN not in bot.log()


@pytest.fixture
async def preview() -> AsyncIterator[Preview]:
    async with serving() as served:
        yield served
    assert served.refused == []


@pytest.fixture
def reader(preview: Preview) -> Participant:
    return private(preview.world, person(preview.world, "小李"))


async def test_nothing_is_lost_from_one_way_to_the_other_and_back(
    tmp_path: Path, preview: Preview, reader: Participant
) -> None:
    said = []
    _, settings = hooked()
    for ways in ({}, settings, {}):
        said.append(reader.say(QUESTION))  # nobody listens just now
        async with bot_of(tmp_path, preview, reader, ways):
            await reader.reply(said[-1])
            said.append(reader.say(QUESTION))
            await reader.reply(said[-1])
    assert len(reader.from_bot()) == len(said)


async def test_what_was_in_hand_at_a_kill_is_answered_whichever_way_comes_next(
    tmp_path: Path, preview: Preview, reader: Participant
) -> None:
    async def hold(call: Call) -> None:
        if call.method == "sendMessage":
            await asyncio.Event().wait()

    _, settings = hooked()
    for before, after in ((settings, {}), ({}, settings)):
        first = await begun(tmp_path, preview, reader, settings=before)
        preview.fault = hold
        said = reader.say(QUESTION)
        updates, last = preview.world.updates, preview.world.updates.first(1)[0].id
        await preview.world.changes.until(
            lambda: (
                (len(updates) == 0 and (updates.confirmed >= last or before is settings))  # noqa: B023
                or None
            ),
            PATIENCE,
        )
        await killed(first)
        preview.fault = None
        async with bot_of(tmp_path, preview, reader, after):
            await reader.reply(said)
        assert len(reader.from_bot(said)) == 1


async def test_a_bot_whose_port_is_taken_ends_and_names_it(
    tmp_path: Path, preview: Preview, reader: Participant
) -> None:
    port, settings = hooked()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", port))
        taken.listen()
        with pytest.raises(AssertionError, match=f"WEBHOOK_PORT={port}"):
            await begun(tmp_path, preview, reader, settings=settings)


@asynccontextmanager
async def nginx(folder: Path, to: int, refuse: Refuse, *, near: bool = True) -> AsyncIterator[int]:
    """The site of the documents in a real nginx, passing on to that port; yields nginx's own.

    Callers on this machine are let in as Telegram is if they are ``near``.
    """
    program = shutil.which("nginx", path="/usr/sbin:/usr/bin:/sbin:/usr/local/sbin")
    if program is None:
        refuse("there is no nginx here")
    port, site = free_port(), SITE.read_text(encoding="utf-8")
    cert, key = certified(folder, "paper.example", refuse)
    for pattern, ours in (
        (r"listen 443 ssl;", f"listen 127.0.0.1:{port} ssl;"),
        (r"listen \[::\]:443 ssl;\n", ""),
        (r"ssl_certificate \S+;", f"ssl_certificate {cert};"),
        (r"ssl_certificate_key \S+;", f"ssl_certificate_key {key};"),
        (r"proxy_pass http://127.0.0.1:8443;", f"proxy_pass http://127.0.0.1:{to};"),
        (r"deny all;", "allow 127.0.0.1;\n        deny all;" if near else "deny all;"),
    ):
        site, count = re.subn(pattern, ours, site)
        assert count == 1, pattern
    whole = folder / "nginx.conf"
    spools = "\n".join(
        f"{name}_temp_path {folder}/{name};"
        for name in ("client_body", "proxy", "fastcgi", "uwsgi", "scgi")
    )
    whole.write_text(
        f"daemon off;\nmaster_process off;\npid {folder}/pid;\nevents {{}}\n"
        f"http {{\naccess_log off;\n{spools}\n{site}}}\n",
        encoding="utf-8",
    )
    log = folder / "nginx.log"
    process = await asyncio.create_subprocess_exec(program, "-p", folder, "-c", whole, "-e", log)
    try:
        await _listens(port, process, log)
        yield port
    finally:
        if process.returncode is None:
            process.terminate()
        await process.wait()


async def _listens(port: int, process: asyncio.subprocess.Process, log: Path) -> None:
    async with asyncio.timeout(PATIENCE):
        while True:
            assert process.returncode is None, log
            try:
                _, writer = await asyncio.open_connection("127.0.0.1", port)
            except ConnectionRefusedError:
                await asyncio.sleep(0.02)  # nginx tells nobody when it listens
            else:
                writer.close()
                return


async def test_telegram_reaches_the_bot_through_nginx(
    tmp_path: Path, preview: Preview, reader: Participant, refuse_in_ci: Refuse
) -> None:
    to = free_port()
    (tmp_path / "nginx").mkdir()
    async with nginx(tmp_path / "nginx", to, refuse_in_ci) as port:
        url = f"https://127.0.0.1:{port}/telegram"
        settings = {"WEBHOOK_URL": url, "WEBHOOK_SECRET": SECRET, "WEBHOOK_PORT": str(to)}
        said = reader.say(QUESTION)
        async with (
            bot_of(tmp_path, preview, reader, settings),
            aiohttp.ClientSession() as http,
        ):
            await reader.reply(said)
            await reader.reply(reader.say(QUESTION))
            for path, body, status in (
                ("telegram", b"{}", 403),  # it does not show the secret
                ("telegram", io.BytesIO(b" " * 2_000_000), 413),
                ("metrics", b"", 404),
                ("healthz", b"", 404),
            ):
                there = f"https://127.0.0.1:{port}/{path}"
                async with http.post(there, data=body, ssl=False) as response:
                    assert response.status == status, path
    assert len(reader.from_bot()) == 2


async def test_nginx_lets_nobody_in_but_telegram(tmp_path: Path, refuse_in_ci: Refuse) -> None:
    async with (
        nginx(tmp_path, free_port(), refuse_in_ci, near=False) as port,
        aiohttp.ClientSession() as http,
        http.post(f"https://127.0.0.1:{port}/telegram", ssl=False) as response,
    ):
        assert response.status == 403
