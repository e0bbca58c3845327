"""Buttons that take a story further: into another chat, onto paper, into a subscription."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

import pytest

from bot.preview.model import Button, ChatKind, Message
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from tests.bot.handlers.conftest import NOODLES, PATH, House, issue, said
from tests.bot.handlers.test_questions import labels, now, tap
from tests.bot.handlers.test_subscriptions import queries

Shown: TypeAlias = Callable[[Participant], Awaitable[Message]]


@pytest.fixture
async def printed(house: House) -> House:
    await house.archive.add_page(issue(PATH, NOODLES), "2023-05-18/A01.md")
    return house


def buttons(message: Message, label: str) -> list[Button]:
    return [one for one in message.buttons if one.text.startswith(label)]


async def answered(reader: Participant) -> Message:
    return await said(reader, "/search 樱桃沟")


async def whole(reader: Participant) -> Message:
    answer = await answered(reader)
    await tap(reader, answer, "全文")
    return await reader.reply(answer)


@pytest.mark.parametrize("shown", [answered, whole])
async def test_what_is_shared_finds_the_story_inline(printed: House, shown: Shown) -> None:
    async with printed.bot():
        reader = printed.reader()
        (share,) = buttons(await shown(reader), "分享")
        words = str(share.sent["switch_inline_query"])
        offered = await reader.inline_answer(reader.inline(words))
    assert offered.results[0]["title"] == PATH[0]


async def test_of_several_stories_the_first_is_shared(printed: House) -> None:
    async with printed.bot():
        answer = await said(printed.reader(), "/search 樱桃|面条")
    (share,) = buttons(answer, "分享")
    assert share.text == "分享 1"
    assert str(share.sent["switch_inline_query"]) in answer.text.splitlines()[0]


async def test_a_citation_of_an_answer_is_copied_with_its_sentence(printed: House) -> None:
    async with printed.bot():
        (copy,) = buttons(await answered(printed.reader()), "复制出处")
    assert copy.sent["copy_text"] == {
        "text": f"“{PATH[1]}”\n——《{PATH[0]}》（记者 景静 · 2023年5月18日刊 · A01版）"
    }


async def test_a_citation_of_a_story_is_copied(printed: House) -> None:
    async with printed.bot():
        (copy,) = buttons(await whole(printed.reader()), "复制出处")
    assert copy.sent["copy_text"] == {
        "text": f"《{PATH[0]}》（记者 景静 · 2023年5月18日刊 · A01版）"
    }


async def test_a_long_headline_and_sentence_are_cut_to_what_telegram_copies(house: House) -> None:
    long = "樱桃沟" + "又修通一条山路" * 60
    await house.archive.add_page(issue((long, long + "。")), "2023-05-18/A01.md")
    async with house.bot():
        for shown in (answered, whole):
            message = await shown(house.reader())
            (copy,) = buttons(message, "复制出处")
            text = copy.sent["copy_text"]
            assert isinstance(text, dict)
            assert 1 <= len(str(text["text"])) <= 256
            assert "2023年5月18日刊" in str(text["text"])
            (share,) = buttons(message, "分享")
            assert 1 <= len(str(share.sent["switch_inline_query"])) <= 256


@pytest.mark.parametrize("shown", [answered, whole])
async def test_a_person_of_the_story_is_followed_with_one_tap(printed: House, shown: Shown) -> None:
    async with printed.bot():
        reader = printed.reader()
        message = await shown(reader)
        (bell,) = [one for one in buttons(message, "🔔") if (one.data or "").startswith("y")][:1]
        await tap(reader, message, bell.text)
        told = await reader.reply(message)
        assert f"已订阅：{bell.text.removeprefix('🔔 ')}" in told.text
        assert await queries(printed, reader) == [bell.text.removeprefix("🔔 ")]
        await tap(reader, told, "撤销")
        assert await queries(printed, reader) == []


async def test_in_a_group_only_admins_follow(printed: House) -> None:
    async with printed.bot():
        owner = person(printed.world, "群主")
        admin = gathering(printed.world, ChatKind.SUPERGROUP, "读报群", owner)
        member = admin.joined_by(person(printed.world, "甲"))
        answer = await said(admin, "/search@paper_bot 樱桃沟")
        (bell,) = [one for one in buttons(answer, "🔔") if (one.data or "").startswith("y")]
        assert "管理员" in await tap(member, answer, bell.text)
        assert await queries(printed, admin) == []
        await tap(admin, answer, bell.text)
        await admin.reply(answer)
        assert len(await queries(printed, admin)) == 1


@pytest.mark.parametrize("data", ["y1:7", "y999:7"])
async def test_what_no_story_is_about_is_not_followed(printed: House, data: str) -> None:
    async with printed.bot():
        reader = printed.reader()
        press = reader.press_data(await answered(reader), data)
        assert (await reader.press_answer(press)).text
        assert await queries(printed, reader) == []


async def test_what_is_only_near_is_neither_shared_nor_followed(printed: House) -> None:
    async with printed.bot():
        reader = printed.reader()
        answer = await said(reader, "火星移民什么时候开始招募")
        shown = labels(now(reader, answer))
    assert not [one for one in shown if one.startswith(("分享", "复制", "🔔 樱", "🔔 面"))]
