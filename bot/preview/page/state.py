"""What somebody sees: their chats with the messages in them, as Telegram's JSON objects."""

from bot.preview.entities import stretch
from bot.preview.languages import LANGUAGES
from bot.preview.limits import GENERAL_TOPIC
from bot.preview.model import Chat, ChatKind, Message, Status, User
from bot.preview.page.cast import Cast
from bot.preview.page.menu import menu
from bot.preview.shapes import chat_shape, message_shape, user_shape
from bot.preview.wire import Json, JsonObject
from bot.preview.world import World

SHOWN = 200  # the latest messages of each chat


def state(cast: Cast, viewer: User) -> JsonObject:
    """Return the bot, the people that can be played, and the chats of ``viewer``."""
    return {
        "bot": user_shape(cast.world.bot),
        "people": [
            {**user_shape(user), "is_admin": user == cast.admin} for user in cast.people.values()
        ],
        "languages": LANGUAGES,
        "inline": cast.world.updates.wants("inline_query"),
        "chats": [_chat(cast.world, chat, viewer) for chat in cast.chats(viewer)],
    }


def may_write(chat: Chat, user: User) -> bool:
    """Return whether the person may write there: in a channel only its admins do."""
    return chat.kind is not ChatKind.CHANNEL or chat.may(user, "can_post_messages")


def _chat(world: World, chat: Chat, viewer: User) -> JsonObject:
    """Return the Chat with what is in it.

    ``actions`` counts what the bot has been seen to begin (typing): one more is one more.
    """
    alone = chat.kind is ChatKind.PRIVATE
    general: tuple[JsonObject, ...] = ({"thread": GENERAL_TOPIC, "name": "General"},)
    topics: tuple[JsonObject, ...] = tuple(
        {"thread": thread, "name": name} for thread, name in chat.topics.items()
    )
    latest = list(chat.messages.values())[-SHOWN:]
    messages: list[Json] = [_message(world, chat, message, viewer) for message in latest]
    return {
        **chat_shape(world, chat),
        "name": world.bot.first_name if alone else chat.title,
        "status": chat.members[viewer.id].value,
        "bot_status": chat.members.get(world.bot.id, Status.LEFT).value,
        "may_write": may_write(chat, viewer),
        "topics": [*general, *topics] if chat.is_forum else [],
        "actions": sum(chat_id == chat.id for chat_id, _ in world.actions),
        "menu": menu(world, chat, viewer),
        "messages": messages,
    }


def _message(world: World, chat: Chat, message: Message, viewer: User) -> JsonObject:
    """Return the Message, with the ForceReply that the bot's methods do not give back to it."""
    shape = message_shape(world, message)
    asks = message.force_reply
    if asks is None or chat.kind is ChatKind.CHANNEL or not _is_asked(chat, message, viewer):
        return shape
    placeholder: JsonObject = (
        {"input_field_placeholder": asks.placeholder} if asks.placeholder else {}
    )
    return {**shape, "reply_markup": {"force_reply": True, **placeholder}}


def _is_asked(chat: Chat, message: Message, viewer: User) -> bool:
    if message.force_reply is None or not message.force_reply.selective:
        return True
    replied = chat.messages.get(message.reply_to or 0)
    if replied is not None and replied.sender == viewer:
        return True
    own = f"@{viewer.username}".lower()
    return any(
        one.user_id == viewer.id
        or (one.type == "mention" and stretch(message.text, one).lower() == own)
        for one in message.content.entities
    )
