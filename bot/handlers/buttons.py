"""Buttons that were tapped: stories to read, questions to ask, pages of a listing to turn.

What comes back is a key that anyone may have made up, under a message that may be gone.
"""

from dataclasses import replace
from typing import TypeAlias

from telegram import CallbackQuery, Message, Update
from telegram.error import BadRequest, Forbidden
from telegram.ext import ContextTypes

from bot.access.addressed import said_in
from bot.access.answers import show
from bot.access.chat_info import seen_in
from bot.access.inquiries import QuestionGone
from bot.access.intents import Intent, Spoken
from bot.access.language import texts_in
from bot.access.limits import NotAdmitted, start_first_text, tap_admitted
from bot.access.request import Request, place_of
from bot.access.rights import NotAllowed
from bot.access.scope import check_tap
from bot.access.services import Services
from bot.handlers import (
    alerts,
    feedback,
    notices,
    privacy,
    settings,
    subscribe,
    subscriptions,
    uploads,
)
from bot.handlers.questions import ask_again
from bot.handlers.stories import read
from bot.messages.feedback_keys import (
    Correct,
    ExportFeedback,
    FeedbackKey,
    RateAnswer,
    ReportError,
)
from bot.messages.keys import (
    Broadcast,
    ByReporter,
    ByTitle,
    Key,
    Latest,
    Mute,
    ReadArticle,
    Replied,
    Suggested,
    TurnTo,
    Unmute,
    decode,
)
from bot.messages.markup import plain
from bot.messages.screen import Screen, button
from bot.messages.settings_keys import (
    Act,
    AlertMe,
    Choice,
    Forget,
    ListSubscriptions,
    OnSubscription,
    ShowSettings,
    Wish,
)
from bot.messages.texts import texts_for
from bot.messages.uploads_keys import OnUpload, ShowUpload
from bot.model import AnswerMessage
from bot.telegram.patience import is_not_started
from retrieval.errors import ArticleUnknown

Context: TypeAlias = ContextTypes.DEFAULT_TYPE


async def tapped(services: Services, update: Update, context: Context) -> None:
    """Do what the button stands for; the tap itself is always answered."""
    query = update.callback_query
    if query is None:
        return
    key = decode(query.data or "")
    if key is None or query.message is None:
        await _settle(query, texts_for(query.from_user.language_code).button_unknown)
        return
    chat = await services.chats.known(seen_in(query.message.chat, query.from_user))
    texts = texts_in(chat, query.from_user)
    replied = query.message.reply_to_message if isinstance(query.message, Message) else None
    request = Request(
        services,
        context.bot,
        query.message,
        place_of(query.message),
        texts,
        query.from_user.id,
        Spoken(Intent.NOTHING, "", ""),
        replied,
        known=chat,
        user=query.from_user,
        tapped=True,
    )
    try:
        await check_tap(request)
        request = await tap_admitted(request, key)
        said = await _do(request, key)
    except NotAdmitted:
        await _settle(query)
    except (BadRequest, Forbidden) as error:
        if request.asked_in is None or not is_not_started(error):
            raise
        await _settle(query, start_first_text(request))
    except ArticleUnknown:
        await _settle(query, texts.article_gone)
    except QuestionGone:
        await _settle(query, await _gone(request))
    except NotAllowed as error:
        await _settle(query, str(error))
    else:
        await _settle(query, said)


async def _do(request: Request, key: Key) -> str | None:
    """Do what a button stands for; return what the tap is to be answered, if anything."""
    match key:
        case RateAnswer() | ReportError() | Correct() | ExportFeedback():
            return await _give(request, key)
        case ReadArticle(article_id, part):
            showing = await _showing(request)
            await read(request, article_id, part, showing.inquiry if showing else None)
        case TurnTo():
            await _turn(request, key)
        case ByTitle() | ByReporter() | Latest() | Replied() | Suggested():
            await ask_again(request, key, await _showing(request))
        case OnUpload() | ShowUpload():
            await uploads.decide(request, key)
        case Mute() | Unmute() | Broadcast():
            await _answer_alert(request, key)
        case _:
            await _choose(request, key)
    return None


async def _give(request: Request, key: FeedbackKey) -> str | None:
    """Do what a button for feedback stands for; return what the tap is to be answered."""
    match key:
        case RateAnswer(good):
            return await feedback.rate(request, good=good)
        case ReportError(article_id):
            await feedback.report(request, article_id)
        case ExportFeedback():
            await feedback.export(request)
        case Correct():
            return await feedback.decide(request, key)
    return None


async def _answer_alert(request: Request, key: Mute | Unmute | Broadcast) -> None:
    """Do what a button under an alert or a notice stands for."""
    match key:
        case Mute(delivery_id):
            await alerts.mute(request, delivery_id)
        case Unmute(delivery_id):
            await alerts.unmute(request, delivery_id)
        case Broadcast():
            await notices.confirm(request, key)


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
            await settings.turn(request, key)
        case Wish():
            await settings.wish(request, key)
        case Forget():
            await privacy.confirm(request, key)


async def _turn(request: Request, key: TurnTo) -> None:
    """Turn to a page, for who asked and for admins. Raises QuestionGone, NotAllowed."""
    showing = await _showing(request)
    if showing is None or showing.whole:
        raise QuestionGone
    place, user_id = request.place, request.user_id
    if place.is_group and user_id != showing.asked_by:
        rights = request.services.rights
        if user_id is None or not await rights.is_admin(request.bot, place.chat_id, user_id):
            raise NotAllowed(request.texts.answers.not_yours)
    inquiry = replace(showing.inquiry, order=key.order)
    await show(request, inquiry, start=key.start, into=showing)


async def _showing(request: Request) -> AnswerMessage | None:
    place = request.where_asked().place
    return await request.services.questions.of_message(place.chat_id, place.message_id)


async def _gone(request: Request) -> str | None:
    """Offer to ask again what can be seen still; return what to say where nothing can."""
    replied, answers = request.replied, request.texts.answers
    if replied is None or not said_in(replied, request.bot.bot):
        return request.texts.question_gone
    offer = Screen(plain(answers.expired), ((button(answers.ask_again, Replied()),),))
    await request.reply(offer, to=replied)
    return None


async def _settle(query: CallbackQuery, text: str | None = None) -> None:
    """End the tap's waiting, with a note if there is one to give."""
    try:
        await query.answer(text)
    except BadRequest as error:
        if "query is too old" not in error.message.lower():
            raise
