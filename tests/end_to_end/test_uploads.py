"""An admin sends a bulletin in the chat: shown, confirmed, told to who subscribed, taken back."""

from collections.abc import AsyncIterator

import pytest
import pytest_asyncio

from bot.preview.people import person, private
from tests.end_to_end.running import PAGES, Bot, begun, killed, serving
from tests.support.zips import packed

pytestmark = [pytest.mark.asyncio(loop_scope="module"), pytest.mark.xdist_group("uploads")]

NEWS = "# 柳荫街道补种樟树\n\n本报讯 柳荫街道补种樟树二百一十棵。\n\n记者 陆知行\n".encode()
CORRECTED = NEWS.replace("二百一十棵".encode(), "三百棵".encode())


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def bot(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[Bot]:
    async with serving() as preview:
        admin = private(preview.world, person(preview.world, "管理员"))
        started = await begun(tmp_path_factory.mktemp("empty"), preview, admin)
        try:
            yield started
        finally:
            await killed(started)


async def test_a_bulletin_is_dropped_in_and_alerts_arrive(bot: Bot) -> None:
    admin, reader = bot.admin, bot.person("小李")
    first = await admin.reply(admin.upload("late.md", (PAGES / "late.md").read_bytes()))
    admin.press(first, "确认发布")
    await bot.served("青石桥大修多久？", "封闭大修三个月")
    told = await reader.reply(reader.say("/subscribe 樟树"))
    shown = await admin.reply(admin.upload("柳荫.zip", packed({"樟树.md": NEWS, "a.pdf": b""})))
    assert "樟树.md" in shown.text
    assert "a.pdf" in shown.text
    assert reader.from_bot(told) == []
    admin.press(shown, "确认发布")
    alert = await reader.reply(told)
    assert "二百一十棵" in alert.text


async def test_a_correction_is_taken_back_after_the_bot_was_killed(bot: Bot) -> None:
    admin = bot.admin
    asked = await admin.reply(admin.say("柳荫街道补种多少棵樟树？"))
    if "二百一十棵" not in asked.text:  # where this test runs alone
        before = await admin.reply(admin.upload("樟树.md", NEWS))
        admin.press(before, "确认发布")
        await bot.served("柳荫街道补种多少棵樟树？", "二百一十棵")
    shown = await admin.reply(admin.upload("樟树.md", CORRECTED))
    admin.press(shown, "确认发布")
    done = await admin.changed(shown)
    await bot.served("柳荫街道补种多少棵樟树？", "三百棵")
    await killed(bot)
    again = await begun(bot.home, bot.preview, admin)
    try:
        admin.press(done, "撤销发布")
        assert "已撤销" in (await admin.changed(done)).text
        await again.served("柳荫街道补种多少棵樟树？", "二百一十棵")
    finally:
        await killed(again)


async def test_telegram_refused_nothing(bot: Bot) -> None:
    # A tap that a killed bot had answered is taken up again: it changes nothing twice.
    again = ("message is not modified", "query ID is invalid")
    said = [refusal.description for _, refusal in bot.preview.refused]
    assert [one for one in said if not any(part in one for part in again)] == []
