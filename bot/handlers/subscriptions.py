"""A chat's subscriptions: making them, the list, deleting them, and what buttons do with one."""

from bot.access.answers import query_of, tapped_answer
from bot.access.inquiries import QuestionGone
from bot.access.request import Request
from bot.access.rights import NotAllowed
from bot.access.scope import Scope, scope_here, scope_of, scope_of_chat, scope_of_subscription
from bot.access.subscription_errors import refusal_text
from bot.access.taps import TapKind, on_tap
from bot.messages.following import number_of
from bot.messages.markup import plain
from bot.messages.screen import Screen
from bot.messages.settings_keys import Act, AlertMe, Follow, ListSubscriptions, OnSubscription
from bot.messages.subscriptions import (
    deletion_screen,
    goes_on_text,
    list_screen,
    preview_screen,
    query_text,
    reword_text,
    subscribed_screen,
    subscription_screen,
    to_reword,
)
from bot.messages.wishes import with_stop_all, with_way_back
from bot.model import Subscription
from bot.services.subscription_query import filter_of
from bot.services.subscriptions import Already, Made
from retrieval.answer import Recent
from retrieval.errors import SearchUnavailable


async def subscribe(request: Request) -> None:
    """Save a search for the chat or topic; without words, explain how."""
    if not request.utterance.words:
        what = request.texts.subscribing.what
        await request.say(what.format(subscribe=request.command("subscribe")))
    elif scope := await scope_of(request):
        await _save(request, scope, scope.words)


async def alert_me(request: Request, _key: AlertMe) -> None:
    """Save a search for what the tapped button's message answers.

    Raises QuestionGone where that is no longer known, and NotAllowed.
    """
    shown = await tapped_answer(request)
    query = await query_of(request, shown.inquiry) if shown else ""
    if not query:
        raise QuestionGone
    await _save(request, await scope_here(request), query)


async def follow(request: Request, key: Follow) -> None:
    """Save a search for a subject of a story. Raises ArticleUnknown, NotAllowed."""
    subjects = await request.archive.subjects(key.article_id)
    query = next((one for one in subjects if number_of(one) == key.subject), None)
    if query is None:
        raise NotAllowed(request.texts.button_unknown)
    await _save(request, await scope_here(request), query)


async def unsubscribe(request: Request) -> None:
    """Delete the subscription that the words mean; let one be chosen if they mean several."""
    scope = await scope_of(request)
    if scope is None:
        return
    texts, subscribing = scope.texts.subscribing, request.services.subscriptions
    every = await subscribing.of_chat(scope.chat.id)
    meant = await subscribing.named(scope.chat.id, scope.words) if scope.words else []
    here = [one for one in meant if one.target == scope.target]
    if len(meant) == 1 or len(here) == 1:
        (deleted,) = here if len(here) == 1 else meant
        await subscribing.delete(deleted.id)
        gone = Screen(plain(texts.deleted.format(query=query_text(deleted.query, texts))))
        back = deleted.target == scope.target
        screen = with_way_back(gone, deleted.query, scope.texts) if back else gone
        await request.reply(screen)
    elif not every:
        await request.say(texts.none_yet.format(subscribe=scope.command("subscribe")))
    else:
        missed = scope.words and not meant
        lead = texts.not_named.format(words=query_text(scope.words, texts)) if missed else ""
        topics = await request.services.chats.topics(scope.chat.id)
        listed = [(at, one) for at, one in enumerate(every, 1) if not meant or one in meant]
        choice = deletion_screen(listed, topics, texts, lead)
        if not scope.words and len(every) > 1:
            choice = with_stop_all(choice, scope.chat.id, scope.texts)
        await request.reply(choice)


async def subscriptions(request: Request) -> None:
    """Show what the chat subscribes to, and once that it was away, if so; it is back then."""
    scope = await scope_of(request)
    if scope is None:
        return
    is_here = scope.chat.id == request.place.chat_id
    is_back = scope.chat.missed is not None or (is_here and scope.chat.away is not None)
    lead = scope.texts.subscribing.back if is_back else ""
    await request.reply(await _list(request, scope, lead=lead))
    if is_back:
        await request.services.chats.told(scope.chat.id)


async def turn(request: Request, key: ListSubscriptions) -> None:
    """Show another page of a chat's list in the message. Raises NotAllowed."""
    await request.change(await _list(request, await scope_of_chat(request, key.chat_id), key.page))


async def act(request: Request, key: OnSubscription) -> None:
    """Do something with a subscription, and show it in the message. Raises NotAllowed."""
    number = key.subscription_id
    scope, subscription = await scope_of_subscription(request, number)
    texts, subscribing = scope.texts.subscribing, request.services.subscriptions
    match key.act:
        case Act.UNDO:
            await subscribing.delete(number)
            undone = texts.undone.format(query=query_text(subscription.query, texts))
            await request.change(Screen(plain(undone)))
        case Act.DELETE:
            await subscribing.delete(number)
            lead = texts.deleted.format(query=query_text(subscription.query, texts))
            await request.change(await _list(request, scope, lead=lead))
        case Act.REWORD:
            await request.ask_back(reword_text(subscription, texts))
        case Act.PREVIEW:
            found = await subscribing.preview(subscription.query)
            await request.change(_with_preview(request, scope, subscription, found))
        case Act.PAUSE | Act.RESUME:
            await subscribing.pause(number, paused=key.act is Act.PAUSE)
            now = await subscribing.get(number)
            await request.change(subscription_screen(now or subscription, texts))
        case _:
            await request.change(subscription_screen(subscription, texts))


async def reword(request: Request) -> None:
    """Change the words of a subscription, which the bot asked for, to what was replied."""
    replied = request.replied
    number = to_reword(replied.text or "") if replied is not None else None
    if number is None:
        return
    try:
        scope, subscription = await scope_of_subscription(request, number)
    except NotAllowed as error:
        await request.say(str(error))
        return
    texts = scope.texts.subscribing
    outcome = await request.services.subscriptions.reword(subscription, request.utterance.words)
    match outcome:
        case Made(now):
            template = texts.reworded
        case Already(now):
            template = texts.already
        case _:
            await request.say(refusal_text(request, outcome, texts))
            return
    lead = template.format(query=query_text(now.query, texts))
    found = await _found(request, now)
    await request.reply(_with_preview(request, scope, now, found, lead))


async def _save(request: Request, scope: Scope, query: str) -> None:
    texts, subscribing = scope.texts.subscribing, request.services.subscriptions
    outcome = await subscribing.subscribe(scope.target, query, request.user_id)
    match outcome:
        case Made(subscription):
            template = texts.made
        case Already(subscription, resumed):
            template = texts.resumed if resumed else texts.already
        case _:
            await request.say(refusal_text(request, outcome, texts))
            return
    screen = subscribed_screen(
        template.format(query=query_text(subscription.query, texts)),
        subscription,
        filter_of(subscription.query),
        await _found(request, subscription),
        scope.texts,
        bot=request.bot.username,
        goes_on=goes_on_text(
            scope.chat,
            scope.texts,
            here=scope.chat.id == request.place.chat_id,
            settings=scope.command("settings"),
        ),
        undo=isinstance(outcome, Made),
    )
    await request.reply(screen)


async def _list(request: Request, scope: Scope, page: int = 0, lead: str = "") -> Screen:
    subscribing = request.services.subscriptions
    return list_screen(
        scope.chat,
        await subscribing.of_chat(scope.chat.id),
        scope.texts,
        topics=await request.services.chats.topics(scope.chat.id),
        limit=subscribing.limit,
        page=page,
        subscribe=scope.command("subscribe"),
        lead=lead,
    )


async def _found(request: Request, subscription: Subscription) -> Recent | None:
    """Return what a subscription that is made would have sent; None while search is away."""
    try:
        return await request.services.subscriptions.preview(subscription.query)
    except SearchUnavailable:
        return None


def _with_preview(
    request: Request,
    scope: Scope,
    subscription: Subscription,
    found: Recent | None,
    lead: str = "",
) -> Screen:
    wanted, bot = filter_of(subscription.query), request.bot.username
    return preview_screen(subscription, wanted, found, scope.texts, bot=bot, lead=lead)


BUTTONS = (
    on_tap(AlertMe, alert_me),
    on_tap(Follow, follow),
    on_tap(OnSubscription, act, TapKind.OF_CHAT),
    on_tap(ListSubscriptions, turn, TapKind.OF_CHAT),
)
