"""The table of handlers: what is done for each intent, and for all other updates."""

from typing import TypeAlias

from telegram import Update
from telegram.ext import BaseHandler, ContextTypes, InlineQueryHandler

from bot.access.intents import Intent
from bot.access.request import Request
from bot.access.services import Services
from bot.handlers import (
    alerts,
    buttons,
    corrections,
    exchange,
    feedback,
    followups,
    inline,
    issues,
    notices,
    privacy,
    questions,
    received,
    settings,
    start,
    stories,
    subscriptions,
    uploads,
)
from bot.handlers.dispatch import IntentHandler, TapHandler
from bot.handlers.membership import Membership

Context: TypeAlias = ContextTypes.DEFAULT_TYPE


def handlers(services: Services) -> tuple[BaseHandler[Update, Context, None], ...]:
    """Return the handlers; the first that wants an update has it, and no two want the same.

    An update is a tap, a message, what is typed inline, or tells what became of a chat. Of messages
    only those said to the bot are wanted (see `bot.access.addressed`), each by the one intent
    that it has (`bot.access.message_intents`). So the order decides nothing but speed: what
    people send most stands first.
    """

    async def on_typing(update: Update, context: Context) -> None:
        await inline.typed(services, update, context)

    return (
        IntentHandler(services, Intent.QUESTION, question),
        TapHandler(services, buttons.act),
        InlineQueryHandler(on_typing),
        IntentHandler(services, Intent.SEARCH, questions.search),
        IntentHandler(services, Intent.LATEST, questions.ask),
        IntentHandler(services, Intent.ISSUES, issues.calendar),
        IntentHandler(services, Intent.REPORTER, questions.reporter),
        IntentHandler(services, Intent.ARTICLE, stories.article),
        IntentHandler(services, Intent.START, start.start),
        IntentHandler(services, Intent.HELP, start.explain),
        IntentHandler(services, Intent.SUBSCRIBE, subscriptions.subscribe),
        IntentHandler(services, Intent.SUBSCRIPTIONS, subscriptions.subscriptions),
        IntentHandler(services, Intent.UNSUBSCRIBE, subscriptions.unsubscribe),
        IntentHandler(services, Intent.REWORD, subscriptions.reword),
        IntentHandler(services, Intent.SETTINGS, settings.settings),
        IntentHandler(services, Intent.PRIVACY, privacy.privacy),
        IntentHandler(services, Intent.FORGET, privacy.forget),
        IntentHandler(services, Intent.QUIET, settings.quiet),
        IntentHandler(services, Intent.EXPORT, exchange.export),
        IntentHandler(services, Intent.IMPORT, exchange.import_),
        IntentHandler(services, Intent.ALERTED, alerts.answer_reply),
        IntentHandler(services, Intent.UPLOAD, received.offer),
        IntentHandler(services, Intent.STATED, uploads.stated),
        IntentHandler(services, Intent.STATUS, notices.status),
        IntentHandler(services, Intent.BROADCAST, notices.broadcast),
        IntentHandler(services, Intent.FEEDBACK, feedback.feedback),
        IntentHandler(services, Intent.REPORTED, feedback.reported),
        IntentHandler(services, Intent.CORRECTED, corrections.propose),
        IntentHandler(services, Intent.UNKNOWN, start.unknown),
        IntentHandler(services, Intent.NOTHING, start.wordless),
        Membership(services),
    )


async def question(request: Request) -> None:
    """Answer what refers to the last answer, unless it was edited, or else a question."""
    if request.edited or not await followups.follow(request):
        await questions.ask(request)
