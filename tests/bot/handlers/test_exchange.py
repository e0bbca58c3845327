"""Subscriptions as a file, there and back."""

import pytest

from bot.preview.model import Message
from bot.preview.participant import Participant
from bot.preview.shapes import message_shape
from bot.preview.wire import mapping
from bot.services.exchange import LARGEST
from tests.bot.handlers.conftest import House, said


async def queries(house: House, reader: Participant) -> list[tuple[str, bool]]:
    return [(one.query, one.paused) for one in await house.subscribing.of_chat(reader.chat.id)]


def data(message: Message) -> bytes:
    assert message.media is not None
    return message.media.file.data


async def test_what_one_chat_exports_another_imports(running: House) -> None:
    giver, taker = running.reader(), running.reader()
    assert "还没有订阅" in (await said(giver, "/export")).text
    await said(giver, "/subscribe 东郊 -桥")
    await said(giver, "/subscribe 全部")
    for one in await running.subscribing.of_chat(giver.chat.id):
        await running.subscribing.pause(one.id, paused=one.query == "全部")
    file = await said(giver, "导出订阅")
    assert "/import" in file.text
    for _ in range(2):
        reply = await taker.reply(taker.upload("s.txt", data(file), caption="/import"))
    assert "导入 0 个，已有 2 个，没能导入 0 个" in reply.text
    assert await queries(running, taker) == [("东郊 -桥", False), ("全部", True)]


@pytest.mark.parametrize("text", ["/import", "导入订阅"])
async def test_a_file_is_imported_by_a_reply_to_it(running: House, text: str) -> None:
    reader = running.reader()
    file = reader.upload("s.txt", "东郊 桥\n".encode())
    asked = await reader.reply(file)
    reply = await reader.reply(reader.say(text, reply_to=file))
    assert "导入 1 个" in reply.text
    assert reply.id > asked.id


async def test_bad_lines_are_named_and_good_ones_taken_as_far_as_the_limit_goes(
    running: House,
) -> None:
    reader = running.reader()
    text = "\ufeff# 我的\n\n东郊\n-桥\n路\tpaused\r\n灯\twhat\n井\n塔\n"
    reply = await reader.reply(reader.upload("s.txt", text.encode(), caption="/import"))
    assert "导入 3 个，已有 0 个，没能导入 3 个" in reply.text
    assert "第 4 行“-桥”" in reply.text
    assert "第 6 行“灯”：后面的标记看不懂" in reply.text
    assert "第 8 行“塔”：订阅满了" in reply.text
    assert await queries(running, reader) == [("东郊", False), ("路", True), ("井", False)]


@pytest.mark.parametrize("content", [b"\xff\xfe\x00", b"a" * 100_001])
async def test_what_is_no_such_file_is_said_to_be(running: House, content: bytes) -> None:
    reader = running.reader()
    reply = await reader.reply(reader.upload("s.txt", content, caption="/import"))
    assert "读不了这个文件" in reply.text


async def test_importing_without_a_file_says_how(running: House) -> None:
    assert "导出的文件" in (await said(running.reader(), "/import")).text


async def test_a_file_is_no_larger_than_it_is_whatever_it_was_said_to_be(running: House) -> None:
    reader = running.reader()
    file = reader.upload("s.txt", b"a" * 2 * LARGEST)
    await reader.reply(file)
    shape = message_shape(running.world, file)
    document = mapping(shape["document"], "document")
    lies = {**shape, "document": {**document, "file_size": 5}, "caption": "/import"}
    running.world.updates.add("message", lies)
    refused = (await reader.replies(file, 2))[1]
    assert "最多 100 KB" in refused.text or "100" in refused.text
    assert await queries(running, reader) == []


async def test_a_file_that_telegram_does_not_give_is_told(running: House) -> None:
    reader = running.reader()
    file = reader.upload("s.txt", b"a", caption="/import")
    running.world.files.clear()
    assert "请稍后再试" in (await reader.reply(file)).text
    assert await queries(running, reader) == []
