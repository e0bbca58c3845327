"""Subscribing: /subscribe, the offer under a search, and taking it back at once."""

from bot.access.answers import query_of
from bot.access.inquiries import QuestionGone
from bot.access.request import Request
from bot.access.scope import Scope, aimed, aimed_at_subscription, aimed_here
from bot.access.subscription_errors import refusal_text
from bot.messages.markup import plain
from bot.messages.screen import Screen
from bot.messages.subscriptions import query_text, subscribed
from bot.services.subscription_query import filter_of
from bot.services.subscriptions import Already, Made


async def subscribe(request: Request) -> None:
    """Save a search for the chat or topic, or say how to name one."""
    if not request.spoken.words:
        what = request.texts.subscribing.what
        await request.say(what.format(subscribe=request.command("subscribe")))
    elif aim := await aimed(request):
        await _save(request, aim, aim.words)


async def alert_me(request: Request) -> None:
    """Save a search for what the tapped button's message answers.

    Raises QuestionGone where that is not known any more, and NotAllowed.
    """
    place = request.place
    showing = await request.services.questions.of_message(place.chat_id, place.message_id)
    query = await query_of(request, showing.inquiry) if showing else ""
    if not query:
        raise QuestionGone
    await _save(request, await aimed_here(request), query)


async def undo(request: Request, number: int) -> None:
    """Delete what was just made, and let the message say so. Raises NotAllowed."""
    aim, subscription = await aimed_at_subscription(request, number)
    await request.services.subscriptions.delete(number)
    said = aim.texts.subscribing.undone.format(query=query_text(subscription.query))
    await request.change(Screen(plain(said)))


async def _save(request: Request, aim: Scope, query: str) -> None:
    texts, subscribing = aim.texts.subscribing, request.services.subscriptions
    outcome = await subscribing.subscribe(aim.target, query, request.user_id)
    match outcome:
        case Made(subscription):
            said = texts.made
        case Already(subscription, resumed):
            said = texts.resumed if resumed else texts.already
        case _:
            await request.say(refusal_text(request, outcome, texts))
            return
    screen = subscribed(
        said.format(query=query_text(subscription.query)),
        subscription,
        filter_of(subscription.query),
        await subscribing.preview(subscription.query),
        aim.texts,
        bot=request.bot.username,
        settings=request.command("settings"),
        undo=isinstance(outcome, Made),
    )
    await request.reply(screen)
