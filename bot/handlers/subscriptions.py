"""The list of a chat's subscriptions, and what its buttons do with one of them."""

from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.access.scope import Scope, aimed, aimed_at, aimed_at_subscription
from bot.access.subscription_errors import refusal_text
from bot.messages.screen import Screen
from bot.messages.settings_keys import Act, ListSubscriptions, OnSubscription
from bot.messages.subscriptions import listed, one, previewed, query_text, reword_text, to_reword
from bot.model import Subscription
from bot.services.subscription_query import filter_of
from bot.services.subscriptions import Already, Made


async def subscriptions(request: Request) -> None:
    """Show what the chat subscribes to; if it was away, it is told so once, and is back."""
    aim = await aimed(request)
    if aim is None:
        return
    is_here = aim.chat.id == request.place.chat_id
    is_back = aim.chat.missed is not None or (is_here and aim.chat.away is not None)
    lead = aim.texts.subscribing.back if is_back else ""
    await request.reply(await _list(request, aim, lead=lead))
    if is_back:
        await request.services.chats.told(aim.chat.id)


async def turn(request: Request, key: ListSubscriptions) -> None:
    """Let the message show a page of a chat's list. Raises NotAllowed."""
    await request.change(await _list(request, await aimed_at(request, key.chat_id), key.page))


async def act(request: Request, key: OnSubscription) -> None:
    """Do something with a subscription, and let the message show it. Raises NotAllowed."""
    number = key.subscription_id
    aim, subscription = await aimed_at_subscription(request, number)
    texts, subscribing = aim.texts.subscribing, request.services.subscriptions
    match key.act:
        case Act.DELETE:
            await subscribing.delete(number)
            lead = texts.deleted.format(query=query_text(subscription.query))
            await request.change(await _list(request, aim, lead=lead))
        case Act.REWORD:
            await request.ask_back(reword_text(subscription, texts))
        case Act.PREVIEW:
            await request.change(await _previewed(request, aim, subscription))
        case Act.PAUSE | Act.RESUME:
            await subscribing.pause(number, paused=key.act is Act.PAUSE)
            now = await subscribing.get(number)
            await request.change(one(now or subscription, texts))
        case _:
            await request.change(one(subscription, texts))


async def reword(request: Request) -> None:
    """Let the subscription that the bot asked new words for say what was replied."""
    replied = request.replied
    number = to_reword(replied.text or "") if replied is not None else None
    if number is None:
        return
    try:
        aim, subscription = await aimed_at_subscription(request, number)
    except NotAllowed as error:
        await request.say(str(error))
        return
    texts = aim.texts.subscribing
    outcome = await request.services.subscriptions.reword(subscription, request.spoken.words)
    match outcome:
        case Made(now):
            said = texts.reworded
        case Already(now):
            said = texts.already
        case _:
            await request.say(refusal_text(request, outcome, texts))
            return
    lead = said.format(query=query_text(now.query))
    await request.reply(await _previewed(request, aim, now, lead))


async def _list(request: Request, aim: Scope, page: int = 0, lead: str = "") -> Screen:
    subscribing = request.services.subscriptions
    return listed(
        aim.chat,
        await subscribing.of_chat(aim.chat.id),
        aim.texts,
        limit=subscribing.limit,
        page=page,
        subscribe=request.command("subscribe"),
        lead=lead,
    )


async def _previewed(
    request: Request, aim: Scope, subscription: Subscription, lead: str = ""
) -> Screen:
    found = await request.services.subscriptions.preview(subscription.query)
    wanted, bot = filter_of(subscription.query), request.bot.username
    return previewed(subscription, wanted, found, aim.texts, bot=bot, lead=lead)
