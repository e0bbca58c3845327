from collections.abc import Callable, Coroutine

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.preview.entities import stretch
from bot.preview.methods.sending import formatted
from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.server import Preview
from bot.preview.wire import Json, Parameters, Refusal, Upload
from bot.preview.world import World

Ask = Callable[..., Coroutine[None, None, Json]]
BUTTON = {"text": "全文", "callback_data": "a:1"}


def keyboard(*buttons: Json) -> Json:
    return {"inline_keyboard": [list(buttons)]}


@pytest.fixture
def forum(world: World) -> Participant:
    owner = person(world, "小王")
    return gathering(world, ChatKind.SUPERGROUP, "论坛", owner, username="forum", is_forum=True)


async def test_a_message_is_kept_with_its_parsed_entities(reader: Participant, ask: Ask) -> None:
    await ask(
        "sendMessage",
        chat_id=reader.chat.id,
        text=" <b>二七区</b>\n见 /help \n",
        parse_mode="HTML",
        reply_markup=keyboard(BUTTON),
        link_preview_options={"is_disabled": True},
    )
    (message,) = reader.from_bot()
    assert message.text == "二七区\n见 /help"
    assert [(e.type, e.offset, e.length) for e in message.content.entities] == [
        ("bold", 0, 3),
        ("bot_command", 6, 5),
    ]
    assert [button.text for button in message.buttons] == ["全文"]
    assert not message.preview


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"text": ""}, "message text is empty"),
        ({"text": " \n "}, "text must be non-empty"),
        ({"text": "<b></b>", "parse_mode": "HTML"}, "text must be non-empty"),
        ({"text": "长" * 4097}, "message is too long"),
        ({"text": "😀" * 2049}, "message is too long"),
        ({"text": "x", "parse_mode": "Org"}, "unsupported parse_mode"),
        ({"text": "x", "chat_id": 404}, "chat not found"),
        ({"text": "x", "chat_id": ""}, "chat_id is empty"),
        ({"text": "x", "message_thread_id": 7}, "message thread not found"),
        ({"text": "x", "reply_parameters": {"message_id": 7}}, "message to be replied not found"),
        ({"text": "x", "reply_markup": {"keys": []}}, "object expected as reply markup"),
        ({"text": "x", "reply_markup": "{"}, "can't parse reply_markup JSON object"),
        (
            {
                "text": "x",
                "reply_markup": {"force_reply": True, "input_field_placeholder": "字" * 65},
            },
            "reply markup placeholder is too long",
        ),
        (
            {"text": "x", "reply_markup": keyboard({"text": "空"})},
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard",
        ),
        (
            {"text": "x", "reply_markup": keyboard({**BUTTON, "text": " "})},
            'can\'t parse inline keyboard button: field "text" must be non-empty',
        ),
        (
            {"text": "x", "reply_markup": keyboard({**BUTTON, "callback_data": "字" * 22})},
            "BUTTON_DATA_INVALID",
        ),
        (
            {"text": "x", "reply_markup": keyboard({**BUTTON, "callback_data": ""})},
            "BUTTON_DATA_INVALID",
        ),
        (
            {"text": "x", "reply_markup": keyboard(*[BUTTON] * 9)},
            "reply markup is too long",
        ),
    ],
)
async def test_sending_is_refused(
    reader: Participant, ask: Ask, given: dict[str, Json], reason: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        await ask("sendMessage", **{"chat_id": reader.chat.id, **given})
    assert (refusal.value.code, refusal.value.description) == (400, f"Bad Request: {reason}")
    assert reader.from_bot() == []


@given(st.text(alphabet=" \n\t\r😀字", max_size=12))
def test_white_space_at_the_ends_is_cut_and_the_entities_fit(text: str) -> None:
    parameters = Parameters({"text": f" <b>{text}字</b>{text}", "parse_mode": "HTML"})
    content = formatted(parameters)
    assert content.text == content.text.strip()
    (entity,) = content.entities
    assert (
        stretch(content.text, entity) == f"{text}字".replace("\r", "").replace("\t", " ").lstrip()
    )


async def test_the_longest_text_counts_after_parsing(reader: Participant, ask: Ask) -> None:
    text = "<b>" + "&amp;" * 4096 + "</b>"
    await ask("sendMessage", chat_id=reader.chat.id, text=text, parse_mode="HTML")
    assert reader.from_bot()[0].text == "&" * 4096


async def test_a_reply_may_do_without_what_it_replies_to(reader: Participant, ask: Ask) -> None:
    lost: Json = {"message_id": 7, "allow_sending_without_reply": True}
    await ask("sendMessage", chat_id=reader.chat.id, text="x", reply_parameters=lost)
    assert reader.from_bot()[0].reply_to is None


async def test_topics_are_known_and_the_general_one_is_left_out(
    forum: Participant, ask: Ask
) -> None:
    thread = forum.topic("财经")
    await ask("sendMessage", chat_id="@forum", text="x", message_thread_id=thread)
    assert forum.from_bot()[0].thread == thread
    with pytest.raises(Refusal, match="message thread not found"):
        await ask("sendMessage", chat_id=forum.chat.id, text="x", message_thread_id=1)


async def test_a_reply_goes_to_the_topic_of_what_it_replies_to(
    forum: Participant, ask: Ask
) -> None:
    asked = forum.say("@paper_bot 食品", thread=forum.topic("财经"))
    await ask(
        "sendMessage", chat_id=forum.chat.id, text="x", reply_parameters={"message_id": asked.id}
    )
    assert (await forum.reply(asked)).thread == asked.thread


async def test_where_the_bot_may_not_write(world: World, reader: Participant, ask: Ask) -> None:
    reader.chat.closed = "bot was blocked by the user"
    with pytest.raises(Refusal) as blocked:
        await ask("sendMessage", chat_id=reader.chat.id, text="x")
    group = gathering(world, ChatKind.GROUP, "群", reader.user, bot_is=Status.LEFT)
    with pytest.raises(Refusal) as outside:
        await ask("sendMessage", chat_id=group.chat.id, text="x")
    channel = gathering(world, ChatKind.CHANNEL, "频道", reader.user)
    with pytest.raises(Refusal) as reading:
        await ask("sendMessage", chat_id=channel.chat.id, text="x")
    group.chat.migrated_to = -100
    with pytest.raises(Refusal) as moved:
        await ask("sendMessage", chat_id=group.chat.id, text="x")
    assert [refusal.value.description for refusal in (blocked, outside, reading, moved)] == [
        "Forbidden: bot was blocked by the user",
        "Forbidden: bot is not a member of the group chat",
        "Bad Request: need administrator rights in the channel chat",
        "Bad Request: group chat was upgraded to a supergroup chat",
    ]
    assert moved.value.migrate_to == -100


async def test_editing_replaces_text_and_buttons(reader: Participant, ask: Ask) -> None:
    chat = reader.chat.id
    await ask("sendMessage", chat_id=chat, text="旧", reply_markup=keyboard(BUTTON))
    (old,) = reader.from_bot()
    await ask("editMessageText", chat_id=chat, message_id=old.id, text="新")
    new = await reader.changed(old)
    assert (new.text, new.buttons, new.edited is not None) == ("新", (), True)
    with pytest.raises(Refusal, match="message is not modified"):
        await ask("editMessageText", chat_id=chat, message_id=old.id, text="新")
    await ask(
        "editMessageReplyMarkup", chat_id=chat, message_id=old.id, reply_markup=keyboard(BUTTON)
    )
    assert [button.data for button in (await reader.changed(new)).buttons] == ["a:1"]


async def test_only_own_messages_are_edited(reader: Participant, ask: Ask) -> None:
    said = reader.say("我的话")
    for message_id, reason in ((said.id, "message can't be edited"), (99, "message to edit not f")):
        with pytest.raises(Refusal, match=reason):
            await ask("editMessageText", chat_id=reader.chat.id, message_id=message_id, text="x")


async def test_deleting(world: World, reader: Participant, ask: Ask) -> None:
    said = reader.say("我的话")
    assert await ask("deleteMessage", chat_id=reader.chat.id, message_id=said.id) is True
    with pytest.raises(Refusal, match="message to delete not found"):
        await ask("deleteMessage", chat_id=reader.chat.id, message_id=said.id)
    group = gathering(world, ChatKind.SUPERGROUP, "群", reader.user)
    theirs = group.say("我的话")
    with pytest.raises(Refusal, match="message can't be deleted for everyone"):
        await ask("deleteMessage", chat_id=group.chat.id, message_id=theirs.id)


async def test_files_go_both_ways(reader: Participant, ask: Ask) -> None:
    page = Upload("page.md", "text/markdown", b"# page")
    await ask("sendDocument", chat_id=reader.chat.id, caption="订阅", upload=page)
    sent = reader.from_bot()[0].media
    assert sent is not None
    assert (sent.file.name, sent.file.data) == ("page.md", b"# page")
    await ask("sendDocument", chat_id=reader.chat.id, document=sent.file.id)
    got = await ask("getFile", file_id=sent.file.id)
    assert isinstance(got, dict)
    assert got["file_size"] == 6
    with pytest.raises(Refusal, match="invalid file_id"):
        await ask("getFile", file_id="none")
    with pytest.raises(Refusal, match="wrong file identifier"):
        await ask("sendDocument", chat_id=reader.chat.id, document="none")


async def test_chat_actions_are_kept(world: World, reader: Participant, ask: Ask) -> None:
    await ask("sendChatAction", chat_id=reader.chat.id, action="typing")
    assert world.actions == [(reader.chat.id, "typing")]
    with pytest.raises(Refusal, match="wrong parameter action in request"):
        await ask("sendChatAction", chat_id=reader.chat.id, action="dancing")


async def test_reactions_are_kept(world: World, reader: Participant, ask: Ask) -> None:
    said = reader.say("好")
    thumb: Json = [{"type": "emoji", "emoji": "👍"}]
    await ask("setMessageReaction", chat_id=reader.chat.id, message_id=said.id, reaction=thumb)
    assert world.reactions[reader.chat.id, said.id] == ("👍",)


async def test_a_fault_comes_before_the_deed(
    reader: Participant, preview: Preview, ask: Ask
) -> None:
    async def fault(_call: object) -> None:
        raise Refusal(429, "Too Many Requests: retry after 3", retry_after=3)

    preview.fault = fault
    with pytest.raises(Refusal) as refusal:
        await ask("sendMessage", chat_id=reader.chat.id, text="x")
    assert refusal.value.retry_after == 3
    assert reader.from_bot() == []
    assert [call.method for call, _ in preview.refused] == ["sendMessage"]
