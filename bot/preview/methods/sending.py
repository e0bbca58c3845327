"""What every sending and editing method reads: where to, what text, which buttons."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from bot.preview import limits
from bot.preview.entities import Entity, Formatted, ordered, units, with_found
from bot.preview.model import PRESENT, Button, Chat, ChatKind, ForceReply, Message, Status
from bot.preview.telegram_html import parse
from bot.preview.wire import (
    Json,
    JsonObject,
    Parameters,
    Refusal,
    array,
    bad,
    forbidden,
    mapping,
    number,
)
from bot.preview.wire import string as text_of
from bot.preview.world import World

Keyboard = tuple[tuple[Button, ...], ...]

_OTHER_MARKUP = ("keyboard", "remove_keyboard", "force_reply")
_ACTIONS = (
    "callback_data",
    "url",
    "switch_inline_query",
    "switch_inline_query_current_chat",
    "switch_inline_query_chosen_chat",
    "copy_text",
    "web_app",
    "login_url",
    "callback_game",
    "pay",
)
_CONTROLS = {code: " " for code in range(32) if code != ord("\n")} | {ord("\r"): None}


@dataclass(frozen=True, slots=True)
class Place:
    """Where a message goes: the chat, the forum topic, the message it replies to."""

    chat: Chat
    thread: int | None
    reply_to: int | None


def known_chat(world: World, given: Parameters) -> Chat:
    """Return the chat that ``chat_id`` names: by its id, or a public one by its name.

    Raises Refusal if there is none.
    """
    name = given.text("chat_id")
    if not name:
        raise bad("chat_id is empty")
    if name.startswith("@"):
        for chat in world.chats.values():
            public = chat.username if chat.kind is not ChatKind.PRIVATE else None
            if public and public.lower() == name[1:].lower():
                return chat
    elif name.removeprefix("-").isdecimal() and int(name) in world.chats:
        return world.chats[int(name)]
    elif name.isdecimal() and int(name) in world.users:
        raise forbidden("bot can't initiate conversation with a user")
    raise bad("chat not found")


def present(world: World, chat: Chat) -> None:
    """Raise Refusal if the bot is not in the chat."""
    status = chat.members.get(world.bot.id)
    if status in PRESENT:
        return
    if chat.kind is ChatKind.PRIVATE:
        raise forbidden("bot was blocked by the user")
    way = "was kicked from" if status is Status.KICKED else "is not a member of"
    raise forbidden(f"bot {way} the {chat.kind} chat")


def writable_chat(world: World, given: Parameters) -> Chat:
    """Return the chat that ``chat_id`` names. Raises Refusal if the bot may not write there."""
    chat = known_chat(world, given)
    if chat.migrated_to is not None:
        reason = "Bad Request: group chat was upgraded to a supergroup chat"
        raise Refusal(400, reason, migrate_to=chat.migrated_to)
    if chat.closed is not None:
        raise forbidden(chat.closed)
    present(world, chat)
    if chat.kind is ChatKind.CHANNEL and not chat.may(world.bot, "can_post_messages"):
        raise bad("need administrator rights in the channel chat")
    return chat


def place(world: World, given: Parameters) -> Place:
    """Return where the message goes; a reply without a topic goes where what it replies to is."""
    chat = writable_chat(world, given)
    thread = given.integer("message_thread_id")
    if thread is not None and (thread == limits.GENERAL_TOPIC or thread not in chat.topics):
        raise bad("message thread not found")
    replied = _replied(chat, given)
    if replied is not None and thread is None:
        thread = replied.thread
    closed = (thread or limits.GENERAL_TOPIC) in chat.closed_topics
    if closed and not chat.may(world.bot, "can_manage_topics"):
        raise bad("TOPIC_CLOSED")
    return Place(chat, thread, replied.id if replied else None)


def formatted(given: Parameters) -> Formatted:
    """Return the message's text and entities. Raises Refusal if it is empty, malformed, long."""
    if not given.text("text"):
        raise bad("message text is empty")
    content = _parsed(given, "text", "entities")
    if not content.text:
        raise bad("text must be non-empty")
    if units(content.text) > limits.TEXT_UNITS:
        raise bad("message is too long")
    return content


def caption(given: Parameters) -> Formatted:
    """Return the caption and its entities, which may be empty."""
    content = _parsed(given, "caption", "caption_entities")
    if units(content.text) > limits.CAPTION_UNITS:
        raise bad("message caption is too long")
    return content


def inline_keyboard(given: Parameters) -> Keyboard:
    """Return the inline keyboard, empty if there is none or another kind of markup."""
    markup = given.object("reply_markup")
    if markup is None or any(name in markup for name in _OTHER_MARKUP):
        return ()
    if "inline_keyboard" not in markup:
        raise bad("object expected as reply markup")
    what = "inline keyboard"
    rows = tuple(
        tuple(_button(button) for button in array(row, f"{what} row"))
        for row in array(markup["inline_keyboard"], what)
    )
    if (
        sum(map(len, rows)) > limits.BUTTONS
        or max(map(len, rows), default=0) > limits.BUTTONS_PER_ROW
    ):
        raise bad("reply markup is too long")
    return tuple(row for row in rows if row)


def force_reply(given: Parameters) -> ForceReply | None:
    """Return what asks for a reply, None if nothing does. Raises Refusal if it is malformed."""
    markup = given.object("reply_markup") or {}
    if markup.get("force_reply") is not True:
        return None
    placeholder = text_of(markup, "input_field_placeholder")
    if len(placeholder) > limits.PLACEHOLDER_CHARACTERS:
        raise bad("reply markup placeholder is too long")
    return ForceReply(placeholder, selective=markup.get("selective") is True)


def inline_content(result: JsonObject) -> tuple[Formatted, Keyboard]:
    """Return the text and the buttons of the message that an inline result becomes."""
    content = mapping(result.get("input_message_content"), "input message content")
    text = formatted(Parameters({**content, "text": content.get("message_text")}))
    return text, inline_keyboard(Parameters(result))


def _replied(chat: Chat, given: Parameters) -> Message | None:
    wanted = given.object("reply_parameters") or {}
    message_id = number(wanted, "message_id") or given.integer("reply_to_message_id")
    if message_id is None:
        return None
    replied = chat.messages.get(message_id)
    lenient = wanted.get("allow_sending_without_reply") is True
    if replied is None and not lenient and not given.flag("allow_sending_without_reply"):
        raise bad("message to be replied not found")
    return replied


def _parsed(given: Parameters, words: str, marks: str) -> Formatted:
    source = given.text(words).translate(_CONTROLS)
    mode = given.text("parse_mode")
    if mode.lower() == "html":
        content = parse(source)
    elif mode:
        raise bad("unsupported parse_mode")
    else:
        content = Formatted(source, ordered(set(_entities(given.array(marks) or (), source))))
    content = with_found(_trimmed(content))
    return Formatted(content.text, content.entities[: limits.ENTITIES])


def _entities(given: Json, source: str) -> Iterator[Entity]:
    for item in array(given, "message entities"):
        shape = mapping(item, "MessageEntity")
        offset, length = number(shape, "offset"), number(shape, "length")
        if offset is None or not length or offset < 0 or offset + length > units(source):
            raise bad("can't parse entities: entity has invalid bounds")
        yield Entity(text_of(shape, "type"), offset, length, url=text_of(shape, "url") or None)


def _trimmed(content: Formatted) -> Formatted:
    """Take the white space off both ends, as Telegram does, and fit the entities to the rest."""
    text = content.text.rstrip()
    cut = units(text) - units(text.lstrip())
    end = units(text) - cut
    fitted = set()
    for entity in content.entities:
        first, last = max(entity.offset - cut, 0), min(entity.end - cut, end)
        if first < last:
            fitted.add(replace(entity, offset=first, length=last - first))
    return Formatted(text.lstrip(), ordered(fitted))


def _button(given: Json) -> Button:
    shape = mapping(given, "inline keyboard button")
    text = text_of(shape, "text")
    if not text.strip():
        raise bad('can\'t parse inline keyboard button: field "text" must be non-empty')
    actions = [name for name in _ACTIONS if name in shape]
    if len(actions) != 1:
        raise bad(
            "can't parse inline keyboard button: Text buttons are unallowed in the inline keyboard"
        )
    data = text_of(shape, "callback_data") if "callback_data" in shape else None
    if data is not None and not 0 < len(data.encode()) <= limits.CALLBACK_DATA_BYTES:
        raise bad("BUTTON_DATA_INVALID")
    if "url" in shape and not re.match(r"(?:https?|tg)://\S+$", text_of(shape, "url")):
        raise bad(f"inline keyboard button URL '{text_of(shape, 'url')}' is invalid")
    if "copy_text" in shape:
        copied = text_of(mapping(shape["copy_text"], "copy text button"), "text")
        if not 0 < len(copied) <= limits.COPY_TEXT_CHARACTERS:
            raise bad("BUTTON_COPY_TEXT_INVALID")
    return Button(text, data, shape)
