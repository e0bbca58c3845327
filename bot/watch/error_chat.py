"""Reports errors to a chat: one message a fault, edited when the fault comes again.

A fault gets at most one message every `WINDOW` seconds, and one edit every `PAUSE`. A report that
fails is retried; the failure is logged as a warning, and so is no fault of its own.
"""

import asyncio
import logging
import time
from collections.abc import Callable, Collection
from zoneinfo import ZoneInfo

from telegram import Bot
from telegram.error import BadRequest, TelegramError

from bot.messages.fault import Fault, fault_text
from bot.watch.faults import Faults, not_collected

WINDOW = 600.0  # seconds for which a message is edited; then there is a new one
PAUSE = 30.0  # seconds after a round with something to report
IDLE_SECONDS = 1.0  # after a round without

_LOG = logging.getLogger(__name__)


class ErrorChat:
    """Reports faults to ``chats``. ``clock`` returns Unix time."""

    def __init__(
        self,
        faults: Faults,
        chats: Collection[int],
        timezone: ZoneInfo,
        clock: Callable[[], float] = time.time,
    ) -> None:
        self._faults = faults
        self._chats = sorted(chats)
        self._timezone = timezone
        self._clock = clock
        self._messages: dict[tuple[str, int], int] = {}  # by kind and chat
        self._unreachable: set[int] = set()

    async def run(self, bot: Bot) -> None:
        """Report faults until cancelled."""
        while True:
            told = await self.round(bot)
            await asyncio.sleep(PAUSE if told else IDLE_SECONDS)

    async def round(self, bot: Bot) -> bool:
        """Report every fault that is new or came again; return whether there was one."""
        with not_collected():
            faults = self._faults.all()
            untold = [fault for fault in faults if fault.told < fault.count]
            for fault in untold:
                await self._report(bot, fault)
            for fault in faults:
                if fault.told and self._clock() - fault.first >= WINDOW:
                    self._faults.restart(fault)
                    for chat in self._chats:
                        self._messages.pop((fault.kind, chat), None)
        return bool(untold)

    async def _report(self, bot: Bot, fault: Fault) -> None:
        count, text = fault.count, fault_text(fault, self._timezone)
        for chat in self._chats:
            key = fault.kind, chat
            try:
                if key in self._messages:
                    await bot.edit_message_text(text, chat, self._messages[key])
                else:
                    self._messages[key] = (await bot.send_message(chat, text)).message_id
            except TelegramError as error:
                if isinstance(error, BadRequest):
                    self._messages.pop(key, None)  # perhaps deleted: send a new one
                if chat not in self._unreachable:
                    why = type(error).__name__
                    _LOG.warning("chat %d can't be told of errors, retrying: %s", chat, why)
                self._unreachable.add(chat)
            else:
                fault.told = count
                self._unreachable.discard(chat)
