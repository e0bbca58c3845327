"""Tells chats of questions that could not be answered, once they take messages again."""

import logging
from collections.abc import Callable

from telegram import Bot, Message, ReplyParameters

from bot.messages.lost_questions import lost_text
from bot.messages.markup import Markup, plain
from bot.messages.texts import texts_for
from bot.model import Lost
from bot.runtime.loops import Loop, LoopName
from bot.services.lost_questions import LostQuestions
from bot.telegram.calls import CallFailed, once
from bot.telegram.outcome import ChatMoved, RateLimited, Transient

IDLE_SECONDS = 5.0  # between two looks
PAUSE = 60.0  # seconds before a chat that did not take it is tried again, unless more is asked

_LOG = logging.getLogger(__name__)


class Apologies:
    """Tells each chat once of all it lost. ``steady`` returns seconds that never go back."""

    def __init__(self, lost: LostQuestions, steady: Callable[[], float]) -> None:
        self.loop = Loop(LoopName.LOST_QUESTIONS)
        self._lost = lost
        self._steady = steady
        self._not_before: dict[int, float] = {}  # by chat
        self._told: dict[int, Lost] = {}  # what could not be deleted when its chat was told

    async def run(self, bot: Bot) -> None:
        """Send what there is until cancelled."""

        async def look() -> float:
            await self.round(bot)
            return IDLE_SECONDS

        await self.loop.repeat(look)

    async def round(self, bot: Bot) -> None:
        """Try each chat whose time has come. Raises ArchiveUnavailable."""
        for told in tuple(self._told.values()):
            await self._drop(told)
        untold = await self._lost.untold()
        chats = {lost.chat_id for lost in untold}
        self._not_before = {one: at for one, at in self._not_before.items() if one in chats}
        for lost in untold:
            if self._steady() >= self._not_before.get(lost.chat_id, 0.0):
                await self._tell(bot, lost)

    async def _tell(self, bot: Bot, lost: Lost) -> None:
        text = plain(lost_text(lost, texts_for(await self._lost.language(lost))))
        try:
            await _sent(bot, lost, text)
        except CallFailed as error:
            match error.outcome:
                case RateLimited(seconds):
                    self._not_before[lost.chat_id] = self._steady() + max(seconds, PAUSE)
                    return
                case Transient():
                    self._not_before[lost.chat_id] = self._steady() + PAUSE
                    return
                case _:
                    _LOG.info("chat %d can't be told what it lost: %s", lost.chat_id, error)
        self._told[lost.chat_id] = lost
        await self._drop(lost)

    async def _drop(self, told: Lost) -> None:
        await self._lost.told(told)
        del self._told[told.chat_id]


async def _sent(bot: Bot, lost: Lost, text: Markup) -> Message:
    """Send the text, in reply to the question if it is one; in the supergroup, of a moved group."""
    replied = None
    if lost.message_id is not None:
        replied = ReplyParameters(lost.message_id, allow_sending_without_reply=True)
    try:
        return await once(
            lambda: bot.send_message(
                lost.chat_id,
                text.html,
                message_thread_id=lost.thread_id,
                reply_parameters=replied,
            )
        )
    except CallFailed as error:
        outcome = error.outcome
        if not isinstance(outcome, ChatMoved):
            raise
    return await once(lambda: bot.send_message(outcome.chat_id, text.html))
