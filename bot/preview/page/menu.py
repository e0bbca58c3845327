"""The commands that somebody is offered in a chat.

They are those of the first scope that has any, in the order of
https://core.telegram.org/bots/api#determining-list-of-commands.
"""

import json
from collections.abc import Iterator

from bot.preview.model import ADMINS, PRESENT, Chat, ChatKind, User
from bot.preview.wire import Json
from bot.preview.world import World


def menu(world: World, chat: Chat, viewer: User) -> list[Json]:
    """Return the commands as BotCommand objects, in the bot's order.

    Empty if it has set none, or is not in the chat.
    """
    if chat.members.get(world.bot.id) not in PRESENT:
        return []
    language = (viewer.language_code or "")[:2]
    for scope in _scopes(chat, viewer):
        for spoken in (language, ""):
            if commands := world.commands.get((scope, spoken)):
                return [
                    {"command": each.name, "description": each.description} for each in commands
                ]
    return []


def _scopes(chat: Chat, viewer: User) -> Iterator[str]:
    here = json.dumps({"chat_id": chat.id})
    if chat.kind is ChatKind.PRIVATE:
        yield from (f"chat{here}", "all_private_chats")
    elif chat.is_group:
        yield "chat_member" + json.dumps({"chat_id": chat.id, "user_id": viewer.id})
        if chat.members.get(viewer.id) in ADMINS:
            yield from (f"chat_administrators{here}", f"chat{here}", "all_chat_administrators")
        yield from (f"chat{here}", "all_group_chats")
    else:
        return
    yield "default"
