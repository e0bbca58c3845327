"""What is between an admin and the bot goes from a channel once it is done."""

import pytest

from bot.messages.keys import encode
from bot.messages.settings_keys import Act, OnSubscription
from bot.preview.model import ChatKind, Message, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.services.brief_posts import SHOWN, BriefPosts
from tests.bot.handlers.conftest import House


def channel(house: House) -> Participant:
    admin = person(house.world, "主编")
    return gathering(*(house.world, ChatKind.CHANNEL, "快讯", admin), bot_is=Status.ADMINISTRATOR)


async def gone(owner: Participant, post: Message) -> None:
    await owner.world.changes.until(lambda: post.id not in owner.chat.messages or None, 30.0)


async def deleted_after(house: House, seconds: float) -> list[int]:
    """The posts that are deleted that long from now."""
    posts = BriefPosts(house.opened.database, lambda: int(house.opened.clock() + seconds))
    return [post.message_id for post in await posts.over()]


@pytest.mark.parametrize("text", ["/subscribe 桥", "/subscriptions", "/settings", "/unsubscribe"])
async def test_a_command_is_deleted_at_once_and_its_reply_is_silent_and_goes_later(
    running: House, text: str
) -> None:
    owner = channel(running)
    asked = owner.say(text)
    answer = await owner.reply(asked)
    await gone(owner, asked)
    assert answer.silent
    assert answer.id in owner.chat.messages
    assert await deleted_after(running, SHOWN - 60) == []
    assert await deleted_after(running, SHOWN + 60) == [answer.id]
    assert running.preview.refused == []


async def test_where_the_bot_may_not_delete_the_command_stays_and_nothing_is_said(
    running: House, caplog: pytest.LogCaptureFixture
) -> None:
    owner = channel(running)
    owner.promotes(running.world.bot, without=["can_delete_messages"])
    asked = owner.say("/subscribe 桥")
    answer = await owner.reply(asked)
    reader = running.reader()
    await reader.reply(reader.say("/help"))
    assert list(owner.chat.messages) == [asked.id, answer.id]
    assert [one for one in caplog.records if one.levelname in ("ERROR", "WARNING")] == []


async def test_what_a_command_replies_to_stays(running: House) -> None:
    owner = channel(running)
    news = owner.say("今天的新闻")
    asked = owner.say("/subscriptions", reply_to=news)
    await owner.reply(asked)
    await gone(owner, asked)
    assert news.id in owner.chat.messages


async def test_a_question_of_the_bots_goes_with_its_answer(running: House) -> None:
    owner = channel(running)
    made = await owner.reply(owner.say("/subscribe 桥"))
    await owner.press_answer(owner.press_data(made, encode(OnSubscription(Act.REWORD, 1))))
    question = (await owner.replies(made))[-1]
    said = owner.say("路", reply_to=question)
    await gone(owner, said)
    await gone(owner, question)


async def test_commands_of_groups_stay(running: House) -> None:
    admin = person(running.world, "群主")
    owner = gathering(
        *(running.world, ChatKind.SUPERGROUP, "读报群", admin), bot_is=Status.ADMINISTRATOR
    )
    asked = owner.say("/subscribe@paper_bot 桥")
    answer = await owner.reply(asked)
    again = await owner.reply(owner.say("/subscriptions@paper_bot"))
    assert {asked.id, answer.id, again.id} <= set(owner.chat.messages)
    assert await deleted_after(running, 2 * SHOWN) == []
    assert not answer.silent


async def test_what_is_asked_for_the_readers_stays_with_its_answer(running: House) -> None:
    owner = channel(running)
    asked = owner.say("@paper_bot 东郊桥什么时候修缮？")
    answer = await owner.reply(asked)
    reader = running.reader()
    await reader.reply(reader.say("/help"))
    assert {asked.id, answer.id} <= set(owner.chat.messages)
    assert not answer.silent
    assert await deleted_after(running, 2 * SHOWN) == []
