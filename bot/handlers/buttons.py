"""Buttons that were tapped: stories to read, questions to ask, pages of a listing to turn.

What comes back is a key that anyone may have made up, under a message that may be gone.
"""

from typing import TypeAlias

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest
from telegram.ext import ContextTypes

from bot.handlers import chat_settings, subscribe, subscriptions
from bot.handlers.asking import QuestionGone, answer_again, is_search
from bot.handlers.desk import Desk
from bot.handlers.request import Request, place_of
from bot.handlers.rights import NotAllowed
from bot.handlers.spoken import Intent, Spoken
from bot.handlers.stories import read
from bot.messages.answer import answer_screen
from bot.messages.catalogue import Texts
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
    Latest,
    Mute,
    ReadArticle,
    Replied,
    TurnTo,
    Unmute,
    decode,
)
from bot.messages.start import title_question
from bot.messages.subscriptions import offered
from bot.messages.texts import texts_for
from retrieval.archive import Archive
from retrieval.errors import ArticleUnknown

Context: TypeAlias = ContextTypes.DEFAULT_TYPE


async def tapped(desk: Desk, update: Update, context: Context) -> None:
    """Do what the button stands for; the tap itself is always answered."""
    query = update.callback_query
    if query is None:
        return
    texts = texts_for(query.from_user.language_code)
    key = decode(query.data or "")
    if key is None or query.message is None or isinstance(key, Mute | Unmute | Broadcast):
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
        match key:
            case ReadArticle(article_id, part):
                await read(request, article_id, part)
            case TurnTo(asked, page):
                await _turn(request, asked, page)
            case ByTitle() | ByReporter() | Latest() | Replied():
                await _ask(request, key)
            case _:
                await _choose(request, key)
    except ArticleUnknown:
        await _settle(query, texts.article_gone)
    except QuestionGone:
        await _settle(query, texts.question_gone)
    except NotAllowed as error:
        await _settle(query, str(error))
    else:
        await _settle(query)


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


async def _ask(request: Request, asked: Asked) -> None:
    """Reply as if the person had typed the question that stands on the button."""
    answer = await answer_again(request.archive, asked, request.replied, request.bot.bot)
    question = await _question(request.archive, asked, request.texts)
    lead = request.texts.asked.format(question=question)
    group = request.place.is_group
    await request.reply(answer_screen(answer, asked, request.texts, group=group, lead=lead))


async def _question(archive: Archive, asked: Asked, texts: Texts) -> str:
    match asked:
        case ByReporter(article_id):
            article = (await archive.article(article_id)).article
            return texts.buttons.ask_reporter.format(name=article.reporters[0])
        case ByTitle(article_id):
            article = (await archive.article(article_id)).article
            return title_question(article.title, article.subtitle, texts)
        case _:
            return texts.buttons.ask_latest


async def _settle(query: CallbackQuery, text: str | None = None) -> None:
    """End the tap's waiting, with a note if there is one to give."""
    try:
        await query.answer(text)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
