"""Updates that no participant makes: odd ones, rare ones, and those of a later version."""

import random
from collections.abc import Callable

from bot.preview.model import CHANNEL_BOT, Chat, ChatKind, User
from bot.preview.people import FIRST_USER
from bot.preview.shapes import chat_shape, user_shape
from bot.preview.wire import Json, JsonObject
from bot.preview.world import World
from tests.soak import noise

Update = tuple[str, JsonObject]
"""An update's kind, and its object."""

ENTITIES = ("mention", "bot_command", "text_mention", "url", "pre", "custom_emoji", "sparkle")
_POLL: JsonObject = {
    "id": "1",
    "question": "?",
    "options": [],
    "total_voter_count": 0,
    "type": "regular",
    **dict.fromkeys(("is_closed", "is_anonymous", "allows_multiple_answers"), False),
}
_ATTACHED: JsonObject = {
    "contact": {"phone_number": "+1", "first_name": noise.NAMES[0]},
    "location": {"latitude": 0.0, "longitude": 0.0},
    "dice": {"emoji": "🎲", "value": 1},
    "voice": {"file_id": "v", "file_unique_id": "v", "duration": 0},
    "video_note": {"file_id": "n", "file_unique_id": "n", "length": 1, "duration": 0},
    "poll": _POLL,
    "game": {"title": "<b>", "description": "</b>", "photo": []},
}
_EVENTS: JsonObject = {
    "new_chat_title": "</b>{0}",
    "delete_chat_photo": True,
    "group_chat_created": True,
    "message_auto_delete_timer_changed": {"message_auto_delete_time": 1},
    "video_chat_started": {},
    "general_forum_topic_hidden": {},
    "new_chat_members": [],
    "something_of_next_year": {"a": [1, {"b": None}]},
}
_UNREADABLE: tuple[Update, ...] = (
    ("message", {"message_id": "x"}),
    ("callback_query", {}),
    ("edited_message", {"chat": {"id": None}}),
    ("my_chat_member", {"chat": 1}),
    ("inline_query", {"id": "1", "from": {"id": 2}}),
    ("something_of_next_year", {"a": 1}),
)


def message(world: World, chat: Chat, user: User, text: str) -> dict[str, Json]:
    """Return a message that nobody can find afterwards."""
    shape: dict[str, Json] = {
        "message_id": world.next_message_id(chat),
        "date": world.now(),
        "chat": chat_shape(world, chat),
        "text": text,
    }
    if chat.kind is ChatKind.CHANNEL:
        return {**shape, "sender_chat": chat_shape(world, chat)}
    return {**shape, "from": user_shape(user)}


def odd(dice: random.Random, world: World, chat: Chat, user: User, text: str) -> Update:
    """Return a message with something odd about it."""
    shape = message(world, chat, user, text)
    dice.choice(_ODDITIES)(dice, world, shape)
    post = "channel_post" if chat.kind is ChatKind.CHANNEL else "message"
    return (f"edited_{post}" if dice.random() < 0.1 else post), shape


def rare(dice: random.Random, world: World, chat: Chat, user: User) -> Update:
    """Return an update of a kind that the bot has no use for, or one that can't be read."""
    whose = user_shape(user)
    made: tuple[Update, ...] = (
        *_UNREADABLE,
        (
            "chosen_inline_result",
            {"result_id": "1", "from": whose, "query": dice.choice(noise.NAMES)},
        ),
        ("poll", _POLL),
        ("poll_answer", {"poll_id": "1", "user": whose, "option_ids": [0]}),
        ("callback_query", {"id": "1", "from": whose, "chat_instance": "1", "data": "n"}),
        ("chat_join_request", _joining(world, chat, whose)),
        ("business_message", message(world, chat, user, "/subscriptions")),
        ("removed_chat_boost", {"chat": chat_shape(world, chat)}),
    )
    return dice.choice(made)


def old_press(world: World, chat: Chat, user: User, press_id: str, data: str) -> Update:
    """Return a tap on a message that Telegram no longer shows to bots."""
    gone: JsonObject = {"chat": chat_shape(world, chat), "message_id": 1, "date": 0}
    return "callback_query", {
        "id": press_id,
        "from": user_shape(user),
        "chat_instance": "1",
        "message": gone,
        "data": data,
    }


def _joining(world: World, chat: Chat, whose: JsonObject) -> JsonObject:
    return {
        "chat": chat_shape(world, chat),
        "from": whose,
        "user_chat_id": whose["id"],
        "date": world.now(),
        "bio": "<b>",
    }


def _with_entities(dice: random.Random, world: World, shape: dict[str, Json]) -> None:
    ends = (-1, 0, 1, 4095, 4096, 2**31 - 1)
    shape["entities"] = [
        {
            "type": dice.choice(ENTITIES),
            "offset": dice.choice(ends),
            "length": dice.choice(ends),
            "user": user_shape(world.bot),
        }
        for _ in range(dice.randrange(1, 9))
    ]


def _without_sender(_: random.Random, __: World, shape: dict[str, Json]) -> None:
    shape.pop("from", None)


def _as_channel(_: random.Random, world: World, shape: dict[str, Json]) -> None:
    channel = next(chat for chat in world.chats.values() if chat.kind is ChatKind.CHANNEL)
    shape.update({"from": user_shape(CHANNEL_BOT), "sender_chat": chat_shape(world, channel)})


def _forwarded(dice: random.Random, world: World, shape: dict[str, Json]) -> None:
    name = dice.choice(noise.NAMES)
    origin: JsonObject = {"type": "hidden_user", "sender_user_name": name, "date": world.now()}
    shape["forward_origin"] = origin
    shape["is_automatic_forward"] = dice.random() < 0.5


def _of_a_bot(dice: random.Random, world: World, shape: dict[str, Json]) -> None:
    other = user_shape(User(FIRST_USER - 1, dice.choice(noise.NAMES), "other_bot", is_bot=True))
    shape[dice.choice(("from", "via_bot"))] = (
        other if dice.random() < 0.5 else user_shape(world.bot)
    )


def _replying(dice: random.Random, world: World, shape: dict[str, Json]) -> None:
    """Make it reply to a message that looks like the bot's, with any button at all."""
    chats = tuple(world.chats)
    data = noise.key(dice, chats)
    shape["reply_to_message"] = {
        "message_id": 1,
        "date": 1,
        "chat": shape["chat"],
        "from": user_shape(world.bot),
        "text": dice.choice((f"#{dice.randrange(50)}", "<b>", "修改订阅 #1", "")),
        "reply_markup": {"inline_keyboard": [[{"text": "1", "callback_data": data}]]},
    }
    shape["text"] = dice.choice(("静音", "全文 1", "更多", "桥", "/article 1", "/import"))


def _attached(dice: random.Random, _: World, shape: dict[str, Json]) -> None:
    del shape["text"]
    name = dice.choice(tuple(_ATTACHED))
    shape.update({name: _ATTACHED[name], "caption": noise.command(dice)[:1024]})


def _event(dice: random.Random, _: World, shape: dict[str, Json]) -> None:
    if dice.random() < 0.8:
        del shape["text"]
    name = dice.choice(tuple(_EVENTS))
    shape[name] = _EVENTS[name]


def _document(dice: random.Random, _: World, shape: dict[str, Json]) -> None:
    """Attach a document with missing or wrong details, which can't be fetched."""
    del shape["text"]
    document: dict[str, Json] = {"file_id": "none", "file_unique_id": "none"}
    if dice.random() < 0.5:
        document["file_size"] = dice.choice((0, 2**40, -1))
    if dice.random() < 0.5:
        document["file_name"] = dice.choice(noise.FILES)
    shape.update({"document": document, "caption": dice.choice(("", "/import", "/search 桥"))})


_ODDITIES: tuple[Callable[[random.Random, World, dict[str, Json]], None], ...] = (
    *(_with_entities, _without_sender, _as_channel, _forwarded, _of_a_bot),
    *(_replying, _attached, _event, _document),
)
