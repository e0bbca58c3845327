"""Listings in the chat: pages that turn, whatever happened in between."""

import pytest

from bot.preview.model import Message
from tests.bot.handlers.conftest import House, page, said


def numbers(message: Message) -> list[int]:
    heads = (line.partition(". ")[0] for line in message.text.splitlines())
    return [int(head) for head in heads if head.isdigit()]


async def test_pages_turn_in_place_both_ways(running: House) -> None:
    reader = running.reader()
    first = await said(reader, "/latest")
    assert numbers(first) == list(range(1, 11))
    await reader.press_answer(reader.press(first, "下一页 ▶"))
    second = reader.chat.messages[first.id]
    assert numbers(second) == list(range(11, 21))
    await reader.press_answer(reader.press(second, "下一页 ▶"))
    assert numbers(reader.chat.messages[first.id]) == list(range(21, 26))
    await reader.press_answer(reader.press(reader.chat.messages[first.id], "◀ 上一页"))
    assert numbers(reader.chat.messages[first.id]) == list(range(11, 21))
    assert reader.from_bot(first) == []


@pytest.mark.parametrize("text", ["/reporter 欧阳晓岚", "记者 欧阳晓岚", "欧阳晓岚写了哪些报道？"])
async def test_a_page_of_what_was_asked_turns_after_a_restart(house: House, text: str) -> None:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    reader = house.reader()
    async with house.bot():
        first = await said(reader, text)
        assert "共 13 篇" in first.text
    async with house.bot():
        await reader.press_answer(reader.press(first, "下一页 ▶"))
    assert numbers(reader.chat.messages[first.id]) == [11, 12, 13]


async def test_double_taps_are_harmless(running: House) -> None:
    reader = running.reader()
    first = await said(reader, "/latest")
    presses = [reader.press(first, "下一页 ▶"), reader.press(first, "下一页 ▶")]
    for press in presses:
        assert not (await reader.press_answer(press)).text
    assert numbers(reader.chat.messages[first.id]) == list(range(11, 21))
    assert reader.from_bot(first) == []


async def test_a_question_from_start_has_pages_of_its_own(running: House) -> None:
    reader = running.reader()
    welcome = await said(reader, "/start")
    press = reader.press(welcome, welcome.buttons[0].text)
    (listing,) = await reader.replies(welcome)
    assert not (await reader.press_answer(press)).text
    assert listing.text.startswith("问：")
    await reader.press_answer(reader.press(listing, "下一页 ▶"))
    assert numbers(reader.chat.messages[listing.id]) == [11, 12, 13]


async def test_a_page_of_a_question_that_is_gone_says_so(running: House) -> None:
    reader = running.reader()
    listing = await said(reader, "/start")
    press = reader.press_data(listing, "p:10:r")
    assert "再问一次" in ((await reader.press_answer(press)).text or "")


async def test_a_listing_in_english_for_who_reads_english(running: House) -> None:
    listing = await said(running.reader("en"), "/latest")
    assert "Stories: 25" in listing.text
    assert "Reporter 欧阳晓岚" in listing.text
