"""How the real bot is watched: health, metrics, log lines, and the chat that is told of errors."""

import asyncio
import json
import socket
import sqlite3
import sys
import time
from contextlib import closing
from functools import partial
from pathlib import Path

import aiohttp

from bot.preview.participant import Participant
from bot.preview.people import person, private
from bot.preview.server import Call
from bot.preview.wire import bad
from tests.end_to_end.running import TOKEN, begun, command, environment, killed, serving
from tests.soak.hasty import Hasty

QUESTION = "青石桥大修期间十七路公交怎么走？"


def free_port() -> int:
    with socket.socket() as unbound:
        unbound.bind(("127.0.0.1", 0))
        return int(unbound.getsockname()[1])


async def test_a_running_bot_can_be_watched_and_logs_no_words(tmp_path: Path) -> None:
    port = free_port()
    settings = {"HEALTH_PORT": str(port), "LOG_FORMAT": "json"}
    async with serving() as preview, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        world = preview.world
        admin, reader = (private(world, person(world, name)) for name in ("管理员", "小李"))
        failing = True

        async def fail_once(call: Call) -> None:
            nonlocal failing
            to = call.parameters.text("chat_id")
            if failing and call.method == "sendMessage" and to == str(reader.chat.id):
                failing = False
                raise bad(f"something about {QUESTION}")

        bot = await begun(tmp_path, preview, admin, log_level="DEBUG", settings=settings)
        preview.fault = fail_once
        try:
            await reader.reply(reader.say(QUESTION))
            [told] = await world.changes.until(lambda: admin.from_bot() or None, 60)
            async with asyncio.timeout(30):
                while (ready := await http.get("/readyz")).status != 200:
                    await reader.reply(reader.say(QUESTION))
            assert all((await ready.json()).values())
            assert (await http.get("/healthz")).status == 200
            metrics = await (await http.get("/metrics")).text()
            running = await asyncio.create_subprocess_exec(
                *(sys.executable, "-m", "bot", "check", "--running"),
                env=environment(tmp_path, HEALTH_PORT=str(port)),
                cwd=tmp_path,
                stdout=asyncio.subprocess.DEVNULL,
            )
            assert await running.wait() == 0
            bot.process.terminate()
            assert await asyncio.wait_for(bot.process.wait(), 20) == 0
        finally:
            await killed(bot)
    assert "BadRequest" in told.text
    assert 'bulletin_telegram_errors_total{kind="400"} 1.0' in metrics
    assert "bulletin_errors_total 1.0" in metrics
    lines = [json.loads(line) for line in bot.log().splitlines()]
    [failed] = [line for line in lines if line["level"] == "ERROR"]
    assert f"update {failed['update']}" in told.text
    assert failed["fault"].startswith("BadRequest, ")
    for written in (bot.log(), metrics, told.text):
        assert TOKEN not in written
    for written in (metrics, told.text):
        assert "青石桥" not in written
        assert "小李" not in written


async def test_a_health_port_that_is_taken_is_named(tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = str(taken.getsockname()[1])
        process = await asyncio.create_subprocess_exec(
            *(sys.executable, "-m", "bot", "run"),
            env=environment(tmp_path, TELEGRAM_BOT_TOKEN=TOKEN, HEALTH_PORT=port),
            cwd=tmp_path,
            stderr=asyncio.subprocess.PIPE,
        )
        _, err = await process.communicate()
    assert process.returncode == 2
    assert f"HEALTH_PORT={port}" in err.decode()
    assert (await command(tmp_path, "check", "--running"))[0] == 1


async def test_a_loop_that_does_not_move_is_told_until_it_moves_again(tmp_path: Path) -> None:
    """Updates that can't be written for five minutes, which pass in seconds."""
    port = free_port()
    hasty = Hasty(speed=100.0, began=time.time())
    settings = {"HEALTH_PORT": str(port), **hasty.written()}
    async with serving() as preview, aiohttp.ClientSession(f"http://127.0.0.1:{port}") as http:
        world = preview.world
        admin, reader = (private(world, person(world, name)) for name in ("管理员", "小李"))
        program = ("tests.soak.bot_process",)
        bot = await begun(tmp_path, preview, admin, settings=settings, program=program)

        async def ready(*, ledger: bool) -> dict[str, str]:
            async with asyncio.timeout(60):
                while True:
                    answer = await http.get("/readyz")
                    told = await answer.json()
                    if told["ledger"] is ledger:
                        assert ledger or answer.status == 503
                        return dict(told.get("reasons", {}))

        try:
            await ready(ledger=True)
            rename(tmp_path, "taken_update", "away")
            await reader.reply(reader.say(QUESTION))  # is answered nevertheless
            reasons = await ready(ledger=False)
            assert "`check`" in reasons["ledger"]
            admin.say("/status")
            for wanted in ("ledger: not moved for 5 min", "记下收到的消息"):
                await world.changes.until(partial(told_of, admin, wanted), 60)
            rename(tmp_path, "away", "taken_update")
            assert "ledger" not in await ready(ledger=True)
        finally:
            await killed(bot)
    log = bot.log()
    assert log.count("ledger fails and is tried again") == 1
    assert log.count("ledger has not moved for 5 min") == 1
    assert "ledger works again" in log


def told_of(whose: Participant, wanted: str) -> bool | None:
    return any(wanted in one.text for one in whose.from_bot()) or None


def rename(home: Path, table: str, name: str) -> None:
    with closing(sqlite3.connect(home / "bulletins.db")) as connection:
        connection.execute(f"ALTER TABLE {table} RENAME TO {name}")
        connection.commit()
