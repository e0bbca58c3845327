"""Messages that are said to the bot, sorted by what they ask for."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.error import BadRequest, Forbidden
from telegram.ext import BaseHandler, ContextTypes

from bot.access.addressed import is_addressed, replied_text, said_in
from bot.access.chat_info import seen_in
from bot.access.intents import Intent, Spoken, spoken
from bot.access.language import texts_in
from bot.access.limits import admitted, say_to_start
from bot.access.request import Request, place_of
from bot.access.services import Services
from bot.handlers.alerts import is_said_to_alert
from bot.messages.feedback import to_correct, to_report
from bot.messages.remarks import remark_text
from bot.messages.subscriptions import to_reword
from bot.services.uploads.pasting import LONGEST_QUESTION, is_page
from bot.telegram.patience import is_not_started
from retrieval.model import Remark, RemarkKind

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
Action = Callable[[Request], Awaitable[None]]

MAX_WORDS = LONGEST_QUESTION  # characters
_ANSWERED = (Intent.QUESTION, Intent.SEARCH, Intent.LATEST, Intent.REPORTER)
"""What is answered again when it is edited; a command that changes something is done once."""


_LONG = (Intent.BROADCAST, Intent.CORRECTED)
"""What may be longer."""


class IntentHandler(BaseHandler[Update, Context, None]):
    """Gives messages that are said to the bot, and are of one intent, to an action.

    They are new ones, and those that were edited if they ask something of the archive.
    """

    def __init__(self, services: Services, intent: Intent, action: Action) -> None:
        super().__init__(self._act)
        self._desk = services
        self._intent = intent
        self._action = action

    def check_update(self, update: object) -> bool:
        """Return whether this is a message for the bot that asks what this handler is for."""
        if not isinstance(update, Update):
            return False
        message = _said(update)
        if update.edited_message is not None and self._intent not in _ANSWERED:
            return False
        return (
            message is not None
            and is_addressed(message, message.get_bot().bot)
            and _spoken(message, self._desk).intent is self._intent
        )

    async def _act(self, update: Update, context: Context) -> None:
        message = _said(update)
        assert message is not None  # noqa: S101 (check_update saw it)
        user = message.from_user
        chat = await self._desk.chats.known(seen_in(message.chat, user))
        asked = Request(
            self._desk,
            context.bot,
            message,
            place_of(message),
            texts_in(chat, user),
            user.id if user else None,
            _spoken(message, self._desk),
            message.reply_to_message,
            in_its_name=message.sender_chat == message.chat,
            known=chat,
            user=user,
            edited=update.edited_message is not None,
        )
        request = await admitted(asked)
        if request is None:
            return
        try:
            await self._do(request)
        except (BadRequest, Forbidden) as error:
            if request.asked_in is None or not is_not_started(error):
                raise
            await say_to_start(request)

    async def _do(self, request: Request) -> None:
        long = len(request.spoken.words) > MAX_WORDS
        if long and request.spoken.intent not in _LONG:
            too_long = Remark(RemarkKind.TOO_LONG, (str(MAX_WORDS),))
            await request.say(remark_text(too_long, request.texts))
        else:
            await self._action(request)


def _spoken(message: Message, services: Services) -> Spoken:
    bot = message.get_bot().bot
    if message.document is not None:  # what is written under it says what it is for
        asked = spoken(message.caption or "")
        if asked.intent is Intent.IMPORT:
            return asked
    said = said_in(message, bot) or ""
    if said and not said.startswith("/") and (intent := _asked_for(replied_text(message, bot))):
        return Spoken(intent, said, said)
    if is_said_to_alert(message.reply_to_message, said):
        return Spoken(Intent.ALERTED, said, said)
    if _is_upload(message, said, services):
        return Spoken(Intent.UPLOAD, "", said)
    return spoken(said)


def _is_upload(message: Message, said: str, services: Services) -> bool:
    """Return whether a page is sent, or what somebody takes for one, in private chat."""
    if message.chat.type != ChatType.PRIVATE:
        return False
    if message.document is not None:
        return True
    if message.chat.id not in services.admins:
        return False
    goes_on = bool(said) and services.drafts.unfinished(message.chat.id)
    is_pasted = (is_page(said) or goes_on) and not said.startswith("/")
    return is_pasted or bool(message.photo)


def _asked_for(text: str) -> Intent | None:
    """Return what a reply to a text of the bot's is, where that asks for one."""
    asks = (
        (to_reword, Intent.REWORD),
        (to_report, Intent.REPORTED),
        (to_correct, Intent.CORRECTED),
    )
    return next((intent for asked, intent in asks if asked(text) is not None), None)


def _said(update: Update) -> Message | None:
    """Return the message of a chat, new or edited, or the new post of a channel."""
    return update.message or update.channel_post or update.edited_message
