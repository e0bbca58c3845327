"""All handlers."""

from typing import TypeAlias

from telegram import Update
from telegram.ext import BaseHandler, CallbackQueryHandler, ContextTypes, InlineQueryHandler

from bot.access.intents import Intent
from bot.access.services import Desk
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
from bot.handlers.dispatch import Heard
from bot.handlers.membership import Membership

Context: TypeAlias = ContextTypes.DEFAULT_TYPE


def handlers(desk: Desk) -> tuple[BaseHandler[Update, Context, None], ...]:
    """Return the handlers; the first that wants an update has it, and no two want the same.

    An update is a tap, a message, what is typed inline, or tells what became of a chat. Of messages
    only those said to the bot are wanted (see `bot.access.addressed`), each by the one intent
    that its words have (`bot.access.intents`). So the order decides nothing but speed: what
    people send most stands first.
    """

    async def on_tap(update: Update, context: Context) -> None:
        await tapped(desk, update, context)

    async def on_typing(update: Update, context: Context) -> None:
        await inline.typed(desk, update, context)

    return (
        Heard(desk, Intent.QUESTION, questions.ask),
        CallbackQueryHandler(on_tap),
        InlineQueryHandler(on_typing),
        Heard(desk, Intent.SEARCH, questions.search),
        Heard(desk, Intent.LATEST, questions.ask),
        Heard(desk, Intent.REPORTER, questions.reporter),
        Heard(desk, Intent.ARTICLE, stories.article),
        Heard(desk, Intent.START, start.start),
        Heard(desk, Intent.HELP, start.explain),
        Heard(desk, Intent.SUBSCRIBE, subscribe.subscribe),
        Heard(desk, Intent.SUBSCRIPTIONS, subscriptions.subscriptions),
        Heard(desk, Intent.UNSUBSCRIBE, unsubscribe.unsubscribe),
        Heard(desk, Intent.REWORD, subscriptions.reword),
        Heard(desk, Intent.SETTINGS, settings.settings),
        Heard(desk, Intent.PRIVACY, privacy.privacy),
        Heard(desk, Intent.FORGET, privacy.forget),
        Heard(desk, Intent.QUIET, quiet.quiet),
        Heard(desk, Intent.EXPORT, exchange.export),
        Heard(desk, Intent.IMPORT, exchange.import_),
        Heard(desk, Intent.ALERTED, alerts.said),
        Heard(desk, Intent.UPLOAD, uploads.offer),
        Heard(desk, Intent.STATUS, notices.status),
        Heard(desk, Intent.BROADCAST, notices.broadcast),
        Heard(desk, Intent.FEEDBACK, feedback.feedback),
        Heard(desk, Intent.REPORTED, feedback.reported),
        Heard(desk, Intent.CORRECTED, feedback.corrected),
        Heard(desk, Intent.UNKNOWN, start.unknown),
        Heard(desk, Intent.NOTHING, start.wordless),
        Membership(desk),
    )
