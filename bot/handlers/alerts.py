"""Alerts replied to and tapped: the story, stories like it, and muting what it matched."""

import re

from telegram import Message

from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.access.scope import aimed_at
from bot.handlers.questions import ask_again
from bot.handlers.stories import key_of, read, readable
from bot.messages.alerts import queries_text
from bot.messages.keys import ByTitle, Mute, Unmute
from bot.messages.markup import plain
from bot.messages.screen import Screen, button

_SAID = re.compile(
    r"(?:(?P<full>全文|full)|(?P<more>更多|more)|(?P<mute>静音|mute))\s*(?P<number>[0-9]{0,4})[。.!！]*",
    re.IGNORECASE,
)


def is_said_to_alert(replied: Message | None, said: str) -> bool:
    """Return whether words ask for what an alert offers, in reply to one."""
    return bool(_SAID.fullmatch(said)) and mute_of(replied) is not None


def mute_of(replied: Message | None) -> Mute | None:
    """Return the key under a message of alerts that mutes it; None for any other message."""
    if replied is None or replied.reply_markup is None:
        return None
    buttons = [one for row in replied.reply_markup.inline_keyboard for one in row]
    return next((key for one in buttons if isinstance(key := key_of(one), Mute)), None)


async def said(request: Request) -> None:
    """Do what the words ask of the alert that they reply to."""
    found, key = _SAID.fullmatch(request.spoken.words), mute_of(request.replied)
    if found is None or key is None:
        return
    if found["mute"]:
        try:
            await mute(request, key.delivery_id)
        except NotAllowed as error:
            await request.say(str(error))
        return
    stories = readable(request.replied)
    number = int(found["number"]) if found["number"] else None
    if number is None and len(stories) == 1:
        number = next(iter(stories))
    if number is None or number not in stories:
        word = found["full"] or found["more"]
        which = request.texts.alerts.which.format(word=word, total=len(stories))
        await request.say(which)
    elif found["full"]:
        await read(request, stories[number])
    else:
        await ask_again(request, ByTitle(stories[number]))


async def mute(request: Request, delivery_id: int) -> None:
    """Pause the subscriptions that an alert matched, and say which. Raises NotAllowed."""
    await _check(request, delivery_id)
    queries = await request.services.muting.mute(delivery_id)
    texts = request.texts
    if not queries:
        raise NotAllowed(texts.alerts.nothing_to_mute)
    text = texts.alerts.muted.format(queries=queries_text(queries, texts))
    undo = button(texts.alerts.unmute, Unmute(delivery_id))
    await request.reply(Screen(plain(text), ((undo,),)))


async def unmute(request: Request, delivery_id: int) -> None:
    """Let what was muted go on, and let the message say so. Raises NotAllowed."""
    await _check(request, delivery_id)
    queries = await request.services.muting.unmute(delivery_id)
    texts = request.texts
    if not queries:
        raise NotAllowed(texts.alerts.nothing_to_mute)
    text = texts.alerts.unmuted.format(queries=queries_text(queries, texts))
    await request.change(Screen(plain(text)))


async def _check(request: Request, delivery_id: int) -> None:
    """Raise NotAllowed for who may not change what the delivery's chat subscribes to."""
    chat_id = await request.services.muting.chat_of(delivery_id)
    if chat_id is None:
        raise NotAllowed(request.texts.button_unknown)
    await aimed_at(request, chat_id)
