"""The world's values as Telegram's JSON objects."""

from bot.preview.entities import Entity
from bot.preview.model import (
    Chat,
    ChatKind,
    File,
    Inline,
    Media,
    MediaKind,
    Message,
    Press,
    Status,
    User,
)
from bot.preview.wire import Json, JsonObject
from bot.preview.world import World

TOPIC_COLOUR = 0x6FB9F0
_RIGHTS = (  # of every admin; those of channels and of supergroups come to them
    "can_manage_chat",
    "can_delete_messages",
    "can_manage_video_chats",
    "can_restrict_members",
    "can_promote_members",
    "can_change_info",
    "can_invite_users",
    "can_post_stories",
    "can_edit_stories",
    "can_delete_stories",
)
_RIGHTS_IN = {
    ChatKind.GROUP: ("can_pin_messages",),
    ChatKind.SUPERGROUP: ("can_pin_messages", "can_manage_topics"),
    ChatKind.CHANNEL: ("can_post_messages", "can_edit_messages"),
}


def user_shape(user: User) -> dict[str, Json]:
    """Return a User."""
    shape: dict[str, Json] = {
        "id": user.id,
        "is_bot": user.is_bot,
        "first_name": user.first_name,
    }
    if user.username:
        shape["username"] = user.username
    if user.language_code and not user.is_bot:
        shape["language_code"] = user.language_code
    return shape


def chat_shape(world: World, chat: Chat) -> dict[str, Json]:
    """Return a Chat."""
    shape: dict[str, Json] = {"id": chat.id, "type": chat.kind.value}
    if chat.kind is ChatKind.PRIVATE:
        shape["first_name"] = world.users[chat.id].first_name
    else:
        shape["title"] = chat.title
    if chat.username:
        shape["username"] = chat.username
    if chat.is_forum:
        shape["is_forum"] = True
    return shape


def entity_shape(world: World, entity: Entity) -> JsonObject:
    """Return a MessageEntity."""
    shape: dict[str, Json] = {
        "type": entity.type,
        "offset": entity.offset,
        "length": entity.length,
    }
    if entity.url is not None:
        shape["url"] = entity.url
    if entity.language is not None:
        shape["language"] = entity.language
    if entity.user_id is not None:
        shape["user"] = user_shape(world.users[entity.user_id])
    return shape


def _of_others(message: Message) -> dict[str, Json]:
    """Return what tells that words are another's: quoted, or forwarded."""
    shape: dict[str, Json] = {}
    if message.quote:
        shape["quote"] = {"text": message.quote, "position": 0, "is_manual": True}
    if message.forwarded:
        shape["forward_origin"] = {
            "type": "hidden_user",
            "date": message.date,
            "sender_user_name": "别人",
        }
    return shape


def message_shape(world: World, message: Message, *, nested: bool = False) -> dict[str, Json]:
    """Return a Message; one that stands in a reply is ``nested`` and shows no reply of its own."""
    chat = world.chats[message.chat_id]
    shape: dict[str, Json] = {
        "message_id": message.id,
        "date": message.date,
        "chat": chat_shape(world, chat),
        **_origin(world, message, chat),
        **_content(world, message),
        **_of_others(message),
    }
    if message.guest_query is not None:
        shape["guest_query_id"] = message.guest_query
    if message.caller is not None:
        shape["guest_bot_caller_user"] = user_shape(world.users[message.caller])
    if message.album is not None:
        shape["media_group_id"] = message.album
    if message.edited is not None:
        shape["edit_date"] = message.edited
    if message.thread is not None:
        shape["message_thread_id"] = message.thread
        shape["is_topic_message"] = True
    elif message.reply_to in chat.messages and chat.kind is ChatKind.SUPERGROUP:
        shape["message_thread_id"] = _first_replied_to(chat, message).id
    if message.via_bot:
        shape["via_bot"] = user_shape(world.bot)
    replied = chat.messages.get(message.reply_to or message.thread or 0)
    if replied is not None and replied.id != message.id and not nested:
        shape["reply_to_message"] = message_shape(world, replied, nested=True)
    if message.keyboard:
        shape["reply_markup"] = {
            "inline_keyboard": [[button.sent for button in row] for row in message.keyboard]
        }
    return shape


def member_shape(world: World, chat: Chat, user: User) -> JsonObject:
    """Return a ChatMember, one of its forms."""
    status = chat.members.get(user.id, Status.LEFT)
    shape: dict[str, Json] = {"status": status.value, "user": user_shape(world.users[user.id])}
    if status is Status.CREATOR:
        shape["is_anonymous"] = user.id in chat.anonymous
    elif status is Status.ADMINISTRATOR:
        shape["can_be_edited"] = False
        shape["is_anonymous"] = user.id in chat.anonymous
        rights = (*_RIGHTS, *_RIGHTS_IN.get(chat.kind, ()))
        shape.update({right: chat.may(user, right) for right in rights})
    elif status is Status.KICKED:
        shape["until_date"] = 0
    return shape


def press_shape(world: World, press: Press) -> JsonObject:
    """Return a CallbackQuery."""
    return {
        "id": press.id,
        "from": user_shape(press.user),
        "message": message_shape(world, press.message),
        "chat_instance": str(press.message.chat_id),
        "data": press.data,
    }


def inline_shape(inline: Inline, chat: Chat) -> JsonObject:
    """Return an InlineQuery, typed in that chat."""
    return {
        "id": inline.id,
        "from": user_shape(inline.user),
        "query": inline.query,
        "offset": inline.offset,
        "chat_type": "sender" if chat.kind is ChatKind.PRIVATE else chat.kind.value,
    }


def topic_created(name: str) -> JsonObject:
    """Return the service message's field that tells of a new topic."""
    return {"forum_topic_created": {"name": name, "icon_color": TOPIC_COLOUR}}


def _origin(world: World, message: Message, chat: Chat) -> JsonObject:
    if message.sender is None:
        return {"sender_chat": chat_shape(world, chat)}
    sender: JsonObject = {"from": user_shape(message.sender)}
    if message.sender_chat is None:
        return sender
    return {**sender, "sender_chat": chat_shape(world, world.chats[message.sender_chat])}


def _first_replied_to(chat: Chat, message: Message) -> Message:
    """Return where the chain of replies began: it gives its id to all of them, topic or not."""
    first = message
    while first.reply_to in chat.messages:
        first = chat.messages[first.reply_to]
    return first


def _content(world: World, message: Message) -> JsonObject:
    if message.service is not None:
        return message.service
    words, marks = ("text", "entities")
    shape: dict[str, Json] = {}
    if message.media is not None:
        words, marks = ("caption", "caption_entities")
        shape.update(_media(message.media))
    if message.text:
        shape[words] = message.text
    if message.content.entities:
        shape[marks] = [entity_shape(world, entity) for entity in message.content.entities]
    return shape


def _media(media: Media) -> JsonObject:
    file, mime = _file(media.file), media.file.mime
    sizes: list[JsonObject] = [
        {**_file(size.file), "width": size.width, "height": size.height} for size in media.sizes
    ]
    match media.kind:
        case MediaKind.DOCUMENT:
            return {"document": {**file, "file_name": media.file.name, "mime_type": mime}}
        case MediaKind.PHOTO:
            return {"photo": sizes}
        case MediaKind.VOICE:
            return {"voice": {**file, "duration": media.seconds, "mime_type": mime}}
        case MediaKind.STICKER:
            plain: JsonObject = {"type": "regular", "is_animated": False, "is_video": False}
            return {"sticker": {**sizes[-1], **plain, "emoji": media.emoji}}


def _file(file: File) -> JsonObject:
    return {
        "file_id": file.id,
        "file_unique_id": f"unique-{file.id}",
        "file_size": len(file.data),
    }
