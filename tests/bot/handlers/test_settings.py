"""How a chat wants to be told, and whom a group answers, typed and tapped."""

from dataclasses import replace
from zoneinfo import ZoneInfo

import pytest

from bot.model import Amount, ChatSettings, Pace, Quiet
from bot.preview.model import ChatKind, Message
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.store.chats import chat_of
from tests.bot.handlers.conftest import House, said

USUAL = ChatSettings(ZoneInfo("Asia/Shanghai"))


async def kept(house: House, chat_id: int) -> ChatSettings:
    async with house.opened.database.reading() as view:
        chat = await chat_of(view, chat_id)
    assert chat is not None
    return chat.settings


def group(house: House, *, is_forum: bool = False) -> Participant:
    owner = person(house.world, "群主")
    kind = ChatKind.SUPERGROUP
    return gathering(house.world, kind, "读报群", owner, is_forum=is_forum)


def member(owner: Participant, name: str = "甲") -> Participant:
    return owner.joined_by(person(owner.world, name))


async def tap(reader: Participant, message: Message, label: str) -> Message:
    await reader.press_answer(reader.press(message, label))
    return reader.chat.messages[message.id]


@pytest.mark.parametrize("text", ["/settings", "设置"])
async def test_the_settings_are_shown(running: House, text: str) -> None:
    shown = await said(running.reader(), text)
    for line in (
        *("何时提醒：立即", "安静时段：没有", "时区：北京时间（Asia/Shanghai）"),
        *("声音：开", "提醒内容：标题和一段原文"),
    ):
        assert line in shown.text


@pytest.mark.parametrize(
    ("text", "settings", "line"),
    [
        (
            "/settings 每天 7:30",
            replace(USUAL, pace=Pace.DAILY, digest_at=450),
            "何时提醒：每天 07:30",
        ),
        (
            "设置 每周五 18:00",
            replace(USUAL, pace=Pace.WEEKLY, digest_day=4, digest_at=1080),
            "何时提醒：每周五 18:00",
        ),
        (
            "/settings 安静 22:00-7:00",
            replace(USUAL, quiet=Quiet(1320, 420)),
            "安静时段：22:00 到 07:00",
        ),
        (
            "/settings 时区 asia/tokyo",
            replace(USUAL, timezone=ZoneInfo("Asia/Tokyo")),
            "时区：Asia/Tokyo",
        ),
        (
            "設定 每週五 18:00",
            replace(USUAL, pace=Pace.WEEKLY, digest_day=4, digest_at=1080),
            "每周五",
        ),
        ("/settings 語言 繁體", replace(USUAL, language="zh-hant"), "語言：繁體中文"),
        ("/settings 语言 英文", replace(USUAL, language="en"), "Language: English"),
    ],
)
async def test_typed_wishes_are_kept_and_shown(
    running: House, text: str, settings: ChatSettings, line: str
) -> None:
    reader = running.reader()
    assert line in (await said(reader, text)).text
    assert await kept(running, reader.chat.id) == settings


@pytest.mark.parametrize("words", ["每天 23:00", "安静 20:00-9:00"])
async def test_a_change_that_puts_a_digest_into_quiet_hours_says_when_it_will_come(
    running: House, words: str
) -> None:
    reader = running.reader()
    await said(reader, "/settings 每天 21:00")
    await said(reader, "/settings 安静 22:00-7:00")
    shown = await said(reader, f"/settings {words}")
    assert "在安静时段里，所以汇总等到第二天" in shown.text


async def test_what_can_not_be_read_is_told_how_to_write_it(running: House) -> None:
    reader = running.reader()
    assert "/settings 每天 8:00" in (await said(reader, "/settings 下个月再说")).text
    assert await kept(running, reader.chat.id) == USUAL


async def test_everything_can_be_set_with_buttons(running: House) -> None:
    reader = running.reader()
    shown = await said(reader, "/settings")
    for page, *choices in (
        ("何时提醒", "每周一次", "周三", "20:00"),
        ("安静时段", "23:00-08:00"),
        ("时区", "Asia/Singapore"),
        ("提醒内容", "只有标题"),
        ("语言", "繁體中文"),
    ):
        shown = await tap(reader, shown, page)
        for choice in choices:
            shown = await tap(reader, shown, choice)
            assert any(button.text == f"✓ {choice}" for button in shown.buttons)
        shown = await tap(reader, shown, "◀")
    shown = await tap(reader, shown, "聲音：關")
    assert "聲音：關" in shown.text
    assert await kept(running, reader.chat.id) == ChatSettings(
        ZoneInfo("Asia/Singapore"),
        Pace.WEEKLY,
        1200,
        2,
        Quiet(1380, 480),
        silent=True,
        amount=Amount.HEADLINES,
        language="zh-hant",
    )
    assert running.preview.refused == []


async def test_the_language_chosen_is_that_of_the_buttons_at_once(running: House) -> None:
    reader = running.reader()
    shown = await tap(reader, await said(reader, "/settings"), "语言")
    shown = await tap(reader, shown, "English")
    assert shown.text.startswith("Settings of")
    assert "No subscriptions yet" in (await said(reader, "/subscriptions")).text


async def test_a_forged_wish_changes_nothing(running: House) -> None:
    reader = running.reader()
    shown = await said(reader, "/settings")
    await reader.press_answer(reader.press_data(shown, f"cz:{reader.chat.id}:zone Mars/Base"))
    assert await kept(running, reader.chat.id) == USUAL


@pytest.mark.parametrize(
    ("words", "line"),
    [
        ("", "谁能提问：所有人"),
        (" 管理员", "谁能提问：只有管理员"),
        (" private", "谁能提问：所有人，答案发到私聊"),
        (" 关", "谁能提问：所有人"),
        (" 随便", "/quiet@paper_bot 私聊"),
    ],
)
async def test_an_admin_says_who_may_ask(running: House, words: str, line: str) -> None:
    owner = group(running)
    assert line in (await said(owner, f"/quiet@paper_bot{words}")).text


async def test_it_is_set_by_buttons_and_shown_in_the_settings(running: House) -> None:
    owner = group(running)
    shown = await said(owner, "/settings@paper_bot")
    assert "谁能提问：所有人" in shown.text
    shown = await tap(owner, shown, "谁能提问")
    shown = await tap(owner, shown, "只有管理员")
    assert any(button.text == "✓ 只有管理员" for button in shown.buttons)
    assert "谁能提问：只有管理员" in (await said(owner, "/settings@paper_bot")).text


async def test_others_do_not_say_who_may_ask(running: House) -> None:
    owner = group(running)
    someone = member(owner)
    assert "管理员" in (await said(someone, "/quiet@paper_bot 管理员")).text
    assert "东郊" in (await said(someone, "/latest@paper_bot")).text


async def test_it_is_not_for_private_chats(running: House) -> None:
    reader = running.reader()
    assert "在群里用" in (await said(reader, "/quiet 管理员")).text
    assert "谁能提问" not in (await said(reader, "/settings")).text
