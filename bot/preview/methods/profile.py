"""What a bot says of itself: getMe, its commands by scope and language, name and descriptions."""

import json
import re

from bot.preview import limits
from bot.preview.model import Command
from bot.preview.shapes import user_shape
from bot.preview.wire import Json, JsonObject, Parameters, array, bad, mapping, string
from bot.preview.world import World

SCOPES = frozenset(
    [
        "default",
        "all_private_chats",
        "all_group_chats",
        "all_chat_administrators",
        "chat",
        "chat_administrators",
        "chat_member",
    ]
)
_COMMAND = re.compile(r"[a-z0-9_]{1,32}")
_LANGUAGE = re.compile(r"(?:[a-z]{2})?")


async def get_me(world: World, _given: Parameters) -> Json:
    """Return the bot."""
    return {
        **user_shape(world.bot),
        "can_join_groups": True,
        "can_read_all_group_messages": not world.privacy,
        "supports_inline_queries": True,
        "supports_guest_queries": world.guest_mode,
        "can_connect_to_business": False,
        "has_main_web_app": False,
    }


async def set_commands(world: World, given: Parameters) -> Json:
    """Set the commands of a scope and language."""
    commands = tuple(map(_command, array(given.value("commands"), "commands")))
    if len(commands) > limits.COMMANDS:
        raise bad("BOT_COMMANDS_TOO_MUCH")
    world.commands[_scope(given), _language(given)] = commands
    return True


async def get_commands(world: World, given: Parameters) -> Json:
    """Return the commands of a scope and language, none if they were never set."""
    commands = world.commands.get((_scope(given), _language(given)), ())
    return [{"command": item.name, "description": item.description} for item in commands]


async def delete_commands(world: World, given: Parameters) -> Json:
    """Forget the commands of a scope and language."""
    world.commands.pop((_scope(given), _language(given)), None)
    return True


async def set_name(world: World, given: Parameters) -> Json:
    """Set the bot's name."""
    return _set(world, given, "name", limits.NAME_CHARACTERS)


async def get_name(world: World, given: Parameters) -> Json:
    """Return the bot's name."""
    return _get(world, given, "name", world.bot.first_name)


async def set_description(world: World, given: Parameters) -> Json:
    """Set what an empty chat with the bot shows."""
    return _set(world, given, "description", limits.DESCRIPTION_CHARACTERS)


async def get_description(world: World, given: Parameters) -> Json:
    """Return what an empty chat with the bot shows."""
    return _get(world, given, "description", "")


async def set_short_description(world: World, given: Parameters) -> Json:
    """Set what the bot's profile shows."""
    return _set(world, given, "short_description", limits.SHORT_DESCRIPTION_CHARACTERS)


async def get_short_description(world: World, given: Parameters) -> Json:
    """Return what the bot's profile shows."""
    return _get(world, given, "short_description", "")


def _set(world: World, given: Parameters, what: str, longest: int) -> Json:
    text = given.text(what)
    if len(text) > longest:
        raise bad(f"bot {what.replace('_', ' ')} is too long")
    world.profile[what, _language(given)] = text
    return True


def _get(world: World, given: Parameters, what: str, default: str) -> JsonObject:
    general = world.profile.get((what, ""), default)
    return {what: world.profile.get((what, _language(given))) or general}


def _command(given: Json) -> Command:
    shape = mapping(given, "BotCommand")
    name = string(shape, "command").removeprefix("/").lower()
    if not _COMMAND.fullmatch(name):
        raise bad("BOT_COMMAND_INVALID")
    description = string(shape, "description").strip()
    if not 0 < len(description) <= limits.COMMAND_DESCRIPTION_CHARACTERS:
        raise bad("BOT_COMMAND_DESCRIPTION_INVALID")
    return Command(name, description)


def _scope(given: Parameters) -> str:
    """Return the scope's type, followed by its fields as JSON if it has any."""
    scope = given.object("scope") or {"type": "default"}
    kind = string(scope, "type")
    if kind not in SCOPES:
        raise bad("can't parse BotCommandScope: unsupported type specified")
    rest = {name: scope[name] for name in sorted(scope) if name != "type"}
    return kind + (json.dumps(rest) if rest else "")


def _language(given: Parameters) -> str:
    language = given.text("language_code")
    if not _LANGUAGE.fullmatch(language):
        raise bad("invalid language code specified")
    return language
