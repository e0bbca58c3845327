"""Errors in texts: the admins are told what readers report, and the readers what came of it.

An admin has one message for all that is reported within `WINDOW` seconds, edited at most every
`PAUSE`. What was told is kept with the error, so that a restart tells nothing twice, and forgets
nothing.
"""

import logging
import time
from collections.abc import Callable, Collection
from dataclasses import dataclass

from telegram import Bot, ReplyParameters

from bot.messages.feedback import answer_screen, told_screen
from bot.messages.screen import Screen
from bot.messages.texts import texts_for
from bot.model import Misprint, ReportedAt
from bot.runtime.logs import FAULT, fault_of, trace
from bot.runtime.loops import ITEM_TRIES, Loop, LoopName, Tries
from bot.services.feedback import Feedback
from bot.telegram.calls import CallFailed, once
from bot.telegram.keyboard import keyboard
from bot.telegram.outcome import Sent, Unreachable
from retrieval.errors import ArchiveUnavailable

WINDOW = 600.0  # seconds for which a message is edited; then there is a new one
PAUSE = 30.0  # seconds after a round with something to tell
IDLE_SECONDS = 2.0  # after a round without
MOST_MISSED = 100  # errors that wait for an admin who can't be told

_LOG = logging.getLogger(__name__)


@dataclass(frozen=True, slots=True)
class _Open:
    """A message that is still edited: since when, and what it tells."""

    message_id: int
    since: float
    errors: tuple[Misprint, ...]


class ReportedErrors:
    """Informs ``admins``, and whoever reported. ``clock`` returns Unix time."""

    def __init__(
        self,
        feedback: Feedback,
        admins: Collection[int],
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._feedback = feedback
        self._admins = sorted(admins)
        self._clock = clock
        self._open: dict[int, _Open] = {}  # by admin
        self._missed: dict[int, list[Misprint]] = {}  # what others were told, by admin
        self._tries = Tries()
        self.loop = Loop(LoopName.REPORTED_ERRORS)

    async def run(self, bot: Bot) -> None:
        """Send what there is until cancelled."""

        async def tell() -> float:
            return PAUSE if await self.round(bot) else IDLE_SECONDS

        await self.loop.repeat(tell)

    async def round(self, bot: Bot) -> bool:
        """Send all that is untold; return whether the admins were told of anything.

        A report whose answer fails by itself is answered later; the others go on.
        """
        for misprint, at in await self._feedback.unanswered():
            if not self._tries.wait(misprint.id):
                await self._answered(bot, misprint, at)
        untold = await self._feedback.untold()
        telling = {admin: [*self._missed.get(admin, ()), *untold] for admin in self._admins}
        reached = {
            admin: await self._tell(bot, admin, errors)
            for admin, errors in telling.items()
            if errors
        }
        if any(reached.values()):
            self._missed = {
                admin: telling[admin][-MOST_MISSED:] for admin, told in reached.items() if not told
            }
            await self._feedback.told([one.id for one in untold])
        return bool(reached)

    async def _answered(self, bot: Bot, misprint: Misprint, at: ReportedAt | None) -> None:
        """Answer a report; what fails is the report's own failure. Raises ArchiveUnavailable."""
        try:
            await self._answer(bot, misprint, at)
        except ArchiveUnavailable:
            raise
        except Exception as error:  # noqa: BLE001 (one report's fault is no other's)
            tries, fault = self._tries.failed(misprint.id), {FAULT: fault_of(error)}
            level = logging.ERROR if tries in (1, ITEM_TRIES) else logging.WARNING
            what = "report %d can't be answered after %d tries: %s"
            _LOG.log(level, what, misprint.id, tries, trace(error), extra=fault)
            await self._feedback.answered(misprint.id, answered=False)
        else:
            self._tries.done(misprint.id)

    async def _tell(self, bot: Bot, admin: int, untold: Collection[Misprint]) -> bool:
        """Return whether the admin was told, or can't be."""
        last = self._open.pop(admin, None)
        if last is not None and self._clock() - last.since >= WINDOW:
            last = None
        errors = (*(last.errors if last else ()), *untold)
        texts = texts_for(await self._feedback.language(admin))
        titles = {one.article_id: await self._feedback.title(one.article_id) for one in errors}
        screen = told_screen(errors, titles, texts)
        try:
            number = await _shown(bot, admin, screen, last.message_id if last else None)
        except CallFailed as error:
            _LOG.warning("admin %d was not told of reported errors: %s", admin, error)
            return error.refused
        self._open[admin] = _Open(number, last.since if last else self._clock(), errors)
        return True

    async def _answer(self, bot: Bot, misprint: Misprint, at: ReportedAt | None) -> None:
        """Inform whoever reported an error: in private, or else where they did; once."""
        if not await self._feedback.answered(misprint.id):
            return
        title = await self._feedback.title(misprint.article_id)
        places = (misprint.made_by, None if at is None else at.chat_id)
        for chat_id in (place for place in places if place is not None):
            language = await self._feedback.language(chat_id)
            if language is None and at is not None:
                language = at.language
            screen = answer_screen(misprint, title, texts_for(language))
            there = at if at is not None and at.chat_id == chat_id else None
            try:
                await _sent(bot, chat_id, screen, there)
            except CallFailed as error:
                if error.refused:
                    continue  # they never started the bot, or left it; it is no longer in the group
                _LOG.warning("a report was not answered, retrying: %s", error)
                await self._feedback.answered(misprint.id, answered=False)
            return


async def _shown(bot: Bot, chat_id: int, screen: Screen, message_id: int | None) -> int:
    """Edit a message, or send a new one where it is gone; return its number."""
    if message_id is not None:
        try:
            await once(
                lambda: bot.edit_message_text(
                    *(screen.text.html, chat_id, message_id), reply_markup=keyboard(screen)
                )
            )
        except CallFailed as error:
            if isinstance(error.outcome, Sent):
                return message_id
            if not error.refused or isinstance(error.outcome, Unreachable):
                raise
            # It was deleted, perhaps.
        else:
            return message_id
    return await _sent(bot, chat_id, screen)


async def _sent(bot: Bot, chat_id: int, screen: Screen, at: ReportedAt | None = None) -> int:
    """Send a message, in reply to the one at ``at`` if it is given; return its number."""
    replied = thread_id = None
    if at is not None:
        replied = ReplyParameters(at.message_id, allow_sending_without_reply=True)
        thread_id = at.thread_id
    sent = await once(
        lambda: bot.send_message(
            *(chat_id, screen.text.html),
            reply_markup=keyboard(screen),
            message_thread_id=thread_id,
            reply_parameters=replied,
        )
    )
    return sent.message_id
