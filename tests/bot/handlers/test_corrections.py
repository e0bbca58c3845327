"""Corrections: what an admin replies is shown, made once confirmed, and undone by a button."""

from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from bot.alerts.delivery import DeliveryWorker
from bot.preview.model import Message
from bot.preview.participant import Participant
from bot.preview.people import private
from tests.bot.handlers.conftest import (
    PATH,
    House,
    alerted,
    delivered,
    page,
    said,
)
from tests.bot.handlers.test_questions import labels, now, tap

SAID = "第1施工队应为第一施工队"
RIGHT = "本报讯 5月17日，东郊的桥开始修缮，由第一施工队承担。"


@dataclass(frozen=True, slots=True)
class Office:
    """A running bot with two admins and a reader."""

    house: House
    admin: Participant
    other: Participant
    reader: Participant

    async def reads(self) -> str:
        return (await self.house.archive.article(1)).article.body


@pytest.fixture
async def office(house: House) -> AsyncIterator[Office]:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    admin, other = house.reader(), house.reader()
    settings = replace(house.settings, admins=frozenset({admin.user.id, other.user.id}))
    async with replace(house, settings=settings).bot():
        yield Office(house, admin, other, house.reader())


async def report(reader: Participant, words: str) -> None:
    answer = await said(reader, "/search 东郊桥")
    await tap(reader, answer, "全文")
    story = await reader.reply(answer)
    await tap(reader, story, "报告文字错误")
    asked = await reader.reply(story)
    assert "谢谢" in (await reader.reply(reader.say(words, reply_to=asked))).text


async def asked(admin: Participant, number: int = 1) -> Message:
    shown = await said(admin, "/feedback")
    await tap(admin, shown, f"更正 #{number}")
    return await admin.reply(shown)


async def proposed(admin: Participant, words: str, number: int = 1) -> Message:
    question = await asked(admin, number)
    return await admin.reply(admin.say(words, reply_to=question))


def entities(message: Message, kind: str) -> list[str]:
    """Return what is marked so; all of it is in the basic plane."""
    return [
        message.text[one.offset : one.offset + one.length]
        for one in message.content.entities
        if one.type == kind
    ]


@pytest.mark.parametrize(
    "words", ["第1施工队改成第一施工队", "把「第1施工隊」改為「第一施工隊」", RIGHT]
)
async def test_before_and_after_are_shown_and_nothing_changes_yet(
    office: Office, words: str
) -> None:
    await report(office.reader, SAID)
    before = await office.reads()
    shown = await proposed(office.admin, words)
    assert entities(shown, "strikethrough") == ["第1"]
    assert entities(shown, "underline") == ["第一"]
    assert labels(shown) == ["✅ 确认", "取消"]
    assert await office.reads() == before


async def test_what_is_confirmed_is_corrected_and_the_printed_words_stay(office: Office) -> None:
    await report(office.reader, SAID)
    shown = await proposed(office.admin, SAID)
    assert "已更正" in await tap(office.admin, shown, "确认")
    assert "已更正" in now(office.admin, shown).text
    assert labels(now(office.admin, shown)) == ["撤销"]
    assert "由第一施工队承担。（更正：原印“" in await office.reads()
    assert "更正 #1" not in labels(await said(office.admin, "/feedback"))
    assert "没有一篇" not in (await said(office.reader, '/search "第一施工队承担"')).text


async def test_a_proposal_outlasts_a_restart(house: House) -> None:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    admin, reader = house.reader(), house.reader()
    settings = replace(house.settings, admins=frozenset({admin.user.id}))
    async with replace(house, settings=settings).bot():
        await report(reader, SAID)
        shown = await proposed(admin, SAID)
    async with replace(house, settings=settings).bot():
        assert "已更正" in await tap(admin, shown, "确认")
    async with replace(house, settings=settings).bot():
        assert "已撤销" in await tap(admin, shown, "撤销")
    assert "更正" not in (await house.archive.article(1)).article.body


async def test_what_is_dropped_changes_nothing_and_stays_open(office: Office) -> None:
    await report(office.reader, SAID)
    before = await office.reads()
    shown = await proposed(office.admin, SAID)
    assert "没有改" in await tap(office.admin, shown, "取消")
    assert "没有改" in now(office.admin, shown).text
    press = office.admin.press_data(shown, "zc1")
    assert "没有改" in ((await office.admin.press_answer(press)).text or "")
    assert await office.reads() == before
    assert "更正 #1" in labels(await said(office.admin, "/feedback"))


async def test_an_undone_correction_reads_as_before_and_is_open_again(office: Office) -> None:
    await report(office.reader, SAID)
    before = await office.reads()
    shown = await proposed(office.admin, SAID)
    await tap(office.admin, shown, "确认")
    assert "已撤销" in await tap(office.admin, shown, "撤销")
    assert await office.reads() == before
    assert labels(now(office.admin, shown)) == []
    assert "更正 #1" in labels(await said(office.admin, "/feedback"))


async def corrected_twice(office: Office) -> tuple[Message, Message]:
    """Correct a paragraph, and let the other admin correct it again; return both messages."""
    await report(office.reader, SAID)
    await report(office.reader, "施工队应为工程队")
    first = await proposed(office.admin, SAID)
    await tap(office.admin, first, "确认")
    second = await proposed(office.other, "第一施工队改成第一工程队", 2)
    await tap(office.other, second, "确认")
    return first, second


async def test_what_was_corrected_again_since_has_no_button_and_is_not_undone(
    office: Office,
) -> None:
    first, second = await corrected_twice(office)
    assert labels(now(office.admin, first)) == []
    press = office.admin.press_data(first, "zu1")
    assert "不能撤销" in ((await office.admin.press_answer(press)).text or "")
    assert labels(now(office.other, second)) == ["撤销"]
    assert "由第一工程队承担" in await office.reads()


async def test_once_the_later_correction_is_undone_the_earlier_can_be(office: Office) -> None:
    first, second = await corrected_twice(office)
    assert "已撤销" in await tap(office.other, second, "撤销")
    assert "由第一施工队承担" in await office.reads()
    assert "已撤销" in await tap(office.admin, first, "撤销")
    assert "更正" not in await office.reads()


async def test_a_proposal_about_a_text_that_changed_meanwhile_is_not_made(office: Office) -> None:
    await report(office.reader, SAID)
    shown = await proposed(office.admin, SAID)
    await report(office.reader, "桥应为大桥")
    other = await proposed(office.other, "东郊的桥改成东郊的大桥", 2)
    await tap(office.other, other, "确认")
    assert "刚才又改过" in await tap(office.admin, shown, "确认")
    assert "由第1施工队承担" in await office.reads()


async def test_two_taps_correct_once(office: Office) -> None:
    await report(office.reader, SAID)
    shown = await proposed(office.admin, SAID)
    presses = [office.admin.press(shown, "确认") for _ in range(2)]
    for press in presses:
        assert "已更正" in ((await office.admin.press_answer(press)).text or "")
    assert (await office.reads()).count("（更正：") == 1


@pytest.mark.parametrize(
    ("words", "why"),
    [
        ("第9施工队改成第一施工队", "这篇里没有“第9施工队”"),
        ("嗯，这个", "没看懂"),
        ("第1施工队改成第1施工队", "已经是这样"),
        ("1改成一", "“1”有 2 处"),
    ],
)
async def test_what_can_not_be_done_is_said_and_can_be_tried_again(
    office: Office, words: str, why: str
) -> None:
    await report(office.reader, SAID)
    told = await proposed(office.admin, words)
    assert why in told.text
    again = await office.admin.reply(office.admin.say(SAID, reply_to=told))
    assert labels(again) == ["✅ 确认", "取消"]


async def test_a_text_in_english_for_an_admin_who_reads_english(house: House) -> None:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    admin, reader = house.reader("en"), house.reader()
    settings = replace(house.settings, admins=frozenset({admin.user.id}))
    async with replace(house, settings=settings).bot():
        await report(reader, SAID)
        shown = await said(admin, "/feedback")
        await tap(admin, shown, "Correct #1")
        question = await admin.reply(shown)
        answer = await admin.reply(admin.say(SAID, reply_to=question))
        assert answer.text.startswith("Change “东郊桥修缮工程第1号” like this?")


async def test_alerts_are_edited_once_it_is_confirmed_and_again_once_undone(
    house: House, delivery: DeliveryWorker
) -> None:
    reader = house.reader()
    admin = private(
        house.world, next(one for one in house.world.users.values() if one.first_name == "站长")
    )
    message = await alerted(house, delivery, reader, PATH)
    assert "二十户" in message.text
    answer = await said(reader, "/search 樱桃沟")
    await tap(reader, answer, "全文")
    story = await reader.reply(answer)
    await tap(reader, story, "报告文字错误")
    question = await reader.reply(story)
    await reader.reply(reader.say("二十户应为三十户", reply_to=question))
    shown = await proposed(admin, "二十户改成三十户")
    await delivered(delivery)
    assert now(reader, message).text == message.text
    await tap(admin, shown, "确认")
    await delivered(delivery)
    assert "三十户" in now(reader, message).text
    assert "【更正】" in now(reader, message).text
    await tap(admin, shown, "撤销")
    await delivered(delivery)
    assert now(reader, message).text == message.text
