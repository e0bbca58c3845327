"""Buttons that were tapped: stories to read, questions to ask, pages of a listing to turn.

What comes back is a key that anyone may have made up, under a message that may be gone.
"""

from typing import TypeAlias

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.handlers import admin, alerted, chat_settings, subscribe, subscriptions, uploads
from bot.handlers.aim import check_tap
from bot.handlers.asking import QuestionGone, answer_again, is_search
from bot.handlers.desk import Desk
from bot.handlers.questions import ask_again
from bot.handlers.request import Request, place_of
from bot.handlers.rights import NotAllowed
from bot.handlers.spoken import Intent, Spoken
from bot.handlers.stories import read
from bot.messages.choices import (
    Act,
    AlertMe,
    Choice,
    ListSubscriptions,
    OnSubscription,
    ShowSettings,
    Wish,
)
from bot.messages.headlines import listing
from bot.messages.keys import (
    Asked,
    Broadcast,
    ByReporter,
    ByTitle,
    Key,
    Latest,
    Mute,
    ReadArticle,
    Replied,
    TurnTo,
    Unmute,
    decode,
)
from bot.messages.subscriptions import offered
from bot.messages.texts import texts_for
from bot.messages.upload_keys import OnUpload, ShowUpload
from retrieval.errors import ArticleUnknown

Context: TypeAlias = ContextTypes.DEFAULT_TYPE


async def tapped(desk: Desk, update: Update, context: Context) -> None:
    """Do what the button stands for; the tap itself is always answered."""
    query = update.callback_query
    if query is None:
        return
    texts = texts_for(query.from_user.language_code)
    key = decode(query.data or "")
    if key is None or query.message is None:
        await _settle(query, texts.button_unknown)
        return
    replied = query.message.reply_to_message if isinstance(query.message, Message) else None
    request = Request(
        desk,
        context.bot,
        query.message,
        place_of(query.message),
        texts,
        query.from_user.id,
        Spoken(Intent.NOTHING, "", ""),
        replied,
    )
    try:
        await check_tap(request)
        await _do(request, key)
    except ArticleUnknown:
        await _settle(query, texts.article_gone)
    except QuestionGone:
        await _settle(query, texts.question_gone)
    except NotAllowed as error:
        await _settle(query, str(error))
    else:
        await _settle(query)


async def _do(request: Request, key: Key) -> None:
    """Do what a button stands for."""
    match key:
        case ReadArticle(article_id, part):
            await read(request, article_id, part)
        case TurnTo(asked, page):
            await _turn(request, asked, page)
        case ByTitle() | ByReporter() | Latest() | Replied():
            await ask_again(request, key)
        case OnUpload() | ShowUpload():
            await uploads.decide(request, key)
        case Mute() | Unmute() | Broadcast():
            await _answer_alert(request, key)
        case _:
            await _choose(request, key)


async def _answer_alert(request: Request, key: Mute | Unmute | Broadcast) -> None:
    """Do what a button under an alert or a notice stands for."""
    match key:
        case Mute(delivery_id):
            await alerted.mute(request, delivery_id)
        case Unmute(delivery_id):
            await alerted.unmute(request, delivery_id)
        case Broadcast():
            await admin.confirm(request, key)


async def _choose(request: Request, key: Choice) -> None:
    """Do what a button about subscriptions or settings stands for."""
    match key:
        case AlertMe():
            await subscribe.alert_me(request)
        case OnSubscription(Act.UNDO, number):
            await subscribe.undo(request, number)
        case OnSubscription():
            await subscriptions.act(request, key)
        case ListSubscriptions():
            await subscriptions.turn(request, key)
        case ShowSettings():
            await chat_settings.turn(request, key)
        case Wish():
            await chat_settings.wish(request, key)


async def _turn(request: Request, asked: Asked, page: int) -> None:
    bot = request.bot.bot
    answer = await answer_again(request.archive, asked, request.replied, bot)
    screen = listing(answer, asked, request.texts, page=page)
    if isinstance(asked, Replied) and is_search(request.replied, bot):
        screen = offered(screen, request.texts.subscribing)
    await request.change(screen)


async def _settle(query: CallbackQuery, text: str | None = None) -> None:
    """End the tap's waiting, with a note if there is one to give."""
    try:
        await query.answer(text)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
