"""sendMessage, sendDocument, editing, deleting, chat actions and reactions."""

from dataclasses import replace

from bot.preview import limits
from bot.preview.methods import sending
from bot.preview.model import Chat, ChatKind, File, Media, MediaKind, Message
from bot.preview.shapes import message_shape
from bot.preview.wire import Json, Parameters, bad, mapping, string
from bot.preview.world import World

ACTIONS = frozenset(
    {
        "typing",
        "upload_photo",
        "record_video",
        "upload_video",
        "record_voice",
        "upload_voice",
        "upload_document",
        "choose_sticker",
        "find_location",
        "record_video_note",
        "upload_video_note",
    }
)
NOT_MODIFIED = (
    "message is not modified: specified new message content and reply markup are exactly the same "
    "as a current content and reply markup of the message"
)


async def send_message(world: World, given: Parameters) -> Json:
    """Put a text into a chat."""
    place = sending.place(world, given)
    content = sending.formatted(given)
    options = given.object("link_preview_options") or {}
    message = Message(
        chat_id=place.chat.id,
        id=world.next_message_id(place.chat),
        sender=None if place.chat.kind is ChatKind.CHANNEL else world.bot,
        date=world.now(),
        content=content,
        keyboard=sending.inline_keyboard(given),
        force_reply=sending.force_reply(given),
        reply_to=place.reply_to,
        thread=place.thread,
        silent=given.flag("disable_notification"),
        preview=options.get("is_disabled") is not True,
    )
    return message_shape(world, world.send(message))


async def send_document(world: World, given: Parameters) -> Json:
    """Put a file into a chat: one sent along, or one that Telegram has already."""
    place = sending.place(world, given)
    message = Message(
        chat_id=place.chat.id,
        id=world.next_message_id(place.chat),
        sender=None if place.chat.kind is ChatKind.CHANNEL else world.bot,
        date=world.now(),
        content=sending.caption(given),
        media=Media(MediaKind.DOCUMENT, _file(world, given)),
        keyboard=sending.inline_keyboard(given),
        force_reply=sending.force_reply(given),
        reply_to=place.reply_to,
        thread=place.thread,
        silent=given.flag("disable_notification"),
    )
    return message_shape(world, world.send(message))


async def edit_text(world: World, given: Parameters) -> Json:
    """Replace a message's text and buttons; without buttons given it has none afterwards."""
    message = _own(world, sending.writable_chat(world, given), given)
    content, keyboard = sending.formatted(given), sending.inline_keyboard(given)
    if message.media is not None:
        raise bad("there is no text in the message to edit")
    return _edited(world, message, replace(message, content=content, keyboard=keyboard))


async def edit_markup(world: World, given: Parameters) -> Json:
    """Replace a message's buttons."""
    message = _own(world, sending.writable_chat(world, given), given)
    return _edited(world, message, replace(message, keyboard=sending.inline_keyboard(given)))


async def delete(world: World, given: Parameters) -> Json:
    """Take a message away: the bot's own, in private the other's too, others' as an admin."""
    chat = sending.writable_chat(world, given)
    message = chat.messages.get(given.integer("message_id") or 0)
    if message is None:
        raise bad("message to delete not found")
    own = message.sender == world.bot or any(
        sent.chat is chat and sent.message.id == message.id for sent in world.sent
    )
    may = chat.kind is ChatKind.PRIVATE or chat.may(world.bot, "can_delete_messages")
    if not own and not may:
        raise bad("message can't be deleted for everyone")
    del chat.messages[message.id]
    world.changes.tell()
    return True


async def act(world: World, given: Parameters) -> Json:
    """Show that the bot is about to do something."""
    place = sending.place(world, given)
    action = given.text("action")
    if action not in ACTIONS:
        raise bad("wrong parameter action in request")
    world.actions.append((place.chat.id, action))
    world.changes.tell()
    return True


async def react(world: World, given: Parameters) -> Json:
    """Set the bot's reaction to a message."""
    chat = sending.writable_chat(world, given)
    message = chat.messages.get(given.integer("message_id") or 0)
    if message is None:
        raise bad("message to react not found")
    reactions = [mapping(item, "reaction") for item in given.array("reaction") or ()]
    emoji = tuple(string(reaction, "emoji") for reaction in reactions)
    if not all(emoji):
        raise bad("REACTION_INVALID")
    world.reactions[chat.id, message.id] = emoji
    world.changes.tell()
    return True


def _own(world: World, chat: Chat, given: Parameters) -> Message:
    message = chat.messages.get(given.integer("message_id") or 0)
    if message is None:
        raise bad("message to edit not found")
    own = message.sender in (world.bot, None) and message.service is None
    if not own:
        raise bad("message can't be edited")
    return message


def _edited(world: World, before: Message, after: Message) -> Json:
    if after == before:
        raise bad(NOT_MODIFIED)
    return message_shape(world, world.put(replace(after, edited=world.now())))


def _file(world: World, given: Parameters) -> File:
    name = given.text("document")
    upload = given.uploads.get(name.removeprefix("attach://") if name else "document")
    if upload is not None:
        if not upload.data:
            raise bad("file must be non-empty")
        if len(upload.data) > limits.UPLOAD_BYTES:
            raise bad("file is too big")
        return world.keep(upload.name, upload.mime, upload.data)
    if name in world.files:
        return world.files[name]
    raise bad(
        "wrong file identifier/HTTP URL specified"
        if name
        else "there is no document in the request"
    )
