"""What is done when a handler fails: log the ids, tell the person in one line, go on."""

import logging

from telegram import Update
from telegram.error import BadRequest, Forbidden, NetworkError, RetryAfter, TelegramError
from telegram.ext import ContextTypes

from bot.access.request import place_of
from bot.messages.texts import texts_for
from bot.runtime.logs import FAULT, fault_of, trace

_LOG = logging.getLogger(__name__)


async def failed(update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
    """Handle whatever a handler raised; nothing that a person wrote is logged."""
    error = context.error
    if error is None:
        return
    if not isinstance(update, Update):
        _LOG.error(
            "failed outside an update: %s", _described(error), extra={FAULT: fault_of(error)}
        )
        return
    chat = update.effective_chat
    _LOG.error(
        "update %d in chat %s failed: %s",
        update.update_id,
        chat.id if chat else "-",
        _described(error),
        extra={FAULT: fault_of(error)},
    )
    if not _is_unreachable(error):
        try:
            await _tell(update)
        except TelegramError as again:
            _LOG.warning(
                "update %d: the person was not told that it failed: %s",
                update.update_id,
                _described(again),
            )


def _described(error: Exception) -> str:
    """Return the name of a fault of Telegram's, or where one of ours was raised."""
    if isinstance(error, TelegramError):
        return f"{type(error).__name__}: {error.message}"
    return trace(error)


def _is_unreachable(error: Exception) -> bool:
    """Return whether Telegram or the person can't be reached, so that telling them is of no use."""
    if isinstance(error, BadRequest):  # a NetworkError to the library, but one of contents
        return False
    return isinstance(error, (Forbidden, NetworkError, RetryAfter))


async def _tell(update: Update) -> None:
    user = update.effective_user
    text = texts_for(user.language_code if user else None).failed
    if update.callback_query is not None:
        await update.callback_query.answer(text)
    elif update.message is not None:
        place = place_of(update.message)
        await update.message.reply_text(
            text, message_thread_id=place.thread_id, allow_sending_without_reply=True
        )
