"""Feedback: given under answers and stories, read by the bot's admins, corrected in the chat."""

import json
from collections.abc import AsyncIterator
from dataclasses import dataclass, replace

import pytest

from bot.preview.model import ChatKind, Message
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from tests.bot.handlers.conftest import House, page, said
from tests.bot.handlers.test_questions import labels, now, tap

QUESTION = "东郊的桥由第几施工队承担？"


@dataclass(frozen=True, slots=True)
class Office:
    """A running bot with an admin and a reader."""

    house: House
    admin: Participant
    reader: Participant


@pytest.fixture
async def office(house: House) -> AsyncIterator[Office]:
    await house.archive.add_page(page(25), "2023-05-18/A01.md")
    admin = house.reader()
    settings = replace(house.settings, admins=frozenset({admin.user.id}))
    async with replace(house, settings=settings).bot():
        yield Office(house, admin, house.reader())


def votes(reader: Participant, answer: Message) -> list[str]:
    """The labels of the buttons to rate an answer, as it is now."""
    sent = [one for one in now(reader, answer).buttons if (one.data or "").startswith("k")]
    return [one.text for one in sent]


async def exported(office: Office) -> list[dict[str, dict[str, object]]]:
    shown = await said(office.admin, "/feedback")
    await tap(office.admin, shown, "导出")
    file = await office.admin.reply(shown)
    return [json.loads(line) for line in office.admin.download(file).splitlines()]


async def opened(reader: Participant) -> Message:
    """Read a story in full."""
    answer = await said(reader, "/search 东郊桥")
    await tap(reader, answer, "全文")
    return await reader.reply(answer)


async def report(reader: Participant, words: str) -> Message:
    story = await opened(reader)
    await tap(reader, story, "报告文字错误")
    asked = await reader.reply(story)
    return await reader.reply(reader.say(words, reply_to=asked))


async def test_a_vote_is_kept_with_the_question_and_the_stories(office: Office) -> None:
    answer = await said(office.reader, QUESTION)
    assert "谢谢" in await tap(office.reader, answer, "👍")
    assert "谢谢" in await tap(office.reader, answer, "👎")
    (line,) = await exported(office)
    assert line["vote"]["words"] == QUESTION
    assert line["vote"]["good"] is False
    assert line["vote"]["articles"]
    assert QUESTION in (await said(office.admin, "/feedback")).text


async def test_the_vote_is_marked_and_another_tap_changes_it(office: Office) -> None:
    answer = await said(office.reader, QUESTION)
    await tap(office.reader, answer, "👍")
    assert votes(office.reader, answer) == ["✓ 👍 有用", "👎 没用"]
    await tap(office.reader, answer, "👎")
    assert votes(office.reader, answer)[:2] == ["👍 有用", "✓ 👎 没用"]
    await tap(office.reader, answer, "👍")
    assert votes(office.reader, answer) == ["✓ 👍 有用", "👎 没用"]
    (line,) = await exported(office)
    assert line["vote"]["good"] is True


async def test_why_an_answer_is_of_no_use_is_one_more_tap(office: Office) -> None:
    answer = await said(office.reader, QUESTION)
    others = [one for one in labels(now(office.reader, answer)) if "用" not in one]
    assert "哪里不好" in await tap(office.reader, answer, "👎")
    assert votes(office.reader, answer)[2:] == ["不相关", "不完整", "文字有错", "过时了"]
    assert "谢谢" in await tap(office.reader, answer, "不完整")
    assert votes(office.reader, answer) == ["👍 有用", "✓ 👎 不完整"]
    assert [one for one in labels(now(office.reader, answer)) if one in others] == others
    shown = await said(office.admin, "/feedback")
    assert "没用的原因：不完整 1。" in shown.text
    assert f"{QUESTION}（不完整）" in shown.text
    (line,) = await exported(office)
    assert line["vote"]["why"] == "incomplete"


async def test_a_reason_can_be_changed(office: Office) -> None:
    answer = await said(office.reader, QUESTION)
    for label in ("👎", "不相关", "👎", "过时了"):
        await tap(office.reader, answer, label)
    (line,) = await exported(office)
    assert line["vote"]["why"] == "outdated"
    await tap(office.reader, answer, "👍")
    (line,) = await exported(office)
    assert line["vote"]["why"] is None


async def test_a_group_sees_how_many_voted(office: Office) -> None:
    owner = person(office.house.world, "群主")
    group = gathering(office.house.world, ChatKind.SUPERGROUP, "读报群", owner)
    answer = await said(group, f"@paper_bot {QUESTION}")
    for name in ("甲", "乙"):
        await tap(group.joined_by(person(office.house.world, name)), answer, "👍")
    assert votes(group, answer) == ["👍 有用 2", "👎 没用"]
    await tap(group, answer, "👎")
    await tap(group, answer, "文字有错")
    assert votes(group, answer) == ["👍 有用 2", "👎 没用 1"]


async def test_a_listing_is_not_rated(office: Office) -> None:
    assert not any("有用" in label for label in labels(await said(office.reader, "/latest")))


async def test_admins_of_a_chat_turn_the_buttons_off(office: Office) -> None:
    owner = person(office.house.world, "群主")
    member = gathering(office.house.world, ChatKind.SUPERGROUP, "读报群", owner)
    asked = f"@paper_bot {QUESTION}"
    assert "👍 有用" in labels(await said(member, asked))
    settings = await said(member, "/settings@paper_bot")
    await tap(member, settings, "评价按钮")
    assert "评价按钮：没有" in member.chat.messages[settings.id].text
    assert "👍 有用" not in labels(await said(member, asked))
    await said(member, "/settings@paper_bot 评价 开")
    assert "👍 有用" in labels(await said(member, asked))


async def test_an_error_that_is_none_is_left(office: Office) -> None:
    await report(office.reader, "没看懂")
    shown = await said(office.admin, "/feedback")
    assert "不改" in await tap(office.admin, shown, "不改 #1")
    assert "更正" not in (await said(office.admin, "/feedback")).text


@pytest.mark.parametrize("data", ["f", "zy1", "zx1", "zc1", "zd1", "zu1"])
async def test_who_is_no_admin_sees_and_changes_nothing(office: Office, data: str) -> None:
    await report(office.reader, "错字")
    helped = await said(office.reader, "/feedback")
    assert "没有这个命令" in helped.text
    press = office.reader.press_data(helped, data)
    assert "失效" in ((await office.reader.press_answer(press)).text or "")
    forged = office.reader.say("改坏它", reply_to=replace(helped, id=helped.id))
    await office.reader.reply(forged)
    assert "《东郊桥修缮工程第1号》" in (await said(office.admin, "/feedback")).text


async def test_a_vote_on_what_is_no_answer_is_not_kept(office: Office) -> None:
    start = await said(office.reader, "/start")
    press = office.reader.press_data(start, "k1")
    assert "看不到" in ((await office.reader.press_answer(press)).text or "")
    shown = await said(office.admin, "/feedback")
    assert "觉得有用 0，没用 0" in shown.text
    await tap(office.admin, shown, "导出")
    assert "还没有反馈" in (await office.admin.reply(shown)).text
