"""Messages that are said to the bot, sorted by what they ask for."""

from collections.abc import Awaitable, Callable
from typing import TypeAlias

from telegram import Message, Update
from telegram.ext import BaseHandler, ContextTypes

from bot.handlers.addressed import is_addressed, said_in
from bot.handlers.request import Request, place_of
from bot.handlers.spoken import Intent, Spoken, spoken
from bot.messages.remarks import remark_text
from bot.messages.texts import texts_for
from retrieval.archive import Archive
from retrieval.model import Remark, RemarkKind

Context: TypeAlias = ContextTypes.DEFAULT_TYPE
Action = Callable[[Request], Awaitable[None]]

MAX_WORDS = 500  # characters


class Heard(BaseHandler[Update, Context, None]):
    """Gives new messages that are said to the bot, and are of one intent, to an action."""

    def __init__(self, archive: Archive, intent: Intent, action: Action) -> None:
        super().__init__(self._act)
        self._archive = archive
        self._intent = intent
        self._action = action

    def check_update(self, update: object) -> bool:
        """Tell whether this is a new message for the bot that asks what this handler is for."""
        if not isinstance(update, Update) or update.message is None:
            return False
        message = update.message
        return (
            is_addressed(message, message.get_bot().bot) and _spoken(message).intent is self._intent
        )

    async def _act(self, update: Update, context: Context) -> None:
        message = update.message
        assert message is not None  # noqa: S101 (check_update saw it)
        user = message.from_user
        request = Request(
            self._archive,
            context.bot,
            place_of(message),
            texts_for(user.language_code if user else None),
            user.id if user else None,
            _spoken(message),
            message.reply_to_message,
            has_media=message.effective_attachment is not None,
        )
        if len(request.spoken.words) > MAX_WORDS:
            too_long = Remark(RemarkKind.TOO_LONG, (str(MAX_WORDS),))
            await request.say(remark_text(too_long, request.texts))
        else:
            await self._action(request)


def _spoken(message: Message) -> Spoken:
    return spoken(said_in(message, message.get_bot().bot) or "")
