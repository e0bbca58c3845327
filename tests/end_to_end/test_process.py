"""Starting, failing and stopping."""

import asyncio
import signal
import sqlite3
import time
from contextlib import closing
from pathlib import Path

from bot.preview.people import person, private
from bot.preview.server import Call
from bot.preview.wire import Refusal, bad
from tests.end_to_end.running import STOP_SECONDS, TOKEN, begun, command, killed, running, serving

QUESTION = "青石桥大修期间十七路公交怎么走？"


async def test_without_a_token_there_is_one_line_and_status_2(tmp_path: Path) -> None:
    status, out, err = await command(tmp_path, "run")
    assert status == 2
    assert out == ""
    assert "TELEGRAM_BOT_TOKEN" in err
    assert len(err.strip().splitlines()) == 1


async def test_a_failure_is_told_in_a_line_and_logged_without_words_and_token(
    tmp_path: Path,
) -> None:
    async with running(tmp_path, stop=signal.SIGINT, log_level="DEBUG") as bot:
        failed = False

        async def fail_once(call: Call) -> None:
            nonlocal failed
            if call.method == "sendMessage" and not failed:
                failed = True
                raise bad("something new")

        bot.preview.fault = fail_once
        reader = bot.person("小李")
        told = await reader.reply(reader.say(QUESTION))
        assert "请稍后再试" in told.text
        assert "ingest" in (await reader.reply(reader.say(QUESTION))).text
    log = bot.log()
    assert str(reader.chat.id) in log
    assert TOKEN not in log
    assert "青石桥" not in log


async def test_what_was_said_after_a_kill_is_answered_by_the_next(tmp_path: Path) -> None:
    async with serving() as preview:
        reader = private(preview.world, person(preview.world, "小李"))
        await killed(await begun(tmp_path, preview, reader))
        said = reader.say(QUESTION)
        second = await begun(tmp_path, preview, reader)
        try:
            await reader.reply(said)
        finally:
            await killed(second)
        assert len(reader.from_bot(said)) == 1
        assert preview.refused == []


async def test_what_waited_for_telegram_at_a_kill_and_a_stop_is_answered_once_by_the_next(
    tmp_path: Path,
) -> None:
    async with serving() as preview:
        reader = private(preview.world, person(preview.world, "小李"))
        refused = asyncio.Queue[Call]()

        async def outage(call: Call) -> None:
            if call.method == "sendMessage":
                refused.put_nowait(call)
                raise Refusal(502, "Bad Gateway")

        preview.fault = outage
        said = reader.say(QUESTION)
        for end in (signal.SIGKILL, signal.SIGTERM):
            bot = await begun(tmp_path, preview, reader)
            await asyncio.wait_for(refused.get(), 30)
            bot.process.send_signal(end)
            await asyncio.wait_for(bot.process.wait(), STOP_SECONDS)
            while not refused.empty():
                refused.get_nowait()
        preview.fault = None
        last = await begun(tmp_path, preview, reader)
        try:
            await reader.reply(said)
            await reader.reply(reader.say("/help"))
        finally:
            await killed(last)
        assert len(reader.from_bot(said)) == 2


async def test_who_got_no_answer_is_told_by_the_process_that_comes_after(tmp_path: Path) -> None:
    async with serving() as preview:
        reader = private(preview.world, person(preview.world, "小李"))
        await killed(await begun(tmp_path, preview, reader))
        before = reader.say("/help")
        with closing(sqlite3.connect(tmp_path / "bulletins.db")) as archive, archive:
            archive.execute(
                "INSERT INTO lost_question (chat_id, count, words, lost_at) VALUES (?, 1, ?, ?)",
                (reader.chat.id, QUESTION, int(time.time())),
            )
        last = await begun(tmp_path, preview, reader)
        try:
            texts = [one.text for one in await reader.replies(before, 2)]
        finally:
            await killed(last)
        assert sum(QUESTION in text and "没能回答" in text for text in texts) == 1


async def test_what_was_in_hand_at_a_kill_is_answered_by_the_next(tmp_path: Path) -> None:
    async with serving() as preview:
        reader = private(preview.world, person(preview.world, "小李"))
        first = await begun(tmp_path, preview, reader)
        updates = preview.world.updates

        async def hold(call: Call) -> None:
            if call.method == "sendMessage":
                await asyncio.Event().wait()

        preview.fault = hold
        said = reader.say(QUESTION)
        last = updates.first(1)[0].id
        # Telegram has forgotten it: nobody but the bot knows that it was asked.
        await preview.world.changes.until(lambda: updates.confirmed >= last or None, 30)
        assert len(updates) == 0
        await killed(first)
        preview.fault = None
        second = await begun(tmp_path, preview, reader)
        try:
            await reader.reply(said)
            assert "left by a previous process" in second.log()
        finally:
            await killed(second)
        assert len(reader.from_bot(said)) == 1
