"""Subscribing with the real bot, held to Telegram's specification."""

import pytest

from bot.preview.model import ChatKind, Status
from bot.preview.people import gathering, person
from tests.end_to_end.running import Bot

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("bot")]


async def test_a_search_is_saved_changed_moved_by_file_and_deleted(bot: Bot) -> None:
    reader, other = bot.person("小李"), bot.person("小王")
    answer = await reader.reply(reader.say("/search 老码头"))
    await reader.press_answer(reader.press(answer, "有新消息时提醒我"))
    made = await reader.reply(answer)
    assert "已订阅：老码头" in made.text
    assert "最近 30 天有 1 篇这样的报道" in made.text

    await reader.press_answer(reader.press(made, "我的订阅"))
    await reader.press_answer(reader.press(made, "1"))
    await reader.press_answer(reader.press(made, "修改"))
    asked = await reader.reply(made)
    assert "改好了" in (await reader.reply(reader.say("老码头 食堂", reply_to=asked))).text

    file = await reader.reply(reader.say("/export"))
    assert file.media is not None
    sent = other.upload("subscriptions.txt", file.media.file.data, caption="/import")
    assert "导入 1 个" in (await other.reply(sent)).text
    assert "已退订：老码头 食堂" in (await other.reply(other.say("/unsubscribe 1"))).text
    assert "每天 07:30" in (await reader.reply(reader.say("/settings 每天 7:30"))).text


async def test_a_channels_post_subscribes_for_it(bot: Bot) -> None:
    owner = person(bot.world, "台长")
    station = gathering(bot.world, ChatKind.CHANNEL, "河湾播报", owner, bot_is=Status.ADMINISTRATOR)
    assert "已订阅：全部" in (await station.reply(station.say("/subscribe 全部"))).text
