"""Who is in a chat and as what; the bot gets the updates that Telegram sends for changes."""

from bot.preview.model import ADMINS, GROUP_ANONYMOUS, Chat, ChatKind, Status, User
from bot.preview.shapes import chat_shape, member_shape, user_shape
from bot.preview.wire import JsonObject
from bot.preview.world import World


def change(world: World, chat: Chat, user: User, status: Status, by: User) -> None:
    """Change the status of a user in the chat, with its default rights."""
    before = member_shape(world, chat, user)
    chat.members[user.id] = status
    chat.withheld.pop(user.id, None)
    chat.anonymous.discard(user.id)
    tell(world, chat, user, before, by)


def appoint(  # noqa: PLR0913 (each is one thing that Telegram asks)
    world: World,
    chat: Chat,
    user: User,
    by: User,
    *,
    without: frozenset[str] = frozenset(),
    anonymous: bool = False,
) -> None:
    """Make somebody an admin with all rights but some."""
    before = member_shape(world, chat, user)
    chat.members[user.id] = Status.ADMINISTRATOR
    chat.withheld[user.id] = without
    (chat.anonymous.add if anonymous else chat.anonymous.discard)(user.id)
    tell(world, chat, user, before, by)


def tell(world: World, chat: Chat, user: User, before: JsonObject, by: User) -> None:
    """Send the bot its own change, and those of others if it is an admin that asked for them.

    Does nothing if the member is what it was ``before``.
    """
    after = member_shape(world, chat, user)
    own = user == world.bot
    if after == before or not (own or chat.members.get(world.bot.id) in ADMINS):
        return
    shape: JsonObject = {
        "chat": chat_shape(world, chat),
        "from": user_shape(GROUP_ANONYMOUS if by.id in chat.anonymous else by),
        "date": world.now(),
        "old_chat_member": before,
        "new_chat_member": after,
    }
    world.updates.add("my_chat_member" if own else "chat_member", shape)
    world.changes.tell()


def migrated(world: World, chat: Chat, by: User) -> Chat:
    """Return the supergroup that the group becomes, with its members; it takes the group's place.

    The bot is told that it is in the new chat, and never that it is out of the old one
    (https://github.com/tdlib/telegram-bot-api/issues/266).
    """
    new = Chat(
        world.new_chat_id(ChatKind.SUPERGROUP),
        ChatKind.SUPERGROUP,
        chat.title,
        members=dict(chat.members),
        anonymous=set(chat.anonymous),
        withheld=dict(chat.withheld),
    )
    world.chats[new.id] = new
    chat.migrated_to = new.id
    status = new.members.pop(world.bot.id, Status.LEFT)
    before = member_shape(world, new, world.bot)
    new.members[world.bot.id] = status
    tell(world, new, world.bot, before, by)
    return new
