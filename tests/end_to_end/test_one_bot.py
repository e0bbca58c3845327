"""One running bot per archive, and what works beside it."""

import asyncio
import json
import sys
from collections.abc import Sequence
from contextlib import suppress
from pathlib import Path

from tests.end_to_end.running import PAGES, TOKEN, environment, python, running

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


BESIDE = (
    ["ingest", PAGE],
    ["backup", "copy.bak"],
    ["export", "copy.jsonl"],
    ["check"],
    ["check", "--running"],
    ["ask", "青石桥"],
)
APART = (["restore", "copy.bak"], ["import", "copy.jsonl"], ["check", "--repair"])
# One process for all of them: each would take a second to begin.
IN_TURN = """
import sys, json
from bot.cli.commands import main
for words in json.loads(sys.argv[1]):
    print("status", main(words), flush=True)
"""


async def in_turn(home: Path, commands: Sequence[Sequence[str]]) -> tuple[list[str], str]:
    """Run commands beside the bot; return what they printed, their statuses, and the errors."""
    _, out, err = await python(home, "-c", IN_TURN, json.dumps(commands))
    return out.splitlines(), err


async def test_beside_a_bot_pages_come_in_and_copies_are_made_but_none_is_put_back(
    tmp_path: Path,
) -> None:
    async with running(tmp_path) as bot:
        printed, _ = await in_turn(tmp_path, BESIDE)
        assert [line for line in printed if line.startswith("status")] == ["status 0"] * len(BESIDE)
        printed, err = await in_turn(tmp_path, APART)
        assert printed == ["status 1"] * len(APART)
        told = err.strip().splitlines()
        assert len(told) == len(APART)
        assert all(f"process {bot.process.pid} holds this archive" in line for line in told)


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
