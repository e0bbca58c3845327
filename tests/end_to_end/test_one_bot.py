"""One running bot per archive, and what works beside it."""

import asyncio
import sys
from contextlib import suppress
from pathlib import Path

from tests.end_to_end.running import PAGES, TOKEN, command, environment, running

PAGE = str(PAGES / "2023-05-18")


async def second(home: Path, verb: str) -> tuple[int, str]:
    """Start another bot on the same archive; return its status and what it printed."""
    process = await asyncio.create_subprocess_exec(
        *(sys.executable, "-m", "bot", verb),
        cwd=home,
        env=environment(home, TELEGRAM_BOT_TOKEN=TOKEN, TELEGRAM_API_URL="http://127.0.0.1:1"),
        stderr=asyncio.subprocess.PIPE,
    )
    _, err = await process.communicate()
    assert process.returncode is not None
    return process.returncode, err.decode()


async def test_a_second_bot_is_told_which_process_is_the_first(tmp_path: Path) -> None:
    async with running(tmp_path) as bot:
        for verb in ("run", "start"):
            status, err = await second(tmp_path, verb)
            assert status == 1
            assert f"process {bot.process.pid} holds this archive" in err
            assert len(err.strip().splitlines()) == 1


async def test_beside_a_bot_pages_come_in_and_copies_are_made_but_none_is_put_back(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as bot:
        assert (await command(tmp_path, "ingest", PAGE))[0] == 0
        for beside in (
            ["backup", "copy.bak"],
            ["export", "copy.jsonl"],
            ["check"],
            ["check", "--running"],
            ["ask", "青石桥"],
        ):
            assert (await command(tmp_path, *beside))[0] == 0, beside
        for apart in (["restore", "copy.bak"], ["import", "copy.jsonl"], ["check", "--repair"]):
            status, out, err = await command(tmp_path, *apart)
            assert (status, out) == (1, ""), apart
            assert f"process {bot.process.pid} holds this archive" in err


class Killed(Exception):
    pass


async def test_after_a_bot_was_killed_another_runs(tmp_path: Path) -> None:
    with suppress(Killed):
        async with running(tmp_path) as bot:
            bot.process.kill()
            await bot.process.wait()
            raise Killed
    async with running(tmp_path) as bot:
        assert bot.process.returncode is None
