"""All handlers."""

from typing import TypeAlias

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ContextTypes, InlineQueryHandler

from bot.access.intents import Intent
from bot.access.services import Services
from bot.handlers import (
    alerts,
    exchange,
    feedback,
    inline,
    notices,
    privacy,
    questions,
    quiet,
    settings,
    start,
    stories,
    subscribe,
    subscriptions,
    unsubscribe,
    uploads,
)
from bot.handlers.buttons import tapped
from bot.handlers.dispatch import IntentHandler
from bot.handlers.membership import Membership

Context: TypeAlias = ContextTypes.DEFAULT_TYPE


def handlers(services: Services) -> tuple[BaseHandler[Update, Context, None], ...]:
    """Return the handlers; the first that wants an update has it, and no two want the same.

    An update is a tap, a message, what is typed inline, or tells what became of a chat. Of messages
    only those said to the bot are wanted (see `bot.access.addressed`), each by the one intent
    that its words have (`bot.access.intents`). So the order decides nothing but speed: what
    people send most stands first.
    """

    async def on_tap(update: Update, context: Context) -> None:
        await tapped(services, update, context)

    async def on_typing(update: Update, context: Context) -> None:
        await inline.typed(services, update, context)

    return (
        IntentHandler(services, Intent.QUESTION, questions.ask),
        CallbackQueryHandler(on_tap),
        InlineQueryHandler(on_typing),
        IntentHandler(services, Intent.SEARCH, questions.search),
        IntentHandler(services, Intent.LATEST, questions.ask),
        IntentHandler(services, Intent.REPORTER, questions.reporter),
        IntentHandler(services, Intent.ARTICLE, stories.article),
        IntentHandler(services, Intent.START, start.start),
        IntentHandler(services, Intent.HELP, start.explain),
        IntentHandler(services, Intent.SUBSCRIBE, subscribe.subscribe),
        IntentHandler(services, Intent.SUBSCRIPTIONS, subscriptions.subscriptions),
        IntentHandler(services, Intent.UNSUBSCRIBE, unsubscribe.unsubscribe),
        IntentHandler(services, Intent.REWORD, subscriptions.reword),
        IntentHandler(services, Intent.SETTINGS, settings.settings),
        IntentHandler(services, Intent.PRIVACY, privacy.privacy),
        IntentHandler(services, Intent.FORGET, privacy.forget),
        IntentHandler(services, Intent.QUIET, quiet.quiet),
        IntentHandler(services, Intent.EXPORT, exchange.export),
        IntentHandler(services, Intent.IMPORT, exchange.import_),
        IntentHandler(services, Intent.ALERTED, alerts.said),
        IntentHandler(services, Intent.UPLOAD, uploads.offer),
        IntentHandler(services, Intent.STATUS, notices.status),
        IntentHandler(services, Intent.BROADCAST, notices.broadcast),
        IntentHandler(services, Intent.FEEDBACK, feedback.feedback),
        IntentHandler(services, Intent.REPORTED, feedback.reported),
        IntentHandler(services, Intent.CORRECTED, feedback.corrected),
        IntentHandler(services, Intent.UNKNOWN, start.unknown),
        IntentHandler(services, Intent.NOTHING, start.wordless),
        Membership(services),
    )
