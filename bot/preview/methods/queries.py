"""Answers to taps, inline queries and guests: each query is answered once, while it waits."""

from collections.abc import Sequence

from bot.preview import limits
from bot.preview.methods import sending
from bot.preview.model import InlineAnswer, Message, PressAnswer
from bot.preview.wire import Json, JsonObject, Parameters, bad, mapping, string
from bot.preview.world import World

TOO_OLD = "query is too old and response timeout expired or query ID is invalid"


async def answer_press(world: World, given: Parameters) -> Json:
    """End a pressed button's waiting, with a short text or without."""
    query_id = given.text("callback_query_id")
    if len(given.text("text")) > limits.CALLBACK_ANSWER_CHARACTERS:
        raise bad("MESSAGE_TOO_LONG")
    if world.presses.pop(query_id, None) is None:
        raise bad(TOO_OLD)
    world.press_answers[query_id] = PressAnswer(given.text("text"), given.flag("show_alert"))
    world.changes.tell()
    return True


async def answer_inline(world: World, given: Parameters) -> Json:
    """Show the results of an inline query."""
    query_id = given.text("inline_query_id")
    if query_id not in world.inline:
        raise bad(TOO_OLD)
    results = [mapping(item, "InlineQueryResult") for item in given.array("results") or ()]
    _check(results)
    if len(given.text("next_offset").encode()) > limits.INLINE_OFFSET_BYTES:
        raise bad("NEXT_OFFSET_INVALID")
    world.inline.pop(query_id)
    world.inline_answers[query_id] = InlineAnswer(
        results=tuple(results),
        next_offset=given.text("next_offset"),
        button=given.object("button"),
        cache_time=given.integer("cache_time"),
        is_personal=given.flag("is_personal"),
    )
    world.changes.tell()
    return True


async def answer_guest(world: World, given: Parameters) -> Json:
    """Put the one message into the chat of others where the bot was asked, below the question."""
    asked = world.guests.get(given.text("guest_query_id"))
    if asked is None or asked.sender is None:
        raise bad(TOO_OLD)
    result = mapping(given.object("result"), "InlineQueryResult")
    _check([result])
    content, keyboard = sending.inline_content(result)
    chat = world.chats[asked.chat_id]
    message = Message(
        chat_id=chat.id,
        id=world.next_message_id(chat),
        sender=world.bot,
        date=world.now(),
        content=content,
        keyboard=keyboard,
        reply_to=asked.id,
        thread=asked.thread,
        caller=asked.sender.id,
    )
    world.send(message)
    del world.guests[given.text("guest_query_id")]
    return {"inline_message_id": f"guest-{chat.id}-{message.id}"}


def _check(results: Sequence[JsonObject]) -> None:
    if len(results) > limits.INLINE_RESULTS:
        raise bad("RESULTS_TOO_MUCH")
    ids = [string(result, "id") for result in results]
    if not all(0 < len(result_id.encode()) <= limits.INLINE_ID_BYTES for result_id in ids):
        raise bad("RESULT_ID_INVALID")
    if len(set(ids)) < len(ids):
        raise bad("RESULT_ID_DUPLICATE")
    for result in results:
        if string(result, "type") == "article" and not string(result, "title"):
            raise bad("can't parse inline query result: Can't find field \"title\"")
        sending.inline_content(result)
