"""The bot among people: it speaks when spoken to, where it is spoken to."""

import asyncio

import pytest

from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.server import Call
from tests.end_to_end.running import Bot

pytestmark = [pytest.mark.asyncio(loop_scope="session"), pytest.mark.xdist_group("bot")]

QUAY = "河湾区老码头改造动工 沿江步道明年贯通"
CANTEEN = "社区食堂开进筒子楼 老人一餐只花八元"


def group(bot: Bot, bot_is: Status = Status.MEMBER, *, is_forum: bool = False) -> Participant:
    owner = person(bot.world, "群主")
    kind = ChatKind.SUPERGROUP
    return gathering(bot.world, kind, "读报群", owner, is_forum=is_forum, bot_is=bot_is)


async def test_a_mention_a_command_and_a_reply_are_answered(bot: Bot) -> None:
    member = group(bot)
    asked = member.say("@paper_bot 老码头改造投资多少钱？")
    answer = await member.reply(asked)
    assert "工程投资2.6亿元" in answer.text
    assert answer.text.count(QUAY) == 1
    assert answer.reply_to == asked.id
    assert any(button.data for button in answer.buttons)

    asked = member.say("/search@paper_bot 食堂 志愿者")
    assert CANTEEN in (await member.reply(asked)).text

    asked = member.say("社区食堂一餐多少钱？", reply_to=answer)
    assert CANTEEN in (await member.reply(asked)).text


@pytest.mark.parametrize(
    "unasked",
    [
        "老码头改造投资多少钱？",
        "/search@other_bot 食堂",
        "@other_bot 老码头",
        "paper_bot 老码头",
        "搜索 食堂",
    ],
)
async def test_what_is_not_said_to_the_bot_is_not_answered(bot: Bot, unasked: str) -> None:
    """An admin bot hears it all; a chat's order shows that the first message was passed over."""
    member = group(bot, Status.ADMINISTRATOR)
    first = member.say(unasked)
    asked = member.say("@paper_bot 老码头改造投资多少钱？")
    await member.reply(asked)
    assert [answer.reply_to for answer in member.from_bot(first)] == [asked.id]


async def test_a_reply_to_another_person_is_not_answered(bot: Bot) -> None:
    member = group(bot, Status.ADMINISTRATOR)
    first = member.say("老码头去过吗？")
    member.say("老码头在哪里？", reply_to=first)
    asked = member.say("@paper_bot 老码头")
    await member.reply(asked)
    assert [answer.reply_to for answer in member.from_bot(first)] == [asked.id]


async def test_stickers_in_a_group_are_passed_over(bot: Bot) -> None:
    member = group(bot, Status.ADMINISTRATOR)
    first = member.sticker()
    asked = member.say("@paper_bot 老码头")
    await member.reply(asked)
    assert [answer.reply_to for answer in member.from_bot(first)] == [asked.id]


async def test_help_in_a_group_names_the_bot(bot: Bot) -> None:
    member = group(bot)
    assert "/search@paper_bot" in (await member.reply(member.say("/help@paper_bot"))).text


async def test_an_answer_in_a_forum_goes_to_the_topic_of_the_question(bot: Bot) -> None:
    member = group(bot, Status.ADMINISTRATOR, is_forum=True)
    thread = member.topic("城建")
    plain = member.say("老码头改造投资多少钱？", thread=thread)
    asked = member.say("@paper_bot 老码头改造投资多少钱？", thread=thread)
    answer = await member.reply(asked)
    assert (answer.thread, answer.reply_to) == (thread, asked.id)
    assert len(member.from_bot(plain)) == 1
    general = await member.reply(member.say("@paper_bot 社区食堂"))
    assert general.thread is None


async def test_a_topic_that_the_bot_opened_is_no_talk_with_it(bot: Bot) -> None:
    """Every plain message in a topic replies to its first one, which is the bot's here."""
    member = group(bot, Status.ADMINISTRATOR, is_forum=True)
    thread = member.joined_by(bot.world.bot, Status.ADMINISTRATOR).topic("城建")
    plain = member.say("老码头改造投资多少钱？", thread=thread)
    asked = member.say("@paper_bot 老码头改造投资多少钱？", thread=thread)
    await member.reply(asked)
    assert [answer.reply_to for answer in member.from_bot(plain)] == [asked.id]


async def test_a_reply_in_a_plain_group_is_answered_without_a_topic(bot: Bot) -> None:
    member = group(bot)
    answer = await member.reply(member.say("@paper_bot 老码头"))
    asked = member.say("社区食堂一餐多少钱？", reply_to=answer)
    assert (await member.reply(asked)).thread is None


async def test_a_story_opened_in_a_topic_stays_in_it(bot: Bot) -> None:
    member = group(bot, is_forum=True)
    asked = member.say("@paper_bot 老码头改造投资多少钱？", thread=member.topic("城建"))
    answer = await member.reply(asked)
    data = next(button.data for button in answer.buttons if button.data)
    member.press_data(answer, data)
    story = await member.reply(answer)
    assert story.thread == asked.thread
    assert "三百个车位" in story.text


async def test_a_chat_keeps_its_order_while_others_go_on(bot: Bot) -> None:
    slow, quick = bot.person("慢"), bot.person("快")
    gate = asyncio.Event()

    async def hold(call: Call) -> None:
        if call.method == "sendMessage" and call.parameters.text("chat_id") == str(slow.chat.id):
            await gate.wait()

    bot.preview.fault = hold
    try:
        first = slow.say("老码头改造投资多少钱？")
        slow.say("社区食堂一餐多少钱？")
        assert CANTEEN in (await quick.reply(quick.say("社区食堂一餐多少钱？"))).text
        assert slow.from_bot(first) == []
    finally:
        gate.set()
        bot.preview.fault = None
    answers = await slow.replies(first, 2)
    assert QUAY in answers[0].text
    assert CANTEEN in answers[1].text
