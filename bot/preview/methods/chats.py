"""getChat, getChatMember and the like, leaveChat."""

from bot.preview import membership
from bot.preview.methods.sending import known_chat, present, writable_chat
from bot.preview.model import ADMINS, PRESENT, Chat, ChatKind, Status
from bot.preview.shapes import chat_shape, member_shape
from bot.preview.wire import Json, Parameters, bad
from bot.preview.world import World


async def get_chat(world: World, given: Parameters) -> Json:
    """Return all about a chat (ChatFullInfo): any public one, of others those the bot is in."""
    chat = known_chat(world, given)
    if chat.username is None:
        present(world, chat)
    return {
        **chat_shape(world, chat),
        "accent_color_id": 0,
        "max_reaction_count": 11,
        "accepted_gift_types": dict.fromkeys(
            (
                "unlimited_gifts",
                "limited_gifts",
                "unique_gifts",
                "premium_subscription",
                "gifts_from_channels",
            ),
            False,
        ),
    }


async def get_member(world: World, given: Parameters) -> Json:
    """Return what a user is in a chat."""
    chat = _open_chat(world, given)
    user = world.users.get(given.integer("user_id") or 0)
    if user is None:
        raise bad("PARTICIPANT_ID_INVALID")
    return member_shape(world, chat, user)


async def get_administrators(world: World, given: Parameters) -> Json:
    """Return a group's or channel's administrators, other bots left out."""
    chat = _open_chat(world, given)
    if chat.kind is ChatKind.PRIVATE:
        raise bad("there are no administrators in the private chat")
    return [
        member_shape(world, chat, world.users[user_id])
        for user_id, status in chat.members.items()
        if status in ADMINS and (user_id == world.bot.id or not world.users[user_id].is_bot)
    ]


async def count_members(world: World, given: Parameters) -> Json:
    """Return how many are in a chat."""
    return sum(status in PRESENT for status in known_chat(world, given).members.values())


async def leave(world: World, given: Parameters) -> Json:
    """Take the bot out of a group or channel."""
    chat = writable_chat(world, given)
    if chat.kind is ChatKind.PRIVATE:
        raise bad("chat member status can't be changed in private chats")
    membership.change(world, chat, world.bot, Status.LEFT, world.bot)
    return True


def _open_chat(world: World, given: Parameters) -> Chat:
    """Return a chat whose members the bot may see: it is in it, in a channel as an admin."""
    chat = known_chat(world, given)
    present(world, chat)
    if chat.kind is ChatKind.CHANNEL and chat.members.get(world.bot.id) not in ADMINS:
        raise bad("member list is inaccessible")
    return chat
