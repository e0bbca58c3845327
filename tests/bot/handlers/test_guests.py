"""`@bot question` in a chat that the bot is not in: one message, and nothing of it is kept."""

import re
import sqlite3

import pytest

from bot.access.flood import PERSON
from bot.preview.model import ChatKind, Message, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.server import Call
from bot.preview.wire import Refusal
from tests.bot.handlers.conftest import House
from tests.bot.handlers.test_start import links

TITLE = "石榴巷的邻居们"


def elsewhere(house: House, kind: ChatKind = ChatKind.SUPERGROUP) -> Participant:
    """Somebody in a chat that the bot is not in."""
    house.world.guest_mode = True
    return gathering(*(house.world, kind, TITLE, person(house.world, "街坊")), bot_is=Status.LEFT)


async def asked(owner: Participant, text: str) -> Message:
    return await owner.reply(owner.say(text))


@pytest.mark.parametrize("kind", [ChatKind.GROUP, ChatKind.SUPERGROUP])
@pytest.mark.parametrize(
    "text",
    [
        "@paper_bot 东郊桥什么时候开始修缮？",
        "东郊桥什么时候开始修缮？@paper_bot",
        "@paper_bot 小助手，请问东郊桥什么时候开始修缮？谢谢",
    ],
)
async def test_a_guest_gets_the_best_story_with_its_source_and_link(
    running: House, kind: ChatKind, text: str
) -> None:
    owner = elsewhere(running, kind)
    answer = await asked(owner, text)
    assert answer.text.startswith("东郊桥修缮工程第1号\n记者 欧阳晓岚 · 2023年5月18日刊")
    assert "5月17日" in answer.text
    assert re.fullmatch(r"https://t\.me/paper_bot\?start=a_\d+", links(answer)[0])
    assert answer.caller == owner.user.id
    assert len(owner.from_bot()) == 1


async def test_a_bare_mention_in_reply_asks_what_it_replies_to(running: House) -> None:
    owner = elsewhere(running)
    friend = owner.joined_by(person(running.world, "老周"))
    question = friend.say("东郊桥什么时候开始修缮？")
    answer = await owner.reply(owner.say("@paper_bot", reply_to=question))
    assert answer.text.startswith("东郊桥修缮工程第1号")


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("@paper_bot 火星上的企鹅几岁了", "没有找到"),
        ("@paper_bot", "@paper_bot 和你的问题"),
        ("@paper_bot 你好", "@paper_bot 和你的问题"),
        (f"@paper_bot {'桥' * 501}", "太长"),
        ("@paper_bot <b>火星&企鹅", "<b>火星&企鹅"),
    ],
)
async def test_who_asks_what_print_has_not_is_told_kindly(
    running: House, text: str, wanted: str
) -> None:
    answer = await asked(elsewhere(running), text)
    assert wanted in answer.text
    assert running.preview.refused == []


async def test_a_guest_is_answered_in_their_language(running: House) -> None:
    running.world.guest_mode = True
    user = person(running.world, "Ann", language="en")
    owner = gathering(running.world, ChatKind.GROUP, TITLE, user, bot_is=Status.LEFT)
    assert "no answer" in (await asked(owner, "@paper_bot penguins of Mars")).text


async def test_what_is_not_meant_or_comes_from_bots_or_in_albums_is_not_answered(
    running: House,
) -> None:
    owner = elsewhere(running)
    robot = owner.joined_by(person(running.world, "别的", "other_bot"))
    robot.say("@paper_bot 东郊桥")
    owner.say("东郊桥什么时候修缮？")
    owner.photo("@paper_bot 东郊桥", album=owner.new_album())
    said = owner.say("东郊桥呢")
    owner.edit(said, "@paper_bot 东郊桥")
    last = await asked(owner, "@paper_bot 东郊路")
    assert owner.from_bot() == [last]


async def test_without_guest_mode_nothing_comes(running: House) -> None:
    owner = elsewhere(running)
    running.world.guest_mode = False
    owner.say("@paper_bot 东郊桥")
    reader = running.reader()
    await reader.reply(reader.say("东郊桥"))
    assert owner.from_bot() == []


async def test_who_floods_is_told_once_and_then_not_answered(running: House) -> None:
    owner = elsewhere(running)
    for _ in range(int(PERSON.burst) + 5):
        owner.say("@paper_bot 东郊桥")
    told = await owner.replies(Message(owner.chat.id, 0, None, 0), int(PERSON.burst) + 1)
    reader = running.reader()
    await reader.reply(reader.say("东郊桥"))
    assert sum("太快" in one.text for one in told) == 1
    assert len(owner.from_bot()) == int(PERSON.burst) + 1


async def test_a_refused_answer_is_nobodys_error(
    running: House, caplog: pytest.LogCaptureFixture
) -> None:
    async def refuse(call: Call) -> None:
        if call.method == "answerGuestQuery":
            raise Refusal(400, "Bad Request: GUEST_QUERY_INVALID")

    running.preview.fault = refuse
    owner = elsewhere(running)
    owner.say("@paper_bot 东郊桥")
    await running.world.changes.until(
        lambda: [one for one in running.preview.calls if one.method == "answerGuestQuery"] or None,
        30.0,
    )
    running.preview.fault = None
    reader = running.reader()
    await reader.reply(reader.say("东郊桥"))
    assert owner.from_bot() == []
    assert [one for one in caplog.records if one.levelname == "ERROR"] == []


async def test_nothing_of_the_chat_is_kept(house: House) -> None:
    await house.archive.add_page("# 石桥\n\n本报讯 修了石桥。\n".encode(), "2023-05-18/A01.md")
    owner = elsewhere(house)
    async with house.bot():
        await asked(owner, "@paper_bot 石榴巷何时通水呢朋友们")
        await asked(owner, "@paper_bot 石桥修了吗")
    kept = "\n".join(sqlite3.connect(house.settings.database).iterdump())
    assert "石桥" in kept
    for what in (str(owner.chat.id), str(owner.user.id), TITLE, "通水", "石榴巷", "修了吗"):
        assert what not in kept
