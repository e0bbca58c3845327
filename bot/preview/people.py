"""People, and the chats that they open with the bot in it."""

from bot.preview.model import Chat, ChatKind, Status, User
from bot.preview.participant import Participant
from bot.preview.world import World

FIRST_USER = 100_000


def person(world: World, name: str, username: str | None = None, language: str = "zh-hans") -> User:
    """Add a person (a bot, if the username ends like one's)."""
    is_bot = username is not None and username.lower().endswith("bot")
    user = User(FIRST_USER + world.new_id(), name, username, language, is_bot)
    world.users[user.id] = user
    return user


def private(world: World, user: User) -> Participant:
    """Open the user's private chat with the bot."""
    members = {user.id: Status.MEMBER, world.bot.id: Status.MEMBER}
    chat = Chat(user.id, ChatKind.PRIVATE, user.first_name, user.username, members=members)
    return Participant(world, world.chats.setdefault(chat.id, chat), user)


def gathering(  # noqa: PLR0913 (each is one thing that a group may be)
    world: World,
    kind: ChatKind,
    title: str,
    creator: User,
    *,
    username: str | None = None,
    is_forum: bool = False,
    bot_is: Status = Status.MEMBER,
) -> Participant:
    """Create a group, supergroup or channel with the bot in it; return its creator there."""
    chat = Chat(
        world.new_chat_id(kind),
        kind,
        title,
        username,
        is_forum,
        {creator.id: Status.CREATOR, world.bot.id: bot_is},
    )
    world.chats[chat.id] = chat
    return Participant(world, chat, creator)
