"""What a whole run leaves behind: logs, files, what admins are told, lists of processes."""

import asyncio
import os
import sqlite3
import sys
from asyncio import create_subprocess_exec, subprocess
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

from bot.preview.participant import Participant
from tests.end_to_end.running import PAGES, TOKEN, Bot, command, environment, running
from tests.support.chance import Seeded
from tests.support.faults import Kind, Plan

ASKED = "私语：青石桥的老裁缝是谁"
SUBSCRIBED = "悄悄话"
FILED = "# 稿件没有发布\n\n本报讯 5月17日，附件里的话不该进日志。\n\n记者 欧阳晓岚\n"
CAPTIONED = "说明里的话"
SAID = ("私语", "青石桥", SUBSCRIBED, "附件里的话", CAPTIONED, "改了又改")
WRONG = "654321:AAanother-token_of-no-bot"
FAULTS = {Kind.INTERNAL_ERROR: 0.2, Kind.PROXY_PAGE: 0.1, Kind.DROPPED: 0.1, Kind.LOST: 0.1}


async def test_nothing_that_a_run_leaves_behind_holds_the_token_or_what_people_said(
    tmp_path: Path,
) -> None:
    status, out, err = await command(tmp_path, "ingest", str(PAGES / "2023-05-18"))
    assert status == 0, err
    async with running(tmp_path, log_level="DEBUG") as bot:
        reader = bot.person("小李")
        await conversed(reader)
        await failed_before(bot, reader)
        await had_a_bad_day(bot)
        told = [one.text for one in bot.admin.from_bot()]
        lists = process_lists(bot.process.pid)
        refused = await started_with(tmp_path / "other", WRONG, bot.preview.url)
    log = bot.log()
    assert "failed" in log
    assert "TELEGRAM_BOT_TOKEN" in refused
    for name, text in {"log": log, "told": "\n".join(told), "out": out + err + refused}.items():
        assert [word for word in SAID if word in text] == [], name
    for token in (TOKEN, WRONG):
        for spelt in (token, quote(token, safe=""), token.partition(":")[2]):
            assert spelt not in log + refused + "\n".join(told) + lists
            assert [path for path, data in left_in(tmp_path) if spelt.encode() in data] == []


async def conversed(reader: Participant) -> None:
    """Ask, subscribe, send a file; all of it is said, none of it may be noted."""
    await reader.reply(reader.say(ASKED))
    await reader.reply(reader.say(f"/subscribe {SUBSCRIBED}"))
    await reader.reply(reader.upload("A01.md", FILED.encode(), caption=CAPTIONED))
    shown = await reader.reply(reader.say("/search 青石桥"))
    await reader.press_answer(reader.press_data(shown, "青石桥"))
    edited = reader.say("/help")
    reader.edit(edited, "改了又改")
    await reader.replies(edited, 2)  # to what it said at first, and to what it says now


async def failed_before(bot: Bot, reader: Participant) -> None:
    """Make handlers crash on what was said: drop a table that they need."""
    with closing(sqlite3.connect(bot.home / "bulletins.db")) as database:
        database.execute("ALTER TABLE subscription RENAME TO elsewhere")
        database.commit()
    await reader.reply(reader.say(f"/subscribe {SUBSCRIBED}又"))
    with closing(sqlite3.connect(bot.home / "bulletins.db")) as database:
        database.execute("ALTER TABLE elsewhere RENAME TO subscription")
        database.commit()


async def had_a_bad_day(bot: Bot) -> None:
    bot.preview.fault = Plan(bot.world, Seeded(7, FAULTS))
    readers = [bot.person(f"读者{number}") for number in range(30)]
    last = [reader.say(f"{ASKED}，第{at}次") for at, reader in enumerate(readers)][-1]
    bot.preview.fault = None
    await readers[-1].reply(last)


def process_lists(number: int) -> str:
    """What any user of the machine may read of a process."""
    shown = Path(f"/proc/{number}/cmdline")
    return shown.read_bytes().decode() if shown.exists() else ""


async def started_with(home: Path, token: str, url: str) -> str:
    """Start with a token that nobody knows; return what was printed."""
    home.mkdir()  # noqa: ASYNC240 (at once)
    process = await create_subprocess_exec(
        *(sys.executable, "-m", "bot", "run"),
        cwd=home,
        env=environment(home, TELEGRAM_BOT_TOKEN=token, TELEGRAM_API_URL=url, LOG_LEVEL="DEBUG"),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
    )
    async with asyncio.timeout(60.0):
        printed, _ = await process.communicate()
    return printed.decode()


def left_in(home: Path) -> Iterator[tuple[Path, bytes]]:
    """Yield every file of the bot's: the log, the database and its companions, the index."""
    for at, _, names in os.walk(home):
        for name in names:
            yield Path(at, name), Path(at, name).read_bytes()
