"""Alerts replied to and tapped: the story, stories like it, and muting what it matched."""

from bot.access.next_up import show_related
from bot.access.replied import ALERT_WORDS, mute_key, offered_articles
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.access.scope import scope_of_chat
from bot.access.screen import replied_answer
from bot.access.stories import show_story
from bot.access.taps import TapKind, on_tap
from bot.messages.alerts import queries_text
from bot.messages.keys import Mute, Unmute
from bot.messages.markup import plain
from bot.messages.screen import Screen, button
from retrieval.errors import ArticleUnknown


async def answer_reply(request: Request) -> None:
    """Do what the words ask of the alert that they reply to."""
    found, key = ALERT_WORDS.fullmatch(request.utterance.words), mute_key(request.replied)
    if found is None or key is None:
        return
    if found["mute"]:
        try:
            await mute(request, key)
        except NotAllowed as error:
            await request.say(str(error))
        return
    stories = offered_articles(request.replied)
    number = int(found["number"]) if found["number"] else None
    if number is None and len(stories) == 1:
        number = next(iter(stories))
    if number is None or number not in stories:
        word = found["full"] or found["more"]
        which = request.texts.alerts.which.format(word=word, total=len(stories))
        await request.say(which)
    elif found["full"]:
        await show_story(request, stories[number])
    else:
        await _related(request, stories[number])


async def _related(request: Request, article_id: int) -> None:
    alert = await replied_answer(request)
    try:
        await show_related(request, article_id, alert.inquiry.words if alert else "")
    except ArticleUnknown:
        await request.say(request.texts.article_gone)


async def mute(request: Request, key: Mute) -> None:
    """Pause the subscriptions that an alert matched, and say which. Raises NotAllowed."""
    await _check(request, key.delivery_id)
    queries = await request.services.muting.mute(key.delivery_id)
    texts = request.texts
    if not queries:
        raise NotAllowed(texts.alerts.nothing_to_mute)
    text = texts.alerts.muted.format(queries=queries_text(queries, texts))
    undo = button(texts.alerts.unmute, Unmute(key.delivery_id))
    await request.reply(Screen(plain(text), ((undo,),)))


async def unmute(request: Request, key: Unmute) -> None:
    """Resume what was muted, and say so in the message. Raises NotAllowed."""
    await _check(request, key.delivery_id)
    queries = await request.services.muting.unmute(key.delivery_id)
    texts = request.texts
    if not queries:
        raise NotAllowed(texts.alerts.nothing_to_mute)
    text = texts.alerts.unmuted.format(queries=queries_text(queries, texts))
    await request.change(Screen(plain(text)))


async def _check(request: Request, delivery_id: int) -> None:
    """Raise NotAllowed for anybody who may not change what the delivery's chat subscribes to."""
    chat_id = await request.services.muting.chat_of(delivery_id)
    if chat_id is None:
        raise NotAllowed(request.texts.button_unknown)
    await scope_of_chat(request, chat_id)


BUTTONS = (on_tap(Mute, mute, TapKind.OWED), on_tap(Unmute, unmute))
