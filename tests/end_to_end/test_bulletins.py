"""Pages that come in while the bot runs."""

import shutil
from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from tests.end_to_end.running import PAGES, Bot, command, running

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("pages")]


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    async with running(tmp_path_factory.mktemp("empty")) as started:
        yield started


async def test_an_empty_archive_says_how_to_add_a_page(bot: Bot) -> None:
    reader = bot.person("小李")
    for text in ("青石桥大修多久？", "/latest", "/search 青石桥"):
        assert "ingest" in (await reader.reply(reader.say(text))).text
    assert str(reader.user.id) in (await reader.reply(reader.say("/start"))).text


async def test_a_page_put_into_the_inbox_is_served(bot: Bot) -> None:
    shutil.copy(PAGES / "late.md", bot.inbox)
    answer = await bot.served("青石桥大修多久？", "封闭大修三个月")
    assert "记者 陆知行" in answer.text


async def test_a_page_taken_in_by_a_command_beside_the_bot_is_served(bot: Bot) -> None:
    status, _, err = await command(bot.home, "ingest", str(PAGES / "later.md"))
    assert status == 0, err
    answer = await bot.served("少年宫天文台每晚限多少人？", "每晚限四十人")
    assert "记者 欧阳晓岚" in answer.text


async def test_a_bad_file_is_reported_to_the_admin_and_left(bot: Bot) -> None:
    before = bot.admin.say("/help")
    helped = await bot.admin.reply(before)
    bad = bot.inbox / "photo.md"
    bad.write_bytes(bytes(range(256)) * 8)
    assert "photo.md" in (await bot.admin.reply(helped)).text
    assert bad.exists()


async def test_removing_a_page_from_the_inbox_removes_nothing(bot: Bot) -> None:
    shutil.copy(PAGES / "2023-05-18/A01.md", bot.inbox)
    await bot.served("老码头改造投资多少钱？", "2.6亿元")
    (bot.inbox / "A01.md").unlink()
    afterwards = bot.inbox / "afterwards.md"
    afterwards.write_text(
        "# 柳荫街道补种樟树\n\n本报讯 柳荫街道补种樟树二百一十棵。\n\n记者 陆知行\n",
        encoding="utf-8",
    )
    await bot.served("柳荫街道补种多少棵樟树？", "二百一十棵")
    reader = bot.person("小李")
    assert "2.6亿元" in (await reader.reply(reader.say("老码头改造投资多少钱？"))).text


async def test_telegram_refused_nothing(bot: Bot) -> None:
    assert [refusal.description for _, refusal in bot.preview.refused] == []
