"""The table of actions: what is done for each command, and for all other updates."""

from collections.abc import Mapping
from dataclasses import replace
from typing import TypeAlias

from telegram import Update
from telegram.ext import BaseHandler, ContextTypes, InlineQueryHandler

from bot.access.about import with_subject
from bot.access.intents import Intent
from bot.access.request import Request
from bot.access.services import Services
from bot.handlers import (
    alerts,
    buttons,
    chatting,
    corrections,
    desk,
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
    wishes,
)
from bot.handlers.dispatch import Action, MessageHandler, TapHandler
from bot.handlers.guests import Guests
from bot.handlers.membership import Membership
from bot.services.conversation.leaning import goes_on
from bot.services.wishes import opts_out

Context: TypeAlias = ContextTypes.DEFAULT_TYPE


async def question(request: Request) -> None:
    """Answer what refers to the last answer, unless it was edited, or else a question.

    In reply to somebody else it refers to what they said.
    """
    told = await with_subject(request)
    if told is not request or request.edited or not await followups.follow(request):
        await questions.ask(told, counts=told is request)


async def do(request: Request) -> None:
    """Do what a request's utterance names."""
    await ACTIONS[request.utterance.intent](request)


async def wish(request: Request) -> None:
    """Do what is wished, or answer what turns out to wish nothing.

    Words that go on from what is on the screen do that (继续发), unless they opt out.
    """
    words = request.utterance.words
    if not opts_out(words) and goes_on(words) and await followups.follow(request):
        return
    if not await wishes.grant(request, do):
        await chat(request)


async def chat(request: Request) -> None:
    """Reply to what asks nothing, or answer a question."""
    if goes_on(request.utterance.words) and await followups.follow(request):
        return
    if not await chatting.chat(request):
        await question(
            replace(request, utterance=replace(request.utterance, intent=Intent.QUESTION))
        )


async def article(request: Request) -> None:
    """Show the story that words name: as a person says it (全文 2), of those on the screen."""
    is_command = request.utterance.text.startswith("/")
    if is_command or request.edited or not await followups.follow_article(request):
        await stories.article(request)


ACTIONS: Mapping[Intent, Action] = {
    Intent.QUESTION: question,
    Intent.WISH: wish,
    Intent.CHAT: chat,
    Intent.SEARCH: questions.search,
    Intent.LATEST: questions.ask,
    Intent.ISSUES: issues.calendar,
    Intent.REPORTER: questions.reporter,
    Intent.ARTICLE: article,
    Intent.START: start.start,
    Intent.HELP: start.explain,
    Intent.SUBSCRIBE: subscriptions.subscribe,
    Intent.SUBSCRIPTIONS: subscriptions.subscriptions,
    Intent.UNSUBSCRIBE: subscriptions.unsubscribe,
    Intent.REWORD: subscriptions.reword,
    Intent.SETTINGS: settings.settings,
    Intent.PRIVACY: privacy.privacy,
    Intent.FORGET: privacy.forget,
    Intent.QUIET: settings.quiet,
    Intent.EXPORT: exchange.export,
    Intent.IMPORT: exchange.import_,
    Intent.ALERTED: alerts.answer_reply,
    Intent.UPLOAD: received.offer,
    Intent.STATED: uploads.stated,
    Intent.DESK: desk.desk,
    Intent.STATUS: desk.desk,
    Intent.BROADCAST: notices.broadcast,
    Intent.FEEDBACK: desk.desk,
    Intent.NOTICE: notices.broadcast,
    Intent.REPORTED: feedback.reported,
    Intent.CORRECTED: corrections.propose,
    Intent.UNKNOWN: start.unknown,
    Intent.NOTHING: start.wordless,
}
"""What is done for each row of `bot.access.commands`."""


def handlers(services: Services) -> tuple[BaseHandler[Update, Context, None], ...]:
    """Return the handlers; the first that wants an update has it, and no two want the same.

    An update is a tap, a message, what is typed inline, or tells what became of a chat. Of messages
    only those said to the bot are wanted (see `bot.access.addressed`).
    """

    async def on_typing(update: Update, context: Context) -> None:
        await inline.typed(services, update, context)

    return (
        MessageHandler(services, ACTIONS),
        TapHandler(services, buttons.BUTTONS),
        InlineQueryHandler(on_typing),
        Guests(services),
        Membership(services),
    )
