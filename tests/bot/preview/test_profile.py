from collections.abc import Callable, Coroutine

import pytest

from bot.preview.model import ChatKind, Status
from bot.preview.participant import Participant
from bot.preview.people import gathering
from bot.preview.wire import Json, Refusal
from bot.preview.world import World

Ask = Callable[..., Coroutine[None, None, Json]]


def command(name: str = "start", description: str = "开始") -> dict[str, Json]:
    return {"command": name, "description": description}


async def test_commands_are_kept_by_scope_and_language(ask: Ask) -> None:
    groups: Json = {"type": "all_group_chats"}
    await ask("setMyCommands", commands=[command()])
    await ask("setMyCommands", commands=[command("search")], scope=groups, language_code="zh")
    assert await ask("getMyCommands") == [command()]
    assert await ask("getMyCommands", scope=groups) == []
    assert await ask("getMyCommands", scope=groups, language_code="zh") == [command("search")]
    await ask("deleteMyCommands")
    assert await ask("getMyCommands") == []


@pytest.mark.parametrize(
    ("given", "reason"),
    [
        ({"commands": [command(f"c{n}") for n in range(101)]}, "BOT_COMMANDS_TOO_MUCH"),
        ({"commands": [command("搜索")]}, "BOT_COMMAND_INVALID"),
        ({"commands": [command("x" * 33)]}, "BOT_COMMAND_INVALID"),
        ({"commands": [command(description="")]}, "BOT_COMMAND_DESCRIPTION_INVALID"),
        ({"commands": [command()], "scope": {"type": "mars"}}, "unsupported type specified"),
        ({"commands": [command()], "language_code": "zh-hans"}, "invalid language code specified"),
        ({}, "can't parse commands"),
    ],
)
async def test_bad_commands_are_refused(ask: Ask, given: dict[str, Json], reason: str) -> None:
    with pytest.raises(Refusal, match=reason):
        await ask("setMyCommands", **given)


async def test_descriptions_are_kept_by_language(ask: Ask) -> None:
    await ask("setMyDescription", description="问报纸")
    await ask("setMyDescription", description="Ask the paper", language_code="en")
    assert await ask("getMyDescription", language_code="de") == {"description": "问报纸"}
    assert await ask("getMyDescription", language_code="en") == {"description": "Ask the paper"}
    with pytest.raises(Refusal, match="too long"):
        await ask("setMyShortDescription", short_description="长" * 121)


async def test_members_and_administrators(world: World, reader: Participant, ask: Ask) -> None:
    group = gathering(world, ChatKind.GROUP, "群", reader.user, bot_is=Status.ADMINISTRATOR)
    member = await ask("getChatMember", chat_id=group.chat.id, user_id=reader.user.id)
    assert isinstance(member, dict)
    assert member["status"] == "creator"
    admins = await ask("getChatAdministrators", chat_id=group.chat.id)
    assert isinstance(admins, list)
    assert len(admins) == 2
    assert await ask("getChatMemberCount", chat_id=group.chat.id) == 2
    await ask("leaveChat", chat_id=group.chat.id)
    with pytest.raises(Refusal, match="bot is not a member of the group chat"):
        await ask("sendMessage", chat_id=group.chat.id, text="x")
    with pytest.raises(Refusal, match="there are no administrators in the private chat"):
        await ask("getChatAdministrators", chat_id=reader.chat.id)
    with pytest.raises(Refusal, match="PARTICIPANT_ID_INVALID"):
        await ask("getChatMember", chat_id=reader.chat.id, user_id=1)
