"""When the bot answers, as a table: what is sent, in which chat, and whether it is for the bot."""

from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st
from telegram import (
    Chat,
    ForumTopicCreated,
    Message,
    MessageEntity,
    MessageOriginHiddenUser,
    PhotoSize,
    User,
)

from bot.access.addressed import heard, words_of

NOW = datetime(2024, 1, 1, tzinfo=UTC)
BOT = User(1, "报纸", is_bot=True, username="Paper_Bot")
OTHER_BOT = User(2, "别的", is_bot=True, username="other_bot")
PERSON = User(3, "小李", is_bot=False)
ANONYMOUS = User(1087968824, "Group", is_bot=True, username="GroupAnonymousBot")
PRIVATE = Chat(3, Chat.PRIVATE)
GROUP = Chat(-4, Chat.SUPERGROUP)
CHANNEL = Chat(-5, Chat.CHANNEL)
PHOTO = (PhotoSize("f", "u", 1, 1),)
TOPIC = 50


def sent(chat: Chat, text: str | None = None, **more: Any) -> Message:  # noqa: ANN401 (any field of a message)
    """A message as Telegram tells it, its mentions found."""
    entities = [
        MessageEntity(MessageEntity.MENTION, len(text[:at].encode("utf-16-le")) // 2, len(name))
        for name in ("@paper_bot", "@other_bot", "@PAPER_BOT")
        if text and (at := text.find(name)) >= 0
    ]
    user = more.pop("from_user", PERSON)
    return Message(
        more.pop("message_id", 9), NOW, chat, from_user=user, text=text, entities=entities, **more
    )


def by(user: User, **more: Any) -> Message:  # noqa: ANN401 (any field of a message)
    return sent(GROUP, "原来的话", from_user=user, message_id=8, **more)


def first_of_topic(user: User) -> Message:
    return sent(
        GROUP,
        from_user=user,
        message_id=TOPIC,
        forum_topic_created=ForumTopicCreated("城建", 1),
    )


@dataclass(frozen=True)
class Case:
    name: str
    message: Message
    answered: bool


CASES = [
    Case("private text", sent(PRIVATE, "樊惠林是谁"), answered=True),
    Case("private picture", sent(PRIVATE, photo=PHOTO), answered=True),
    Case(
        "private forward",
        sent(PRIVATE, "转发", forward_origin=MessageOriginHiddenUser(NOW, "x")),
        answered=True,
    ),
    Case("private, through another bot", sent(PRIVATE, "内容", via_bot=OTHER_BOT), answered=False),
    Case("private, a service message", sent(PRIVATE, pinned_message=by(PERSON)), answered=False),
    Case("group text", sent(GROUP, "樊惠林是谁"), answered=False),
    Case("group picture", sent(GROUP, photo=PHOTO), answered=False),
    Case("our command", sent(GROUP, "/search 食品"), answered=True),
    Case("our command by name", sent(GROUP, "/search@paper_bot 食品"), answered=True),
    Case("our name on what we have not", sent(GROUP, "/ban@PAPER_BOT"), answered=True),
    Case("another's command", sent(GROUP, "/search@other_bot 食品"), answered=False),
    Case("a command that is not ours", sent(GROUP, "/ban 某人"), answered=False),
    Case(
        "another's command in reply to us",
        sent(GROUP, "/search@other_bot 甲", reply_to_message=by(BOT)),
        answered=False,
    ),
    Case("mention", sent(GROUP, "@paper_bot 樊惠林是谁"), answered=True),
    Case("mention behind emoji", sent(GROUP, "😀😀 樊惠林是谁 @PAPER_BOT"), answered=True),
    Case("mention of another bot", sent(GROUP, "@other_bot 樊惠林是谁"), answered=False),
    Case("our name without a mention", sent(GROUP, "paper_bot 樊惠林是谁"), answered=False),
    Case(
        "mention in a reply to a person",
        sent(GROUP, "@paper_bot 是谁", reply_to_message=by(PERSON)),
        answered=True,
    ),
    Case(
        "mention under a picture",
        sent(
            GROUP,
            photo=PHOTO,
            caption="@paper_bot 看",
            caption_entities=[MessageEntity(MessageEntity.MENTION, 0, 10)],
        ),
        answered=True,
    ),
    Case(
        "forwarded mention",
        sent(GROUP, "@paper_bot 甲", forward_origin=MessageOriginHiddenUser(NOW, "x")),
        answered=False,
    ),
    Case("mention by a bot", sent(GROUP, "@paper_bot 甲", from_user=OTHER_BOT), answered=False),
    Case(
        "mention by an anonymous admin",
        sent(GROUP, "@paper_bot 甲", from_user=ANONYMOUS, sender_chat=GROUP),
        answered=True,
    ),
    Case("mention through a bot", sent(GROUP, "@paper_bot 甲", via_bot=BOT), answered=False),
    Case(
        "a channel's post in its group",
        sent(GROUP, "@paper_bot 甲", is_automatic_forward=True, sender_chat=CHANNEL),
        answered=False,
    ),
    Case("reply to us", sent(GROUP, "那食品呢", reply_to_message=by(BOT)), answered=True),
    Case(
        "sticker in reply to us", sent(GROUP, photo=PHOTO, reply_to_message=by(BOT)), answered=True
    ),
    Case("reply to a person", sent(GROUP, "那食品呢", reply_to_message=by(PERSON)), answered=False),
    Case(
        "reply to another bot",
        sent(GROUP, "那食品呢", reply_to_message=by(OTHER_BOT)),
        answered=False,
    ),
    Case(
        "reply to what we gave a person",
        sent(GROUP, "好", reply_to_message=by(PERSON, via_bot=BOT)),
        answered=False,
    ),
    Case(
        "plain in a topic of a person",
        sent(
            GROUP,
            "甲",
            reply_to_message=first_of_topic(PERSON),
            is_topic_message=True,
            message_thread_id=TOPIC,
        ),
        answered=False,
    ),
    Case(
        "plain in a topic that we opened",
        sent(
            GROUP,
            "甲",
            reply_to_message=first_of_topic(BOT),
            is_topic_message=True,
            message_thread_id=TOPIC,
        ),
        answered=False,
    ),
    Case(
        "plain in a topic whose root looks like a message",
        sent(
            GROUP,
            "甲",
            reply_to_message=sent(GROUP, "根", from_user=BOT, message_id=TOPIC),
            is_topic_message=True,
            message_thread_id=TOPIC,
        ),
        answered=False,
    ),
    Case(
        "reply to us in a topic",
        sent(GROUP, "甲", reply_to_message=by(BOT), is_topic_message=True, message_thread_id=TOPIC),
        answered=True,
    ),
    Case(
        "reply to us that began a chain of replies",
        sent(GROUP, "甲", reply_to_message=by(BOT), message_thread_id=8),
        answered=True,
    ),
    Case(
        "mention in a topic",
        sent(
            GROUP,
            "@paper_bot 甲",
            reply_to_message=first_of_topic(PERSON),
            is_topic_message=True,
            message_thread_id=TOPIC,
        ),
        answered=True,
    ),
    Case("channel post", sent(CHANNEL, "樊惠林是谁"), answered=False),
    Case("channel post, mention", sent(CHANNEL, "@paper_bot 甲"), answered=True),
    Case("channel post, a question's command", sent(CHANNEL, "/search 甲"), answered=True),
    Case("channel post, the bot's greeting", sent(CHANNEL, "/start"), answered=False),
    Case("channel post, of its subscriptions", sent(CHANNEL, "/subscribe 甲"), answered=True),
    Case("channel post, by name", sent(CHANNEL, "/settings@paper_bot"), answered=True),
    Case("channel post, another's", sent(CHANNEL, "/settings@other_bot"), answered=False),
    Case(
        "channel post, forwarded",
        sent(CHANNEL, "/subscribe 甲", forward_origin=MessageOriginHiddenUser(NOW, "x")),
        answered=False,
    ),
    Case("somebody came", sent(GROUP, new_chat_members=[BOT]), answered=False),
]


@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_the_bot_answers_what_is_said_to_it(case: Case) -> None:
    assert (heard(case.message, BOT) is not None) is case.answered


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("@paper_bot 樊惠林是谁", "樊惠林是谁"),
        ("樊惠林@paper_bot是谁", "樊惠林 是谁"),
        ("😀 @paper_bot", "😀"),
        ("@paper_bot", ""),
        ("@other_bot 甲", "@other_bot 甲"),
        ("没有提到谁", "没有提到谁"),
    ],
)
def test_a_mention_is_taken_out_of_the_words(text: str, said: str) -> None:
    assert words_of(sent(GROUP, text), BOT) == said


def test_a_mention_without_a_username_is_one_too() -> None:
    entity = MessageEntity(MessageEntity.TEXT_MENTION, 0, 2, user=BOT)
    message = Message(9, NOW, GROUP, from_user=PERSON, text="报纸 樊惠林是谁", entities=[entity])
    assert heard(message, BOT) == "樊惠林是谁"


def test_what_is_written_under_a_picture_is_said() -> None:
    assert words_of(sent(PRIVATE, photo=PHOTO, caption="这是哪里"), BOT) == "这是哪里"
    assert words_of(sent(PRIVATE, photo=PHOTO), BOT) == ""


@given(
    st.text(min_size=1),
    st.lists(st.tuples(st.integers(0, 50), st.integers(0, 50)), max_size=4),
)
def test_no_text_and_no_entities_are_too_odd(text: str, places: list[tuple[int, int]]) -> None:
    entities = [MessageEntity(MessageEntity.TEXT_MENTION, *place, user=BOT) for place in places]
    message = Message(9, NOW, GROUP, from_user=PERSON, text=text, entities=entities)
    said = heard(message, BOT)
    assert said == words_of(message, BOT) or said is None
    said = words_of(message, BOT)
    assert said is not None
    assert len(said) <= 2 * len(text)
