import asyncio
from typing import Any

import pytest

from bot.preview.model import ChatKind, Status
from bot.preview.page.actions import ACTIONS
from bot.preview.participant import Participant
from tests.bot.preview.page.browsing import Browser


@pytest.fixture
def reader(browser: Browser) -> Participant:
    return browser.at(browser.cast.reader, ChatKind.PRIVATE)


@pytest.fixture
def forum(browser: Browser) -> Participant:
    return browser.at(browser.cast.admin, ChatKind.SUPERGROUP)


def updates(browser: Browser) -> list[str]:
    return [update.kind for update in browser.cast.world.updates.first(100)]


async def answered(browser: Browser, kind: str) -> Any:  # noqa: ANN401 (the update's JSON)
    """Wait for an update of that kind; return what it holds."""
    world = browser.cast.world

    def come() -> Any:  # noqa: ANN401 (as above)
        found = [update.payload for update in world.updates.first(100) if update.kind == kind]
        return found[-1] if found else None

    return await world.changes.until(come, 10)


async def test_what_is_said_reaches_the_bot(browser: Browser, reader: Participant) -> None:
    status, shown = await browser.do(reader, "say", text=" 食品 ")
    assert (status, updates(browser)) == (200, ["message"])
    assert [message.text for message in reader.chat.messages.values()] == ["食品"]
    assert shown["message_id"] in reader.chat.messages


async def test_a_reply_in_a_topic_stays_there(browser: Browser, forum: Participant) -> None:
    thread = next(iter(forum.chat.topics))
    _, first = await browser.do(forum, "say", text="第一句", thread=thread)
    _, second = await browser.do(
        forum, "say", text="第二句", thread=thread, reply_to=first["message_id"]
    )
    message = forum.chat.messages[second["message_id"]]  # type: ignore[index]
    assert (message.thread, message.reply_to) == (thread, first["message_id"])


async def test_the_general_topic_is_no_thread(browser: Browser, forum: Participant) -> None:
    _, said = await browser.do(forum, "say", text="x", thread=1)
    assert forum.chat.messages[said["message_id"]].thread is None  # type: ignore[index]


@pytest.mark.parametrize(
    ("given", "status"),
    [
        ({"text": "  "}, 400),
        ({"text": "字" * 4097}, 400),
        ({"text": 5}, 400),
        ({}, 400),
        ({"text": "x", "thread": 999}, 400),
        ({"text": "x", "as": 1}, 404),
        ({"text": "x", "chat": 1}, 404),
        ({"text": "x", "chat": "1"}, 400),
    ],
)
async def test_what_cannot_be_said_is_refused_with_a_reason(
    browser: Browser, reader: Participant, given: dict[str, Any], status: int
) -> None:
    code, shown = await browser.do(reader, "say", **given)
    assert code == status
    assert shown["error"]
    assert reader.chat.messages == {}


async def test_the_private_chat_of_another_is_closed(browser: Browser, reader: Participant) -> None:
    other = Participant(browser.cast.world, reader.chat, browser.cast.admin)
    assert (await browser.do(other, "say", text="x"))[0] == 404


async def test_one_changes_ones_own_words_only(browser: Browser, reader: Participant) -> None:
    _, said = await browser.do(reader, "say", text="问一")
    status, _ = await browser.do(reader, "edit", message_id=said["message_id"], text="问二")
    assert (status, updates(browser)) == (200, ["message", "edited_message"])
    await browser.bot_does("sendMessage", chat_id=reader.chat.id, text="答")
    (answer,) = reader.from_bot()
    assert (await browser.do(reader, "edit", message_id=answer.id, text="改"))[0] == 400
    assert reader.chat.messages[answer.id].text == "答"
    assert (await browser.do(reader, "edit", message_id=0, text="改"))[0] == 404


async def test_a_pressed_button_shows_what_the_bot_answers(
    browser: Browser, reader: Participant
) -> None:
    markup = {"inline_keyboard": [[{"text": "全文", "callback_data": "a:1"}]]}
    await browser.bot_does("sendMessage", chat_id=reader.chat.id, text="x", reply_markup=markup)
    (message,) = reader.from_bot()
    pressing = asyncio.create_task(browser.do(reader, "press", message_id=message.id, data="a:1"))
    query = await answered(browser, "callback_query")
    assert query["data"] == "a:1"
    await browser.bot_does(
        "answerCallbackQuery", callback_query_id=query["id"], text="好", show_alert=True
    )
    assert await pressing == (200, {"text": "好", "alert": True})


async def test_a_bot_that_does_not_answer_keeps_nobody_waiting(
    browser: Browser, reader: Participant, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("bot.preview.page.actions.PATIENCE", 0.0)
    said = reader.say("x")
    status, _ = await browser.do(reader, "press", message_id=said.id, data="x")
    assert status == 504


async def test_an_inline_result_is_chosen_and_posted(browser: Browser, forum: Participant) -> None:
    asking = asyncio.create_task(browser.do(forum, "inline", text="食品"))
    query = await answered(browser, "inline_query")
    result: dict[str, Any] = {
        "type": "article",
        "id": "1",
        "title": "标题",
        "input_message_content": {"message_text": "<b>标题</b> /a", "parse_mode": "HTML"},
    }
    await browser.bot_does("answerInlineQuery", inline_query_id=query["id"], results=[result])
    status, shown = await asking
    assert status == 200
    assert shown["results"] == [result]
    thread = next(iter(forum.chat.topics))
    status, _ = await browser.do(forum, "choose", id=shown["id"], result="1", thread=thread)
    assert status == 200
    message = list(forum.chat.messages.values())[-1]
    assert (message.text, message.via_bot, message.thread) == ("标题 /a", True, thread)
    assert message.sender == forum.user
    assert [entity.type for entity in message.content.entities] == ["bold", "bot_command"]
    assert updates(browser)[-1] == "message"
    assert (await browser.do(forum, "choose", id=shown["id"], result="2"))[0] == 404


async def test_a_bot_without_inline_mode_is_not_waited_for(
    browser: Browser, reader: Participant
) -> None:
    browser.cast.world.updates.allow(["message"])
    assert (await browser.do(reader, "inline", text="食品"))[0] == 400


async def test_only_admins_write_in_the_channel(browser: Browser) -> None:
    admin = browser.at(browser.cast.admin, ChatKind.CHANNEL)
    reader = browser.at(browser.cast.reader, ChatKind.CHANNEL)
    assert (await browser.do(reader, "say", text="x"))[0] == 403
    fields = {"as": reader.user.id, "chat": reader.chat.id}
    assert (await browser.send("/upload", "a.md", b"x", **fields))[0] == 403
    assert (await browser.do(admin, "say", text="x"))[0] == 200
    assert updates(browser) == ["channel_post"]


async def test_the_bot_is_removed_and_added_by_an_admin(browser: Browser) -> None:
    admin = browser.at(browser.cast.admin, ChatKind.GROUP)
    reader = browser.at(browser.cast.reader, ChatKind.GROUP)
    bot = browser.cast.world.bot.id
    assert (await browser.do(reader, "remove"))[0] == 403
    for action, status in (
        ("promote", Status.ADMINISTRATOR),
        ("demote", Status.MEMBER),
        ("remove", Status.KICKED),
        ("add", Status.MEMBER),
    ):
        assert (await browser.do(admin, action))[0] == 200
        assert admin.chat.members[bot] is status
    assert "my_chat_member" in updates(browser)


async def test_who_speaks_another_language_is_the_same_person(
    browser: Browser, reader: Participant
) -> None:
    _, said = await browser.do(reader, "say", text="问一")
    assert (await browser.do(reader, "speak", language="en"))[0] == 200
    assert (await browser.do(reader, "speak", language="tlh"))[0] == 400
    assert (await browser.do(reader, "edit", message_id=said["message_id"], text="问二"))[0] == 200
    await browser.do(reader, "say", text="ask")
    spoken = [
        update.payload["from"]["language_code"]  # type: ignore[index, call-overload]
        for update in browser.cast.world.updates.first(9)
        if update.kind == "message"
    ]
    assert spoken == ["zh-hans", "en"]
    assert browser.cast.reader.language_code == "en"
    assert browser.cast.admin.language_code == "zh-hans"


async def test_the_bot_is_blocked_and_started_again(browser: Browser, reader: Participant) -> None:
    bot = browser.cast.world.bot.id
    for action, status in (("block", Status.KICKED), ("unblock", Status.MEMBER)):
        assert (await browser.do(reader, action))[0] == 200
        assert reader.chat.members[bot] is status
    assert (await browser.do(reader, "add"))[0] == 400


async def test_every_action_refuses_what_it_cannot_read(
    browser: Browser, reader: Participant
) -> None:
    browser.cast.world.updates.allow(["message"])
    for action in ("say", "edit", "press", "inline", "choose"):
        assert action in ACTIONS
        status, _ = await browser.do(reader, action, text=[], message_id="x", data={}, id=7)
        assert status in (400, 404), action
    assert (await browser.do(reader, "nonsense"))[0] == 404
