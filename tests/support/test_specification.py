import json
from collections.abc import Callable, Coroutine
from pathlib import Path

import pytest

from bot.preview.methods.table import METHODS
from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering, person
from bot.preview.server import Call
from bot.preview.wire import Json, Parameters, Refusal, Upload
from bot.preview.world import World
from tests.support.specification import Specification, load

Ask = Callable[..., Coroutine[None, None, Json]]

SHARED = Path(__file__).parents[3] / "shared/telegram-bot-api-spec/api.json"


def field(name: str, *types: str, required: bool = False) -> dict[str, Json]:
    return {"name": name, "types": list(types), "required": required}


@pytest.fixture
def specification(tmp_path: Path) -> Specification:
    send = [
        field("chat_id", "Integer", "String", required=True),
        field("document", "InputFile", "String"),
        field("silent", "Boolean"),
        field("entities", "Array of Entity"),
        field("scope", "Scope"),
    ]
    path = tmp_path / "api.json"
    whole: Json = {
        "methods": {"send": {"fields": send}, "getMe": {}},
        "types": {
            "Entity": {"fields": [field("offset", "Integer", required=True)]},
            "Scope": {"subtypes": ["ScopeAll", "ScopeChat"]},
            "ScopeAll": {"fields": [field("type", "String", required=True)]},
            "ScopeChat": {"fields": [field("chat_id", "Integer", required=True)]},
        },
    }
    path.write_text(json.dumps(whole), encoding="utf-8")
    return load(path)


@pytest.mark.parametrize(
    "given",
    [
        {"chat_id": "1"},
        {"chat_id": 1},
        {"chat_id": "@x", "silent": "true"},
        {"chat_id": "1", "entities": '[{"offset": 3}]'},
        {"chat_id": "1", "entities": [{"offset": 3}]},
        {"chat_id": "1", "scope": '{"type": "all"}'},
        {"chat_id": "1", "scope": '{"chat_id": 2}'},
        {"chat_id": "1", "document": "file-1"},
    ],
)
def test_lets_pass_what_fits(specification: Specification, given: dict[str, Json]) -> None:
    specification.check(Call("send", Parameters(given)))


@pytest.mark.parametrize(
    ("method", "given", "problem"),
    [
        ("fly", {}, "there is no method fly"),
        ("send", {}, "send: chat_id is missing"),
        ("send", {"chat_id": "1", "mood": "x"}, "send: mood is unknown"),
        ("send", {"chat_id": "1", "silent": "maybe"}, "send: silent is not Boolean"),
        ("send", {"chat_id": "1", "silent": 1}, "send: silent is not Boolean"),
        ("send", {"chat_id": "1", "entities": "{"}, "send: entities is not Array of Entity"),
        ("send", {"chat_id": "1", "entities": "[{}]"}, "send: entities is not Array of Entity"),
        (
            "send",
            {"chat_id": "1", "entities": '[{"offset": "3"}]'},
            "send: entities is not Array of Entity",
        ),
        (
            "send",
            {"chat_id": "1", "entities": '[{"offset": 3, "length": 1}]'},
            "send: entities is not Array of Entity",
        ),
        ("send", {"chat_id": "1", "scope": "{}"}, "send: scope is not Scope"),
        ("getMe", {"chat_id": "1"}, "getMe: chat_id is unknown"),
    ],
)
def test_refuses_what_does_not(
    specification: Specification, method: str, given: dict[str, Json], problem: str
) -> None:
    with pytest.raises(Refusal) as refusal:
        specification.check(Call(method, Parameters(given)))
    assert refusal.value.description == f"Bad Request: specification: {problem}"


def test_a_file_may_be_sent_where_one_is_expected(specification: Specification) -> None:
    upload = Upload("x.md", "text/plain", b"x")
    specification.check(Call("send", Parameters({"chat_id": "1"}, {"document": upload})))
    attached: dict[str, Json] = {"chat_id": "1", "document": "attach://file0"}
    specification.check(Call("send", Parameters(attached, {"file0": upload})))
    with pytest.raises(Refusal, match="silent is no file"):
        specification.check(Call("send", Parameters({"chat_id": "1"}, {"silent": upload})))


needs_shared = pytest.mark.skipif(not SHARED.exists(), reason=f"no specification at {SHARED}")


@needs_shared
def test_every_method_of_ours_is_telegrams() -> None:
    assert set(METHODS) <= set(load(SHARED).methods)


@needs_shared
async def test_what_it_tells_of_chats_is_telegrams_too(
    world: World, reader: Participant, ask: Ask
) -> None:
    group = gathering(world, ChatKind.GROUP, "群", reader.user, bot_is=Status.LEFT)
    channel = gathering(world, ChatKind.CHANNEL, "频道", reader.user, bot_is=Status.LEFT)
    reader.blocks()
    reader.unblocks()
    group.adds(world.bot)
    group.promotes(world.bot)
    await ask(
        "getUpdates", allowed_updates=["message", "my_chat_member", "chat_member", "guest_message"]
    )
    helper = group.adds(person(world, "小张")).user
    group.promotes(helper, anonymous=True)
    group.removes(helper)
    there = group.migrates()
    there.say("匿名", speaking_as=there.chat)
    there.say("代表频道", speaking_as=channel.chat)
    there.closes(thread := there.topic("财经"))
    there.reopens(thread)
    channel.promotes(world.bot)
    there.removes(world.bot)
    world.guest_mode = True
    there.say("@paper_bot 石桥")
    updates = [update.shape() for update in world.updates.first(100)]
    assert len(updates) == 22
    telegram = load(SHARED)
    for update in updates:
        assert telegram.fits(update, "Update"), update
    member = await ask("getChatMember", chat_id=channel.chat.id, user_id=world.bot.id)
    assert telegram.fits(member, "ChatMemberAdministrator")
    assert isinstance(member, dict)
    assert member["can_post_messages"] is True


@needs_shared
async def test_what_the_server_sends_is_telegrams_too(
    world: World, reader: Participant, ask: Ask
) -> None:
    telegram = load(SHARED)
    forum = gathering(world, ChatKind.SUPERGROUP, "论坛", reader.user, is_forum=True)
    channel = gathering(world, ChatKind.CHANNEL, "频道", reader.user, bot_is=Status.ADMINISTRATOR)
    said = reader.say("/start 看 https://a.cn #党课")
    reader.edit(said, "改了")
    reader.upload("a.md", b"# a", caption="一版")
    reader.photo()
    reader.sticker()
    reader.voice()
    reader.inline("食品")
    forum.say("@paper_bot 你好", thread=forum.topic("财经"))
    channel.say("公告")
    button: Json = {"text": "全文", "callback_data": "a:1"}
    sent = await ask(
        "sendMessage",
        chat_id=reader.chat.id,
        text='<b>粗</b><a href="https://a.cn">链</a>',
        parse_mode="HTML",
        reply_markup={"inline_keyboard": [[button]]},
        reply_parameters={"message_id": said.id},
    )
    assert telegram.fits(sent, "Message")
    asks = {"force_reply": True, "input_field_placeholder": "更正", "selective": True}
    asked = await ask("sendMessage", chat_id=reader.chat.id, text="哪里错了？", reply_markup=asks)
    assert telegram.fits(asked, "Message")
    reader.press(reader.from_bot()[0], "全文")
    updates = await ask("getUpdates")
    assert isinstance(updates, list)
    assert len(updates) == 11
    for update in updates:
        assert telegram.fits(update, "Update"), update
    for method, given, kind in (
        ("getMe", {}, "User"),
        ("getChat", {"chat_id": reader.chat.id}, "ChatFullInfo"),
        ("getChat", {"chat_id": forum.chat.id}, "ChatFullInfo"),
        ("getChatAdministrators", {"chat_id": channel.chat.id}, "Array of ChatMember"),
        ("getChatMember", {"chat_id": forum.chat.id, "user_id": world.bot.id}, "ChatMember"),
        ("getWebhookInfo", {}, "WebhookInfo"),
        ("getMyDescription", {}, "BotDescription"),
        ("getMyCommands", {}, "Array of BotCommand"),
    ):
        assert telegram.fits(await ask(method, **given), kind), method
