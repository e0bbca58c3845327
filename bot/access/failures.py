"""What is done when a handler fails: log the ids, tell the person in one line, go on."""

import logging
from collections.abc import Callable, Collection

from telegram import Message, Update
from telegram.constants import ChatType
from telegram.ext import ContextTypes

from bot.access.addressed import words_of
from bot.access.request import NotHeard, place_of
from bot.messages.markup import plain
from bot.messages.texts import texts_for
from bot.model import Asking, Lost
from bot.runtime.logs import FAULT, fault_of, trace
from bot.services.chats import Chats
from bot.services.lost_questions import LostQuestions
from bot.telegram.calls import CallFailed, failure_in
from bot.telegram.outcome import Unreachable
from bot.telegram.patience import patiently, while_it_waits
from retrieval.errors import ArchiveUnavailable, SearchUnavailable

_LOG = logging.getLogger(__name__)


class Failures:
    """Handles whatever handlers raise; nothing that a person wrote is logged.

    What could not be sent for too long is kept as lost, so that its chat is told afterwards. Who
    can't be reached for good is told nothing, and that is no error. ``admins`` are told in private
    where it is the disk that is full: they can mend it.
    """

    def __init__(
        self,
        chats: Chats,
        lost: LostQuestions,
        admins: Collection[int] = (),
        disk_is_full: Callable[[], bool] = lambda: False,
    ) -> None:
        self._chats = chats
        self._lost = lost
        self._admins = admins
        self._disk_is_full = disk_is_full

    async def handle(self, update: object, context: ContextTypes.DEFAULT_TYPE) -> None:
        """Handle the error of ``context``, of an update or of none."""
        error = context.error
        if error is None:
            return
        if not isinstance(update, Update):
            fault = {FAULT: fault_of(_cause(error))}
            _LOG.error("failed outside an update: %s", _described(error), extra=fault)
            return
        if update.guest_message is not None:  # of a chat that nothing is kept of
            fault = {FAULT: fault_of(_cause(error))}
            what = "update %d, a guest's, failed: %s"
            _LOG.error(what, update.update_id, _described(error), extra=fault)
            return
        chat = update.effective_chat
        ids = update.update_id, chat.id if chat else "-"
        if isinstance(error, SearchUnavailable):  # the loop that keeps the cluster says so, once
            _LOG.info("update %d in chat %s: search does not answer: %s", *ids, error.reason)
            await self._told(update, error)
            return
        if _is_unheard(error):
            _LOG.info("update %d in chat %s: nobody takes the answer: %s", *ids, error)
            if (query := update.callback_query) is not None:
                await while_it_waits(query.answer)
            return
        described = _described(error)
        _LOG.error(
            "update %d in chat %s failed: %s",
            *ids,
            described,
            extra={FAULT: fault_of(_cause(error))},
        )
        failed = failure_in(error)
        if failed is not None and failed.passes:
            await self._lose(update)
            return
        await self._told(update, error)

    async def _told(self, update: Update, error: Exception) -> None:
        """Inform whoever waits; where that fails, too, keep what was lost."""
        try:
            await self._tell(update, error)
        except CallFailed as again:
            _LOG.warning(
                "update %d: the person was not told that it failed: %s",
                update.update_id,
                _described(again),
            )
            if again.passes:
                await self._lose(update)

    async def _tell(self, update: Update, error: Exception) -> None:
        """Inform whoever waits, in a line, that it failed. Raises CallFailed."""
        user, query, message = update.effective_user, update.callback_query, update.message
        texts = texts_for(user.language_code if user else None)
        text = texts.search_away if isinstance(error, SearchUnavailable) else texts.failed
        if self._concerns_admin(update) and isinstance(error, ArchiveUnavailable):
            text = texts.alerts.disk_full if self._disk_is_full() else text
        if query is not None:
            await while_it_waits(lambda: query.answer(text))
        elif message is not None:
            place = place_of(message)
            await patiently(
                lambda: message.reply_text(
                    plain(text).html,
                    message_thread_id=place.thread_id,
                    allow_sending_without_reply=True,
                )
            )

    def _concerns_admin(self, update: Update) -> bool:
        """Return whether one of the bot's admins alone reads the answer: in a group all would."""
        user, chat = update.effective_user, update.effective_chat
        return (
            user is not None
            and user.id in self._admins
            and chat is not None
            and chat.type == ChatType.PRIVATE
        )

    async def _lose(self, update: Update) -> None:
        """Keep a question, or a tap, for its chat to be told; of channels nobody is told."""
        message, user = update.effective_message, update.effective_user
        query = update.callback_query
        if message is None and query is not None and isinstance(query.message, Message):
            message = query.message
        if message is None or message.chat.type == ChatType.CHANNEL:
            return
        place = place_of(message)
        lost = Lost(
            place.chat_id,
            place.thread_id,
            1,
            None if query else message.message_id,
            "" if query else words_of(message, message.get_bot().bot) or "",
            user.id if user else None,
            user.language_code if user else None,
        )
        try:
            chat = await self._chats.get(place.chat_id)
            if chat is not None and chat.settings.asking is Asking.PRIVATE and user is not None:
                lost = Lost(user.id, None, 1, None, lost.words, lost.asked_by, lost.language)
            await self._lost.put(lost)
        except ArchiveUnavailable as error:
            _LOG.warning("update %d: it is not kept as lost: %s", update.update_id, error)


def _is_unheard(error: Exception) -> bool:
    """Return whether nobody can be answered, which is nobody's fault."""
    failed = failure_in(error)
    if failed is not None:
        return isinstance(failed.outcome, Unreachable)
    return isinstance(error, NotHeard)


def _cause(error: Exception) -> BaseException:
    """Return the error that tells where a failed call was made."""
    return (error.__cause__ or error) if isinstance(error, CallFailed) else error


def _described(error: Exception) -> str:
    """Return a fault of Telegram's or of the archive's, or where one of ours was raised."""
    if (failed := failure_in(error)) is not None:
        return str(failed)
    if isinstance(error, ArchiveUnavailable):
        return str(error)
    return trace(error)
