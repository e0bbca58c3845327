"""The pages of an answer, in one message: who turns them, when, and what is there later."""

import re

import pytest

from bot.preview.model import ChatKind, Message
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from tests.bot.handlers.conftest import House, page, said


def numbers(message: Message) -> list[int]:
    return [int(found) for found in re.findall(r"^(\d+)\. ", message.text, re.MULTILINE)]


def labels(message: Message) -> list[str]:
    return [button.text for button in message.buttons]


def now(reader: Participant, message: Message) -> Message:
    return reader.chat.messages[message.id]


async def tap(reader: Participant, message: Message, label: str) -> str:
    """Tap a button of the message as it is now; return what the tap was answered."""
    press = reader.press(now(reader, message), label)
    return (await reader.press_answer(press)).text or ""


@pytest.fixture
def group(running: House) -> Participant:
    owner = person(running.world, "群主")
    return gathering(running.world, ChatKind.SUPERGROUP, "读报群", owner)


async def age(house: House, reader: Participant, days: int) -> Message:
    """Let everything that was shown be so many days older; return what was said meanwhile."""
    helped = await said(reader, "/help")  # whatever was shown before is kept by now
    async with house.opened.database.transaction() as connection:
        await connection.execute("UPDATE showing SET shown_at = shown_at - ?", (days * 86400,))
    return helped


async def test_all_passages_of_an_answer_are_walked_through(running: House) -> None:
    reader = running.reader()
    answer = await said(reader, "/search 东郊 施工队")
    seen = numbers(answer)
    assert "第 1/5 页" in answer.text
    for _ in range(4):
        await tap(reader, answer, "下一页 ▶")
        seen += numbers(now(reader, answer))
    assert seen == list(range(1, 26))
    assert "下一页 ▶" not in labels(now(reader, answer))
    titles = {line for line in now(reader, answer).text.splitlines() if "修缮工程" in line}
    await tap(reader, answer, "◀ 上一页")
    assert numbers(now(reader, answer)) == list(range(16, 21))
    assert titles.isdisjoint(now(reader, answer).text.splitlines())
    assert reader.from_bot(answer) == []


async def test_a_listing_of_search_has_all_its_pages(running: House) -> None:
    reader = running.reader()
    listing = await said(reader, "/search 记者:欧阳晓岚")
    assert "共 13 篇。 第 1/2 页" in listing.text
    await tap(reader, listing, "下一页 ▶")
    assert numbers(now(reader, listing)) == [11, 12, 13]


async def test_pages_turn_after_a_restart_and_weeks(house: House) -> None:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    reader = house.reader()
    async with house.bot():
        answer = await said(reader, "/search 东郊 施工队")
        await age(house, reader, 28)
    async with house.bot():
        await tap(reader, answer, "下一页 ▶")
        assert numbers(now(reader, answer)) == list(range(6, 11))


async def test_an_expired_answer_says_so_and_offers_to_search_again(running: House) -> None:
    reader = running.reader()
    answer = await said(reader, "/search 东郊 施工队")
    helped = await age(running, reader, 91)
    await tap(reader, answer, "下一页 ▶")
    offer = await reader.reply(helped)
    assert "太久" in offer.text
    assert numbers(now(reader, answer)) == list(range(1, 6))
    await tap(reader, offer, "再找一次")
    again = await reader.reply(offer)
    assert numbers(again) == list(range(1, 6))
    await tap(reader, again, "下一页 ▶")
    assert numbers(now(reader, again)) == list(range(6, 11))


async def test_what_is_too_old_is_forgotten(running: House) -> None:
    reader = running.reader()
    await said(reader, "/search 东郊 施工队")
    await age(running, reader, 91)
    await said(reader, "/latest")
    await said(reader, "/help")
    async with running.opened.database.reading() as view:
        rows = await view.fetch_all("SELECT way FROM showing")
    assert [tuple(row) for row in rows] == [("latest",)]


async def test_only_the_asker_and_admins_turn_pages_in_a_group(
    running: House, group: Participant
) -> None:
    asker = group.joined_by(person(running.world, "小李"))
    other = group.joined_by(person(running.world, "老王"))
    answer = await said(asker, "/search@paper_bot 东郊 施工队")
    assert numbers(answer) == list(range(1, 6))
    assert "只有提问的人" in await tap(other, answer, "下一页 ▶")
    assert numbers(now(asker, answer)) == list(range(1, 6))
    assert not await tap(asker, answer, "下一页 ▶")
    assert numbers(now(asker, answer)) == list(range(6, 11))
    assert not await tap(group, answer, "下一页 ▶")
    assert numbers(now(asker, answer)) == list(range(11, 16))


async def test_in_a_group_one_passage_is_quoted_on_every_page(group: Participant) -> None:
    answer = await said(group, "/search@paper_bot 东郊 施工队")
    await tap(group, answer, "下一页 ▶")
    quotes = [e for e in now(group, answer).content.entities if "blockquote" in e.type]
    assert len(quotes) == 1


async def test_a_search_is_ordered_by_a_button(running: House) -> None:
    newer = "# 东郊施工队换了新装\n\n本报讯 东郊的施工队换装。\n\n记者 陆知行\n".encode()
    await running.archive.add_page(newer, "2023-06-01/A01.md")
    reader = running.reader()
    answer = await said(reader, "/search 东郊 施工队承担")
    await tap(reader, answer, "按时间排")
    newest = now(reader, answer)
    assert "按相关排" in labels(newest)
    await tap(reader, newest, "下一页 ▶")
    assert "按相关排" in labels(now(reader, newest))
    await tap(reader, newest, "按相关排")
    assert now(reader, newest).text == answer.text


@pytest.mark.parametrize("data", ["p:0:n", "p:3:r", "p:99999:r"])
async def test_forged_pages_are_pages_of_the_same_answer(running: House, data: str) -> None:
    reader = running.reader()
    answer = await said(reader, "/search 东郊 施工队")
    await reader.press_answer(reader.press_data(answer, data))
    assert numbers(now(reader, answer))
    assert reader.from_bot(answer) == []


async def test_another_spelling_is_asked_by_a_button(running: House) -> None:
    reader = running.reader()
    answer = await said(reader, "/search 记者:陆知形")
    await tap(reader, answer, "找：")
    again = await reader.reply(answer)
    assert "共 12 篇" in again.text
    assert again.text.startswith("问：")


async def test_a_question_without_an_answer_can_be_subscribed_to(running: House) -> None:
    reader = running.reader()
    answer = await said(reader, "火星移民什么时候开始招募")
    (label,) = [one for one in labels(answer) if "提醒我" in one]
    words = label.partition("：")[2]
    assert "火星" in words
    await tap(reader, answer, "提醒我")
    assert f"已订阅：{words}" in (await reader.reply(answer)).text
    (one,) = await running.subscribing.of_chat(reader.chat.id)
    assert one.query == words
