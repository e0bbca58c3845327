"""How the real bot is watched: health, metrics, log lines, and the chat that is told of errors."""

import asyncio
import json
import socket
import sys
from pathlib import Path

import aiohttp

from bot.preview.people import person, private
from bot.preview.server import Call
from bot.preview.wire import bad
from tests.end_to_end.running import TOKEN, begun, command, environment, killed, serving

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
